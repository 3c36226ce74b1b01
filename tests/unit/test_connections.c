/*
 * Both ends: the views of schema/connections.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/db.h"
#include "sql.h"
#include "tests/support/database.h"

#define SNAPSHOT(id, host, boot, started, error)                                                                      \
    "INSERT INTO snapshots (snapshot_id, host, machine_id, boot_id, booted_ns, clock_error_ns, started_ns,"           \
    " finished_ns, result, complete, directory, archive_name, archive_bytes, archive_sha256, loaded_at) VALUES (" #id \
    ", '" host "', 'm', '" boot "', 5000 + " #id ", " #error ", " started ", " started                                \
    " + 1000000000, 'complete', 1, 'd', 'a', 1, 's" #id "', 'l');"                                                    \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (" #id ", " #id ", 'p', 'ok', 1);"

/* A socket of snapshot and namespace, with the addresses' last bytes and ports; its inode is its number. */
#define SOCKET(id, snapshot, ns, state, local, remote)                                                           \
    "INSERT INTO sockets (socket_id, snapshot_id, net_namespace, family, protocol, state, local_ip, local_port," \
    " remote_ip, remote_port, inode, seen, ownership, member_id, line) VALUES (" #id ", " #snapshot ", " #ns     \
    ", 2, 6, '" state "', " local ", " remote ", " #id ", 'before', 'owned', " #snapshot ", " #id ");"
#define ADDRESS(snapshot, ns, ip)                                                                              \
    "INSERT INTO rtnl_address (snapshot_id, member_id, line, net_namespace, interface_index, family, ip,"      \
    " prefix_length, scope) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", 1, 2, " ip ", 24, 0 FROM " \
    "rtnl_address;"
#define FD(snapshot, inode, pid, type, mode)                                                                    \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode) SELECT " #snapshot \
    ", " #snapshot ", count(*), " #pid ", " #pid ", count(*), '" mode "', '" type "', " #inode " FROM process_fds;"

#define MEMBER(id, file, state)                                                                \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (" #id ", 1, " \
    "'net/7/context/" file "', '" state "', 1);"

#define ONE      SNAPSHOT(1, "one", "b1", "0", NULL)
#define A        "x'0a000001', 40000"
#define B        "x'0a000002', 80"
#define MAPPED_A "x'00000000000000000000ffff0a000001', 40000"
#define MAPPED_B "x'00000000000000000000ffff0a000002', 80"
#define NOBODY   "x'00000000', 0"

/* With a row of the dump of unix sockets comes the socket, and the process of its number, which holds it. */
#define WITH_DIAG_UNIX                                                                                                \
    "CREATE TEMP TRIGGER with_diag_unix AFTER INSERT ON main.diag_unix BEGIN"                                         \
    " INSERT INTO sockets (socket_id, snapshot_id, net_namespace, family, protocol, type, state, path, abstract,"     \
    " bound_name, inode, seen, ownership, member_id, line, diag_member_id, diag_line) VALUES (new.line, 1,"           \
    " new.net_namespace, 1, 0, 'stream', CASE new.state WHEN 1 THEN 'CONNECTED' WHEN 11 THEN 'UNCONNECTED'"           \
    " ELSE 'LISTENING' END, new.path, new.abstract, new.bound_name, new.inode, 'before,after,diag', 'owned', 1,"      \
    " new.line, 1, new.line);"                                                                                        \
    " INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode) SELECT 1, 1, count(*)," \
    " new.line, new.line, count(*), 'rw', 'socket', new.line FROM process_fds; END;"

/* What a load makes of the rows of a snapshot. */
static void
derive(sqlite3 *db, int64_t snapshot_id)
{
    struct error error = { 0 };

    if (db_script(db, sql_derive_addresses, snapshot_id, &error))
        fail_msg("%s", error.text);
}

static void
check_rows(const char *rows, const char *question, const char *expected)
{
    sqlite3_stmt *statement;
    sqlite3 *db = database_new();

    database_run(db, WITH_DIAG_UNIX);
    database_run(db, rows);
    for (int64_t id = 1; id < 5; id++)
        derive(db, id);
    if (sqlite3_prepare_v2(db, question, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(statement, 0) ? (const char *)sqlite3_column_text(statement, 0) : "",
                        expected);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

/* Each connection as: end, how and number of candidates, other end, who connected. */
static void
check(const char *rows, const char *expected)
{
    check_rows(rows,
               "SELECT group_concat(socket_id || ' ' || coalesce(how, '-') || ' ' || candidates ||"
               " coalesce(' ' || peer_socket_id, '') || coalesce(' ' || initiator, ''), '; ')"
               " FROM (SELECT * FROM connections ORDER BY socket_id)",
               expected);
}

#define PAIR SOCKET(1, 1, 7, "ESTABLISHED", B, A) SOCKET(2, 1, 7, "ESTABLISHED", A, B)

TEST(connections_in_a_namespace)
{
    check(ONE PAIR, "1 namespace 1 2");
    /* The one that connected comes first. */
    check(ONE PAIR SOCKET(3, 1, 7, "LISTEN", "x'00000000', 80", NOBODY), "2 namespace 1 1 local");
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", B, A) SOCKET(3, 1, 7, "LISTEN", B, NOBODY), "1 - 0 remote");
    /* Half-closed. */
    check(ONE SOCKET(1, 1, 7, "CLOSE_WAIT", B, A) SOCKET(2, 1, 7, "FIN_WAIT2", A, B), "1 namespace 1 2");
    /* An IPv6 socket that talks IPv4. */
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", MAPPED_B, MAPPED_A) SOCKET(2, 1, 7, "ESTABLISHED", A, B),
          "1 namespace 1 2");
    /* One that is connected to itself. */
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", A, A), "1 namespace 1 1");
}

/* Who listens to the port at another address did not accept it: the port of one that connected may be the same. */
TEST(connections_beside_other_listeners)
{
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", A, B) SOCKET(3, 1, 7, "LISTEN", "x'7f000001', 40000", NOBODY), "1 - 0");
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", "x'fd000000000000000000000000000001', 40000",
                     "x'fd000000000000000000000000000002', 80") SOCKET(3, 1, 7, "LISTEN", "x'00000000', 40000", NOBODY),
          "1 - 0");
    check(ONE PAIR SOCKET(3, 1, 7, "LISTEN", "x'7f000001', 40000", NOBODY) SOCKET(4, 1, 7, "LISTEN", B, NOBODY),
          "2 namespace 1 1 local");
    check(ONE PAIR SOCKET(3, 1, 7, "LISTEN", "zeroblob(16), 80", NOBODY), "2 namespace 1 1 local");
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", MAPPED_B, MAPPED_A) SOCKET(2, 1, 7, "ESTABLISHED", A, B)
              SOCKET(3, 1, 7, "LISTEN", MAPPED_B, NOBODY),
          "2 namespace 1 1 local");
}

