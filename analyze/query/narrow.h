/*
 * Which snapshots a query is for.  Narrowing makes TEMP views over the tables and views of the database, so SQL that was
 * written for one live host runs unchanged.  It must be done before the connection is guarded (analyze/query/sandbox.h).
 */
#ifndef ANALYZE_QUERY_NARROW_H
#define ANALYZE_QUERY_NARROW_H

#include <sqlite3.h>
#include <stdint.h>

#include "analyze/base/error.h"

struct snapshot {
    int64_t id;
    int64_t started_ns; /* by its clock, since the epoch; 0 when that is not known */
    char *host;         /* its node name; "unknown host" where that is not known */
    char *started_at;   /* as ISO 8601, UTC; NULL when that is not known */
    char *title;        /* that and when it was begun: for people */
    char *view;         /* what all snapshots of this part of this host have in common: view_key of snapshot_hosts */
};

struct snapshots {
    struct snapshot *list; /* by time, the newest last */
    size_t count;
};

/* All snapshots of the database.  The caller frees them, also after an error. */
int snapshots_read(sqlite3 *db, struct snapshots *snapshots, struct error *error);
void snapshots_free(struct snapshots *snapshots);

/* Fills the error with "WHAT: the database has ...", and a list of the snapshots. */
void snapshots_refuse(const struct snapshots *snapshots, const char *what, struct error *error);

/*
 * Makes the views that tell of several snapshots at once, as timeline does, anew: of what the names of tables and views mean on this
 * connection now.
 */
int narrow_over_time(sqlite3 *db, struct error *error);

/*
 * Until it is widened again, unqualified names on this connection mean only this snapshot's rows.  To narrow it to another one needs no
 * widening in between, and is cheap.  No statement may be running.
 */
int narrow(sqlite3 *db, int64_t snapshot_id, struct error *error);
int widen(sqlite3 *db, struct error *error);

#endif
