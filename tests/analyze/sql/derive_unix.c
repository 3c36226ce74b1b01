/*
 * Unix sockets and the rows that look like some: derive_unix.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "sql.h"
#include "tests/support/database.h"

/* Two passes of namespace 7, the text and the dump of each. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
    " (1, 1, 'net/7/before/diag/unix', 'ok', 'x', 1), (2, 1, 'net/7/before/unix', 'ok', 'x', 1),"
    " (3, 1, 'net/7/after/diag/unix', 'ok', 'x', 1), (4, 1, 'net/7/after/unix', 'ok', 'x', 1),"
    " (5, 1, 'proc/5/links', 'ok', 'x', 1);"
    "INSERT INTO process_stat VALUES (1, 5, 1, 5, 5, 'a', 'S', 1, 5, 5, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 0, 0"
    ", NULL, NULL, NULL, NULL);";

/* A listener's row, in one pass; in both. */
#define TEXT(member, line, pass, inode, path)                                                                          \
    "INSERT INTO proc_net_unix VALUES (1, " #member ", " #line ", 7, '" pass "', 2, 0, 65536, 1, 1, " #inode ", " path \
    ", iif(" path " NOT GLOB '@*', 0, NULL));"
#define TEXTS(line, inode, path) TEXT(2, line, "before", inode, path) TEXT(4, line, "after", inode, path)
#define DIAG(member, line, pass, inode, path, name)                                                                 \
    "INSERT INTO diag_unix (snapshot_id, member_id, line, net_namespace, pass, family, type, state, inode, cookie," \
    " path, abstract, bound_name) VALUES (1, " #member ", " #line ", 7, '" pass "', 1, 1, 10, " #inode ", " #inode  \
    ", " path ", substr(" name ", 1, 1) = x'00', CAST(" name " AS BLOB));"
#define DIAGS(line, inode, path, name) \
    DIAG(1, line, "before", inode, path, name) DIAG(3, line, "after", inode, path, name)
#define FD(line, inode)                                                                               \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target)" \
    " VALUES (1, 5, " #line ", 5, 5, " #line ", 'rw', 'socket', " #inode ", 'socket:[" #inode "]');"

static sqlite3 *
derive(const char *rows)
{
    static const char *const scripts[] = { database_inet, sql_derive_unix, sql_derive_others, sql_derive_owners, NULL };

    return database_derived(base, rows, scripts);
}

static void
check(const char *rows, const char *expected)
{
    sqlite3 *db = derive(rows);

    database_expect(
        db,
        "SELECT inode, replace(path, char(10), '/'), abstract, hex(bound_name), seen, ownership FROM sockets"
        " ORDER BY inode, socket_id",
        expected);
    sqlite3_close(db);
}

/* Names that read the same, and what the text alone can tell of one. */
TEST(unix_names_of_the_dump)
{
    check(TEXTS(2, 20, "'@a@b'") TEXTS(3, 30, "'@a@b'") TEXTS(4, 40, "'@a@b'") DIAGS(2, 20, "'@a@b'", "x'00610062'")
              DIAGS(3, 30, "'@a@b'", "x'00614062'") DIAGS(4, 40, "'@a@b'", "'@a@b'"),
          "20|@a@b|1|00610062|before,after,diag|unexplained\n"
          "30|@a@b|1|00614062|before,after,diag|unexplained\n"
          "40|@a@b|0|40614062|before,after,diag|unexplained\n");
    check(TEXTS(2, 20, "'@a@b'") TEXTS(3, 30, "'/run/x'") TEXTS(4, 40, "NULL"),
          "20|@a@b|NULL||before,after|unexplained\n"
          "30|/run/x|0||before,after|unexplained\n"
          "40|NULL|NULL||before,after|unexplained\n");
}

#define BROKEN(name) "'/tmp/a' || char(10) || '" name "'"

TEST(unix_rows_that_no_dump_shows_are_forged)
{
    check(TEXTS(2, 20, "'/tmp/a'") TEXTS(3, 21, "'/run/x'")
              DIAGS(2, 20, BROKEN("0: 21 /run/x"), BROKEN("0: 21 /run/x")),
          "20|/tmp/a/0: 21 /run/x|0|2F746D702F610A303A203231202F72756E2F78|before,after,diag|unexplained\n"
          "21|/run/x|0||before,after|forged\n");
    /* It may have come in between, and there may be no dump. */
    check(TEXT(4, 2, "after", 21, "'/run/x'") DIAGS(2, 20, "'/y'", "'/y'"),
          "20|/y|0|2F79|diag|unexplained\n21|/run/x|0||after|race\n");
    check(TEXTS(2, 20, "'/tmp/a'") TEXTS(3, 21, "'/run/x'"),
          "20|/tmp/a|0||before,after|unexplained\n21|/run/x|0||before,after|unexplained\n");
}

