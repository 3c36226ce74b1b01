#include "analyze/query/session.h"
#include "analyze/database/db.h"
#include "analyze/query/functions.h"
#include "analyze/query/query.h"
#include "sql.h"

#include <stdlib.h>

static int
read_version(sqlite3 *db, int64_t *version, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int result;

    if (db_prepare(db, sql_data_version, &statement, error))
        return -1;
    result = db_step(db, statement, error);
    *version = result > 0 ? sqlite3_column_int64(statement, 0) : 0;
    (void)sqlite3_finalize(statement); /* what failed was said */
    return result < 0 ? -1 : 0;
}

int
session_open(struct session *session, const char *path, struct error *error)
{
    *session = (struct session){ .db = NULL };
    snapshot_clock_begin(&session->clock);
    if (db_open(path, DB_READ, &session->db, error) || functions_add(session->db, error))
        return -1;
    return read_version(session->db, &session->version, error) ? -1 : snapshots_read(session->db, &session->all, error);
}

static void
forget(struct snapshots *all, struct snapshots *chosen)
{
    free(chosen->list);
    *chosen = (struct snapshots){ 0 };
    snapshots_free(all);
}

void
session_close(struct session *session)
{
    forget(&session->all, &session->chosen);
    sqlite3_close(session->db);
    snapshot_clock_end(&session->clock);
}

/* Whether the statements are run for each of the chosen snapshots. */
static bool
is_for_each(const struct session *session)
{
    return !session->scope.all && (session->scope.each || session->chosen.count > 1);
}

/* Makes the connection show what is chosen. */
static int
show_chosen(struct session *session, struct error *error)
{
    const struct snapshot *one = session->chosen.count == 1 ? session->chosen.list : NULL;
    int64_t version;

    /* Somebody may have made a view since, which is to be narrowed as well. */
    if (read_version(session->db, &version, error) || (version != session->shown && widen(session->db, error)))
        return -1;
    session->shown = version;
    if (session->scope.all || is_for_each(session))
        one = NULL;
    snapshot_clock_set(session->db, one ? one->started_ns : 0);
    return one ? narrow(session->db, one->id, error) : widen(session->db, error);
}

/* Reads the snapshots again where somebody loaded another one since; what is chosen of them stays as it is. */
static int
read_anew(struct session *session, struct snapshots *all, struct error *error)
{
    int64_t version;

    if (read_version(session->db, &version, error))
        return -1;
    if (version == session->version)
        return 0;
    session->version = version;
    return snapshots_read(session->db, all, error) ? -1 : 1;
}

int
session_scope(struct session *session, const struct scope *scope, struct error *error)
{
    struct snapshots all = { 0 }, chosen = { 0 };
    int anew = read_anew(session, &all, error);

    if (anew < 0 ||
        (scope_is_said(scope) && scope_resolve(session->db, scope, anew > 0 ? &all : &session->all, &chosen, error))) {
        session->version = -1; /* so that they are read before they are used */
        forget(&all, &chosen);
        return -1;
    }
    if (anew > 0) {
        snapshots_free(&session->all);
        session->all = all;
    }
    free(session->chosen.list);
    session->chosen = chosen;
    session->scope = *scope;
    return show_chosen(session, error);
}

/* Whether snapshots that are loaded later belong to the scope. */
static bool
is_open(const struct scope *scope)
{
    return !scope_is_said(scope) || scope->each || scope->all;
}

int
session_run(struct session *session, struct render *render, struct parameters *parameters, const char *sql,
            struct error *error)
{
    struct query query = {
        .db = session->db, .render = render, .parameters = parameters, .interrupted = &session->interrupted
    };
    struct scope scope = session->scope;

    session->interrupted = false;
    if (is_open(&scope) ? session_scope(session, &scope, error) : show_chosen(session, error))
        return -1;
    query.without_scope = !scope_is_said(&scope) && session->all.count > 1;
    query.each = is_for_each(session) ? &session->chosen : NULL;
    return query_run(&query, sql, error);
}
