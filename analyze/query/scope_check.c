#include "analyze/query/scope_check.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "analyze/database/db.h"
#include "sql.h"

/* A table or view of a snapshot, and the scripts of scope_objects.sql. */
struct object {
    char *name, *hide, *poison, *show;
    bool named, used; /* by the statement, as SQLite's authorizer saw it */
};

struct objects {
    struct object *list;
    size_t count;
    bool selected; /* from, by the statement: a pragma has no rows of snapshots */
};

static void
objects_free(struct objects *objects)
{
    for (size_t i = 0; i < objects->count; i++) {
        free(objects->list[i].name);
        free(objects->list[i].hide);
        free(objects->list[i].poison);
        free(objects->list[i].show);
    }
    free(objects->list);
}

static char *
column(sqlite3_stmt *row, int i)
{
    return xasprintf("%s", (const char *)sqlite3_column_text(row, i));
}

/* Those whose names occur somewhere in the SQL: a few of some two hundred. */
static int
objects_read(sqlite3 *db, const char *sql, struct objects *objects, struct error *error)
{
    sqlite3_stmt *row = NULL;
    int step;

    if (db_prepare(db, sql_scope_objects, &row, error))
        return -1;
    while ((step = sqlite3_step(row)) == SQLITE_ROW) {
        if (!strcasestr(sql, (const char *)sqlite3_column_text(row, 0)))
            continue;
        objects->list = xrealloc(objects->list, (objects->count + 1) * sizeof(*objects->list));
        objects->list[objects->count++] = (struct object){
            .name = column(row, 0), .hide = column(row, 1), .poison = column(row, 2), .show = column(row, 3)
        };
    }
    sqlite3_finalize(row);
    return step == SQLITE_DONE ? 0 : db_error(db, "scope", error);
}

static struct object *
find(const struct objects *objects, const char *name)
{
    for (size_t i = 0; i < objects->count; i++)
        if (strcasecmp(objects->list[i].name, name) == 0)
            return &objects->list[i];
    return NULL;
}

/* sqlite3_set_authorizer(): what a view of ours reads inside does not count; a common table expression is named there likewise. */
static int
note_read(void *context, int action, const char *table, const char *name, const char *database, const char *view)
{
    struct objects *objects = context;
    struct object *object = action == SQLITE_READ && table ? find(objects, table) : NULL;

    (void)database;
    objects->selected = objects->selected || action == SQLITE_SELECT;
    if (object && (!view || !find(objects, view))) {
        object->named = true;
        object->used = object->used || (name && strcmp(name, "snapshot_id") == 0);
    }
    return SQLITE_OK;
}

/* Whether the statement, which compiled before, still does so after the script; `len` bytes of SQL. */
static int
compiles_with(sqlite3 *db, const struct object *object, const char *script, const char *sql, int len, bool *compiles,
              struct error *error)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_exec(db, script, NULL, NULL, NULL))
        return db_error(db, "scope", error);
    *compiles = sqlite3_prepare_v2(db, sql, len, &statement, NULL) == SQLITE_OK;
    sqlite3_finalize(statement);
    return sqlite3_exec(db, object->show, NULL, NULL, NULL) ? db_error(db, "scope", error) : 0;
}

static int
check_object(sqlite3 *db, const struct object *object, const char *sql, int len, struct error *error)
{
    bool apart = true, blind = true;

    if (object->used)
        return 0;
    if (compiles_with(db, object, object->poison, sql, len, &apart, error) ||
        compiles_with(db, object, object->hide, sql, len, &blind, error))
        return -1;
    if ((apart && !object->named) || !blind)
        return 0;
    return error_set(
        error,
        "the database has several snapshots, and the SQL would mix their rows of %s: name the snapshots with "
        "--host, --at, --snapshot or --each, use %s.snapshot_id, or say --all",
        object->name, object->name);
}

/* Compiles it once, so that the authorizer sees what it reads. */
static int
note_reads(sqlite3 *db, struct objects *objects, const char *sql, int len, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int rc;

    if (sqlite3_set_authorizer(db, note_read, objects))
        return db_error(db, "scope", error);
    rc = sqlite3_prepare_v2(db, sql, len, &statement, NULL) ? db_error(db, "scope", error) : 0;
    sqlite3_finalize(statement);
    if (rc == 0 && sqlite3_set_authorizer(db, NULL, NULL))
        rc = db_error(db, "scope", error);
    return rc;
}

int
scope_check(sqlite3 *db, const char *sql, size_t len, struct error *error)
{
    struct objects objects = { 0 };
    char *statement = xasprintf("%.*s", (int)len, sql);
    int rc = objects_read(db, statement, &objects, error);

    if (rc == 0 && objects.count > 0)
        rc = note_reads(db, &objects, statement, (int)len, error);
    for (size_t i = 0; i < objects.count && objects.selected && rc == 0; i++)
        rc = check_object(db, &objects.list[i], statement, (int)len, error);
    objects_free(&objects);
    free(statement);
    return rc;
}
