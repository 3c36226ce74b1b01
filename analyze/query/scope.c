#include "analyze/query/scope.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "sql.h"

bool
scope_is_said(const struct scope *scope)
{
    return scope->host || scope->at || scope->snapshot || scope->each || scope->all;
}

int
scope_time(sqlite3 *db, const char *option, const char *text, int64_t *ns, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int rc = -1;

    if (db_prepare(db, sql_time_ns, &statement, error))
        return -1;
    if (sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC) || sqlite3_step(statement) != SQLITE_ROW)
        db_error(db, option, error);
    else if (sqlite3_column_type(statement, 0) == SQLITE_NULL)
        error_set(error, "%s %s: not a time; write it as 2026-01-31T12:00:00Z", option, text);
    else
        rc = 0;
    *ns = rc ? 0 : sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return rc;
}

static void
add(struct snapshots *chosen, const struct snapshot *snapshot)
{
    chosen->list[chosen->count++] = *snapshot;
}

/* Keeps the newest snapshot of each view of a host. */
static void
choose_newest(struct snapshots *chosen, const struct snapshot *snapshot)
{
    for (size_t i = 0; i < chosen->count; i++)
        if (strcmp(chosen->list[i].view, snapshot->view) == 0) {
            chosen->list[i] = *snapshot; /* they come by time */
            return;
        }
    add(chosen, snapshot);
}

static int
compare(const void *a, const void *b)
{
    const struct snapshot *x = a, *y = b;
    int order = strcmp(x->host, y->host);

    if (order == 0)
        order = strcmp(x->view, y->view);
    if (order == 0)
        order = (x->started_ns > y->started_ns) - (x->started_ns < y->started_ns);
    return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* Takes the text over. */
static int
refuse(const struct snapshots *all, char *what, struct error *error)
{
    snapshots_refuse(all, what, error);
    free(what);
    return -1;
}

/* The newest snapshot of each view of the host of that name, of each host where it is NULL; or every snapshot. */
static void
choose_of_hosts(struct snapshots *chosen, const struct snapshots *all, const char *host, int64_t until, bool every)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct snapshot *snapshot = &all->list[i];

        if ((host && strcmp(snapshot->host, host) != 0) || snapshot->started_ns > until)
            continue;
        if (every)
            add(chosen, snapshot);
        else
            choose_newest(chosen, snapshot);
    }
}

static void
choose_number(struct snapshots *chosen, const struct snapshots *all, const char *number)
{
    char id[sizeof("-9223372036854775808")];

    for (size_t i = 0; i < all->count; i++) {
        sqlite3_snprintf(sizeof(id), id, "%lld", (long long)all->list[i].id);
        if (strcmp(number, id) == 0)
            add(chosen, &all->list[i]);
    }
}

/* One snapshot: by its number, as the latest, or by the name of its host. */
static int
choose_one(struct snapshots *chosen, const struct snapshots *all, const char *which, struct error *error)
{
    choose_number(chosen, all, which);
    if (chosen->count == 0)
        choose_of_hosts(chosen, all, strcmp(which, "latest") == 0 ? NULL : which, INT64_MAX, false);
    if (chosen->count > 1)
        return refuse(
            all, xasprintf("--snapshot %s may be one of several: give its number or --host, or take --each", which),
            error);
    return chosen->count == 1 ? 0 : refuse(all, xasprintf("no snapshot %s", which), error);
}

/* --host goes with --at and --each, and nothing else with anything. */
static bool
is_contradictory(const struct scope *scope)
{
    int kinds = (scope->snapshot != NULL) + (scope->at != NULL) + scope->each + scope->all;

    return kinds > 1 || (scope->host && (scope->snapshot || scope->all));
}

static int
choose(struct snapshots *chosen, sqlite3 *db, const struct scope *scope, const struct snapshots *all,
       struct error *error)
{
    int64_t until = INT64_MAX;

    if (is_contradictory(scope))
        return error_set(error,
                         "of --snapshot, --at, --each and --all only one can be given, and --host with --at or --each");
    if (scope->at && scope_time(db, "--at", scope->at, &until, error))
        return -1;
    if (scope->snapshot)
        return choose_one(chosen, all, scope->snapshot, error);
    choose_of_hosts(chosen, all, scope->host, until, scope->each || scope->all);
    if (chosen->count > 0)
        return 0;
    if (all->count == 0)
        return error_set(error, "the database has no snapshot: load one with analyze load");
    return refuse(all,
                  xasprintf("no snapshot%s%s%s%s", scope->host ? " of a host " : "", scope->host ? scope->host : "",
                            scope->at ? " begun by " : "", scope->at ? scope->at : ""),
                  error);
}

int
scope_resolve(sqlite3 *db, const struct scope *scope, const struct snapshots *all, struct snapshots *chosen,
              struct error *error)
{
    *chosen = (struct snapshots){ .list = xmalloc((all->count + 1) * sizeof(*all->list)) };
    if (choose(chosen, db, scope, all, error)) {
        free(chosen->list);
        *chosen = (struct snapshots){ 0 };
        return -1;
    }
    qsort(chosen->list, chosen->count, sizeof(*chosen->list), compare);
    return 0;
}

static int
add_chosen(sqlite3 *db, const struct snapshots *chosen, struct error *error)
{
    int rc = db_script(db, sql_scope_begin, 0, error);

    for (size_t i = 0; rc == 0 && i < chosen->count; i++)
        rc = db_script(db, sql_scope_add, chosen->list[i].id, error);
    return rc;
}

int
scope_limit(sqlite3 *db, const struct scope *scope, struct error *error)
{
    struct scope over_time = *scope;
    struct snapshots all = { 0 }, chosen = { 0 };
    int rc;

    if (!scope_is_said(scope))
        return 0;
    over_time.each = scope->each || (!scope->at && !scope->snapshot && !scope->all);
    rc = snapshots_read(db, &all, error);
    if (rc == 0)
        rc = scope_resolve(db, &over_time, &all, &chosen, error);
    if (rc == 0)
        rc = add_chosen(db, &chosen, error);
    if (rc == 0)
        rc = db_script(db, sql_scope_limit, 0, error);
    if (rc == 0)
        rc = narrow_over_time(db, error);
    free(chosen.list);
    snapshots_free(&all);
    return rc;
}
