#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/formats/registry.h"
#include "tests/support/database.h"

/* What the schema says of a column.  Where the table is a view, the rows behind it and member_contents have its columns. */
static bool
describe(sqlite3 *db, const char *table, const char *column, const char **type, int *not_null)
{
    char *rows = sqlite3_mprintf("%s_rows", table), *sql = sqlite3_mprintf("SELECT %s FROM %s", column, table);
    const char *const places[] = { table, rows, "member_contents" };
    sqlite3_stmt *statement;
    bool found = false;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK)
        for (size_t i = 0; !found && i < sizeof(places) / sizeof(places[0]); i++)
            found = sqlite3_table_column_metadata(db, NULL, places[i], column, type, NULL, not_null, NULL, NULL) ==
                    SQLITE_OK;
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    sqlite3_free(rows);
    return found;
}

static void
check_column(sqlite3 *db, const struct table *table, const struct column *column)
{
    static const char *const types[] = {
        [COLUMN_INTEGER] = "INTEGER", [COLUMN_MAYBE] = "INTEGER", [COLUMN_TEXT] = "TEXT", [COLUMN_BLOB] = "BLOB"
    };
    const char *type = NULL;
    int not_null = 0;

    if (!describe(db, table->name, column->name, &type, &not_null))
        fail_msg("%s.%s: %s", table->name, column->name, sqlite3_errmsg(db));
    if (strcmp(type, types[column->type]) != 0)
        fail_msg("%s.%s: the schema says %s", table->name, column->name, type);
    if (column->type == COLUMN_MAYBE && not_null)
        fail_msg("%s.%s: may be NULL, which the schema forbids", table->name, column->name);
}

static bool
fills(const struct table *table, const char *name)
{
    static const char *const filled_by_rows[] = { "snapshot_id", "member_id", "line" };

    for (size_t i = 0; i < sizeof(filled_by_rows) / sizeof(filled_by_rows[0]); i++) {
        if (strcmp(name, filled_by_rows[i]) == 0)
            return true;
    }
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(name, table->columns[i].name) == 0)
            return true;
    }
    return false;
}

static void
check_all_filled(sqlite3 *db, const struct table *table)
{
    char *sql = sqlite3_mprintf("SELECT name FROM pragma_table_info('%q')", table->name);
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);

        if (!fills(table, name))
            fail_msg("%s.%s: no format fills it", table->name, name);
    }
    sqlite3_finalize(statement);
    sqlite3_free(sql);
}

TEST(format_tables_are_those_of_the_schema)
{
    sqlite3 *db = database_new();

    for (const struct format *const *f = formats; *f; f++) {
        assert_non_null((*f)->tables[0]);
        for (const struct table *const *t = (*f)->tables; *t; t++) {
            for (size_t i = 0; i < (*t)->count; i++)
                check_column(db, *t, &(*t)->columns[i]);
            check_all_filled(db, *t);
        }
    }
    sqlite3_close(db);
}

TEST(format_names_of_the_sources_are_known)
{
    static const struct {
        const char *path;
        const char *format;
    } sources[] = {
#define SOURCE(scope, path, format) { path, #format },
#include "schema/snapshot/sources.def"
#undef SOURCE
#define DUMP(scope, path, format, protocol, request, family, number) { path, #format },
#include "schema/snapshot/dumps.def"
#undef DUMP
    };
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        const struct format *f = format_by_name(sources[i].format);

        if (strcmp(sources[i].format, "raw") == 0)
            assert_null(f);
        else if (!f)
            fail_msg("%s: no format %s", sources[i].path, sources[i].format);
    }
    for (const struct format *const *f = formats; *f; f++) {
        bool used = false;

        for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
            used = used || strcmp(sources[i].format, (*f)->name) == 0;
        if (!used)
            fail_msg("no source has format %s", (*f)->name);
    }
}

/* Each file is on one of the two lists, and who leaves one alone says why. */
TEST(files_that_are_not_read_have_a_reason)
{
    static const struct {
        const char *scope, *path, *reason;
    } left[] = {
#define SOURCE(scope, path, format)
#undef NOT_READ
#define NOT_READ(scope, path, reason) { #scope, path, reason },
#include "schema/snapshot/sources.def"
#undef SOURCE
#undef NOT_READ
    };
    static const struct {
        const char *scope, *path;
    } read[] = {
#define SOURCE(scope, path, format) { #scope, path },
#include "schema/snapshot/sources.def"
#undef SOURCE
    };

    for (size_t i = 0; i < sizeof(left) / sizeof(left[0]); i++) {
        assert_true(strlen(left[i].reason) > 10 || strncmp(left[i].reason, "as ", 3) == 0);
        for (size_t k = 0; k < sizeof(read) / sizeof(read[0]); k++)
            if (strcmp(left[i].path, read[k].path) == 0 && strcmp(left[i].scope, read[k].scope) == 0)
                fail_msg("%s %s: read and not read", left[i].scope, left[i].path);
        for (size_t k = 0; k < i; k++)
            if (strcmp(left[i].path, left[k].path) == 0 && strcmp(left[i].scope, left[k].scope) == 0)
                fail_msg("%s %s: twice", left[i].scope, left[i].path);
    }
}
