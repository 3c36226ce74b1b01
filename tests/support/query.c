#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/query.h"
#include "tests/support/scene.h"

static void
close_database(void *db)
{
    sqlite3_close_v2(db);
}

static void
free_text(void *text)
{
    sqlite3_free(text);
}

static sqlite3_stmt *
prepare(struct scene *scene, const char *database, const char *sql)
{
    const char *path = scene_text(scene, "%s/%s", scene_directory(scene), database);
    sqlite3_stmt *statement;
    sqlite3 *db;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        fail_msg("%s: %s", path, sqlite3_errmsg(db));
    scene_defer(scene, close_database, db);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return statement;
}

static void
append_row(sqlite3_str *text, sqlite3_stmt *statement)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        const unsigned char *value = sqlite3_column_text(statement, i);

        sqlite3_str_appendf(text, "%s%s", i > 0 ? "|" : "", value ? (const char *)value : "NULL");
    }
    sqlite3_str_appendchar(text, 1, '\n');
}

static char *
vquery(struct scene *scene, const char *database, const char *format, va_list arguments)
{
    char *sql = sqlite3_vmprintf(format, arguments);
    sqlite3_str *text = sqlite3_str_new(NULL);
    sqlite3_stmt *statement;
    char *rows;
    int rc;

    assert_non_null(sql);
    scene_defer(scene, free_text, sql);
    statement = prepare(scene, database, sql);
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
        append_row(text, statement);
    if (sqlite3_finalize(statement) != SQLITE_OK || rc != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errstr(rc));
    rows = sqlite3_str_finish(text);
    scene_defer(scene, free_text, rows);
    return rows ? rows : scene_text(scene, "%s", "");
}

char *
query(struct scene *scene, const char *database, const char *format, ...)
{
    va_list arguments;
    char *rows;

    va_start(arguments, format);
    rows = vquery(scene, database, format, arguments);
    va_end(arguments);
    return rows;
}

int64_t
query_number(struct scene *scene, const char *database, const char *format, ...)
{
    va_list arguments;
    char *rows, *end;
    int64_t value;

    va_start(arguments, format);
    rows = vquery(scene, database, format, arguments);
    va_end(arguments);
    value = strtoll(rows, &end, 10);
    if (end == rows || strcmp(end, "\n") != 0)
        fail_msg("want one number, have: %s", rows);
    return value;
}
