#include "analyze/query/narrow.h"

#include "analyze/base/buffer.h"
#include "analyze/database/db.h"
#include "analyze/database/dictionary.h"
#include "analyze/database/lexer.h"
#include "sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As many snapshots are named in a message. */
#define NAMED_MAX 20

static char *
copy_of(sqlite3_stmt *row, int column, const char *instead)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return xasprintf("%s", text ? text : instead);
}

static void
add(struct snapshots *snapshots, sqlite3_stmt *row)
{
    const char *started = (const char *)sqlite3_column_text(row, 2);
    struct snapshot *snapshot;

    snapshots->list = xrealloc(snapshots->list, (snapshots->count + 1) * sizeof(*snapshots->list));
    snapshot = &snapshots->list[snapshots->count++];
    snapshot->id = sqlite3_column_int64(row, 0);
    snapshot->host = copy_of(row, 1, "unknown host");
    snapshot->started_ns = sqlite3_column_int64(row, 3);
    snapshot->view = copy_of(row, 4, "");
    snapshot->started_at = started ? xasprintf("%s", started) : NULL;
    snapshot->title = xasprintf("%s, %s", snapshot->host, started ? started : "unknown time");
}

int
snapshots_read(sqlite3 *db, struct snapshots *snapshots, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step;

    *snapshots = (struct snapshots){ 0 };
    if (sqlite3_prepare_v2(db, sql_snapshot_list, -1, &statement, NULL))
        return db_error(db, "snapshots", error);
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        add(snapshots, statement);
    sqlite3_finalize(statement);
    return step == SQLITE_DONE ? 0 : db_error(db, "snapshots", error);
}

void
snapshots_free(struct snapshots *snapshots)
{
    for (size_t i = 0; i < snapshots->count; i++) {
        free(snapshots->list[i].host);
        free(snapshots->list[i].started_at);
        free(snapshots->list[i].title);
        free(snapshots->list[i].view);
    }
    free(snapshots->list);
    *snapshots = (struct snapshots){ 0 };
}

/* "no snapshot 7: the database has 1 (web, 2025-...); 2 (db, 2025-...)" */
void
snapshots_refuse(const struct snapshots *snapshots, const char *what, struct error *error)
{
    char *text = NULL;
    size_t size = 0, first = snapshots->count > NAMED_MAX ? snapshots->count - NAMED_MAX : 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        die("out of memory");
    for (size_t i = first; i < snapshots->count; i++)
        fprintf(out, "%s%lld (%s)", i > first ? "; " : "", (long long)snapshots->list[i].id, snapshots->list[i].title);
    if (first > 0)
        fprintf(out, "; and %zu before these", first);
    if (fclose(out))
        die("out of memory");
    error_set(error, "%s: the database has %s", what, snapshots->count > 0 ? text : "no snapshot");
    free(text);
}

/* Appends the script with its views made temporary, those apart that are there already. */
static void
add_temporary(struct buffer *out, const char *script)
{
    static const char view[] = "CREATE VIEW ", temporary[] = "CREATE TEMP VIEW IF NOT EXISTS ";
    const char *from = script;

    for (const char *at; (at = strstr(from, view)) != NULL; from = at + sizeof(view) - 1) {
        buffer_add(out, from, (size_t)(at - from));
        buffer_add(out, temporary, sizeof(temporary) - 1);
    }
    buffer_add(out, from, strlen(from));
}

/* Of our text: what a database has in the place of a view may be more than one, and nothing guards what is run here. */
int
narrow_over_time(sqlite3 *db, struct error *error)
{
    struct buffer script = { 0 };
    int rc;

    add_temporary(&script, sql_timeline);
    add_temporary(&script, sql_history);
    buffer_add(&script, "", 1);
    rc = db_script(db, script.ptr, 0, error);
    buffer_free(&script);
    return rc;
}