/* A transparent proxy's socket to the client has the server's address, and the one to the server the client's. */
TEST(connections_of_a_transparent_proxy)
{
    check(ONE PAIR MEMBER(9, "rtnetlink/address", "ok") ADDRESS(1, 7, "x'0a0000fe'"), "1 - 0; 2 - 0");
    check(ONE PAIR MEMBER(9, "rtnetlink/address", "ok") ADDRESS(1, 7, "x'0a000001'"), "1 - 0; 2 - 0");
    check(ONE PAIR MEMBER(9, "rtnetlink/address", "ok") ADDRESS(1, 8, "x'0a000001'") ADDRESS(1, 8, "x'0a000002'"),
          "1 - 0; 2 - 0");
    check(ONE PAIR MEMBER(9, "rtnetlink/address", "ok") ADDRESS(1, 7, "x'0a000001'") ADDRESS(1, 7, "x'0a000002'"),
          "1 namespace 1 2");
    check(ONE MEMBER(9, "rtnetlink/address", "ok") SOCKET(1, 1, 7, "ESTABLISHED", "x'7f000001', 80", "x'7f000035', 9")
              SOCKET(2, 1, 7, "ESTABLISHED", "x'7f000035', 9", "x'7f000001', 80"),
          "1 namespace 1 2");
    /* Its client and its server, elsewhere, are not said to be each other's. */
    check(ONE PAIR MEMBER(9, "rtnetlink/address", "ok") SOCKET(5, 1, 8, "ESTABLISHED", A, B)
              SOCKET(6, 1, 9, "ESTABLISHED", B, A) ADDRESS(1, 8, "x'0a000001'") ADDRESS(1, 9, "x'0a000002'"),
          "1 - 0; 2 - 0; 5 - 2; 6 - 2");
}

TEST(connections_that_are_none)
{
    check(ONE SOCKET(1, 1, 7, "TIME_WAIT", B, A) SOCKET(2, 1, 7, "LISTEN", A, NOBODY), "");
    check(ONE SOCKET(1, 1, 7, "SYN_RECV", B, A) SOCKET(2, 1, 7, "ESTABLISHED", A, B), "2 - 0");
    check(ONE PAIR "UPDATE sockets SET protocol = 17 WHERE socket_id = 1;", "1 - 0; 2 - 0");
    check(ONE PAIR "UPDATE sockets SET local_port = 81 WHERE socket_id = 1;", "1 - 0; 2 - 0");
    check(ONE PAIR "UPDATE sockets SET remote_ip = x'0a000009' WHERE socket_id = 1;", "1 - 0; 2 - 0");
    check(ONE PAIR "UPDATE sockets SET protocol = 255;", "");
}

/* Several sockets with one end's addresses: none is said to be the other end's. */
TEST(connections_that_are_ambiguous)
{
    check(ONE PAIR SOCKET(3, 1, 7, "ESTABLISHED", B, A), "1 - 2; 2 - 2; 3 - 2");
}

#define APART     SOCKET(1, 1, 7, "ESTABLISHED", B, A) SOCKET(2, 1, 8, "ESTABLISHED", A, B)
#define ADDRESSES ADDRESS(1, 7, "x'0a000002'") ADDRESS(1, 8, "x'0a000001'")

TEST(connections_across_namespaces)
{
    check(ONE APART ADDRESSES, "1 snapshot 1 2");
    check(ONE APART ADDRESSES SOCKET(3, 1, 7, "LISTEN", B, NOBODY), "2 snapshot 1 1 local");
    /* The addresses must be where the sockets are. */
    check(ONE APART, "1 - 0; 2 - 0");
    check(ONE APART ADDRESS(1, 7, "x'0a000002'"), "1 - 0; 2 - 0");
    check(ONE APART ADDRESS(1, 8, "x'0a000002'") ADDRESS(1, 7, "x'0a000001'"), "1 - 0; 2 - 0");
    /* 127.0.0.1 is everywhere. */
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", "x'7f000001', 80", "x'7f000001', 9")
              SOCKET(2, 1, 8, "ESTABLISHED", "x'7f000001', 9", "x'7f000001', 80") ADDRESS(1, 7, "x'7f000001'")
                  ADDRESS(1, 8, "x'7f000001'"),
          "1 - 2; 2 - 2");
    /* Two networks that look alike, of one of which an end is missing. */
    check(ONE APART ADDRESSES ADDRESS(1, 9, "x'0a000002'"), "1 - 2; 2 - 2");
    check(ONE APART ADDRESSES ADDRESS(1, 9, "x'0a000001'"), "1 - 2; 2 - 2");
    check(ONE APART ADDRESSES SOCKET(3, 1, 8, "ESTABLISHED", A, B), "1 - 2; 2 - 2; 3 - 2");
    /* An address on two interfaces of one namespace is in one place. */
    check(ONE APART ADDRESSES ADDRESS(1, 7, "x'0a000002'"), "1 snapshot 1 2");
}

