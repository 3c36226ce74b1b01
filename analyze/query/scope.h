/*
 * Scope: for which snapshots an answer is.
 */
#ifndef ANALYZE_QUERY_SCOPE_H
#define ANALYZE_QUERY_SCOPE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/narrow.h"

/* What the user said; NULL and false where nothing. */
struct scope {
    const char *host;     /* only hosts of that name */
    const char *at;       /* only snapshots that were begun at this time or before: a time as SQLite reads it */
    const char *snapshot; /* one snapshot: a number, "latest", or the name of a host */
    bool each;            /* every snapshot, one after the other; without it, the newest of each host */
    bool all;             /* every snapshot, whose rows may mix */
};

/* Whether the user said anything. */
bool scope_is_said(const struct scope *scope);

/*
 * Which snapshots are meant, ordered by host and time.  What they point to is borrowed from `all`; the caller frees chosen->list alone.  A host
 * that was captured from several pid namespaces, as from within its containers, counts as one for each of them.  0, or -1 with the error
 * filled where nothing is meant, where `snapshot` could be one of several, and for options that contradict each other.
 */
int scope_resolve(sqlite3 *db, const struct scope *scope, const struct snapshots *all, struct snapshots *chosen,
                  struct error *error);

/*
 * For a question over time, where nothing said means every snapshot, and --host alone every snapshot of that host: from now on the name
 * `snapshots` on this connection means only the snapshots that are meant, and `timeline` tells of them alone.  0, or -1 as scope_resolve().
 */
int scope_limit(sqlite3 *db, const struct scope *scope, struct error *error);

/* A time as people write it, in nanoseconds since the epoch, the end of its second; `option` is named where it is none. */
int scope_time(sqlite3 *db, const char *option, const char *text, int64_t *ns, struct error *error);

#endif
