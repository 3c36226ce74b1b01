/*
 * A connection for the analyst's SQL, and for which snapshots it answers: what `analyze query` and the shell have in common, so
 * that both have the same guard.
 */
#ifndef ANALYZE_QUERY_SESSION_H
#define ANALYZE_QUERY_SESSION_H

#include <sqlite3.h>
#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/narrow.h"
#include "analyze/query/parameters.h"
#include "analyze/query/scope.h"
#include "analyze/query/snapshot_clock.h"
#include "analyze/render/render.h"

struct session {
    sqlite3 *db;
    struct snapshot_clock clock;
    struct scope scope;      /* as it was said last; its texts are borrowed */
    int64_t version;         /* of the database, when these were read: data_version.sql */
    int64_t shown;           /* when the views that narrow were made */
    struct snapshots all;    /* in the database */
    struct snapshots chosen; /* of these, what the scope means; none while nothing was said */
    bool interrupted;        /* Ctrl-C ended the last statement */
};

/* Opens a database to read it, without a scope.  Ended by session_close(), also after an error.  *session must not move. */
int session_open(struct session *session, const char *path, struct error *error);
void session_close(struct session *session);

/*
 * From now on the scope is this one.  Its texts must live as long.  After an error (there is no such snapshot) the scope is the one from
 * before.
 */
int session_scope(struct session *session, const struct scope *scope, struct error *error);

/*
 * Runs the statements: see query_run(), also for the parameters; NULL for none.  Where the scope is open (nothing said, --each, --all), what was loaded since the last statement
 * counts.
 */
int session_run(struct session *session, struct render *render, struct parameters *parameters, const char *sql,
                struct error *error);

#endif
