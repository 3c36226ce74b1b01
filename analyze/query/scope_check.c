#include "analyze/query/scope_check.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "analyze/query/functions.h"
#include "sql.h"

/* A table of the copy. */
struct object {
    char *name;
    int64_t root;   /* its root page, by which the program opens it */
    int64_t column; /* of snapshot_id; -1 where that need not be read */
};

/* An instruction of the program that opens a table with a cursor, or reads a column through one. */
struct step {
    int64_t cursor;
    int64_t number; /* of the root page, or of the column */
};

struct steps {
    struct step *list;
    size_t count;
};

struct check {
    sqlite3 *copy;
    struct object *objects;
    size_t count;
    struct steps opened, read;
};

/* Makes the table in the copy. */
static int
add_object(struct check *check, sqlite3_stmt *row, struct error *error)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    bool is_free = sqlite3_column_type(row, 2) == SQLITE_NULL;
    sqlite3_stmt *root = NULL;
    struct object *object;
    int rc = -1;

    if (sqlite3_exec(check->copy, (const char *)sqlite3_column_text(row, 1), NULL, NULL, NULL))
        return db_error(check->copy, "scope", error);
    if (db_prepare(check->copy, sql_scope_root, &root, error))
        return -1;
    if (sqlite3_bind_text(root, 1, name, -1, SQLITE_STATIC) || sqlite3_step(root) != SQLITE_ROW) {
        db_error(check->copy, "scope", error);
    } else {
        check->objects = xrealloc(check->objects, (check->count + 1) * sizeof(*check->objects));
        object = &check->objects[check->count++];
        *object = (struct object){ .name = xasprintf("%s", name),
                                   .root = sqlite3_column_int64(root, 0),
                                   .column = is_free ? -1 : sqlite3_column_int64(row, 2) };
        rc = 0;
    }
    sqlite3_finalize(root);
    return rc;
}

static int
copy_tables(struct check *check, sqlite3 *db, const char *sql, size_t len, struct error *error)
{
    sqlite3_stmt *row = NULL;
    int step = SQLITE_DONE, rc = 0;

    if (db_prepare(db, sql_scope_objects, &row, error))
        return -1;
    if (sqlite3_bind_text64(row, 1, sql, len, SQLITE_STATIC, SQLITE_UTF8))
        rc = db_error(db, "scope", error);
    while (rc == 0 && (step = sqlite3_step(row)) == SQLITE_ROW)
        rc = add_object(check, row, error);
    if (rc == 0 && step != SQLITE_DONE)
        rc = db_error(db, "scope", error);
    sqlite3_finalize(row);
    return rc;
}

static void
add_step(struct steps *steps, sqlite3_stmt *instruction)
{
    steps->list = xrealloc(steps->list, (steps->count + 1) * sizeof(*steps->list));
    steps->list[steps->count++] =
        (struct step){ sqlite3_column_int64(instruction, 2), sqlite3_column_int64(instruction, 3) };
}

/* sqlite.org/opcode.html: OpenRead has a cursor and a root page, Column a cursor and a column. */
static int
read_program(struct check *check, const char *sql, size_t len, struct error *error)
{
    char *text = xasprintf("EXPLAIN %.*s", (int)len, sql);
    sqlite3_stmt *program = NULL;
    int step = sqlite3_prepare_v2(check->copy, text, -1, &program, NULL);

    while (program && (step = sqlite3_step(program)) == SQLITE_ROW) {
        const char *opcode = (const char *)sqlite3_column_text(program, 1);

        if (strcmp(opcode, "OpenRead") == 0)
            add_step(&check->opened, program);
        else if (strcmp(opcode, "Column") == 0)
            add_step(&check->read, program);
    }
    free(text);
    if (step != SQLITE_DONE)
        db_error(check->copy,
                 "the SQL cannot be looked at for snapshots that it would mix, so say --all or which are meant", error);
    sqlite3_finalize(program);
    return step == SQLITE_DONE ? 0 : -1;
}

static bool
reads(const struct check *check, int64_t cursor, int64_t column)
{
    for (size_t i = 0; i < check->read.count; i++)
        if (check->read.list[i].cursor == cursor && check->read.list[i].number == column)
            return true;
    return false;
}

/* The table that is opened there and whose snapshot_id is not read through that cursor; NULL for none. */
static const struct object *
find_mixed(const struct check *check, const struct step *opened)
{
    for (size_t i = 0; i < check->count; i++) {
        const struct object *object = &check->objects[i];

        if (object->root == opened->number)
            return object->column >= 0 && !reads(check, opened->cursor, object->column) ? object : NULL;
    }
    return NULL;
}

static int
judge(const struct check *check, struct error *error)
{
    for (size_t i = 0; i < check->opened.count; i++) {
        const struct object *object = find_mixed(check, &check->opened.list[i]);

        if (object)
            return error_set(
                error,
                "the database has several snapshots, and the SQL would mix their rows of %s: name the snapshots "
                "with --host, --at, --snapshot or --each, use %s.snapshot_id wherever the SQL names it, or say "
                "--all",
                object->name, object->name);
    }
    return 0;
}

int
scope_check(sqlite3 *db, const char *sql, size_t len, struct error *error)
{
    struct check check = { .copy = NULL };
    int rc = -1;

    if (sqlite3_open_v2(":memory:", &check.copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL))
        db_error(check.copy, "scope", error);
    else if (functions_add(check.copy, error) == 0 && copy_tables(&check, db, sql, len, error) == 0 &&
             read_program(&check, sql, len, error) == 0)
        rc = judge(&check, error);
    for (size_t i = 0; i < check.count; i++)
        free(check.objects[i].name);
    free(check.objects);
    free(check.opened.list);
    free(check.read.list);
    sqlite3_close(check.copy);
    return rc;
}
