#include "tests/support/test.h"

#include <string.h>

#include "analyze/database/db.h"
#include "analyze/formats/registry.h"
#include "analyze/load/rows.h"
#include "tests/support/database.h"

struct record {
    int64_t number;
    struct maybe maybe;
    struct slice text;
    struct blob bytes;
};

static const struct column columns[] = {
    COLUMN(struct record, number),
    COLUMN(struct record, maybe),
    COLUMN(struct record, text),
    COLUMN(struct record, bytes),
};

static const struct table table = TABLE("t", columns);

TEST(rows_statement_has_every_column)
{
    char *text = rows_statement(&table, false);

    assert_string_equal(text, "INSERT INTO t (snapshot_id, member_id, line, number, maybe, text, bytes) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    sqlite3_free(text);
}

/* Every table of every format is in the schema, with the columns that the format fills. */
TEST(rows_of_every_format_fit_the_schema)
{
    struct error error = { 0 };
    struct rows *rows;
    sqlite3 *db = database_new();

    if (rows_open(db, &rows, &error))
        fail_msg("%s", error.text);
    rows_close(rows);
    sqlite3_close(db);
}

/* And no column of such a table is left without a filler. */
TEST(rows_leave_no_column_of_the_schema_out)
{
    sqlite3 *db = database_new();

    for (const struct format *const *format = formats; *format; format++) {
        for (const struct table *const *t = (*format)->tables; *t; t++) {
            sqlite3_stmt *statement;

            assert_int_equal(
                sqlite3_prepare_v2(db, "SELECT count(*) - 3 FROM pragma_table_info(?1)", -1, &statement, NULL),
                SQLITE_OK);
            sqlite3_bind_text(statement, 1, (*t)->name, -1, SQLITE_STATIC);
            assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
            if ((size_t)sqlite3_column_int64(statement, 0) != (*t)->count)
                fail_msg("%s: the schema has %lld columns, the format %zu", (*t)->name,
                         (long long)sqlite3_column_int64(statement, 0), (*t)->count);
            sqlite3_finalize(statement);
        }
    }
    sqlite3_close(db);
}

TEST(rows_of_an_unknown_table_are_an_error)
{
    struct error error = { 0 };
    struct record record = { 0 };
    struct rows *rows;
    sqlite3 *db = database_new();

    assert_int_equal(rows_open(db, &rows, &error), 0);
    assert_int_equal(rows_insert(rows, &table, 1, 1, 1, &record, &error), -1);
    assert_non_null(strstr(error.text, "table t is in no format's list"));
    error_clear(&error);
    rows_close(rows);
    sqlite3_close(db);
}
