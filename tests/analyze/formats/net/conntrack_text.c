/*
 * Tracked connections as text, against what the kernel's functions print (named in analyze/formats/net/conntrack_text.c and
 * conntrack_expect.c), and as one with those of the dump.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "tests/support/cells.h"
#include "tests/support/database.h"
#include "tests/support/format_text.h"

static struct cells *
cells_of_text(const char *format, const char *file, const char *text)
{
    struct format_input input = {
        .text = slice_of(text), .file = slice_of(file), .pass = slice_of("context"), .net_namespace = 1
    };

    return cells_of(format, &input);
}

#define TEXT(member, line, file, source, zone)                                                                     \
    "INSERT INTO proc_net_conntrack (snapshot_id, member_id, line, net_namespace, file, family, protocol,"         \
    " orig_source_address, orig_source_ip, orig_source_port, orig_destination_address, orig_destination_ip,"       \
    " orig_destination_port, reply_source_address, reply_source_ip, reply_source_port, reply_destination_address," \
    " reply_destination_ip, reply_destination_port, status, zone, delta_time) VALUES (1, " #member ", " #line      \
    ", 1, '" file "', 2, 6, '" #source "', x'0a00000" #source                                                      \
    "', 40000, '9', x'0a000009', 80, '8', x'0a000008', 8080,"                                                      \
    " '" #source "', x'0a00000" #source "', 40000, 10, " #zone ", 3);"

#define DUMPED(line, source)                                                                                \
    "INSERT INTO conntrack (snapshot_id, member_id, line, net_namespace, family, protocol, orig_source_ip," \
    " orig_source_port, orig_destination_ip, orig_destination_port, status) VALUES (1, 1, " #line           \
    ", 1, 2, 6, x'0a00000" #source "', 40000, x'0a000009', 80, 42);"

/* A translated connection of Linux 6, with everything that the kernel may print. */
TEST(conntrack_text_of_tcp)
{
    struct cells *cells = cells_of_text(
        "conntrack_text", "nf_conntrack",
        "ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.7 dst=192.0.2.1 sport=40000 dport=80 packets=5 bytes=300 "
        "src=172.17.0.2 dst=192.0.2.254 sport=8080 dport=1024 packets=4 bytes=4000 [ASSURED] mark=7 "
        "secctx=system_u:object_r:x_t:s0 zone=3 delta-time=12 use=2\n");

    assert_cells(cells, "proc_net_conntrack", 0, "file", "nf_conntrack", "family", "2", "protocol", "6",
                 "orig_source_address", "10.0.0.7", "orig_source_ip", "0a000007", "orig_source_port", "40000",
                 "orig_destination_address", "192.0.2.1", "orig_destination_ip", "c0000201", "orig_destination_port",
                 "80", "orig_packets", "5", "orig_bytes", "300");
    assert_cells(cells, "proc_net_conntrack", 0, "reply_source_address", "172.17.0.2", "reply_source_ip", "ac110002",
                 "reply_source_port", "8080", "reply_destination_address", "192.0.2.254", "reply_destination_ip",
                 "c00002fe", "reply_destination_port", "1024", "reply_packets", "4", "reply_bytes", "4000");
    assert_cells(cells, "proc_net_conntrack", 0, "status", "14", "state", "ESTABLISHED", "tcp_state", "3", "sctp_state",
                 "NULL", "timeout", "431999", "mark", "7", "security_context", "system_u:object_r:x_t:s0", "zone", "3",
                 "delta_time", "12", "use_count", "2", "icmp_id", "NULL", "others", "NULL");
    assert_int_equal(cells_problems(cells), 0);
    cells_free(cells);
}

