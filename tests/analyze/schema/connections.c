/*
 * Both ends: the views of schema/database/connections.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include "tests/support/connections.h"

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
    check_unix(
        ONE ABSTRACT_SERVER UNIX_CLIENT FD(
            1, 1, 41, "socket", "rw") "INSERT INTO process_stat VALUES (1, 1, 1, 2, 2, 'w', "
                                      "'S', 41, 2, 2, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 0, 0, NULL, NULL, NULL, NULL);",
        "3 CONNECTED peer 2 @x name by 1,41");
    check_unix(ONE ABSTRACT_SERVER UNIX_CLIENT "INSERT INTO process_stat VALUES (1, 1, 1, 2, 2, 'w', 'S', 1, 2, 2, 0, "
                                               "0, 0, 0, 0, 0, 20, 0, 1, 9, 0, 0, NULL, NULL, NULL, NULL);",
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
