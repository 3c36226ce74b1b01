/* Connections come and go while collect runs: every owner that the database names did own that socket. */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

enum { PROCESSES = 20, RATE = 100, LASTING = 10 };

struct books {
    sqlite3 *db;
};

static void
close_books(void *argument)
{
    struct books *books = argument;

    if (sqlite3_close(books->db) != SQLITE_OK)
        fprintf(stderr, "case.db is still in use\n");
}

/* The logs of `churn` as a table beside those of case.db, and the time of the run. */
static struct books *
open_books(struct scene *scene)
{
    struct books *books = scene_memory(scene, sizeof(*books));
    char *log = scene_read(scene, "log", NULL);
    sqlite3_stmt *insert;

    assert_int_equal(sqlite3_open(scene_text(scene, "%s/case.db", scene_directory(scene)), &books->db), SQLITE_OK);
    scene_defer(scene, close_books, books);
    assert_int_equal(sqlite3_exec(books->db,
                                  "CREATE TEMP TABLE held (pid, fd, inode, local_port, remote_port, opened, closed);"
                                  "CREATE TEMP TABLE run AS SELECT min(monotonic_ns) AS start,"
                                  " max(monotonic_ns + took_ns) AS stop FROM members",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(books->db, "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?)", -1, &insert, NULL),
                     SQLITE_OK);
    for (char *p = log; *p; p++) {
        for (int i = 1; i <= 7; i++)
            assert_int_equal(sqlite3_bind_int64(insert, i, strtoll(p, &p, 10)), SQLITE_OK);
        assert_int_equal(*p, '\n');
        assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
        assert_int_equal(sqlite3_reset(insert), SQLITE_OK);
    }
    assert_int_equal(sqlite3_finalize(insert), SQLITE_OK);
    assert_int_equal(sqlite3_exec(books->db, "CREATE INDEX temp.held_by_inode ON held (inode)", NULL, NULL, NULL),
                     SQLITE_OK);
    return books;
}

static int64_t
count(const struct books *books, const char *sql)
{
    sqlite3_stmt *statement;
    int64_t value;

    if (sqlite3_prepare_v2(books->db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(books->db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    value = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return value;
}

/* Every connection that lived through the run has the right holder, and no other. */
static void
expect_the_lasting(const struct books *books)
{
    static const char through[] = "SELECT count(*) FROM held, run WHERE opened < start AND closed > stop";
    static const char right[] =
        "SELECT count(*) FROM held AS h, run AS r WHERE h.opened < r.start AND h.closed > r.stop AND"
        " (SELECT group_concat(o.pid || ' ' || o.tid || ' ' || o.fd || ' ' || s.local_port || ' ' || s.remote_port || "
        "s.state)"
        "  FROM sockets AS s JOIN socket_owners AS o USING (socket_id) WHERE s.inode = h.inode)"
        " = h.pid || ' ' || h.pid || ' ' || h.fd || ' ' || h.local_port || ' ' || h.remote_port || 'ESTABLISHED'";

    assert_true(count(books, through) >= PROCESSES * LASTING * 2);
    assert_int_equal(count(books, right), count(books, through));
}

/*
 * Each row that names an owner is in the logs: the descriptor was that socket, with those ports, while the descriptors of its process
 * were read.  A socket that no table showed has no ports.
 */
static void
expect_nothing_wrong(const struct books *books)
{
    static const char owned[] =
        "SELECT count(*) FROM sockets AS s JOIN socket_owners AS o USING (socket_id) JOIN members AS m ON m.member_id "
        "= o.member_id"
        " WHERE o.pid IN (SELECT pid FROM held) AND coalesce(s.state, '') <> 'LISTEN' AND s.family IS NOT 1";
    char *wrong = sqlite3_mprintf(
        "%s AND NOT EXISTS (SELECT 1 FROM held AS h WHERE h.inode = s.inode AND h.pid = o.pid AND h.fd = o.fd"
        " AND h.local_port = coalesce(s.local_port, h.local_port) AND h.remote_port = coalesce(s.remote_port, "
        "h.remote_port)"
        " AND h.opened <= m.monotonic_ns + m.took_ns AND h.closed >= m.monotonic_ns)",
        owned);
    char *passing = sqlite3_mprintf("%s AND EXISTS (SELECT 1 FROM held AS h, run AS r WHERE h.inode = s.inode"
                                    " AND (h.opened > r.start OR h.closed < r.stop))",
                                    owned);

    assert_non_null(wrong);
    assert_non_null(passing);
    assert_int_equal(count(books, wrong), 0);
    /* The test needs connections that came and went during the run. */
    assert_true(count(books, passing) > 0);
    sqlite3_free(wrong);
    sqlite3_free(passing);
}

TEST(connections_that_come_and_go)
{
    struct scene *scene = scene_begin();
    struct books *books;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    sh_ok(scene, "mkdir churn");
    (void)actor_start(scene, "ip netns exec %s churn churn %d %d %d", name, PROCESSES, RATE, LASTING);
    sh_usable(scene, "collect -q -o s.tar");
    sh_ok(scene, "echo >churn/stop; test \"$(cat churn/done)\" = done; cat churn/log.* >log");
    sh_usable(scene, "analyze load case.db s.tar");
    books = open_books(scene);
    expect_the_lasting(books);
    expect_nothing_wrong(books);
    scene_end(scene);
}
