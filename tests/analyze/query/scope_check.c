/*
 * What may be asked of a database of several snapshots without saying which of them is meant.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/query/scope_check.h"
#include "sql.h"
#include "tests/support/database.h"

/* The message for the statement, which the caller frees; NULL where it may be asked. */
static char *
ask(sqlite3 *db, const char *sql)
{
    struct error error = { 0 };

    if (scope_check(db, sql, strlen(sql), &error) == 0)
        return NULL;
    assert_non_null(strstr(error.text, "--each"));
    return error.text;
}

TEST(scope_of_statements_that_say_which_snapshot)
{
    /* Long ones in two parts. NOLINTBEGIN(bugprone-suspicious-missing-comma) */
    static const char *const statements[] = {
        "SELECT snapshot_id, name FROM processes",
        "SELECT * FROM processes",
        "SELECT name FROM processes WHERE snapshot_id = 1",
        "SELECT count(*) FROM processes GROUP BY snapshot_id",
        "SELECT name FROM processes ORDER BY snapshot_id",
        "SELECT p.name FROM processes AS p JOIN process_open_sockets AS s USING (snapshot_id, pid)",
        "SELECT p.name FROM processes AS p JOIN process_open_sockets AS s"
        " ON s.snapshot_id = p.snapshot_id AND s.pid = p.pid",
        "SELECT p.name FROM sockets JOIN socket_owners USING (snapshot_id, socket_id)"
        " JOIN processes AS p USING (snapshot_id, pid)",
        "WITH t AS (SELECT name FROM \"processes\" WHERE \"snapshot_id\" = 2) SELECT * FROM t",
        "WITH processes AS (SELECT 1 AS x) SELECT x FROM processes",
        "SELECT main.processes.name FROM main.processes WHERE main.processes.snapshot_id = 1",
        "SELECT a.name, b.fd FROM main.processes AS a JOIN main.process_fds AS b USING (snapshot_id, pid)",
        "SELECT a.name, b.name FROM processes AS a LEFT JOIN processes AS b"
        " ON b.snapshot_id = a.snapshot_id AND b.pid = a.parent",
        "SELECT name, rank() OVER (PARTITION BY snapshot_id ORDER BY pid) FROM processes",
        "WITH RECURSIVE up (snapshot_id, pid) AS (SELECT snapshot_id, pid FROM processes WHERE pid = 7 UNION"
        " SELECT p.snapshot_id, p.parent FROM up JOIN processes AS p USING (snapshot_id, pid)) SELECT pid FROM up",
        "SELECT e.value FROM snapshots, json_each(meta) AS e",
        "SELECT regex_match(name, 'a', 0) FROM processes WHERE snapshot_id = 1",
        "SELECT name FROM processes NATURAL JOIN process_fds",
        "SELECT host FROM snapshots",
        "SELECT 'processes' AS text, 1 -- FROM processes",
        "PRAGMA table_info(processes)",
        "SELECT name FROM pragma_table_info('processes')",
    };
    /* NOLINTEND(bugprone-suspicious-missing-comma) */
    sqlite3 *db = database_new();
    char *left;

    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        char *refusal = ask(db, statements[i]);

        if (refusal)
            fail_msg("%s: %s", statements[i], refusal);
    }
    left = database_text(db, "SELECT count(*) FROM temp.sqlite_schema");
    assert_string_equal(left, "0\n");
    sqlite3_free(left);
    sqlite3_close(db);
}

TEST(scope_of_statements_that_would_mix_snapshots)
{
    static const struct {
        const char *sql, *object;
    } cases[] = {
        { "SELECT name FROM processes", "processes" },
        { "SELECT name FROM main.processes", "processes" },
        { "SELECT name FROM [processes] AS q", "processes" },
        { "SELECT count(*) FROM processes", "processes" },
        { "SELECT count(*) FROM listening_ports", "listening_ports" },
        { "SELECT p.name FROM process_open_sockets AS s JOIN processes AS p USING (pid)", "process_open_sockets" },
        { "SELECT p.snapshot_id, s.fd FROM processes AS p JOIN process_open_sockets AS s USING (pid)",
          "process_open_sockets" },
        { "SELECT s.snapshot_id, p.name FROM process_open_sockets AS s LEFT JOIN processes AS p ON p.pid = s.pid",
          "processes" },
        { "SELECT 1 FROM snapshots WHERE EXISTS (SELECT 1 FROM processes WHERE name = 'nc')", "processes" },
        { "WITH t AS (SELECT pid FROM processes) SELECT pid FROM t", "processes" },
        { "SELECT (SELECT name FROM processes AS p WHERE p.pid = s.pid) FROM sockets AS x"
          " JOIN socket_owners AS s USING (snapshot_id, socket_id)",
          "processes" },
        { "SELECT a.snapshot_id, a.name, b.name AS parent FROM processes AS a JOIN processes AS b ON b.pid = a.parent",
          "processes" },
        { "SELECT count(*) FROM (SELECT * FROM process_fds) JOIN (SELECT * FROM processes) USING (pid)",
          "process_fds" },
        { "SELECT p.name FROM snapshots AS n JOIN processes AS p WHERE n.snapshot_id = 1", "processes" },
        { "SELECT snapshot_id FROM processes UNION SELECT pid FROM process_fds", "process_fds" },
    };
    sqlite3 *db = database_new();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *refusal = ask(db, cases[i].sql);

        if (!refusal || !strstr(refusal, cases[i].object))
            fail_msg("%s: %s", cases[i].sql, refusal ? refusal : "may be asked");
        free(refusal);
    }
    sqlite3_close(db);
}

/* The statements with which the data dictionary begins. */
TEST(scope_of_the_guide)
{
    sqlite3 *db = database_new();
    const char *sql = sql_guide, *rest;
    size_t count = 0;

    for (; *sql; sql = rest) {
        sqlite3_stmt *statement = NULL;
        struct error error = { 0 };

        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, &rest), SQLITE_OK);
        count += statement != NULL;
        if (statement && scope_check(db, sql, (size_t)(rest - sql), &error))
            fail_msg("%s", error.text);
        sqlite3_finalize(statement);
    }
    assert_true(count > 10);
    sqlite3_close(db);
}
