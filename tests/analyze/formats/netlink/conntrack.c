/*
 * Connection tracking: every column in both byte orders.  Its numbers are in network order whatever the host's (ctnetlink_dump_*,
 * net/netfilter/nf_conntrack_netlink.c; linux/netfilter/nfnetlink_conntrack.h).
 */
#include "tests/support/test.h"

#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <sys/socket.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

/* Ends the dump and parses it, which must give no problem. */
static struct cells *
finish(struct made *made)
{
    struct format_input input = { .big_endian = made->big_endian,
                                  .file = slice_of("ctnetlink/conntrack"),
                                  .net_namespace = 1 };
    struct cells *cells;

    made_done(made, 0);
    input.text = buffer_slice(&made->bytes);
    cells = cells_of("conntrack", &input);
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&made->bytes);
    return cells;
}

static void
begin(struct made *made, unsigned char family)
{
    made_begin(made, NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW, NLM_F_MULTI);
    made_bytes(made, (unsigned char[]){ family, 0, 0, 0 }, 4);
}

/* The tuple 192.0.2.<from> to 192.0.2.<to>; its part CTA_TUPLE_PROTO is left open at *inner. */
static size_t
open_tuple(struct made *made, unsigned type, unsigned char from, unsigned char to, unsigned char protocol,
           size_t *inner)
{
    size_t tuple = made_open(made, type | NLA_F_NESTED);

    *inner = made_open(made, CTA_TUPLE_IP | NLA_F_NESTED);
    made_attribute(made, CTA_IP_V4_SRC, (unsigned char[]){ 192, 0, 2, from }, 4);
    made_attribute(made, CTA_IP_V4_DST, (unsigned char[]){ 192, 0, 2, to }, 4);
    made_close(made, *inner);
    *inner = made_open(made, CTA_TUPLE_PROTO | NLA_F_NESTED);
    made_attribute_number(made, CTA_PROTO_NUM, 1, protocol);
    return tuple;
}

static void
add_tcp_tuple(struct made *made, unsigned type, unsigned char from, unsigned char to, unsigned zone)
{
    size_t inner;
    size_t tuple = open_tuple(made, type, from, to, 6, &inner);

    made_attribute_network(made, CTA_PROTO_SRC_PORT, 2, 0x100U + from);
    made_attribute_network(made, CTA_PROTO_DST_PORT, 2, 0x200U + to);
    made_close(made, inner);
    if (zone != 0)
        made_attribute_network(made, CTA_TUPLE_ZONE, 2, zone);
    made_close(made, tuple);
}

static void
add_pair(struct made *made, unsigned outer, unsigned first, size_t width, uint64_t a, uint64_t b)
{
    size_t opened = made_open(made, outer | NLA_F_NESTED);

    made_attribute_network(made, first, width, a);
    made_attribute_network(made, first + 1, width, b);
    made_close(made, opened);
}

/* An ftp-data connection through NAT, in zones of its own in either direction. */
static void
add_expected_connection(struct made *made)
{
    size_t outer;
    size_t inner;

    begin(made, AF_INET);
    add_tcp_tuple(made, CTA_TUPLE_ORIG, 1, 2, 0x301);
    add_tcp_tuple(made, CTA_TUPLE_REPLY, 3, 4, 0x302);
    add_tcp_tuple(made, CTA_TUPLE_MASTER, 5, 6, 0);
    outer = made_open(made, CTA_PROTOINFO | NLA_F_NESTED);
    inner = made_open(made, CTA_PROTOINFO_TCP | NLA_F_NESTED);
    made_attribute_number(made, CTA_PROTOINFO_TCP_STATE, 1, 3);
    made_attribute(made, CTA_PROTOINFO_TCP_FLAGS_ORIGINAL, "\x23\xff", 2);
    made_attribute(made, CTA_PROTOINFO_TCP_FLAGS_REPLY, "\x33\xff", 2);
    made_close(made, inner);
    made_close(made, outer);
    add_pair(made, CTA_COUNTERS_ORIG, CTA_COUNTERS_PACKETS, 8, 0x100000001, 0x200000002);
    add_pair(made, CTA_COUNTERS_REPLY, CTA_COUNTERS_PACKETS, 8, 0x300000003, 0x400000004);
    add_pair(made, CTA_TIMESTAMP, CTA_TIMESTAMP_START, 8, 1763715000000000001, 1763715000000000002);
    made_attribute_network(made, CTA_STATUS, 4, 0x18f);
    made_attribute_network(made, CTA_TIMEOUT, 4, 0x10000);
    made_attribute_network(made, CTA_MARK, 4, 0x10001);
    made_attribute_network(made, CTA_USE, 4, 0x10002);
    made_attribute_network(made, CTA_ID, 4, 0x80000001);
    made_attribute_network(made, CTA_ZONE, 2, 0x303);
    outer = made_open(made, CTA_HELP | NLA_F_NESTED);
    made_attribute_text(made, CTA_HELP_NAME, "ftp");
    made_close(made, outer);
    outer = made_open(made, CTA_SECCTX | NLA_F_NESTED);
    made_attribute_text(made, CTA_SECCTX_NAME, "system_u:object_r:client_packet_t:s0");
    made_close(made, outer);
    made_attribute(made, CTA_LABELS, "\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x80", 16);
    made_end(made);
}

