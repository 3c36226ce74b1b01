/*
 * Sockets of SCTP and of the rarer families: derive_others.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include "sql.h"
#include "tests/support/database.h"

/* Two passes of one namespace; process 5 holds socket 7 as descriptor 3. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
    " (1, 1, 'net/1/before/sctp/eps', 'ok', 'x', 1), (2, 1, 'net/1/before/diag/sctp', 'ok', 'x', 1),"
    " (3, 1, 'proc/5/links', 'ok', 'x', 1), (4, 1, 'net/1/after/sctp/eps', 'ok', 'x', 1);"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target)"
    " VALUES (1, 3, 5, 5, 5, 3, 'rw', 'socket', 7, 'socket:[7]');";

#define ENDPOINT(member, line, pass, inode)                                                                      \
    "INSERT INTO proc_net_sctp_eps VALUES (1, " #member ", " #line ", 1, '" pass "', 0, 10, 1, 9000, 0, " #inode \
    ", '0.0.0.0', x'00000000', '0.0.0.0');"
#define ASSOCIATION(line, style, inode, remote)                                                                        \
    "INSERT INTO proc_net_sctp_assocs (snapshot_id, member_id, line, net_namespace, pass, style, socket_state, state," \
    " bucket, association_id, tx_queue, rx_queue, uid, inode, local_port, remote_port, local_address, "                \
    "local_addresses,"                                                                                                 \
    " remote_address, remote_addresses) VALUES (1, 4, " #line ", 1, 'after', " #style ", 1, 3, 1, 1, 0, 0, 0, " #inode \
    ", 9000, " #remote ", '192.0.2.1', '*192.0.2.1', '2001:db8::1', '*2001:db8::1');"
#define DUMP(inode)                                                                                            \
    "INSERT INTO diag_inet (snapshot_id, member_id, line, net_namespace, family, protocol, pass, local_ip,"    \
    " local_address, local_port, remote_ip, remote_address, remote_port, state, timer, retrans, expires,"      \
    " rqueue, wqueue, uid, inode, interface_index, cookie) VALUES (1, 2, 1, 1, 2, 132, 'before', x'00000000'," \
    " '0.0.0.0', 9000, x'00000000', '0.0.0.0', 0, 10, 0, 0, 0, 0, 0, 0, " #inode ", 0, 41);"
#define SOCKET(member, line, pass, family, inode, parent)                                                            \
    "INSERT INTO proc_net_family_sockets (snapshot_id, member_id, line, net_namespace, pass, family, local_address," \
    " inode, parent_inode) VALUES (1, " #member ", " #line ", 1, '" pass "', " #family ", 'here', " #inode           \
    ", " #parent ");"

static void
check(const char *rows, const char *expected)
{
    static const char *const scripts[] = { database_inet, sql_derive_others, sql_derive_owners, NULL };

    database_check(
        base, rows, scripts,
        "SELECT group_concat(text, '; ') FROM (SELECT s.family || ' ' || coalesce(s.state, '-')"
        " || ' ' || coalesce(s.remote_port, '-') || ' ' || s.seen || ' ' || s.ownership"
        " || coalesce(' ' || o.pid, '') AS text FROM sockets AS s LEFT JOIN socket_owners AS o USING (socket_id)"
        " ORDER BY s.family, s.inode, s.socket_id)",
        expected);
}

TEST(sctp_endpoint_of_both_passes_is_one_socket)
{
    check(ENDPOINT(1, 2, "before", 7) ENDPOINT(4, 2, "after", 7), "2 LISTEN - before,after,descriptor owned 5");
}

TEST(sctp_endpoint_that_a_dump_shows_too_is_one_socket)
{
    check(ENDPOINT(1, 2, "before", 7) DUMP(7), "2 LISTEN 0 diag,descriptor owned 5");
}

TEST(sctp_associations_of_a_one_to_many_socket_are_one_socket)
{
    check(ENDPOINT(1, 2, "before", 7) ASSOCIATION(2, 0, 7, 5000) ASSOCIATION(3, 0, 7, 5001),
          "10 LISTEN - before,after,descriptor owned 5");
    check(ASSOCIATION(2, 2, 7, 5000) ASSOCIATION(3, 2, 8, 5001),
          "10 ESTABLISHED 5000 after,descriptor owned 5; 10 ESTABLISHED 5001 after race");
}

TEST(sctp_associations_without_a_descriptor_stay_apart)
{
    check(ASSOCIATION(2, 2, 0, 5000) ASSOCIATION(3, 2, 0, 5001),
          "10 ESTABLISHED 5000 after orphan; 10 ESTABLISHED 5001 after orphan");
}

TEST(family_sockets_with_and_without_an_inode)
{
    check(SOCKET(1, 2, "before", 9, 7, NULL) SOCKET(4, 2, "after", 9, 7, NULL),
          "9 - - before,after,descriptor owned 5");
    check(SOCKET(1, 2, "before", 9, 0, NULL) SOCKET(4, 2, "after", 9, 0, NULL), "9 - - before,after orphan");
    check(SOCKET(1, 2, "before", 31, 0, 7) SOCKET(1, 3, "before", 31, 0, 0),
          "31 - - before orphan; 31 - - before not_accepted");
    check(SOCKET(1, 2, "before", 31, 0, 7) SOCKET(1, 3, "before", 31, 0, 7) SOCKET(4, 2, "after", 31, 0, 7),
          "31 - - before,after not_accepted; 31 - - before not_accepted");
    check(SOCKET(1, 2, "before", 26, NULL, NULL) SOCKET(4, 2, "after", 26, NULL, NULL),
          "26 UNKNOWN - before,after no_inode");
    check(SOCKET(1, 2, "before", 26, NULL, NULL) SOCKET(1, 3, "before", 26, NULL, NULL)
              SOCKET(4, 2, "after", 26, NULL, NULL),
          "26 UNKNOWN - before,after no_inode; 26 UNKNOWN - before no_inode");
    check(SOCKET(1, 2, "before", 3, NULL, NULL), "");
    check(SOCKET(1, 2, "before", 9, 8, NULL), "9 - - before race");
}