/* What a file below /proc/net says, where there is no dump. */
#define FIB_TRIE(snapshot, ns, ip)                                                                        \
    "INSERT INTO proc_net_fib_trie (snapshot_id, member_id, line, net_namespace, table_id, address, ip, " \
    "prefix_length,"                                                                                      \
    " scope, type) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", 255, 'a', " ip                 \
    ", 32, 'host', 'LOCAL' FROM "                                                                         \
    "proc_net_fib_trie;"
#define IF_INET6(snapshot, ns, ip)                                                                                   \
    "INSERT INTO proc_net_if_inet6 (snapshot_id, member_id, line, net_namespace, address, ip, interface_index,"      \
    " prefix_length, scope, flags, interface_name) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", 'a', " ip \
    ", 2, 64, 0, 128, 'eth0' FROM proc_net_if_inet6;"
#define A6 "x'fd000000000000000000000000000001', 40000"
#define B6 "x'fd000000000000000000000000000002', 80"

TEST(connections_by_addresses_of_proc)
{
    check(ONE APART FIB_TRIE(1, 7, "x'0a000002'") FIB_TRIE(1, 8, "x'0a000001'"), "1 snapshot 1 2");
    check(ONE APART FIB_TRIE(1, 7, "x'0a000002'") FIB_TRIE(1, 8, "x'0a000001'") FIB_TRIE(1, 9, "x'0a000001'"),
          "1 - 2; 2 - 2");
    check(ONE SOCKET(1, 1, 7, "ESTABLISHED", B6, A6) SOCKET(2, 1, 8, "ESTABLISHED", A6, B6)
              IF_INET6(1, 7, "x'fd000000000000000000000000000002'")
                  IF_INET6(1, 8, "x'fd000000000000000000000000000001'"),
          "1 snapshot 1 2");
    /* A dump that was read knows better: the address is not there any more. */
    check(ONE APART FIB_TRIE(1, 7, "x'0a000002'") ADDRESS(1, 8, "x'0a000001'") MEMBER(9, "rtnetlink/address", "ok"),
          "1 - 0; 2 - 0");
    check(ONE APART FIB_TRIE(1, 7, "x'0a000002'") ADDRESS(1, 8, "x'0a000001'") MEMBER(9, "rtnetlink/address", "denied"),
          "1 snapshot 1 2");
    check(ONE APART FIB_TRIE(1, 7, "x'0a000002'") ADDRESS(1, 8, "x'0a000001'") MEMBER(9, "rtnetlink/address", "ok")
              MEMBER(10, "rtnetlink/address.1", "truncated"),
          "1 snapshot 1 2");
    /* What is read to its end tells that an address is not the namespace's own. */
    check(ONE PAIR FIB_TRIE(1, 7, "x'0a000001'") MEMBER(9, "fib_trie", "ok"), "1 - 0; 2 - 0");
    check(ONE PAIR FIB_TRIE(1, 7, "x'0a000001'") MEMBER(9, "fib_trie", "truncated"), "1 namespace 1 2");
    check(ONE PAIR FIB_TRIE(1, 7, "x'0a000001'") FIB_TRIE(1, 7, "x'0a000002'") MEMBER(9, "fib_trie", "ok"),
          "1 namespace 1 2");
}

/* Of which family some may be missing. */
TEST(addresses_that_are_not_known)
{
    static const char question[] =
        "SELECT coalesce(group_concat(family, ' '), '') FROM (SELECT * FROM namespace_addresses ORDER BY family)"
        " WHERE address IS NULL";

    check_rows(ONE PAIR, question, "2 10");
    check_rows(ONE PAIR MEMBER(9, "rtnetlink/address", "ok"), question, "");
    check_rows(ONE PAIR MEMBER(9, "fib_trie", "ok"), question, "10");
    check_rows(ONE PAIR MEMBER(9, "fib_trie", "ok") MEMBER(10, "if_inet6", "absent"), question, "");
    check_rows(ONE PAIR MEMBER(9, "fib_trie", "absent") MEMBER(10, "if_inet6", "ok"), question, "2");
    check_rows(ONE PAIR MEMBER(9, "fib_trie", "denied") MEMBER(10, "if_inet6", "denied"), question, "2 10");
}

#define HOSTS(boot, seconds) ONE SNAPSHOT(2, "two", boot, seconds "000000000", NULL)
#define FAR                              \
    SOCKET(1, 1, 7, "ESTABLISHED", B, A) \
    SOCKET(2, 2, 7, "ESTABLISHED", A, B) ADDRESS(1, 7, "x'0a000002'") ADDRESS(2, 7, "x'0a000001'")

