/*
 * The Community IDs of the sockets of a snapshot.
 */
#ifndef ANALYZE_LOAD_FLOWS_H
#define ANALYZE_LOAD_FLOWS_H

#include <sqlite3.h>

#include "analyze/base/error.h"

/* Adds the SQL function that derive_flows.sql calls.  What it gives is stored, so that nobody who reads the database needs it. */
int flows_add_function(sqlite3 *db, struct error *error);

#endif