/* The row is the other one's, with its flags and its references, and not a second one of it. */
TEST(unix_rows_with_the_inode_of_another_name_are_forged)
{
    check(TEXTS(2, 20, "'/run/x'") TEXTS(9, 20, "'/run/evil'") FD(3, 20) DIAGS(2, 20, "'/run/x'", "'/run/x'"),
          "20|/run/x|0|2F72756E2F78|before,after,diag,descriptor|owned\n20|/run/evil|0||before,after|forged\n");
    /* One that was bound in between, one whose name goes on behind a newline. */
    check(TEXT(2, 2, "before", 20, "NULL") TEXT(4, 2, "after", 20, "'/run/x'") DIAG(1, 2, "before", 20, "NULL", "NULL"),
          "20|NULL|NULL||before,after,diag|unexplained\n");
    check(TEXT(2, 2, "before", 20, "NULL") TEXT(4, 2, "after", 20, "'/run/x'") DIAGS(2, 20, "'/run/x'", "'/run/x'"),
          "20|/run/x|0|2F72756E2F78|before,after,diag|unexplained\n");
    check(TEXTS(2, 20, "'/tmp/a'") DIAGS(2, 20, BROKEN("b"), BROKEN("b")),
          "20|/tmp/a/b|0|2F746D702F610A62|before,after,diag|unexplained\n");
}

/* One pass, and inode 0: what waits to be accepted is in no dump. */
TEST(unix_rows_in_the_lines_of_a_name_are_forged)
{
    check(TEXT(4, 2, "after", 20, "'/tmp/a'") TEXT(4, 3, "after", 21, "'/run/x'") TEXT(4, 4, "after", 0, "'/run/y'")
              TEXT(4, 5, "after", 0, "'/run/z'") DIAG(3, 2, "after", 20, "'/tmp/a' || char(10) || '/' || char(10)",
                                                      "'/tmp/a' || char(10) || '/' || char(10)"),
          "0|/run/y|0||after|forged\n0|/run/z|0||after|orphan\n20|/tmp/a///|0|2F746D702F610A2F0A|after,diag|race\n"
          "21|/run/x|0||after|forged\n");
    /* Line 3 is such a line, so it is not the name of 30, and line 4 is not behind that. */
    check(TEXT(4, 2, "after", 20, "'/tmp/a'") TEXT(4, 3, "after", 30, "'/b'") TEXT(4, 4, "after", 0, "'/run/y'")
              TEXT(4, 9, "after", 30, "'/b'") DIAG(3, 2, "after", 20, BROKEN("0: 30 /b"), BROKEN("0: 30 /b"))
                  DIAG(3, 3, "after", 30, "'/b' || char(10)", "'/b' || char(10)"),
          "0|/run/y|0||after|orphan\n20|/tmp/a/0: 30 /b|0|2F746D702F610A303A203330202F62|after,diag|race\n"
          "30|/b/|0|2F620A|after,diag|race\n");
}

/* Forged while no dump was taken, with the inode of a socket that is known. */
TEST(unix_rows_do_not_make_an_owner_ambiguous)
{
    check("INSERT INTO proc_net_inet VALUES (1, 5, 90, 7, 'after', 2, 6, 0, '0.0.0.0', x'00000000', 22, '0.0.0.0', "
          "x'00000000',"
          " 0, 10, 0, 0, 0, 0, 0, 0, 0, 70, 2, NULL, NULL, NULL, NULL, NULL, NULL);" FD(3, 70)
              TEXT(4, 2, "after", 70, "'/run/x'") DIAGS(2, 20, "'/y'", "'/y'"),
          "20|/y|0|2F79|diag|unexplained\n70|NULL|NULL||after,descriptor|owned\n70|/run/x|0||after|forged\n");
}

/* A forged row is text and no socket: those who ask for sockets do not get it. */
TEST(unix_rows_that_are_forged_are_no_sockets)
{
    static const char *const views[] = {
        "process_open_sockets WHERE socket = 21",
        "listening_ports WHERE path = '/run/x'",
        "unix_sockets WHERE inode = 21",
        "unix_connections WHERE inode = 21",
        "socket_owners AS o JOIN sockets AS s USING (socket_id) WHERE s.inode = 21",
        "net_namespaces WHERE sockets <> 1",
    };
    sqlite3 *db = derive("INSERT INTO net_namespace_sightings VALUES (1, 5, 1, 7, 'process', 5, NULL, NULL);" TEXTS(
        2, 20, "'/tmp/a'") TEXTS(3, 21, "'/run/x'") DIAGS(2, 20, BROKEN("0: 21 /run/x"), BROKEN("0: 21 /run/x")));

    database_expect(db, "SELECT count(*) FROM sockets WHERE inode = 21 AND ownership = 'forged'", "1\n");
    for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
        char *sql = sqlite3_mprintf("SELECT '%q', count(*) FROM %s", views[i], views[i]);
        char *none = sqlite3_mprintf("%s|0\n", views[i]);

        database_expect(db, sql, none);
        sqlite3_free(sql);
        sqlite3_free(none);
    }
    sqlite3_close(db);
}
