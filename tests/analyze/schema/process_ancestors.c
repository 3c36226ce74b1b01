/* The view process_ancestors: chains of parents, in a snapshot that may be forged. */
#include "tests/support/test.h"

#include "sql.h"
#include "tests/support/database.h"

#define STAT(snapshot, pid, comm, ppid, starttime)                                                      \
    "INSERT INTO process_stat VALUES (" #snapshot ", 1, " #snapshot #pid ", " #pid ", " #pid ", '" comm \
    "', 'S', " #ppid ", 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, " #starttime ", 0, 0, NULL, NULL, NULL, NULL);"

static void
check(const char *rows, const char *question, const char *expected)
{
    sqlite3 *db = database_host();

    database_run(db, sql_statistics); /* without it the chains are looked for row by row */
    database_run(db, rows);
    database_expect(db, question, expected);
    sqlite3_close(db);
}

#define OF "SELECT pid, ancestor_pid, distance, name, ancestor_name, ends FROM process_ancestors "

TEST(ancestors_of_a_process)
{
    check(STAT(1, 1, "init", 0, 1) STAT(1, 20, "sshd", 1, 5) STAT(1, 7, "bash", 20, 9) STAT(2, 20, "cron", 7, 5),
          OF "WHERE snapshot_id = 1 ORDER BY pid, distance",
          "7|20|1|bash|sshd|NULL\n7|1|2|bash|init|root\n20|1|1|sshd|init|root\n");
}

/* Two snapshots use the same numbers: no chain leaves its own. */
TEST(ancestors_stay_in_their_snapshot)
{
    check(STAT(1, 1, "init", 0, 1) STAT(1, 7, "bash", 1, 9) STAT(2, 7, "java", 3, 9) STAT(2, 9, "sh", 7, 9),
          OF "ORDER BY snapshot_id, pid, distance", "7|1|1|bash|init|root\n9|7|1|sh|java|not_captured\n");
}

/* A number that was used again is no parent. */
TEST(ancestors_are_not_younger)
{
    check(STAT(1, 20, "new", 1, 50) STAT(1, 21, "child", 20, 10) STAT(1, 22, "grandchild", 21, 12),
          OF "WHERE snapshot_id = 1", "22|21|1|grandchild|child|younger\n");
}

/* 1 to 3 are each other's parents, 5 hangs on them, 6 is its own parent. */
TEST(ancestors_in_a_loop_end)
{
    check(STAT(1, 1, "a", 3, 9) STAT(1, 2, "b", 1, 9) STAT(1, 3, "c", 2, 9) STAT(1, 5, "d", 3, 9) STAT(1, 6, "e", 6, 9),
          OF "ORDER BY pid, distance",
          "1|3|1|a|c|NULL\n1|2|2|a|b|loop\n2|1|1|b|a|NULL\n2|3|2|b|c|loop\n3|2|1|c|b|NULL\n3|1|2|c|a|loop\n"
          "5|3|1|d|c|NULL\n5|2|2|d|b|NULL\n5|1|3|d|a|loop\n");
}

/* A chain that is longer than the bound says so, and its end is there for each process. */
TEST(ancestors_of_a_long_chain)
{
    static const char chain[] =
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000)"
        " INSERT INTO process_stat SELECT 1, 1, n, n, n, 'x', 'S', n - 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 0, 0,"
        " NULL, NULL, NULL, NULL FROM n;";

    check(chain,
          "SELECT ancestor_pid, ends FROM process_ancestors WHERE snapshot_id = 1 AND pid = 3000 AND distance > 126",
          "2873|NULL\n2872|limit\n");
    check(chain, "SELECT ends, count(*), max(pid) FROM process_ancestors WHERE ends IS NOT NULL GROUP BY ends",
          "limit|2871|3000\nroot|128|129\n");
}

/* SQLite finds the processes of one chain by their numbers: it passes by none of the others. */
TEST(ancestors_of_one_process_are_looked_up)
{
    sqlite3 *db = database_host();
    sqlite3_stmt *statement;

    database_run(db, sql_statistics);
    database_run(db, "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000)"
                     " INSERT INTO process_stat SELECT 1, 1, n, n, n, 'x', 'S', n / 2, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, "
                     "1, 9, 0, 0, NULL, NULL, NULL, NULL FROM n;");
    assert_int_equal(sqlite3_prepare_v2(db, OF "WHERE snapshot_id = 1 AND pid = 3000", -1, &statement, NULL),
                     SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        continue;
    assert_in_range(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0), 1, 10000);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}
