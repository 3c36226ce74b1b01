/*
 * What a load derives takes time in proportion to the rows: twice as many take about twice as many steps of SQLite's machine, not
 * four times, also of what only a hostile host has so much of.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "sql.h"
#include "tests/support/database.h"

/* Inserts behind a list of numbers `n` below a count. */
static const struct {
    const char *name;
    const char *script;
    const char *inserts[3];
} cases[] = {
    { "ping sockets that both tables list",
      database_inet,
      { "INSERT INTO proc_net_inet SELECT 1, 1, n, 1, 'after', 2, 1, n, '', x'00000000', 1, '', x'00000000', 0, 7, 0, "
        "0, 0, 0,"
        " 0, 0, 0, n + 9, 2, NULL, NULL, NULL, NULL, NULL, 0 FROM numbers",
        "INSERT INTO proc_net_inet SELECT 1, 2, n, 1, 'after', 10, 58, n, '', zeroblob(16), 1, '', zeroblob(16), 0, 7, "
        "0, 0, 0,"
        " 0, 0, 0, 0, n + 9, 2, NULL, NULL, NULL, NULL, NULL, 0 FROM numbers" } },
    { "sockets that share an inode",
      database_inet,
      { "INSERT INTO proc_net_inet SELECT 1, 1, n, 1, 'after', 2, 6, n, '', x'00000000', n, '', x'00000000', 0, 10, 0, "
        "0, 0, 0,"
        " 0, 0, 0, n / 2 + 1, 2, NULL, NULL, NULL, NULL, NULL, 0 FROM numbers" } },
    { "names that forge rows",
      sql_derive_unix,
      { "INSERT INTO diag_unix (snapshot_id, member_id, line, net_namespace, pass, family, type, state, inode, cookie, "
        "path)"
        " SELECT 1, 1, n, 7, 'after', 1, 1, 10, n + 9, n, '/a' || char(10) || n FROM numbers",
        "INSERT INTO proc_net_unix SELECT 1, 2, 2 * n, 7, 'after', 2, 0, 0, 1, 1, n + 9, '/a', 0 FROM numbers",
        "INSERT INTO proc_net_unix SELECT 1, 2, 2 * n + 1, 7, 'after', 2, 0, 0, 1, 1, 0, n, 0 FROM numbers" } },
    { "containers",
      sql_derive_containers,
      { "INSERT INTO process_stat SELECT 1, 1, n, n + 1, n + 1, 'a', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9, 0, 0"
        ", NULL, NULL, NULL, NULL FROM numbers",
        "INSERT INTO process_cgroups SELECT 1, 1, n, n + 1, 0, '', printf('/docker-%064x.scope/docker/%064x', n, n + "
        "7) FROM numbers",
        "INSERT INTO process_links SELECT 1, 1, n, n + 1, n + 1, 'ns/mnt', n + 9, 'mnt', NULL FROM numbers" } },
    { "sockets that only a descriptor shows",
      sql_derive_owners,
      { "INSERT INTO process_fds SELECT 1, 1, n, 5, 5, n, 'rw', 'socket', n + 1, 'socket', NULL, 'TCP', NULL, 7, NULL, "
        "NULL, NULL FROM "
        "numbers" } },
};

static int
count_steps(void *context)
{
    ++*(int *)context;
    return 0;
}

static int
steps_of(size_t i, int count)
{
    sqlite3 *db = database_host();
    int steps = 0;

    database_run(db,
                 "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (2, 1, 'q', 'ok', 1);");
    for (size_t k = 0; k < 3 && cases[i].inserts[k]; k++) {
        char *sql = sqlite3_mprintf(
            "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < %d) %s", count - 1,
            cases[i].inserts[k]);

        database_run(db, sql);
        sqlite3_free(sql);
    }
    sqlite3_progress_handler(db, 100, count_steps, &steps);
    database_derive(db, cases[i].script, 1);
    sqlite3_close(db);
    return steps;
}

TEST(derived_rows_take_linear_time)
{
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int few = steps_of(i, 500);
        int many = steps_of(i, 1000);

        if (few < 100 || many > few * 3)
            fail_msg("%s: %d hundred steps for 500, %d for 1000", cases[i].name, few, many);
    }
}
