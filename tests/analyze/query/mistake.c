/* Help for SQL that does not compile. */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/query/functions.h"
#include "analyze/query/mistake.h"
#include "tests/support/database.h"

static void
expect(sqlite3 *db, const char *sql, const char *detail)
{
    struct error error = { 0 };
    sqlite3_stmt *statement = NULL;

    assert_int_not_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    error_set(&error, "SQL: %s", sqlite3_errmsg(db));
    mistake_explain(db, sql, &error);
    if (strcmp(error.detail ? error.detail : "", detail) != 0)
        fail_msg("%s\nwant\n%s\nhave\n%s", sql, detail, error.detail ? error.detail : "");
    error_clear(&error);
}

TEST(mistakes_are_explained)
{
    static const char *const cases[][2] = {
        { "SELEC 1", "SELEC 1\n^" },
        { "SELECT pid\n  FROM processes\n WHER pid = 1", " WHER pid = 1\n      ^" },
        { "SELECT 1 FROM processes\nWHERE pid =\n ", "WHERE pid =\n           ^" },
        { "SELECT 1 FROM main.proceses AS p",
          "SELECT 1 FROM main.proceses AS p\n                   ^\nnearest: processes" },
        { "SELECT 1 FROM nowhere", "SELECT 1 FROM nowhere\n              ^\nanalyze schema lists the tables" },
        { "SELECT nmae FROM processes", "SELECT nmae FROM processes\n       ^\nnearest: name" },
        { "SELECT l.prot FROM listening_ports AS l",
          "SELECT l.prot FROM listening_ports AS l\n       ^\nnearest: port, protocol, protocol_name" },
        /* Of the table that the alias means, not of the other one. */
        { "SELECT s.adress FROM process_open_sockets AS s, listening_ports",
          "SELECT s.adress FROM process_open_sockets AS s, listening_ports\n       ^" },
        { "SELECT cwd FROM sockets", "SELECT cwd FROM sockets\n       ^\ncwd is a column of processes" },
        { "SELECT regexmatch(1, 2, 3)", "SELECT regexmatch(1, 2, 3)\n       ^\nnearest: regex_match" },
    };
    sqlite3 *db = database_new();
    struct error error = { 0 };

    assert_int_equal(functions_add(db, &error), 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        expect(db, cases[i][0], cases[i][1]);
    sqlite3_close(db);
}

/* A long line is shown around the place, and wide characters count as they are shown. */
TEST(mistakes_in_long_lines)
{
    char sql[1000], detail[400];
    sqlite3 *db = database_new();

    memset(sql, ' ', sizeof(sql));
    memcpy(sql, "SELECT", 6);
    memcpy(sql + 500, "nowhere", sizeof("nowhere"));
    memset(detail, ' ', sizeof(detail));
    memcpy(detail + 60, "nowhere\n", 8);
    memcpy(detail + 68 + 60, "^", 2);
    expect(db, sql, detail);
    expect(db, "SELECT '\xe6\xbc\xa2', nowhere", "SELECT '\xe6\xbc\xa2', nowhere\n             ^");
    sqlite3_close(db);
}