TEST(connections_across_hosts)
{
    /* Each snapshot has a row of it. */
    check(HOSTS("b2", "9") FAR, "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR SOCKET(3, 1, 7, "LISTEN", B, NOBODY), "1 host 1 2 remote; 2 host 1 1 local");
    check(HOSTS("b2", "3601") FAR, "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "3602") FAR, "1 - 0; 2 - 0");
    /* Of one host at two times, whatever it was called. */
    check(HOSTS("b1", "9") FAR, "1 - 0; 2 - 0");
    /* The address is elsewhere, too: in another namespace here, there, on a third host. */
    check(HOSTS("b2", "9") FAR ADDRESS(1, 9, "x'0a000001'"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "9") FAR ADDRESS(2, 9, "x'0a000002'"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "9") FAR SNAPSHOT(3, "three", "b3", "9", NULL) ADDRESS(3, 1, "x'0a000001'"), "1 - 2; 2 - 2");
    /* The end nearest in time of several snapshots of that host. */
    check(HOSTS("b2", "900") FAR SNAPSHOT(3, "two", "b2", "3000000000", NULL) SOCKET(3, 3, 7, "ESTABLISHED", A, B)
              ADDRESS(3, 7, "x'0a000001'"),
          "1 host 1 3; 2 host 1 1; 3 host 1 1");
    /* What is in the namespace itself comes before. */
    check(HOSTS("b2", "9") FAR SOCKET(3, 1, 7, "ESTABLISHED", A, B), "1 namespace 1 3; 2 - 2");
}

/* Who an end may belong to, where a node name says nothing: the boots of machine m in HOSTS overlap, so it is two hosts. */
TEST(connections_and_the_names_of_hosts)
{
#define AGAIN(id, host, boot, booted)             \
    SNAPSHOT(id, host, boot, "20000000000", NULL) \
    SOCKET(id, id, 7, "ESTABLISHED", A, B)        \
    ADDRESS(id, 7, "x'0a000001'") "UPDATE snapshots SET booted_ns = " booted " WHERE snapshot_id = " #id ";"
#define OWN_MACHINES "UPDATE snapshots SET machine_id = host WHERE snapshot_id < 3;"
    /* Clones of one name are two hosts. */
    check(HOSTS("b2", "9") FAR "UPDATE snapshots SET host = 'one';", "1 host 1 2; 2 host 1 1");
    /* Called otherwise since it was started again: the older snapshot is of the same host. */
    check(HOSTS("b2", "9") FAR AGAIN(3, "renamed", "b3", "15000000000") OWN_MACHINES
          "UPDATE snapshots SET machine_id = 'two' WHERE snapshot_id = 3;",
          "1 host 1 2; 2 host 1 1; 3 host 1 1");
    /* Called the same, but up at the same time. */
    check(HOSTS("b2", "9") FAR AGAIN(3, "two", "b3", "5000") OWN_MACHINES
          "UPDATE snapshots SET machine_id = 'two' WHERE snapshot_id = 3;",
          "1 - 2; 2 - 2; 3 - 2");
    /* Called the same, and nothing proves that it is the same. */
    check(HOSTS("b2", "9") FAR AGAIN(3, "two", "b3", "15000000000") "UPDATE snapshots SET machine_id = NULL;",
          "1 - 2; 2 - 2; 3 - 2");
}

/* The same addresses and ports on several links: interfaces tell which ends are of one link. */
TEST(connections_by_their_interfaces)
{
#define LINK6_A          "x'fe800000000000000000000000000001', 40000"
#define LINK6_B          "x'fe800000000000000000000000000002', 80"
#define BOUND(id, index) "UPDATE sockets SET interface_index = " #index " WHERE socket_id = " #id ";"
/* An interface with the last byte of its link-layer address, and what it knows of the neighbour with that of another one. */
#define LINK(snapshot, ns, index, mac)                                                                            \
    "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, interface_name, type, " \
    "flags,"                                                                                                      \
    " mac) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", " #index ", 'v" #index                         \
    "', 1, 0, '02:00:00:00:00:" #mac "' FROM rtnl_link;"
#define NEIGHBOUR(snapshot, ns, index, ip, mac)                                                                   \
    "INSERT INTO rtnl_neighbour (snapshot_id, member_id, line, net_namespace, family, interface_index, ip, mac, " \
    "state,"                                                                                                      \
    " flags, type) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", 10, " #index ", " ip                   \
    ", '02:00:00:00:00:" #mac "', 4, 0, 1 FROM rtnl_neighbour;"
#define IP6_A "x'fe800000000000000000000000000001'"
#define IP6_B "x'fe800000000000000000000000000002'"
#define TWO_LINKS(ns, other)                                                                                      \
    ONE SOCKET(1, 1, ns, "ESTABLISHED", LINK6_A, LINK6_B) SOCKET(2, 1, ns, "ESTABLISHED", LINK6_A, LINK6_B)       \
        SOCKET(3, 1, other, "ESTABLISHED", LINK6_B, LINK6_A) SOCKET(4, 1, other, "ESTABLISHED", LINK6_B, LINK6_A) \
            ADDRESS(1, ns, "x'fe800000000000000000000000000001'")                                                 \
                ADDRESS(1, other, "x'fe800000000000000000000000000002'")
#define FOUR_ENDS(a, b, c, d) BOUND(1, a) BOUND(2, b) BOUND(3, c) BOUND(4, d)
#define FOUR_LINKS(ns, other) LINK(1, ns, 2, a2) LINK(1, ns, 4, a4) LINK(1, other, 5, b5) LINK(1, other, 3, b3)
    /* In one namespace: both ends on one interface, or on the two of a link. */
    check(TWO_LINKS(7, 7), "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    check(TWO_LINKS(7, 7) FOUR_ENDS(5, 6, 6, 5), "1 namespace 1 4; 2 namespace 1 3");
    check(TWO_LINKS(7, 7) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 7), "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    check(TWO_LINKS(7, 7) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 7) NEIGHBOUR(1, 7, 2, IP6_B, b3)
              NEIGHBOUR(1, 7, 4, IP6_B, b5),
          "1 namespace 1 4; 2 namespace 1 3");
    /* In two; that one of the two knows the other is enough. */
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 8), "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 8) NEIGHBOUR(1, 7, 2, IP6_B, b3)
              NEIGHBOUR(1, 8, 5, IP6_A, a4),
          "1 snapshot 1 4; 2 snapshot 1 3");
    /* The neighbour is another one, or none. */
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 8) NEIGHBOUR(1, 7, 2, IP6_B, b9),
          "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    /* A link-layer address that is there twice. */
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) LINK(1, 7, 2, a2) LINK(1, 8, 5, b3) LINK(1, 8, 3, b3)
              NEIGHBOUR(1, 7, 2, IP6_B, b3),
          "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    /* On two hosts. */
    check(HOSTS("b2", "9") SOCKET(1, 1, 7, "ESTABLISHED", LINK6_A, LINK6_B)
              SOCKET(2, 1, 7, "ESTABLISHED", LINK6_A, LINK6_B) SOCKET(3, 2, 7, "ESTABLISHED", LINK6_B, LINK6_A)
                  SOCKET(4, 2, 7, "ESTABLISHED", LINK6_B, LINK6_A) FOUR_ENDS(2, 4, 5, 3) LINK(2, 7, 3, b3)
                      LINK(2, 7, 5, b5) NEIGHBOUR(1, 7, 2, IP6_B, b3) NEIGHBOUR(1, 7, 4, IP6_B, b5) LINK(1, 7, 2, a2)
                          LINK(1, 7, 4, a4) ADDRESS(1, 7, IP6_A) ADDRESS(2, 7, IP6_B),
          "1 host 1 4; 2 host 1 3; 3 host 1 2; 4 host 1 1");
    /* An end that is not bound is found by its addresses, as ever. */
    check(ONE PAIR BOUND(1, 5) BOUND(2, 0), "1 namespace 1 2");
    check(ONE PAIR BOUND(1, 5) BOUND(2, 6), "1 namespace 1 2");
    check_rows(ONE PAIR BOUND(1, 5) BOUND(2, 5) LINK(1, 7, 5, 01),
               "SELECT interface_index || interface_name FROM connections", "5v5");
}

