/* The interfaces that sockets are bound to: by the dumps, with whatever tells their names. */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "sql.h"
#include "tests/support/database.h"

static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES (1, 1, 'm', 'ok', 'x', 1);";

#define DIAG(line, index)                                                                                             \
    "INSERT INTO diag_inet (snapshot_id, member_id, line, net_namespace, pass, family, protocol, state, timer, "      \
    "retrans,"                                                                                                        \
    " expires, local_address, local_ip, local_port, remote_address, remote_ip, remote_port, interface_index, cookie," \
    " rqueue, wqueue, uid, inode) VALUES (1, 1, " #line                                                               \
    ", 7, 'before', 2, 6, 10, 0, 0, 0, '0.0.0.0', x'00000000', 22,"                                                   \
    " '0.0.0.0', x'00000000', 0, " #index ", " #line ", 0, 0, 0, " #line ");"
#define PACKET(line, index)                                                                                      \
    "INSERT INTO proc_net_packet (snapshot_id, member_id, line, net_namespace, pass, ref_count, type, protocol," \
    " interface_index, running, rmem, uid, inode) VALUES (1, 1, " #line ", 7, 'before', 1, 3, 3, " #index        \
    ", 1, 0, 0, " #line ");"
#define LINK(ns, index, name)                                                                                     \
    "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, interface_name, type, " \
    "flags)"                                                                                                      \
    " SELECT 1, 1, count(*), " #ns ", " #index ", '" name "', 1, 0 FROM rtnl_link;"

/* Each socket's inode and interface. */
static void
check(const char *rows, const char *expected)
{
    static const char *const scripts[] = { database_inet, sql_derive_others, sql_derive_addresses, NULL };
    sqlite3 *db = database_derived(base, rows, scripts);

    database_expect(db, "SELECT inode, interface_index, interface_name FROM sockets ORDER BY inode", expected);
    sqlite3_close(db);
}

TEST(interfaces_of_bound_sockets)
{
    check(DIAG(1, 3) DIAG(2, 0) LINK(7, 3, "eth0") LINK(8, 3, "other"), "1|3|eth0\n2|0|NULL\n");
    check(PACKET(1, 3) PACKET(2, 0) LINK(7, 3, "eth0"), "1|3|eth0\n2|0|NULL\n");
    check(
        "INSERT INTO diag_xdp (snapshot_id, member_id, line, net_namespace, pass, type, inode, cookie, interface_index)"
        " VALUES (1, 1, 1, 7, 'before', 3, 5, 1, 3);" LINK(7, 3, "eth0"),
        "5|3|eth0\n");
    /* The table does not tell. */
    check("INSERT INTO proc_net_inet VALUES (1, 1, 1, 7, 'before', 2, 6, 0, '', x'00000000', 22, '', x'00000000', 0, "
          "10, 0, 0, 0,"
          " 0, 0, 0, 0, 9, 2, NULL, NULL, NULL, NULL, NULL, 0);",
          "9|NULL|NULL\n");
}

/* Where the dump of the interfaces was refused. */
TEST(interfaces_named_by_proc)
{
    check(DIAG(1, 3), "1|3|NULL\n");
    check(
        DIAG(1,
             3) "INSERT INTO proc_net_if_inet6 (snapshot_id, member_id, line, net_namespace, address, ip, "
                "interface_index,"
                " prefix_length, scope, flags, interface_name) VALUES (1, 1, 1, 7, 'a', x'00', 3, 64, 0, 128, 'eth0');",
        "1|3|eth0\n");
    check(DIAG(1, 3) "INSERT INTO proc_net_igmp (snapshot_id, member_id, line, net_namespace, interface_index, "
                     "interface_name,"
                     " querier, group_address, group_ip, users, timer_running, timer_expires, reporter)"
                     " VALUES (1, 1, 1, 7, 3, 'eth0', 'V3', '224.0.0.1', x'e0000001', 1, 0, 0, 0);",
          "1|3|eth0\n");
}
