/*
 * Which host a snapshot is of, whatever it is called: snapshot_hosts, on rows made by hand.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "tests/support/database.h"

/* A snapshot of a boot: from when to when it is known to have been up, in seconds.  'm', NULL: as in SQL. */
#define BOOT(id, host, machine, boot, booted, seen)                                                              \
    "INSERT INTO snapshots (snapshot_id, host, machine_id, boot_id, booted_ns, started_ns, finished_ns, result," \
    " complete, directory, archive_name, archive_bytes, archive_sha256, loaded_at) VALUES (" #id ", '" host      \
    "', " machine ", " boot ", " #booted "000000000, " #seen "000000000 - 1, " #seen                             \
    "000000000, 'complete', 1, 'd', 'a', "                                                                       \
    "1, 's" #id "', 'l');"

static void
check(const char *rows, const char *sql, const char *expected)
{
    sqlite3 *db = database_new();

    database_run(db, rows);
    database_expect(db, sql, expected);
    sqlite3_close(db);
}

/* The snapshots of each host, a line a host, and what it is known by. */
static void
check_hosts(const char *rows, const char *expected)
{
    check(
        rows,
        "SELECT group_concat(snapshot_id, ' '), min(known_by) FROM (SELECT * FROM snapshot_hosts ORDER BY snapshot_id)"
        " GROUP BY host_key ORDER BY min(snapshot_id)",
        expected);
}

TEST(hosts_of_one_boot_whatever_their_names)
{
    check_hosts(BOOT(1, "web", "'m'", "'b'", 0, 10) BOOT(2, "renamed", "'m'", "'b'", 0, 20), "1 2|machine_id\n");
    /* A container has a name and a machine-id of its own, or none. */
    check_hosts(BOOT(1, "web", "'m'", "'b'", 0, 10) BOOT(2, "ct", "'image'", "'b'", 0, 10)
                    BOOT(3, "ct", "NULL", "'b'", 0, 10),
                "1 2 3|boot_id\n");
    check_hosts(
        BOOT(1, "web", "'m'", "'b'", 0, 10) BOOT(2, "ct", "'image'", "'b'", 0, 10)
            BOOT(3, "web", "'m'", "'c'", 30, 40) "UPDATE snapshots SET pid_namespace = 4026531836 WHERE host = 'web';",
        "1 2 3|machine_id\n");
}

TEST(hosts_that_were_started_again)
{
    check_hosts(BOOT(1, "web", "'m'", "'b'", 0, 10) BOOT(2, "renamed", "'m'", "'c'", 11, 20), "1 2|machine_id\n");
    check_hosts(BOOT(2, "web", "'m'", "'c'", 11, 20) BOOT(1, "web", "'m'", "'b'", 0, 10), "1 2|machine_id\n");
    /* Nothing proves it. */
    check_hosts(BOOT(1, "localhost", "NULL", "'b'", 0, 10) BOOT(2, "localhost", "NULL", "'c'", 11, 20),
                "1|boot_id\n2|boot_id\n");
    check_hosts(BOOT(1, "localhost", "''", "'b'", 0, 10) BOOT(2, "localhost", "'uninitialized'", "'c'", 11, 20),
                "1|boot_id\n2|boot_id\n");
    check_hosts(BOOT(1, "localhost", "NULL", "NULL", 0, 10) BOOT(2, "localhost", "NULL", "NULL", 11, 20),
                "1|snapshot\n2|snapshot\n");
    check_hosts(BOOT(1, "web", "'m'", "NULL", 0, 10) BOOT(2, "web", "'m'", "NULL", 0, 20)
                    BOOT(3, "web", "'m'", "'b'", 0, 30),
                "1 2 3|machine_id\n");
}

TEST(hosts_that_are_clones)
{
    check_hosts(BOOT(1, "web", "'m'", "'b'", 0, 10) BOOT(2, "web", "'m'", "'c'", 9, 20), "1|boot_id\n2|boot_id\n");
    /* One that was up all the time is not the one before. */
    check_hosts(BOOT(1, "web", "'m'", "'b'", 0, 100) BOOT(2, "web", "'m'", "'c'", 5, 9)
                    BOOT(3, "web", "'m'", "'d'", 20, 30),
                "1|boot_id\n2|boot_id\n3|boot_id\n");
    /* One boot seen many times is no clone of itself. */
    check_hosts(BOOT(1, "web", "'m'", "'b'", 0, 10) BOOT(2, "web", "'m'", "'b'", 0, 20)
                    BOOT(3, "web", "'m'", "'b'", 0, 30),
                "1 2 3|machine_id\n");
}

/* The times for which a snapshot is the nearest of its host leave no gap, and do not overlap. */
TEST(hosts_nearest_in_time)
{
    static const char question[] = "SELECT s.other_snapshot_id FROM snapshot_neighbours AS s WHERE s.snapshot_id = 9";
#define THREE \
    BOOT(1, "web", "'m'", "'b'", 0, 10) BOOT(2, "web", "'m'", "'b'", 0, 21) BOOT(3, "web", "'m'", "'c'", 30, 40)

    check(THREE BOOT(9, "db", "'n'", "'d'", 0, 15), question, "1\n");
    check(THREE BOOT(9, "db", "'n'", "'d'", 0, 16), question, "2\n");
    check(THREE BOOT(9, "db", "'n'", "'d'", 0, 30), question, "2\n");
    check(THREE BOOT(9, "db", "'n'", "'d'", 0, 31), question, "3\n");
    check(THREE BOOT(9, "db", "'n'", "'d'", 0, 1), question, "1\n");
    check(THREE, "SELECT count(*) FROM snapshot_neighbours", "0\n");
    /* From another pid namespace, of which nobody else looked. */
    check(THREE "UPDATE snapshots SET pid_namespace = snapshot_id;",
          "SELECT snapshot_id, other_snapshot_id FROM snapshot_neighbours WHERE snapshot_id = 2", "2|1\n2|3\n");
}