static void
tell_snapshot(sqlite3_context *context, int count, sqlite3_value **values)
{
    const int64_t *snapshot_id = sqlite3_user_data(context);

    (void)count;
    (void)values;
    sqlite3_result_int64(context, *snapshot_id);
}

/*
 * The views that narrow ask a function for the number, so that they need not be made anew for each snapshot.  To register it again makes SQLite
 * compile every statement again, so that for each of them it is a constant.
 */
static int
set_snapshot(sqlite3 *db, int64_t snapshot_id, struct error *error)
{
    int64_t *number = xmalloc(sizeof(*number));

    *number = snapshot_id;
    if (sqlite3_create_function_v2(db, "narrowed_snapshot", 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                   number, tell_snapshot, NULL, NULL, free))
        return db_error(db, "snapshots", error);
    return 0;
}

/* 1 or 0, or -1 with the error filled. */
static int
is_narrowed(sqlite3 *db, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int result;

    if (db_prepare(db, sql_narrowed, &statement, error))
        return -1;
    result = db_step(db, statement, error);
    (void)sqlite3_finalize(statement); /* what failed was said */
    return result;
}

/* A table or view of our scripts, and whether it has a snapshot_id. */
struct known {
    struct slice name;
    bool of_snapshot;
};

struct knowns {
    struct known *list;
    size_t count;
};

static void
free_knowns(void *knowns)
{
    free(((struct knowns *)knowns)->list);
    free(knowns);
}

static struct knowns *
knowns_read(void)
{
    struct knowns *knowns = xmalloc(sizeof(*knowns));
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;

    *knowns = (struct knowns){ 0 };
    while (dictionary_walk(&walk, &item)) {
        dictionary_skip(&walk, &item);
        if (item.kind != DICTIONARY_TABLE && item.kind != DICTIONARY_VIEW)
            continue;
        if (knowns->count % 64 == 0)
            knowns->list = xrealloc(knowns->list, (knowns->count + 64) * sizeof(*knowns->list));
        knowns->list[knowns->count++] = (struct known){ item.name, dictionary_has_column(&item, "snapshot_id") };
    }
    return knowns;
}

/* ours_has_snapshot(name): 1 or 0; NULL for what is not ours. */
static void
tell_ours(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct knowns *knowns = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    struct slice name = { text ? text : "", (size_t)sqlite3_value_bytes(values[0]) };

    (void)count;
    for (size_t i = 0; i < knowns->count; i++)
        if (name_is(knowns->list[i].name, name)) {
            sqlite3_result_int(context, knowns->list[i].of_snapshot);
            return;
        }
}

static int
make_views(sqlite3 *db, struct error *error)
{
    if (sqlite3_create_function_v2(db, "ours_has_snapshot", 1, SQLITE_UTF8 | SQLITE_INNOCUOUS, knowns_read(), tell_ours,
                                   NULL, NULL, free_knowns))
        return db_error(db, "snapshots", error);
    return db_generated(db, sql_narrow, 0, 0, error) ? -1 : narrow_over_time(db, error);
}

/* All of them or none: with half of them, the names of the others would mean every snapshot. */
static int
make_all_views(sqlite3 *db, struct error *error)
{
    struct error undone = { 0 };

    if (db_script(db, "SAVEPOINT narrowing", 0, error))
        return -1;
    if (make_views(db, error) == 0)
        return db_script(db, "RELEASE narrowing", 0, error);
    (void)db_script(db, "ROLLBACK TO narrowing; RELEASE narrowing", 0, &undone); /* the first error is told */
    error_clear(&undone);
    return -1;
}

int
narrow(sqlite3 *db, int64_t snapshot_id, struct error *error)
{
    int narrowed;

    if (set_snapshot(db, snapshot_id, error))
        return -1;
    narrowed = is_narrowed(db, error);
    if (narrowed)
        return narrowed < 0 ? -1 : 0;
    return make_all_views(db, error);
}

int
widen(sqlite3 *db, struct error *error)
{
    return db_generated(db, sql_widen, 0, 0, error);
}
