/*
 * Shows on a terminal that SQL runs.
 */
#ifndef ANALYZE_DATABASE_WATCH_H
#define ANALYZE_DATABASE_WATCH_H

#include <sqlite3.h>

#include "analyze/base/progress.h"

/* From now on statements of the connection tick, until it is called with NULL or the connection is closed. */
void watch(sqlite3 *db, struct progress *progress);

#endif
