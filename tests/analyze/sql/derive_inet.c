/* Rows of the inet tables become sockets, on rows made by hand. */
#include "tests/support/test.h"

#include "sql.h"
#include "tests/support/database.h"

static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
    " (1, 1, 'net/1/before/icmp', 'ok', 'x', 1), (2, 1, 'net/1/before/icmp6', 'ok', 'x', 1);";

#define PING4(line, bucket, ip, inode) PING(1, line, 2, 1, bucket, ip, inode)
#define PING6(line, bucket, ip, inode) PING(2, line, 10, 58, bucket, ip, inode)
#define PING(member, line, family, protocol, bucket, ip, inode)                                                      \
    "INSERT INTO proc_net_inet VALUES (1, " #member ", " #line ", 1, 'before', " #family ", " #protocol ", " #bucket \
    ", '', x'" ip "', 8325, '', x'" ip "', 0, 7, 0, 0, 0, 0, 0, 0, 0, " #inode                                       \
    ", 2, NULL, NULL, NULL, NULL, NULL, 0);"
#define NONE4 "00000000"
#define SOME4 "7f000001"
#define NONE6 "00000000000000000000000000000000"
#define SOME6 "00000000000000000000000000000001"

static void
check(const char *rows, const char *expected)
{
    static const char *const scripts[] = { database_inet, NULL };

    database_check(base, rows, scripts,
                   "SELECT group_concat(family || ' ' || inode, '; ')"
                   " FROM (SELECT * FROM sockets ORDER BY inode, family)",
                   expected);
}

/* As Linux 6.18 prints them: ping4 and ping6 of one bucket, ping6 before ping4 in the chain. */
TEST(ping_socket_that_both_tables_list)
{
    check(PING4(2, 21, SOME4, 7) PING6(2, 21, NONE6, 8) PING6(3, 21, NONE6, 7), "2 7; 10 8");
    check(PING4(2, 21, SOME4, 7) PING4(3, 21, NONE4, 8) PING6(2, 21, NONE6, 8), "2 7; 10 8");
    check(PING4(2, 21, NONE4, 7) PING4(3, 21, NONE4, 8) PING6(2, 21, SOME6, 8), "2 7; 10 8");
}

/* Nothing tells which: both stay. */
TEST(ping_socket_of_either_family)
{
    check(PING4(2, 21, NONE4, 7) PING4(3, 21, NONE4, 9) PING6(2, 21, NONE6, 8) PING6(3, 21, NONE6, 9),
          "2 7; 10 8; 2 9; 10 9");
}

TEST(ping_sockets_of_other_buckets_are_no_twins)
{
    check(PING4(2, 21, NONE4, 7) PING6(2, 22, NONE6, 8), "2 7; 10 8");
}

/* A vendor's table that ends before the inode. */
TEST(inet_rows_that_end_before_the_inode)
{
    static const char *const scripts[] = { database_inet, NULL };

    database_check(
        base,
        "INSERT INTO proc_net_inet VALUES (1, 1, 2, 1, 'before', 2, 6, 0, '192.0.2.1', x'c0000201', 22, '0.0.0.0',"
        " x'00000000', 0, 10, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);"
        "INSERT INTO proc_net_inet VALUES (1, 1, 3, 1, 'before', 2, 6, 1, '192.0.2.1', x'c0000201', 80, '0.0.0.0',"
        " x'00000000', 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);",
        scripts,
        "SELECT group_concat(local_port || ' ' || inode || ' ' || ownership || ' ' || seen, '; ')"
        " FROM (SELECT * FROM sockets ORDER BY local_port)",
        "22 0 no_inode before; 80 0 orphan before");
}
