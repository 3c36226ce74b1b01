/*
 * Who holds a socket, and if nobody does, why: derive_owners.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/db.h"
#include "sql.h"
#include "tests/support/database.h"

/* A whole snapshot of one namespace in both passes, nothing denied, three sockets that nobody holds. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256, "
    "loaded_at,"
    " meta) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l', '{\"self\":{\"namespaces\":{\"pid\":4026531836}}}');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
    " (1, 1, 'net/1/before/tcp', 'ok', 'x', 1), (2, 1, 'net/1/after/tcp', 'ok', 'x', 1), (3, 1, 'proc/5/links', 'ok', "
    "'x', 1),"
    " (4, 1, 'proc/5/fdinfo', 'ok', 'x', 1), (5, 1, 'proc/5/maps', 'ok', 'x', 1);"
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, local_port, inode, seen, ownership, member_id, "
    "line)"
    " VALUES (1, 1, 2, 6, 80, 11, 'before,after', 'unexplained', 2, 2), (1, 1, 2, 17, 4789, 12, 'before,after', "
    "'unexplained',"
    " 2, 3), (1, 1, 17, 3, NULL, 13, 'before,after', 'unexplained', 2, 4);";

/* The ownership of the sockets 11, 12 and 13 after those rows have come to it. */
static void
check(const char *rows, const char *expected)
{
    struct error error = { 0 };
    sqlite3_stmt *statement;
    sqlite3 *db = database_new();

    database_run(db, base);
    database_run(db, rows);
    assert_int_equal(db_script(db, sql_derive_owners, 1, &error), 0);
    assert_int_equal(
        sqlite3_prepare_v2(
            db,
            "SELECT group_concat(inode || ' ' || seen || ' ' || ownership ||"
            " coalesce(' ' || family, '') || coalesce(' ' || protocol, '') || coalesce(' ' || type, ''), '; ')"
            " FROM (SELECT * FROM sockets WHERE ownership <> 'unexplained' ORDER BY inode)",
            -1, &statement, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(statement, 0) ? (const char *)sqlite3_column_text(statement, 0) : "",
                        expected);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

#define FD(line, fd, inode, protocol)                                                                              \
    "INSERT INTO process_fds VALUES (1, 3, " #line ", 5, 5, " #fd ", 'rw', 'socket', " #inode ", 'socket:[" #inode \
    "]', NULL, " protocol ", NULL);"
#define INFO(line, fd, key, item, value) \
    "INSERT INTO process_fdinfo VALUES (1, 4, " #line ", 5, 5, " #fd ", '" key "', " #item ", '" value "', NULL);"

TEST(owners_of_nothing_known)
{
    check("", "");
}

TEST(owners_by_descriptor)
{
    check(FD(1, 3, 11, "NULL"), "11 before,after,descriptor owned 2 6");
}

/* Only a descriptor shows it: the name of its protocol says what it is, as far as it does. */
TEST(owners_of_sockets_that_no_table_shows)
{
    check(FD(1, 3, 20, "'AF_VSOCK'") FD(2, 4, 21, "'TCPv6'") FD(3, 5, 22, "'UNIX'") FD(4, 6, 23, "'HIDDEN'")
              FD(5, 7, 24, "NULL") FD(6, 8, 24, "'UDP'"),
          "20 descriptor owned 40 0; 21 descriptor owned 10 6 stream; 22 descriptor owned 1 0; 23 descriptor owned; "
          "24 descriptor owned 2 17 dgram");
}

TEST(owners_io_uring)
{
    check(INFO(1, 9, "UserFiles", NULL, "2") INFO(2, 9, "UserFiles", 0, "socket:[11]")
              INFO(3, 9, "UserFiles", 1, "socket:[30]") INFO(4, 9, "UserBufs", 0, "socket:[12]")
                  INFO(5, 9, "UserFiles", 2, "socket:[x]"),
          "11 before,after io_uring 2 6; 30 io_uring io_uring");
    /* Known whatever else was not. */
    check("UPDATE members SET state = 'denied' WHERE member_id = 3;" INFO(2, 9, "UserFiles", 0, "socket:[11]"),
          "11 before,after io_uring 2 6; 12 before,after denied 2 17; 13 before,after denied 17 3");
}

TEST(owners_mapped)
{
    check("INSERT INTO process_maps VALUES (1, 5, 1, 5, '1000', '2000', 4096, 'rw-s', 0, '00:08', 13, 'socket:[13]'),"
          " (1, 5, 2, 5, '2000', '3000', 4096, 'rw-s', 0, '00:08', 12, '/file');",
          "13 before,after mapped 17 3");
}

TEST(owners_kernel_tunnel)
{
    check("INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, type, flags, "
          "kind, tunnel_port)"
          " VALUES (1, 1, 1, 1, 4, 1, 0, 'vxlan', 4789);",
          "12 before,after kernel 2 17");
}

TEST(owners_other_pid_namespace)
{
    check("UPDATE snapshots SET meta = replace(meta, 4026531836, 4026532000);",
          "11 before,after other_pid_namespace 2 6; 12 before,after other_pid_namespace 2 17; "
          "13 before,after other_pid_namespace 17 3");
    check("UPDATE snapshots SET meta = 'no json';", "");
}

#define RECEIVER FD(1, 3, 40, "'UNIX-STREAM'") FD(2, 4, 40, "'UNIX-STREAM'")

/* In flight is what is left, if what waits is enough for all of it and nothing else can be the reason. */
TEST(owners_in_flight)
{
    check("DELETE FROM sockets WHERE inode = 13;" RECEIVER INFO(1, 3, "scm_fds", NULL, "2")
              INFO(2, 4, "scm_fds", NULL, "2"),
          "11 before,after in_flight 2 6; 12 before,after in_flight 2 17; 40 descriptor owned 1 0 stream");
    /* One too few; the same receiver held twice counts once. */
    check("DELETE FROM sockets WHERE inode = 13;" RECEIVER INFO(1, 3, "scm_fds", NULL, "1")
              INFO(2, 4, "scm_fds", NULL, "1"),
          "40 descriptor owned 1 0 stream");
    /* A packet socket may be mapped. */
    check(RECEIVER INFO(1, 3, "scm_fds", NULL, "3"),
          "11 before,after in_flight 2 6; 12 before,after in_flight 2 17; 40 descriptor owned 1 0 stream");
    /* The kernel may have an inet socket of its own. */
    check("DELETE FROM sockets WHERE inode = 13;"
          "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, type, flags, kind)"
          " VALUES (1, 1, 1, 1, 4, 1, 0, 'wireguard');" RECEIVER INFO(1, 3, "scm_fds", NULL, "2"),
          "40 descriptor owned 1 0 stream");
    check("UPDATE members SET state = 'denied' WHERE member_id = 3;" RECEIVER INFO(1, 3, "scm_fds", NULL, "9"),
          "11 before,after denied 2 6; 12 before,after denied 2 17; 13 before,after denied 17 3; "
          "40 descriptor owned 1 0 stream");
}
