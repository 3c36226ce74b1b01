/*
 * What the analyst's SQL may do, and for how long.  SQL may come from a stranger's rule pack: it may read and compute,
 * and nothing else, within bounds, until Ctrl-C.
 */
#ifndef ANALYZE_QUERY_SANDBOX_H
#define ANALYZE_QUERY_SANDBOX_H

#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/missing.h"

struct sandbox {
    sqlite3 *db;
    sigset_t mask;          /* the signal mask from before */
    char *refused;          /* what the SQL asked for and must not have; NULL while there is nothing */
    bool interrupted;       /* Ctrl-C came */
    bool unread;            /* nobody reads the answer any more */
    struct missing missing; /* of the tables that were read */
};

/*
 * Begins to guard the connection: limits, authorizer, and SIGINT, which from now on is blocked and taken between two
 * steps of a statement (no handler, no state outside *sandbox).  *sandbox must stay where it is until sandbox_end().
 */
int sandbox_begin(struct sandbox *sandbox, sqlite3 *db, struct error *error);

/* Lifts the sandbox between two statements, so that our own SQL can run, and puts it up again. */
int sandbox_lift(struct sandbox *sandbox, struct error *error);
int sandbox_again(struct sandbox *sandbox, struct error *error);

/*
 * Fills the error for a statement that failed and returns -1: what was refused, "interrupted", or SQLite's message.  `sql` is the statement
 * where it could not be compiled, for the place of the error and a suggestion; else NULL.
 */
int sandbox_error(const struct sandbox *sandbox, const char *sql, struct error *error);

/* Leaves the connection and the signal mask as they were; the limits stay. */
void sandbox_end(struct sandbox *sandbox);

#endif
