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

/* The newest snapshot of each view of the host of that name, of each host where it is NULL; or every snapshot. */
static void
choose_of_hosts(struct choice *choice, const struct snapshots *all, const char *host, int64_t until, bool every)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct snapshot *snapshot = &all->list[i];

        if ((host && strcmp(snapshot->host, host) != 0) || snapshot->started_ns > until)
            continue;
        if (every)
            choice->list[choice->count++] = snapshot;
        else
            choose_newest(choice, snapshot);
    }
}

static void
choose_number(struct choice *choice, const struct snapshots *all, const char *number)
{
    char id[sizeof("-9223372036854775808")];

    for (size_t i = 0; i < all->count; i++) {
        sqlite3_snprintf(sizeof(id), id, "%lld", (long long)all->list[i].id);
        if (strcmp(number, id) == 0)
            choice->list[choice->count++] = &all->list[i];
    }
}

/* One snapshot: by its number, as the latest, or by the name of its host. */
static int
choose_one(struct choice *choice, const struct snapshots *all, const char *which, struct error *error)
{
    choose_number(choice, all, which);
    if (choice->count == 0)
        choose_of_hosts(choice, all, strcmp(which, "latest") == 0 ? NULL : which, INT64_MAX, false);
    if (choice->count > 1)
        return refuse(all, xasprintf("--snapshot %s may be one of several: give its number, or take --each", which),
                      error);
    return choice->count == 1 ? 0 : refuse(all, xasprintf("no snapshot %s", which), error);
}

/* --host goes with --at and --each, and nothing else with anything. */
static bool
is_contradictory(const struct scope *scope)
{
    int kinds = (scope->snapshot != NULL) + (scope->at != NULL) + scope->each + scope->all;

    return kinds > 1 || (scope->host && (scope->snapshot || scope->all));
}

static int
choose(struct choice *choice, sqlite3 *db, const struct scope *scope, const struct snapshots *all, struct error *error)
{
    int64_t until = INT64_MAX;

    if (is_contradictory(scope))
        return error_set(error,
                         "of --snapshot, --at, --each and --all only one can be given, and --host with --at or --each");
    if (scope->at && read_time(db, scope->at, &until, error))
        return -1;
    if (scope->snapshot)
        return choose_one(choice, all, scope->snapshot, error);
    choose_of_hosts(choice, all, scope->host, until, scope->each || scope->all);
    if (choice->count > 0)
        return 0;
    if (all->count == 0)
        return error_set(error, "the database has no snapshot: load one with analyze load");
    return refuse(all,
                  xasprintf("no snapshot%s%s%s%s", scope->host ? " of a host " : "", scope->host ? scope->host : "",
                            scope->at ? " begun by " : "", scope->at ? scope->at : ""),
                  error);
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
