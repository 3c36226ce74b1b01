/*
 * Scope: for which snapshots an answer is.  It is one idea in all commands.  Nothing is said where there is one snapshot; where there are
 * several, a command answers for the newest of each host, and no answer mixes rows of two snapshots.
 */
#ifndef ANALYZE_QUERY_SCOPE_H
#define ANALYZE_QUERY_SCOPE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/narrow.h"

/* What the user said; NULL and false where nothing. */
struct scope {
    const char *host;     /* the newest snapshot of the host of that name */
    const char *at;       /* the newest that was begun at this time or before it: as SQLite reads times */
    const char *snapshot; /* a number, "latest", or the name of a host */
    bool each;            /* every snapshot, one after the other */
    bool all;             /* every snapshot */
};

/* Whether the user said anything. */
bool scope_is_said(const struct scope *scope);

/*
 * Which snapshots are meant, by host and time: an array of pointers into `all`, which the caller frees, and *count.  NULL with the error
 * filled where there is none, or where "latest" or a name would mean snapshots of several hosts.
 */
const struct snapshot **scope_resolve(sqlite3 *db, const struct scope *scope, const struct snapshots *all,
                                      size_t *count, struct error *error);

/*
 * Calls visit for each snapshot that is meant, by host and time, while unqualified names on the connection mean only that snapshot's rows
 * and `now` its time; `count` is how many there are.  The first that returns something else than 0 ends it.  Returns what it returned, or
 * -1 with the error filled.
 */
int scope_each(sqlite3 *db, const struct scope *scope,
               int (*visit)(void *context, sqlite3 *db, const struct snapshot *snapshot, size_t count,
                            struct error *error),
               void *context, struct error *error);

#endif
