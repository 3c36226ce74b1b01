/* osquery's views of the network, on rows made by hand: which sockets wait for others, and dumps that are not whole. */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "tests/support/database.h"

#define SOCKET(inode, family, protocol, state, address, port, remote)                                         \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_address, local_port,"    \
    " remote_port, inode, seen, ownership, member_id, line) VALUES (1, 7, " #family ", " #protocol ", " state \
    ", " address ", " #port ", " #remote ", " #inode ", 'diag', 'unexplained', 1, " #inode ");"

/* Bound alone is not listening, and of a socket that only a descriptor shows nobody knows. */
TEST(osquery_listening_ports)
{
    sqlite3 *db = database_host();

    database_run(db,
                 SOCKET(1, 2, 6, "'LISTEN'", "'0.0.0.0'", 80, 0) SOCKET(2, 2, 6, "'CLOSED'", "'0.0.0.0'", 81, 0)
                     SOCKET(3, 2, 6, "'ESTABLISHED'", "'10.0.0.1'", 80, 9) SOCKET(4, 2, 6, "NULL", "NULL", NULL, NULL)
                         SOCKET(5, 10, 17, "'UNCONNECTED'", "'::'", 53, 0) SOCKET(6, 10, 17, "NULL", "NULL", NULL, NULL)
                             SOCKET(7, 2, 262, "'CLOSED'", "'0.0.0.0'", 82, 0)
                                 SOCKET(8, 2, 255, "'UNCONNECTED'", "'0.0.0.0'", 1, 0)
                                     SOCKET(9, 10, 132, "'ESTABLISHED'", "'::'", 83, NULL)
                                         SOCKET(10, 10, 132, "'LISTEN'", "'::'", 84, NULL));
    database_expect(db, "SELECT port, protocol FROM listening_ports ORDER BY socket", "80|6\n53|17\n1|255\n84|132\n");
    database_expect(db, "SELECT count(*) FROM process_open_sockets", "10\n");
    sqlite3_close(db);
}

/* The prefix of a network is no host's, though its length is that of an IPv4 address. */
TEST(osquery_routes_of_networks_of_32_bits)
{
    sqlite3 *db = database_host();

    database_run(db, "INSERT INTO rtnl_route (snapshot_id, member_id, line, net_namespace, family, destination_address,"
                     " destination_length, source_length, table_id, protocol, scope, type, flags, tos) VALUES"
                     " (1, 1, 1, 7, 10, '2001:db8::', 32, 0, 254, 2, 0, 1, 0, 0), (1, 1, 2, 7, 10, '::1', 128, 0, 254, "
                     "2, 0, 1, 0, 0),"
                     " (1, 1, 3, 7, 2, '10.0.0.1', 32, 0, 254, 2, 0, 1, 0, 0);");
    database_expect(db, "SELECT destination, netmask FROM routes ORDER BY line", "2001:db8::|32\n::1|0\n10.0.0.1|0\n");
    sqlite3_close(db);
}

/* What a dump lacks that was not read to its end, the text table may have. */
TEST(osquery_neighbours_of_a_dump_that_is_not_whole)
{
    static const char neighbours[] = "SELECT address, nud_state FROM arp_cache ORDER BY address";
    sqlite3 *db = database_host();

    database_run(
        db, "INSERT INTO rtnl_neighbour (snapshot_id, member_id, line, net_namespace, family, interface_index,"
            " address, state, flags, type) VALUES (1, 1, 1, 7, 2, 3, '10.0.0.1', 2, 0, 1);"
            "INSERT INTO proc_net_arp (snapshot_id, member_id, line, net_namespace, address, ip, hardware_type, flags,"
            " interface_name) VALUES (1, 1, 2, 7, '10.0.0.2', x'0a000002', 1, 2, 'eth0');"
            "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES"
            " (20, 1, 'net/7/context/rtnetlink/neighbour', 'ok', 1);");
    database_expect(db, neighbours, "10.0.0.1|2\n");
    database_run(db, "UPDATE members SET state = 'timeout' WHERE member_id = 20;");
    database_expect(db, neighbours, "10.0.0.1|2\n10.0.0.2|NULL\n");
    database_run(db, "UPDATE members SET state = 'ok', verified = 0 WHERE member_id = 20;");
    database_expect(db, neighbours, "10.0.0.1|2\n10.0.0.2|NULL\n");
    database_run(db, "UPDATE members SET verified = 1 WHERE member_id = 20;"
                     "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES"
                     " (21, 1, 'net/7/context/rtnetlink/neighbour.1', 'error', 1);");
    database_expect(db, neighbours, "10.0.0.1|2\n10.0.0.2|NULL\n");
    database_run(db, "DELETE FROM members WHERE member_id > 19;");
    database_expect(db, neighbours, "10.0.0.1|2\n10.0.0.2|NULL\n");
    sqlite3_close(db);
}
