/*
 * The Community IDs of sockets.  The values of IPv4 are those of the specification's baseline (github.com/corelight/community-id-spec,
 * baseline/); those of IPv6 were computed from the specification by another program.
 */
#include "tests/support/test.h"

#include "analyze/database/db.h"
#include "sql.h"
#include "tests/support/database.h"

#define SOCKET(id, family, protocol, local, remote)                                                                 \
    "INSERT INTO sockets (socket_id, snapshot_id, net_namespace, family, protocol, state, local_ip,"                \
    " local_port, remote_address, remote_ip, remote_port, inode, seen, ownership, member_id, line) VALUES (" #id    \
    ", 1, 7, " #family ", " #protocol ", 'ESTABLISHED', " local ", " remote ", " #id ", 'before', 'owned', 1, " #id \
    ");"

static void
check(const char *rows, const char *expected)
{
    struct error error = { 0 };
    sqlite3 *db = database_host();

    database_run(db, rows);
    if (db_script(db, sql_derive_flows, 1, &error))
        fail_msg("%s", error.text);
    database_expect(db, "SELECT community_id FROM sockets ORDER BY socket_id", expected);
    sqlite3_close(db);
}

#define TCP_A "x'80e86e78', 34855"
#define TCP_B "'66.35.250.204', x'4223facc', 80"

TEST(flows_have_the_ids_of_the_specification)
{
    check(SOCKET(1, 2, 6, TCP_A, TCP_B) SOCKET(2, 2, 17, "x'c0a80134', 54585", "'8.8.8.8', x'08080808', 53")
              SOCKET(3, 2, 132, "x'c0a8aa08', 7", "'192.168.170.56', x'c0a8aa38', 80"),
          "1:LQU9qZlK+B5F3KDmev6m5PMibrg=\n1:d/FP5EW3wiY1vCndhwleRRKHowQ=\n1:jQgCxbku+pNGw8WPbEc/TS/uTpQ=\n");
}

TEST(flows_are_the_same_from_both_ends)
{
    check(SOCKET(1, 2, 6, "x'4223facc', 80", "'128.232.110.120', x'80e86e78', 34855"),
          "1:LQU9qZlK+B5F3KDmev6m5PMibrg=\n");
}

TEST(flows_of_mapped_addresses_are_ipv4)
{
    check(SOCKET(1, 10, 6, "x'00000000000000000000ffff80e86e78', 34855",
                 "'::ffff:66.35.250.204', x'00000000000000000000ffff4223facc', 80"),
          "1:LQU9qZlK+B5F3KDmev6m5PMibrg=\n");
}

TEST(flows_of_ipv6)
{
    check(SOCKET(1, 10, 6, "x'20010db8000000000000000000000001', 40000",
                 "'2001:db8::2', x'20010db8000000000000000000000002', 443"),
          "1:RYG3Msb11GthNt1OYXJouPzmrvA=\n");
}

/* The echo id, which the kernel has where others have ports, is no part of it. */
TEST(flows_of_icmp_are_echoes)
{
    check(SOCKET(1, 2, 1, "x'c0a80059', 4711", "'192.168.0.1', x'c0a80001', 0")
              SOCKET(2, 10, 58, "x'3ffe050700000001020086fffe0580da', 5",
                     "'3ffe:507:0:1:260:97ff:fe07:69ea', x'3ffe050700000001026097fffe0769ea', 0"),
          "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=\n1:GpbEQrKqfWtsfsFiqg8fufoZe5Y=\n");
}

/* A listener, a socket without an address, another protocol, another family, a row that makes no sense. */
TEST(flows_have_no_id_without_a_peer)
{
    check(SOCKET(1, 2, 6, "x'0a000001', 80", "'0.0.0.0', x'00000000', 0") SOCKET(
              2, 10, 17, "x'20010db8000000000000000000000001', 53", "'::', x'00000000000000000000000000000000', 0")
              SOCKET(3, 2, 17, "NULL, NULL", "NULL, NULL, NULL") SOCKET(4, 2, 136, TCP_A, TCP_B)
                  SOCKET(5, 1, 0, "NULL, NULL", "NULL, NULL, NULL") SOCKET(6, 2, 6, TCP_A, "'1', x'01', 80")
                      SOCKET(7, 2, 6, TCP_A, "'66.35.250.204', x'4223facc', 65536"),
          "NULL\nNULL\nNULL\nNULL\nNULL\nNULL\nNULL\n");
}
