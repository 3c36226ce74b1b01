#include "analyze/query/scope.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "analyze/query/snapshot_clock.h"
#include "sql.h"

bool
scope_is_said(const struct scope *scope)
{
    return scope->host || scope->at || scope->snapshot || scope->each || scope->all;
}

/* The time that the user wrote, in nanoseconds since the epoch. */
static int
read_time(sqlite3 *db, const char *text, int64_t *ns, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int rc = -1;

    if (db_prepare(db, sql_time_ns, &statement, error))
        return -1;
    if (sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC) || sqlite3_step(statement) != SQLITE_ROW)
        db_error(db, "--at", error);
    else if (sqlite3_column_type(statement, 0) == SQLITE_NULL)
        error_set(error, "--at %s: not a time; write it as 2026-01-31T12:00:00Z", text);
    else
        rc = 0;
    *ns = rc ? 0 : sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return rc;
}

/* Chosen so far. */
struct choice {
    const struct snapshot **list;
    size_t count;
};

/* Keeps the newest snapshot of each view of a host. */
static void
choose_newest(struct choice *choice, const struct snapshot *snapshot)
{
    for (size_t i = 0; i < choice->count; i++)
        if (strcmp(choice->list[i]->view, snapshot->view) == 0) {
            choice->list[i] = snapshot; /* they come by time */
            return;
        }
    choice->list[choice->count++] = snapshot;
}

static int
compare(const void *a, const void *b)
{
    const struct snapshot *const *x = a, *const *y = b;
    int order = strcmp((*x)->host, (*y)->host);

    if (order == 0)
        order = strcmp((*x)->view, (*y)->view);
    return order != 0 ? order : (*x > *y) - (*x < *y); /* in `all` they stand by time */
}

/* Takes the text over. */
static int
refuse(const struct snapshots *all, char *what, struct error *error)
{
    snapshots_refuse(all, what, error);
    free(what);
    return -1;
}

static void
choose_all(struct choice *choice, const struct scope *scope, const char *host, int64_t until,
           const struct snapshots *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct snapshot *snapshot = &all->list[i];

        if ((host && strcmp(snapshot->host, host) != 0) || (scope->at && snapshot->started_ns > until))
            continue;
        if (scope->each || scope->all)
            choice->list[choice->count++] = snapshot;
        else
            choose_newest(choice, snapshot);
    }
}

/* A number, "latest", or a host's name: one snapshot. */
static int
choose_one(struct choice *choice, const char *which, const struct snapshots *all, struct error *error)
{
    struct error ignored = { 0 };

    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->list[i].host, which) == 0)
            choose_newest(choice, &all->list[i]);
    if (choice->count > 0)
        return 0;
    if (strcmp(which, "latest") == 0) {
        for (size_t i = 0; i < all->count; i++)
            choose_newest(choice, &all->list[i]);
        if (choice->count > 1)
            return refuse(all, xasprintf("--snapshot %s: of which host? Name it with --host, or take --each", which),
                          error);
    } else {
        const struct snapshot *snapshot = snapshots_find(all, which, &ignored);

        error_clear(&ignored);
        if (snapshot)
            choice->list[choice->count++] = snapshot;
    }
    return choice->count > 0 ? 0 : refuse(all, xasprintf("no snapshot %s", which), error);
}

static int
choose(struct choice *choice, sqlite3 *db, const struct scope *scope, const struct snapshots *all, struct error *error)
{
    int64_t until = 0;

    if ((scope->snapshot != NULL) + (scope->host || scope->at) + scope->each + scope->all > 1 &&
        !(scope->host && !scope->snapshot && !scope->at))
        return error_set(error, "--snapshot, --at, --each and --all exclude each other");
    if (scope->at && read_time(db, scope->at, &until, error))
        return -1;
    if (scope->snapshot)
        return choose_one(choice, scope->snapshot, all, error);
    choose_all(choice, scope, scope->host, until, all);
    if (choice->count > 0)
        return 0;
    if (scope->at)
        return refuse(all, xasprintf("no snapshot at %s or before", scope->at), error);
    return scope->host ? refuse(all, xasprintf("no snapshot of a host %s", scope->host), error)
                       : error_set(error, "the database has no snapshot: load one with analyze load");
}

const struct snapshot **
scope_resolve(sqlite3 *db, const struct scope *scope, const struct snapshots *all, size_t *count, struct error *error)
{
    struct choice choice = { .list = xmalloc((all->count + 1) * sizeof(struct snapshot *)) };

    if (choose(&choice, db, scope, all, error)) {
        free(choice.list);
        return NULL;
    }
    qsort(choice.list, choice.count, sizeof(*choice.list), compare);
    *count = choice.count;
    return choice.list;
}

int
scope_each(sqlite3 *db, const struct scope *scope,
           int (*visit)(void *context, sqlite3 *db, const struct snapshot *snapshot, size_t count, struct error *error),
           void *context, struct error *error)
{
    struct snapshots all = { 0 };
    const struct snapshot **list = NULL;
    size_t count = 0;
    int rc = snapshots_read(db, &all, error);

    if (rc == 0)
        list = scope_resolve(db, scope, &all, &count, error);
    rc = list ? 0 : -1;
    for (size_t i = 0; i < count && rc == 0; i++) {
        snapshot_clock_set(db, list[i]->started_ns);
        rc = narrow(db, list[i]->id, error);
        if (rc == 0)
            rc = visit(context, db, list[i], count, error);
        if (rc == 0)
            rc = widen(db, error);
    }
    free(list);
    snapshots_free(&all);
    return rc;
}