/* UDP without an answer has no state; an offloaded connection has neither timeout nor, if it is TCP, state. */
TEST(conntrack_text_of_other_protocols)
{
    struct cells *cells = cells_of_text(
        "conntrack_text", "nf_conntrack",
        "ipv6     10 udp      17 29 src=2001:0db8:0000:0000:0000:0000:0000:0007 "
        "dst=2001:0db8:0000:0000:0000:0000:0000:0001"
        " sport=5353 dport=53 [UNREPLIED] src=2001:0db8:0000:0000:0000:0000:0000:0001"
        " dst=2001:0db8:0000:0000:0000:0000:0000:0007 sport=53 dport=5353 mark=0 zone-orig=1 use=2\n"
        "ipv4     2 icmp     1 28 src=10.0.0.7 dst=192.0.2.1 type=8 code=0 id=4711 src=192.0.2.1 dst=10.0.0.7 type=0"
        " code=0 id=4711 mark=0 zone-reply=2 use=1\n"
        "ipv4     2 gre      47 179 timeout=30, stream_timeout=180 src=10.0.0.7 dst=192.0.2.1 srckey=0x0 dstkey=0x4b20 "
        "src=192.0.2.1 dst=10.0.0.7 srckey=0x4b20 dstkey=0x0 [ASSURED] mark=0 use=1\n"
        "ipv4     2 tcp      6 src=10.0.0.7 dst=192.0.2.1 sport=1 dport=2 src=192.0.2.1 dst=10.0.0.7 sport=2 dport=1 "
        "[HW_OFFLOAD] mark=0 use=3\n"
        "ipv4     2 sctp     132 9 SHUTDOWN_ACK_SENT src=10.0.0.7 dst=192.0.2.1 sport=1 dport=2 src=192.0.2.1 "
        "dst=10.0.0.7 sport=2 dport=1 mark=0 use=1\n"
        "ipv4     2 dccp     33 9 OPEN src=10.0.0.7 dst=192.0.2.1 sport=1 dport=2 src=192.0.2.1 dst=10.0.0.7 sport=2 "
        "dport=1 mark=0 use=1\n"
        "ipv4     2 unknown  2 -3 src=10.0.0.7 dst=224.0.0.22 [UNREPLIED] src=224.0.0.22 dst=10.0.0.7 use=1\n");

    assert_int_equal(cells_problems(cells), 0);
    assert_cells(cells, "proc_net_conntrack", 0, "family", "10", "orig_source_address", "2001:db8::7", "status", "8",
                 "state", "NULL", "orig_zone", "1", "zone", "NULL", "reply_destination_port", "5353");
    assert_cells(cells, "proc_net_conntrack", 1, "icmp_id", "4711", "icmp_type", "8", "icmp_code", "0",
                 "orig_source_port", "NULL", "reply_zone", "2", "status", "10");
    assert_cells(cells, "proc_net_conntrack", 2, "orig_source_port", "0", "orig_destination_port", "19232",
                 "reply_source_port", "19232", "state", "NULL", "timeout", "179");
    assert_cells(cells, "proc_net_conntrack", 3, "timeout", "NULL", "tcp_state", "NULL", "status", "32778", "use_count",
                 "3");
    assert_cells(cells, "proc_net_conntrack", 4, "sctp_state", "7", "tcp_state", "NULL");
    assert_cells(cells, "proc_net_conntrack", 5, "dccp_state", "4");
    assert_cells(cells, "proc_net_conntrack", 6, "timeout", "-3", "orig_destination_port", "NULL", "mark", "NULL");
    cells_free(cells);
}

/* Kernels with ip_conntrack, and a router whose maker prints more. */
TEST(conntrack_text_of_old_kernels_and_routers)
{
    struct cells *cells = cells_of_text(
        "conntrack_text", "ip_conntrack",
        "tcp      6 300 LISTEN src=10.0.0.7 dst=192.0.2.1 sport=1 dport=2 packets=1 bytes=52 [UNREPLIED] "
        "src=192.0.2.1 dst=10.0.0.7 sport=2 dport=1 packets=0 bytes=0 secmark=0 use=1\n"
        "tcp      6 94 SYN_SENT src=10.0.0.7 dst=192.0.2.1 sport=1 dport=3 src=192.0.2.1 dst=10.0.0.7 sport=3 dport=1 "
        "[FASTNAT] mark=5 nmark=256 use=3\n"
        "tcp      6 9 NEW_STATE src=10.0.0.7 dst=192.0.2.1 sport=1 dport=3 src=192.0.2.1 dst=10.0.0.7 sport=3 "
        "dport=1\n");

    assert_int_equal(cells_problems(cells), 0);
    assert_cells(cells, "proc_net_conntrack", 0, "family", "2", "protocol", "6", "state", "LISTEN", "tcp_state", "9",
                 "status", "8");
    assert_cells(cells, "proc_net_conntrack", 1, "mark", "5", "use_count", "3", "others",
                 "[FASTNAT] mark=5 nmark=256 use=3");
    assert_cells(cells, "proc_net_conntrack", 2, "state", "NEW_STATE", "tcp_state", "NULL");
    cells_free(cells);
}