/* Who had one of the addresses, but has no such end, counts when it was seen as near in time as the two are to one another. */
TEST(connections_and_who_had_the_address_before)
{
#define THIRD(seconds) SNAPSHOT(3, "three", "b3", seconds "000000000", NULL) ADDRESS(3, 1, "x'0a000001'")
    /* A day before, half an hour after, and between the two. */
    check(HOSTS("b2", "9") FAR THIRD("-72000"), "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR THIRD("72000"), "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR THIRD("1800"), "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR THIRD("18"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "900") FAR THIRD("450"), "1 - 2; 2 - 2");
    /* With an end that fits as well it counts within the hour, and not beyond. */
    check(HOSTS("b2", "9") FAR THIRD("1800") SOCKET(3, 3, 1, "ESTABLISHED", A, B), "1 - 2; 2 - 2; 3 - 2");
    check(HOSTS("b2", "9") FAR THIRD("72000") SOCKET(3, 3, 1, "ESTABLISHED", A, B), "1 host 1 2; 2 host 1 1; 3 - 0");
    /* It was seen without the address since. */
    check(HOSTS("b2", "900") FAR THIRD("-300"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "900") FAR THIRD("-300") SNAPSHOT(4, "three", "b3", "-100000000000", NULL),
          "1 host 1 2; 2 host 1 1");
}

/* Two snapshots of one kernel, one of them taken in a container, show the same sockets: no end is there twice for that. */
TEST(connections_of_a_host_seen_twice)
{
#define SEEN_TWICE                                                                      \
    HOSTS("b2", "9")                                                                    \
    FAR SNAPSHOT(3, "container", "b2", "9000000000", NULL) ADDRESS(3, 7, "x'0a000001'") \
        SOCKET(3, 3, 7, "ESTABLISHED", A, B) "UPDATE snapshots SET pid_namespace = snapshot_id;"
    check(SEEN_TWICE "UPDATE sockets SET inode = 2 WHERE socket_id = 3;", "1 host 1 2; 2 host 1 1; 3 host 1 1");
    check(SEEN_TWICE "UPDATE sockets SET inode = 0, cookie = 5 WHERE socket_id > 1;",
          "1 host 1 2; 2 host 1 1; 3 host 1 1");
    check(SEEN_TWICE, "1 - 2; 2 - 2; 3 - 2");
}

/* Why there is no other end. */
TEST(connections_without_a_peer_and_why)
{
    static const char question[] = "SELECT group_concat(coalesce(no_peer_reason, '-'), '; ')"
                                   " FROM (SELECT * FROM connections ORDER BY socket_id)";
#define CLIENT ONE SOCKET(1, 1, 7, "ESTABLISHED", A, B) ADDRESS(1, 7, "x'0a000001'")
#define SECOND SNAPSHOT(2, "two", "b2", "9000000000", NULL)
#define LATER  SNAPSHOT(2, "two", "b2", "7200000000000", NULL)

    check_rows(HOSTS("b2", "9") FAR, question, "-; -");
    check_rows(CLIENT, question, "not_captured");
    check_rows(CLIENT SECOND, question, "not_captured");
    check_rows(CLIENT SECOND ADDRESS(2, 7, "x'0a000002'"), question, "not_there");
    check_rows(CLIENT ADDRESS(1, 8, "x'0a000002'"), question, "not_there");
    check_rows(CLIENT ADDRESS(1, 7, "x'0a000002'"), question, "not_there");
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", "x'7f000001', 40000", "x'7f000035', 53")
                   SECOND ADDRESS(2, 7, "x'7f000001'")
                       SOCKET(2, 2, 7, "ESTABLISHED", "x'7f000035', 53", "x'7f000001', 40000"),
               question, "not_there; not_there");
    check_rows(CLIENT LATER ADDRESS(2, 7, "x'0a000002'"), question, "other_time");
    check_rows(CLIENT LATER ADDRESS(2, 7, "x'0a000002'") SOCKET(2, 2, 7, "ESTABLISHED", B, A), question,
               "other_time; other_time");
    check_rows(HOSTS("b2", "9") FAR SOCKET(3, 2, 7, "ESTABLISHED", A, B), question, "several; several; several");
    /* Its own address, or those where the other end would be, were refused. */
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", A, B), question, "addresses_unknown");
    check_rows(CLIENT SECOND SOCKET(2, 2, 7, "ESTABLISHED", B, A), question, "addresses_unknown; addresses_unknown");
    check_rows(CLIENT LATER SOCKET(2, 2, 7, "ESTABLISHED", B, A), question, "not_captured; addresses_unknown");
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", A, B) MEMBER(9, "rtnetlink/address", "ok"), question,
               "foreign_address");
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", "x'7f000001', 80", "x'7f000001', 9")
                   MEMBER(9, "rtnetlink/address", "ok") ADDRESS(1, 7, "x'7f000001'"),
               question, "not_there");
}

