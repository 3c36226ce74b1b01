/*
 * What an answer cannot show.  A question about environments gets no row from a snapshot that was taken without them,
 * and that looks like "no process has that".  So the tables that a query reads are noted, and notices beside the answer
 * say what they lack.
 */
#ifndef ANALYZE_QUERY_MISSING_H
#define ANALYZE_QUERY_MISSING_H

#include <sqlite3.h>

#include "analyze/base/error.h"

struct missing {
    unsigned read; /* a bit for each table of the list in missing.c */
};

/* A statement reads the table or view of that name. */
void missing_note(struct missing *missing, const char *table);

/* Prints a notice for each table that was read, if a snapshot that the connection sees lacks its members. */
int missing_tell(const struct missing *missing, sqlite3 *db, struct error *error);

#endif