TEST(conntrack_text_malformed)
{
    struct cells *cells =
        cells_of_text("conntrack_text", "nf_conntrack",
                      "ipv4     2 tcp      6 9 NONE src=10.0.0.7 dst=192.0.2.1 sport=1 dport=2 use=1\n"
                      "ipv4     2 tcp      6 9 NONE src=10.0.0.300 dst=192.0.2.1 sport=1 dport=2 use=1\n"
                      "ipv4     2 tcp      6 9 NONE src=10.0.0.7 dst=192.0.2.1 sport=x dport=2 use=1\n"
                      "ipv4     2 tcp      6 9 NONE src=10.0.0.7 dst=192.0.2.1 src=192.0.2.1");

    assert_int_equal(cells_count(cells, "proc_net_conntrack"), 0);
    assert_int_equal(cells_problems(cells), 4);
    assert_string_equal(cells_problem(cells, 0), "1 want addresses of both directions have ");
    assert_string_equal(cells_problem(cells, 1), "2 want src have 10.0.0.300");
    assert_string_equal(cells_problem(cells, 2), "3 want sport have x");
    cells_free(cells);
}

/* A connection that the dump shows is that of the text: the usual zone is 0 there and nothing here. */
TEST(conntrack_entries_of_dump_and_text)
{
    sqlite3 *db = database_host();

    database_run(db, "INSERT INTO members (member_id, snapshot_id, path, state, verified, started_ns) VALUES"
                     " (7, 1, 'net/1/context/nf_conntrack', 'ok', 1, 5000000000),"
                     " (8, 1, 'net/1/context/ip_conntrack', 'ok', 1, 5000000000);" DUMPED(1, 5)
                         TEXT(7, 1, "nf_conntrack", 5, 0) TEXT(7, 2, "nf_conntrack", 5, 2)
                             TEXT(7, 3, "nf_conntrack", 6, NULL) TEXT(8, 1, "ip_conntrack", 6, NULL));
    database_expect(db,
                    "SELECT source, hex(orig_source_ip), status, zone, started_ns, line FROM conntrack_entries"
                    " ORDER BY member_id, line",
                    "ctnetlink|0A000005|42|NULL|NULL|1\n"
                    "nf_conntrack|0A000005|42|2|2000000000|2\n"
                    "nf_conntrack|0A000006|42|NULL|2000000000|3\n");
    database_run(db, "UPDATE members SET state = 'denied' WHERE member_id = 7;"
                     "DELETE FROM proc_net_conntrack WHERE member_id = 7");
    database_expect(db, "SELECT source, line FROM conntrack_entries ORDER BY member_id, line",
                    "ctnetlink|1\nip_conntrack|1\n");
    sqlite3_close(db);
}

/* A word in brackets is a flag, wherever it stands; one that is not known is read over. */
TEST(conntrack_text_with_a_flag_for_a_state)
{
    struct cells *cells = cells_of_text(
        "conntrack_text", "ip_conntrack",
        "tcp      6 9 [NEW] src=10.0.0.7 dst=192.0.2.1 sport=1 dport=3 src=192.0.2.1 dst=10.0.0.7 sport=3 dport=1\n");

    assert_cells(cells, "proc_net_conntrack", 0, "state", "NULL", "tcp_state", "NULL");
    cells_free(cells);
}