/* When each end sent and received last, milliseconds before its snapshot. */
#define TALK(id, sent, received)                                                                        \
    "UPDATE sockets SET diag_member_id = snapshot_id, diag_line = socket_id WHERE socket_id = " #id ";" \
    "INSERT INTO tcp_info (snapshot_id, member_id, line, last_data_sent, last_data_recv)"               \
    " SELECT snapshot_id, snapshot_id, socket_id, " #sent ", " #received " FROM sockets WHERE socket_id = " #id ";"
#define MOMENTS                                                                                     \
    "UPDATE members SET started_ns = (SELECT started_ns FROM snapshots AS s WHERE s.snapshot_id = " \
    "members.snapshot_id);"

/* The clock of the second host is three hours and a second ahead; it was captured 20 s later. */
TEST(connections_between_clocks_that_are_wrong)
{
#define APART_BY_CLOCK                                                          \
    HOSTS("b2", "10821")                                                        \
    FAR SOCKET(3, 1, 7, "ESTABLISHED", "x'0a000002', 80", "x'0a000001', 40001") \
        SOCKET(4, 2, 7, "ESTABLISHED", "x'0a000001', 40001", "x'0a000002', 80") MOMENTS
#define IDLE TALK(1, 5000, 6000) TALK(2, 26000, 25000) TALK(3, 300000, 400000)
    static const char clocks[] =
        "SELECT seconds_apart || ' ' || clock_offset_ns || ' ' || clock_error_ns || coalesce(no_peer_reason, '')"
        " FROM connections WHERE socket_id = 1";

    check(APART_BY_CLOCK, "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(APART_BY_CLOCK IDLE TALK(4, 420500, 320500), "1 host 1 2; 2 host 1 1; 3 host 1 4; 4 host 1 3");
    check_rows(APART_BY_CLOCK IDLE TALK(4, 420500, 320500), clocks, "10820.0 10801000000000 1000000000");
    /* One of the two had data meanwhile, or there is only one. */
    check(APART_BY_CLOCK IDLE TALK(4, 420500, 3000), "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(APART_BY_CLOCK IDLE TALK(4, 425500, 325500), "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(HOSTS("b2", "10821") FAR MOMENTS TALK(1, 5000, 6000) TALK(2, 26000, 25000), "1 - 0; 2 - 0");
    /* Clocks that were both set are right. */
    check(APART_BY_CLOCK IDLE TALK(4, 420500, 320500) "UPDATE snapshots SET clock_error_ns = 1000;",
          "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(
        APART_BY_CLOCK IDLE TALK(4, 420500, 320500) "UPDATE snapshots SET clock_error_ns = 1000 WHERE snapshot_id = 1;",
        "1 host 1 2; 2 host 1 1; 3 host 1 4; 4 host 1 3");
}

TEST(connections_and_clocks)
{
    static const char question[] =
        "SELECT group_concat(seconds_apart || ' ' || coalesce(clock_offset_ns, '-') || ' ' ||"
        " coalesce(clock_error_ns, '-'), '; ') FROM (SELECT * FROM connections ORDER BY socket_id)";

    check_rows(HOSTS("b2", "9") FAR, question, "8.0 - -; 8.0 - -");
    check_rows(HOSTS("b1", "0") FAR "UPDATE snapshots SET pid_namespace = snapshot_id;", question, "0.0 1 -; 0.0 -1 -");
    check_rows(HOSTS("b2", "9") FAR "UPDATE snapshots SET clock_error_ns = snapshot_id;", question, "8.0 0 3; 8.0 0 3");
    check_rows(HOSTS("b2", "9") "UPDATE snapshots SET clock_error_ns = snapshot_id;",
               "SELECT clock_offset_ns || ' ' || clock_error_ns FROM snapshot_neighbours WHERE snapshot_id = 1", "0 3");
}

TEST(connections_with_their_processes)
{
    static const char question[] =
        "SELECT coalesce(pid, '-') || ' ' || pids || ' ' || coalesce(peer_pid, '-') || ' ' ||"
        " coalesce(peer_pids, '-') || ' ' || peer_ownership FROM connections";

    check_rows(ONE PAIR FD(1, 1, 50, "socket", "rw") FD(1, 2, 51, "socket", "rw"), question, "50 50 51 51 owned");
    check_rows(ONE PAIR FD(1, 1, 50, "socket", "rw") FD(1, 1, 52, "socket", "rw")
                   FD(1, 1, 52, "socket", "rw") "UPDATE sockets SET ownership = 'not_accepted', inode = 0 WHERE "
                                                "socket_id = 2;",
               question, "- 50,52 - - not_accepted");
}

/*
 * A unix socket, its row in a dump, and a process that holds it.  What begins with @ is abstract; a path is the file with the inode
 * of its length.
 */
#define UNIX(id, ns, state, path, peer)                                                                         \
    "INSERT INTO diag_unix (snapshot_id, member_id, line, net_namespace, pass, family, type, state, inode,"     \
    " cookie, path, abstract, bound_name, vfs_device, vfs_inode, peer) SELECT 1, 1, " #id ", " #ns              \
    ", 'after', 1, 1, instr('CONNECTED UNCONNECTED LISTENING', '" state "'), " #id ", 0, p, p GLOB '@*',"       \
    " iif(p GLOB '@*', CAST(x'00' || substr(p, 2) AS BLOB), CAST(p AS BLOB)), iif(p GLOB '@*', NULL, 2097153)," \
    " iif(p GLOB '@*', NULL, length(p)), " #peer " FROM (SELECT " path " AS p);"
/* The name of a socket is that file. */
#define FILE_IS(id, inode)                                                                                          \
    "UPDATE diag_unix SET abstract = 0, bound_name = CAST(path AS BLOB), vfs_device = 2097153, vfs_inode = " #inode \
    " WHERE line = " #id ";"                                                                                        \
    "UPDATE sockets SET abstract = 0, bound_name = CAST(path AS BLOB) WHERE socket_id = " #id ";"
#define SERVER      UNIX(1, 7, "LISTENING", "'/run/x'", NULL) UNIX(2, 7, "CONNECTED", "'/run/x'", 3)
#define UNIX_CLIENT UNIX(3, 7, "CONNECTED", "NULL", 2)

static void
check_unix(const char *rows, const char *expected)
{
    check_rows(rows,
               "SELECT group_concat(coalesce(pids, '-') || ' ' || state || ' ' || coalesce(how, '-') || ' ' ||"
               " coalesce(peer_pids, '-') || coalesce(' ' || peer_path, '') || coalesce(' ' || listener_how, '') ||"
               " coalesce(' by ' || listener_pids, ''), '; ') FROM (SELECT * FROM unix_connections ORDER BY socket_id)",
               expected);
}

TEST(unix_connections)
{
    /* A client comes first, whether it is the older socket or not, with a name or without. */
    check_unix(ONE SERVER UNIX_CLIENT, "3 CONNECTED peer 2 /run/x file by 1");
    check_unix(ONE SERVER UNIX(3, 7, "CONNECTED", "'/client'", 2), "3 CONNECTED peer 2 /run/x file by 1");
    check_rows(ONE SERVER UNIX(3, 7, "CONNECTED", "'@c'", 2),
               "SELECT path || ' ' || abstract || ' ' || hex(bound_name) || ' ' || peer_path || ' ' || peer_abstract ||"
               " ' ' || hex(peer_bound_name) FROM unix_connections",
               "@c 1 0063 /run/x 0 2F72756E2F78");
    /* A pair without names. */
    check_unix(ONE UNIX(3, 7, "CONNECTED", "NULL", 4) UNIX(4, 7, "CONNECTED", "NULL", 3), "3 CONNECTED peer 4");
    /* Datagrams go one way: a server has no peer, and does not listen. */
    check_unix(ONE UNIX(3, 7, "CONNECTED", "NULL", 4) UNIX(4, 7, "UNCONNECTED", "'/dev/log'", NULL),
               "3 CONNECTED peer 4 /dev/log");
    /* The other end is not there, or there twice. */
    check_unix(ONE UNIX(3, 7, "CONNECTED", "NULL", 9), "3 CONNECTED peer -");
    check_unix(ONE SERVER UNIX_CLIENT UNIX(6, 8, "CONNECTED", "NULL",
                                           NULL) "UPDATE sockets SET inode = 2 WHERE socket_id = 6;",
               "3 CONNECTED peer -");
}

/* What an accepted socket has from its listener is the file, whatever its path is where somebody looks at it. */
TEST(unix_listeners_by_their_files)
{
    /* The kernel makes the accepted socket in the namespace of the client. */
    check_unix(ONE UNIX(1, 7, "LISTENING", "'/run/x'", NULL) UNIX(2, 8, "CONNECTED", "'/run/x'", 3)
                   UNIX(3, 8, "CONNECTED", "NULL", 2),
               "3 CONNECTED peer 2 /run/x file by 1");
    /* The path in two mount namespaces: both listen, the other one alone does. */
    check_unix(ONE SERVER UNIX_CLIENT UNIX(5, 7, "LISTENING", "'/run/x'", NULL) FILE_IS(5, 50),
               "3 CONNECTED peer 2 /run/x file by 1");
    check_unix(ONE SERVER UNIX_CLIENT FILE_IS(1, 50), "3 CONNECTED peer 2 /run/x none");
    /* The same inode of another device; the same file under another name. */
    check_unix(ONE SERVER UNIX_CLIENT "UPDATE diag_unix SET vfs_device = 9 WHERE line = 1;",
               "3 CONNECTED peer 2 /run/x none");
    check_unix(ONE UNIX(1, 7, "LISTENING", "'/run/y'", NULL) UNIX(2, 7, "CONNECTED", "'/run/x'", 3) UNIX_CLIENT,
               "3 CONNECTED peer 2 /run/x none");
    /* Subvolumes have inodes of their own on one device: then who holds both ends, or has the child that does, is the one. */
#define SUBVOLUMES "INSERT INTO mountinfo VALUES (1, 1, 1, 1, 1, 1, '2:1', '/', '/', '', '', 'btrfs', 'd', '');"
    check_unix(ONE SERVER UNIX_CLIENT SUBVOLUMES, "3 CONNECTED peer 2 /run/x unproved");
    check_unix(ONE SERVER UNIX_CLIENT UNIX(5, 7, "LISTENING", "'/run/x'", NULL) SUBVOLUMES FD(1, 2, 1, "socket", "rw"),
               "3 CONNECTED peer 1,2 /run/x file by 1");
}

#define ABSTRACT_SERVER UNIX(1, 7, "LISTENING", "'@x'", NULL) UNIX(2, 7, "CONNECTED", "'@x'", 3)
#define HOLDS_BOTH      FD(1, 2, 1, "socket", "rw")

TEST(unix_listeners_by_their_abstract_names)
{
    check_unix(ONE ABSTRACT_SERVER UNIX_CLIENT HOLDS_BOTH, "3 CONNECTED peer 1,2 @x name by 1");
    /* The parent of who holds what it accepted. */
    check_unix(ONE ABSTRACT_SERVER UNIX_CLIENT FD(1, 1, 41, "socket",
                                                  "rw") "INSERT INTO process_stat VALUES (1, 1, 1, 2, 2, 'w', "
                                                        "'S', 41, 2, 2, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 0, 0);",
               "3 CONNECTED peer 2 @x name by 1,41");
    check_unix(
        ONE ABSTRACT_SERVER UNIX_CLIENT
        "INSERT INTO process_stat VALUES (1, 1, 1, 2, 2, 'w', 'S', 1, 2, 2, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 0, 0);",
        "3 CONNECTED peer 2 @x unproved");
    /* Another process has bound the name since, or in another network namespace. */
    check_unix(ONE ABSTRACT_SERVER UNIX_CLIENT, "3 CONNECTED peer 2 @x unproved");
    check_unix(ONE UNIX(1, 8, "LISTENING", "'@x'", NULL) UNIX(2, 7, "CONNECTED", "'@x'", 3) UNIX_CLIENT HOLDS_BOTH,
               "3 CONNECTED peer 1,2 @x none");
    /* A file of that name listens instead, or beside. */
    check_unix(ONE ABSTRACT_SERVER UNIX_CLIENT HOLDS_BOTH FILE_IS(1, 50), "3 CONNECTED peer 1,2 @x none");
    check_unix(ONE ABSTRACT_SERVER UNIX_CLIENT HOLDS_BOTH UNIX(5, 7, "LISTENING", "'@x'", NULL) FILE_IS(5, 50),
               "3 CONNECTED peer 1,2 @x name by 1");
    check_unix(ONE ABSTRACT_SERVER UNIX_CLIENT HOLDS_BOTH UNIX(5, 7, "LISTENING", "'@x'", NULL) FILE_IS(2, 50)
                   FILE_IS(5, 50),
               "3 CONNECTED peer 1,2 @x file by 5");
    /* Two names that read the same. */
    check_unix(ONE UNIX(1, 7, "LISTENING", "'@a@b'", NULL) UNIX(2, 7, "CONNECTED", "'@a@b'", 3) UNIX_CLIENT HOLDS_BOTH
               "UPDATE sockets SET bound_name = x'00610062' WHERE socket_id = 1;",
               "3 CONNECTED peer 1,2 @a@b none");
}

/* Of two sockets that were not there at one time the one may have the inode that the other one's file had. */
TEST(unix_listeners_of_another_pass)
{
#define PASS(id, pass, seen)                                                                        \
    "UPDATE diag_unix SET pass = '" pass "' WHERE line = " #id "; UPDATE sockets SET seen = '" seen \
    "' WHERE socket_id = " #id ";"
    check_unix(ONE SERVER UNIX_CLIENT PASS(2, "before", "before,diag") PASS(1, "after", "after,diag"),
               "3 CONNECTED peer 2 /run/x unproved");
    check_unix(ONE SERVER UNIX_CLIENT PASS(2, "after", "after,diag") PASS(1, "before", "before,diag"),
               "3 CONNECTED peer 2 /run/x unproved");
    check_unix(ONE SERVER UNIX_CLIENT PASS(2, "before", "before,diag"), "3 CONNECTED peer 2 /run/x file by 1");
    check_unix(ONE SERVER UNIX_CLIENT PASS(1, "before", "before,diag"), "3 CONNECTED peer 2 /run/x file by 1");
}

/* No dump shows the listener, or it is none. */
TEST(unix_listeners_of_the_text_table)
{
    check_unix(ONE SERVER UNIX_CLIENT
               "UPDATE sockets SET diag_member_id = NULL, bound_name = NULL WHERE socket_id = 1;",
               "3 CONNECTED peer 2 /run/x unproved");
    check_unix(ONE SERVER UNIX_CLIENT
               "UPDATE sockets SET diag_member_id = NULL, bound_name = NULL, ownership = 'forged'"
               " WHERE socket_id = 1;",
               "3 CONNECTED peer 2 /run/x none");
}

TEST(unix_connections_that_wait)
{
#define WAITING                               \
    UNIX(1, 7, "LISTENING", "'/run/x'", NULL) \
    UNIX(3, 7, "CONNECTED", "NULL", 0) "INSERT INTO diag_unix_waiting VALUES (1, 1, 1, 1, 7, 'after', 1, 3);"
    check_unix(ONE WAITING, "3 WAITING waiting - /run/x waiting by 1");
    /* A forged row of another namespace has the inode of the listener. */
    check_unix(
        ONE WAITING UNIX(
            9, 8, "LISTENING", "'/forged'",
            NULL) "UPDATE sockets SET inode = 1, ownership = 'forged', diag_member_id = NULL WHERE socket_id = 9;",
        "3 WAITING waiting - /run/x waiting by 1");
    /* It waited for another one before. */
    check_unix(ONE WAITING UNIX(9, 7, "LISTENING", "'/run/y'",
                                NULL) "INSERT INTO diag_unix_waiting VALUES (1, 1, 9, 1, 7, 'before', 9, 3);",
               "3 WAITING waiting - /run/x waiting by 1");
    /* Closed by the other end. */
    check_unix(ONE UNIX(3, 7, "CONNECTED", "NULL", 0), "3 CONNECTED peer -");
}

/* The text table does not tell the peer, and may be forged. */
TEST(unix_connections_without_a_dump)
{
    check_unix(ONE SERVER UNIX(3, 7, "CONNECTED", "NULL", 2) "UPDATE sockets SET diag_member_id = NULL;",
               "2 CONNECTED - -; 3 CONNECTED - -");
    check_unix(ONE SERVER "UPDATE sockets SET diag_member_id = NULL, ownership = 'forged';", "");
}

TEST(pipes_with_both_ends)
{
    static const char question[] = "SELECT group_concat(pid || mode || ' ' || partner_pid || partner_mode, '; ')"
                                   " FROM (SELECT * FROM process_open_pipes ORDER BY pid, partner_pid)";

    check_rows(ONE FD(1, 90, 5, "pipe", "r") FD(1, 90, 6, "pipe", "w"), question, "5r 6w; 6w 5r");
    check_rows(ONE FD(1, 90, 5, "pipe", "r") FD(1, 91, 6, "pipe", "w") FD(1, 90, 7, "socket", "rw"), question,
               "5r -1-; 6w -1-");
    check_rows(ONE FD(1, 90, 5, "pipe", "w") FD(1, 90, 6, "pipe", "w"), question, "5w -1-; 6w -1-");
    check_rows(ONE FD(1, 90, 5, "pipe", "rw"), question, "5rw -1-");
    check_rows(ONE FD(1, 90, 5, "pipe", "r") FD(1, 90, 5, "pipe", "w"), question, "5r 5w; 5w 5r");
}
