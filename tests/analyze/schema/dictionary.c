#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "analyze/database/dictionary.h"
#include "sql.h"
#include "tests/support/database.h"

/* Columns of a table as SQLite has them: name and type, one a line. */
static char *
columns_of(sqlite3 *db, struct slice table)
{
    sqlite3_str *text = sqlite3_str_new(db);
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT name, type FROM pragma_table_xinfo(?1)", -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(statement, 1, table.ptr, (int)table.len, SQLITE_TRANSIENT);
    while (sqlite3_step(statement) == SQLITE_ROW)
        sqlite3_str_appendf(text, "%s %s\n", sqlite3_column_text(statement, 0), sqlite3_column_text(statement, 1));
    sqlite3_finalize(statement);
    return sqlite3_str_finish(text);
}

/* Compares what the dictionary said of a table with what SQLite says, and forgets it. */
static void
check_columns(sqlite3 *db, const struct dictionary_item *table, sqlite3_str *columns)
{
    char *have = columns_of(db, table->name);

    if (!have || strcmp(have, sqlite3_str_value(columns) ? sqlite3_str_value(columns) : "") != 0)
        fail_msg("%.*s: SQLite has\n%sthe dictionary has\n%s", (int)table->name.len, table->name.ptr, have ? have : "",
                 sqlite3_str_value(columns));
    sqlite3_str_reset(columns);
    sqlite3_free(have);
}

static int
check_script(sqlite3 *db, const char *script)
{
    struct dictionary dictionary = dictionary_of(script);
    struct dictionary_item item, table = { .kind = DICTIONARY_END };
    sqlite3_str *columns = sqlite3_str_new(db);
    int tables = 0, texts = 0;

    do {
        item = dictionary_next(&dictionary);
        if (item.kind == DICTIONARY_TEXT) {
            texts++;
            assert_true(item.text.len > 0);
        } else if (item.kind == DICTIONARY_COLUMN) {
            if (item.text.len == 0)
                fail_msg("%.*s.%.*s has no comment", (int)table.name.len, table.name.ptr, (int)item.name.len,
                         item.name.ptr);
            /* SQLite gives the columns of a view the types that they come from, the dictionary none. */
            sqlite3_str_appendf(columns, "%.*s %.*s\n", (int)item.name.len, item.name.ptr, (int)item.type.len,
                                item.type.ptr);
        } else {
            if (table.kind == DICTIONARY_TABLE)
                check_columns(db, &table, columns);
            sqlite3_str_reset(columns);
            if (table.kind == DICTIONARY_TABLE || table.kind == DICTIONARY_VIEW)
                assert_true(texts > 0);
            texts = 0;
            tables += item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW;
            table = item;
        }
    } while (item.kind != DICTIONARY_END);
    sqlite3_free(sqlite3_str_finish(columns));
    return tables;
}

static int64_t
number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    int64_t value;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL))
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

TEST(dictionary_knows_every_table_and_column)
{
    sqlite3 *db = database_new();
    int tables = 0;

    for (const char *const *script = db_scripts; *script; script++)
        tables += check_script(db, *script);
    assert_int_equal(
        tables,
        number(db, "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"));
    sqlite3_close(db);
}

TEST(dictionary_items_of_a_view)
{
    struct dictionary dictionary = dictionary_of(
        "-- Before.\nCREATE VIEW v (\n    -- What it is.\n    a, -- first\n    b -- last; really\n) AS\nSELECT 1, 2;\n"
        "CREATE INDEX i ON t (a);\n");
    struct dictionary_item item = dictionary_next(&dictionary);

    assert_int_equal(item.kind, DICTIONARY_VIEW);
    assert_true(slice_is(item.name, "v"));
    assert_int_equal(item.ddl.ptr[item.ddl.len - 1], ';');
    item = dictionary_next(&dictionary);
    assert_int_equal(item.kind, DICTIONARY_TEXT);
    assert_true(slice_is(item.text, "What it is."));
    item = dictionary_next(&dictionary);
    assert_true(slice_is(item.name, "a"));
    item = dictionary_next(&dictionary);
    assert_int_equal(item.kind, DICTIONARY_COLUMN);
    assert_true(slice_is(item.name, "b"));
    assert_int_equal(item.type.len, 0);
    assert_true(slice_is(item.text, "last; really"));
    item = dictionary_next(&dictionary);
    assert_int_equal(item.kind, DICTIONARY_INDEX);
    assert_true(slice_is(item.name, "t"));
    assert_int_equal(dictionary_next(&dictionary).kind, DICTIONARY_END);
}

/* The guide's examples are SQL that runs. */
TEST(guide_runs)
{
    sqlite3 *db = database_new();
    const char *sql = sql_guide;
    int statements = 0;

    while (*sql) {
        sqlite3_stmt *statement;

        if (sqlite3_prepare_v2(db, sql, -1, &statement, &sql))
            fail_msg("%s", sqlite3_errmsg(db));
        if (!statement)
            continue;
        assert_int_equal(sqlite3_step(statement) == SQLITE_ERROR, 0);
        sqlite3_finalize(statement);
        statements++;
    }
    assert_true(statements > 5);
    sqlite3_close(db);
}