TEST(conntrack_columns_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        add_expected_connection(&made);
        cells = finish(&made);
        assert_cells(cells, "conntrack", 0, "line", "1", "net_namespace", "1", "family", "2", "protocol", "6",
                     "orig_source_address", "192.0.2.1", "orig_source_ip", "c0000201", "orig_source_port", "257",
                     "orig_destination_address", "192.0.2.2", "orig_destination_ip", "c0000202",
                     "orig_destination_port", "514", "reply_source_address", "192.0.2.3", "reply_source_ip", "c0000203",
                     "reply_source_port", "259", "reply_destination_address", "192.0.2.4", "reply_destination_ip",
                     "c0000204", "reply_destination_port", "516", "master_source_address", "192.0.2.5",
                     "master_source_ip", "c0000205", "master_source_port", "261", "master_destination_address",
                     "192.0.2.6", "master_destination_ip", "c0000206", "master_destination_port", "518");
        assert_cells(cells, "conntrack", 0, "status", "399", "timeout", "65536", "mark", "65537", "use_count", "65538",
                     "conntrack_id", "2147483649", "zone", "771", "orig_zone", "769", "reply_zone", "770", "tcp_state",
                     "3", "tcp_flags_orig", "35", "tcp_flags_reply", "51", "orig_packets", "4294967297", "orig_bytes",
                     "8589934594", "reply_packets", "12884901891", "reply_bytes", "17179869188", "helper", "ftp",
                     "security_context", "system_u:object_r:client_packet_t:s0", "started_ns", "1763715000000000001",
                     "stopped_ns", "1763715000000000002", "labels", "01000000000000000000000000000080");
        cells_free(cells);
    }
}

static void
add_state(struct made *made, unsigned protocol, unsigned attribute, unsigned char state)
{
    size_t outer = made_open(made, CTA_PROTOINFO | NLA_F_NESTED);
    size_t inner = made_open(made, protocol | NLA_F_NESTED);

    made_attribute_number(made, attribute, 1, state);
    made_close(made, inner);
    made_close(made, outer);
}

/* What only one protocol has. */
TEST(conntrack_of_icmp_sctp_and_dccp)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t tuple;
        size_t inner;

        begin(&made, AF_INET);
        tuple = open_tuple(&made, CTA_TUPLE_ORIG, 1, 2, 1, &inner);
        made_attribute_network(&made, CTA_PROTO_ICMP_ID, 2, 0x1234);
        made_attribute_number(&made, CTA_PROTO_ICMP_TYPE, 1, 8);
        made_attribute_number(&made, CTA_PROTO_ICMP_CODE, 1, 1);
        made_close(&made, inner);
        made_close(&made, tuple);
        made_end(&made);
        begin(&made, AF_INET);
        add_state(&made, CTA_PROTOINFO_SCTP, CTA_PROTOINFO_SCTP_STATE, 4);
        made_end(&made);
        begin(&made, AF_INET);
        add_state(&made, CTA_PROTOINFO_DCCP, CTA_PROTOINFO_DCCP_STATE, 5);
        made_end(&made);
        cells = finish(&made);
        assert_cells(cells, "conntrack", 0, "protocol", "1", "icmp_id", "4660", "icmp_type", "8", "icmp_code", "1",
                     "orig_source_port", "NULL");
        assert_cells(cells, "conntrack", 1, "sctp_state", "4", "dccp_state", "NULL");
        assert_cells(cells, "conntrack", 2, "dccp_state", "5", "tcp_state", "NULL");
        cells_free(cells);
    }
}
