/*
 * Sockets that share an inode number: analyze/load/inet_merge.c and derive_owners.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include "sql.h"
#include "tests/support/database.h"

/* Process 5 holds socket 7 as descriptor 3. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
    " (1, 1, 'net/1/before/tcp', 'ok', 'x', 1), (2, 1, 'net/1/before/diag/tcp', 'ok', 'x', 1),"
    " (3, 1, 'proc/5/links', 'ok', 'x', 1);"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target)"
    " VALUES (1, 3, 5, 5, 5, 3, 'rw', 'socket', 7, 'socket:[7]');";

#define TEXT(line, port, inode) TEXT_OF(1, line, port, inode)
#define TEXT_OF(net_namespace, line, port, inode)                                                                   \
    "INSERT INTO proc_net_inet (snapshot_id, member_id, line, net_namespace, family, protocol, pass, sl, local_ip," \
    " local_address, local_port, remote_ip, remote_address, remote_port, st, tx_queue, rx_queue, timer,"            \
    " timer_expires, retransmits, uid, timeout, inode) VALUES (1, 1, " #line ", " #net_namespace                    \
    ", 2, 6, 'before', 0, x'7f000001',"                                                                             \
    " '127.0.0.1', " #port ", x'7f000001', '127.0.0.1', 80, 1, 0, 0, 0, 0, 0, 0, 0, " #inode ");"

#define DUMP(line, protocol, port, inode, cookie)                                                                      \
    "INSERT INTO diag_inet (snapshot_id, member_id, line, net_namespace, family, protocol, pass, local_ip,"            \
    " local_address, local_port, remote_ip, remote_address, remote_port, state, timer, retrans, expires,"              \
    " rqueue, wqueue, uid, inode, interface_index, cookie) VALUES (1, 2, " #line ", 1, 2, " #protocol ", 'before',"    \
    " x'7f000001', '127.0.0.1', " #port ", x'7f000001', '127.0.0.1', 80, 1, 0, 0, 0, 0, 0, 0, " #inode ", 0, " #cookie \
    ");"

static void
check(const char *rows, const char *expected)
{
    static const char *const scripts[] = { database_inet, sql_derive_owners, NULL };

    database_check(base, rows, scripts,
                   "SELECT group_concat(text, '; ') FROM (SELECT s.protocol || ' ' ||"
                   " s.local_port || ' ' || s.ownership || coalesce(' ' || o.pid, '') AS text"
                   " FROM sockets AS s LEFT JOIN socket_owners AS o USING (socket_id)"
                   " ORDER BY s.protocol, s.local_port)",
                   expected);
}

TEST(shared_by_no_others)
{
    check(TEXT(2, 1000, 7) TEXT(3, 1000, 7) DUMP(1, 6, 1000, 7, 41), "6 1000 owned 5");
}

TEST(shared_by_two_cookies)
{
    check(DUMP(1, 6, 1000, 7, 41) DUMP(2, 6, 1001, 7, 42) TEXT(2, 1000, 7) TEXT(3, 1001, 7),
          "6 1000 ambiguous; 6 1001 ambiguous");
}

TEST(shared_by_two_addresses_of_a_table)
{
    check(TEXT(2, 1000, 7) TEXT(3, 1001, 7), "6 1000 ambiguous; 6 1001 ambiguous");
}

/* As where each task has a number of its own for the one namespace that there is, and so its own copy of every table: gVisor of 2020. */
TEST(shared_by_the_same_socket_of_two_namespaces)
{
    check(TEXT_OF(1, 2, 1000, 7) TEXT_OF(9, 3, 1000, 7), "6 1000 ambiguous; 6 1000 ambiguous");
}

/* Its address changed while the table was read. */
TEST(shared_only_with_itself)
{
    check(TEXT(2, 1000, 7) TEXT(3, 1001, 7) DUMP(1, 6, 1001, 7, 41), "6 1001 owned 5");
}

TEST(shared_by_another_protocol)
{
    check(DUMP(1, 6, 1000, 7, 41) DUMP(2, 17, 53, 7, 42), "6 1000 ambiguous; 17 53 ambiguous");
}

TEST(shared_by_an_mptcp_connection_and_its_subflows)
{
    check(DUMP(1, 6, 1000, 7, 41) DUMP(2, 6, 1001, 7, 42) DUMP(3, 262, 1000, 7, 43),
          "6 1000 owned 5; 6 1001 owned 5; 262 1000 owned 5");
}

/* A descriptor that has the number of collect's own socket holds another one. */
TEST(shared_with_a_socket_of_collect)
{
    check(TEXT(2, 1000,
               7) "INSERT INTO collector_sockets (snapshot_id, member_id, line, net_namespace, family, protocol, inode)"
                  " VALUES (1, 3, 9, 1, 2, 6, 7);",
          "6 1000 collector");
}
