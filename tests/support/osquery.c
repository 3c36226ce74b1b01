#include "tests/support/osquery.h"

#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/test.h"

static bool
is_excused(const char *list, const char *column)
{
    char *text = strdup(list);
    bool excused = false;

    assert_non_null(text);
    for (char *rest = NULL, *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        size_t len = strcspn(line, "\t");

        if (line[len] == '\0' || line[0] == '#')
            continue;
        line[len] = '\0';
        excused |= fnmatch(line, column, 0) == 0;
    }
    free(text);
    return excused;
}

static bool
has_row(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    int rc;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    rc = sqlite3_step(statement);
    if (sqlite3_finalize(statement) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return rc == SQLITE_ROW;
}

char *
osquery_nulls(sqlite3 *db, const char *list)
{
    static const char columns[] =
        "WITH " OSQUERY_TABLES
        " SELECT t.view || '.' || c.name, printf('SELECT 1 FROM \"%w\" WHERE \"%w\" IS NULL LIMIT 1', t.view, c.name)"
        " FROM theirs AS t, pragma_table_info(t.view) AS c WHERE c.cid < t.columns";
    sqlite3_str *nulls = sqlite3_str_new(db);
    sqlite3_stmt *statement;
    size_t count = 0;

    assert_int_equal(sqlite3_prepare_v2(db, columns, -1, &statement, NULL), SQLITE_OK);
    for (; sqlite3_step(statement) == SQLITE_ROW; count++) {
        const char *column = (const char *)sqlite3_column_text(statement, 0);

        if (has_row(db, (const char *)sqlite3_column_text(statement, 1)) && !is_excused(list, column))
            sqlite3_str_appendf(nulls, "%s\n", column);
    }
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    assert_true(count > 250);
    return sqlite3_str_finish(nulls);
}
