/*
 * What an answer cannot show.  A question about environments gets no row from a snapshot that was taken without them, which looks
 * like "nobody has that".  The tables that a query read are noted, and what they lack is told beside the answer.
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

/* A notice for each table that was read and of which the snapshots that the connection sees lack something. */
int missing_tell(const struct missing *missing, sqlite3 *db, struct error *error);

#endif
