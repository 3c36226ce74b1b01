/*
 * rtnetlink and ctnetlink.
 */
#include "tests/support/test.h"

#include <arpa/inet.h>
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <linux/pkt_cls.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static const unsigned char v4[4] = { 192, 0, 2, 1 };
static const unsigned char v6[16] = { 0xfd, 0x09, [15] = 5 };
static const unsigned char mac[6] = { 2, 0, 0x5e, 0x10, 0, 1 };

static struct cells *
parse(const char *format, struct slice text, bool big_endian)
{
    struct format_input input = {
        .text = text, .big_endian = big_endian, .file = slice_of(format), .net_namespace = 1
    };

    return cells_of(format, &input);
}

/* Ends the dump and parses it, which must give no problem. */
static struct cells *
finish(const char *format, struct made *made)
{
    struct cells *cells;

    made_done(made, 0);
    cells = parse(format, buffer_slice(&made->bytes), made->big_endian);
    for (size_t i = 0; i < cells_problems(cells); i++)
        print_message("%s\n", cells_problem(cells, i));
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&made->bytes);
    return cells;
}

static struct cells *
dump(const char *format, unsigned type)
{
    static const struct rtmsg request;
    struct buffer answer;
    struct cells *cells;
    int error;

    answer = netlink_dump(NETLINK_ROUTE, type, &request, sizeof(request), &error);
    assert_int_equal(error, 0);
    cells = parse(format, buffer_slice(&answer), htonl(1) == 1);
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&answer);
    return cells;
}

TEST(rtnl_shows_the_loopback_of_this_machine)
{
    struct cells *cells = dump("rtnl_link", RTM_GETLINK);
    size_t row = cells_find(cells, "rtnl_link", "interface_name", "lo");

    assert_cells(cells, "rtnl_link", row, "interface_index", "1", "type", "772", "mac", "00:00:00:00:00:00", "kind",
                 "NULL");
    assert_string_equal(cell(cells, "rtnl_link", row, "rx_packets"), cell(cells, "rtnl_link", row, "tx_packets"));
    cells_free(cells);

    cells = dump("rtnl_address", RTM_GETADDR);
    row = cells_find(cells, "rtnl_address", "address", "127.0.0.1");
    assert_cells(cells, "rtnl_address", row, "interface_index", "1", "family", "2", "prefix_length", "8", "label", "lo",
                 "scope", "254", "flags", "128", "peer_address", "NULL", "valid_lifetime", "4294967295");
    cells_free(cells);

    cells = dump("rtnl_route", RTM_GETROUTE);
    row = cells_find(cells, "rtnl_route", "destination_address", "127.0.0.0");
    assert_cells(cells, "rtnl_route", row, "destination_length", "8", "table_id", "255", "type", "2", "protocol", "2",
                 "interface_index", "1", "preferred_source_address", "127.0.0.1");
    cells_free(cells);

    cells = dump("rtnl_rule", RTM_GETRULE);
    assert_cells(cells, "rtnl_rule", cells_find(cells, "rtnl_rule", "priority", "32766"), "action", "1", "table_id",
                 "254");
    cells_free(cells);
    cells_free(dump("rtnl_neighbour", RTM_GETNEIGH));
}

static void
begin_link(struct made *made)
{
    made_begin(made, RTM_NEWLINK, NLM_F_MULTI);
    made_number(made, 2, 0);
    made_number(made, 2, 1);
    made_number(made, 4, 9);
    made_number(made, 4, 0x11043);
    made_number(made, 4, 0);
    made_attribute_text(made, IFLA_IFNAME, "vx0");
}

TEST(rtnl_link_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;
        size_t inner;

        begin_link(&made);
        made_attribute(&made, IFLA_ADDRESS, mac, sizeof(mac));
        made_attribute_number(&made, IFLA_MTU, 4, 1450);
        made_attribute_number(&made, IFLA_MASTER, 4, 4);
        made_attribute_number(&made, IFLA_LINK, 4, 2);
        made_attribute_number(&made, IFLA_LINK_NETNSID, 4, 0);
        made_attribute_number(&made, IFLA_PROMISCUITY, 4, 1);
        outer = made_open(&made, IFLA_LINKINFO);
        made_attribute_text(&made, IFLA_INFO_KIND, "vxlan");
        inner = made_open(&made, IFLA_INFO_DATA);
        made_attribute_number(&made, IFLA_VXLAN_ID, 4, 42);
        made_attribute(&made, IFLA_VXLAN_LOCAL, v4, sizeof(v4));
        made_attribute(&made, IFLA_VXLAN_GROUP6, v6, sizeof(v6));
        made_attribute_network(&made, IFLA_VXLAN_PORT, 2, 4789);
        made_close(&made, inner);
        made_attribute_text(&made, IFLA_INFO_SLAVE_KIND, "bridge");
        made_close(&made, outer);
        outer = made_open(&made, IFLA_XDP);
        made_attribute_number(&made, IFLA_XDP_ATTACHED, 1, 2);
        made_attribute_number(&made, IFLA_XDP_PROG_ID, 4, 77);
        made_close(&made, outer);
        outer = made_open(&made, IFLA_STATS64);
        for (unsigned i = 1; i <= 10; i++)
            made_number(&made, 8, 0x100000000 + i);
        made_close(&made, outer);
        outer = made_open(&made, IFLA_STATS);
        for (unsigned i = 1; i <= 10; i++)
            made_number(&made, 4, i);
        made_close(&made, outer);
        outer = made_open(&made, IFLA_PROP_LIST | NLA_F_NESTED);
        made_attribute_text(&made, IFLA_ALT_IFNAME, "one");
        made_attribute_text(&made, IFLA_ALT_IFNAME + 40, "of a newer kernel");
        made_attribute_text(&made, IFLA_ALT_IFNAME, "two");
        made_close(&made, outer);
        made_end(&made);
        cells = finish("rtnl_link", &made);
        assert_cells(cells, "rtnl_link", 0, "interface_index", "9", "interface_name", "vx0", "type", "1", "flags",
                     "69699", "mtu", "1450", "mac", "02:00:5e:10:00:01", "broadcast", "NULL", "master", "4", "link",
                     "2", "link_netnsid", "0", "kind", "vxlan", "port_kind", "bridge", "xdp_attached", "2",
                     "xdp_program", "77", "promiscuity", "1", "rx_packets", "4294967297", "collisions", "4294967306");
        assert_cells(cells, "rtnl_link", 0, "tunnel_id", "42", "tunnel_local_address", "192.0.2.1", "tunnel_local_ip",
                     "c0000201", "tunnel_remote_address", "fd09::5", "tunnel_port", "4789", "vlan_id", "NULL");
        assert_cells(cells, "rtnl_link_names", 0, "ordinal", "1", "interface_index", "9", "alternative_name", "one");
        assert_cells(cells, "rtnl_link_names", 1, "ordinal", "2", "alternative_name", "two");
        cells_free(cells);
    }
}

TEST(rtnl_link_without_long_counters_has_the_short_ones)
{
    struct made made = { .big_endian = true };
    struct cells *cells;
    size_t outer;

    begin_link(&made);
    outer = made_open(&made, IFLA_STATS);
    for (unsigned i = 1; i <= 23; i++)
        made_number(&made, 4, i);
    made_close(&made, outer);
    made_end(&made);
    cells = finish("rtnl_link", &made);
    assert_cells(cells, "rtnl_link", 0, "rx_packets", "1", "tx_packets", "2", "collisions", "10");
    cells_free(cells);
}

TEST(rtnl_address_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        made_begin(&made, RTM_NEWADDR, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET, 32, 0x80, 0 }, 4);
        made_number(&made, 4, 4);
        made_attribute(&made, IFA_ADDRESS, (unsigned char[]){ 192, 0, 2, 9 }, 4);
        made_attribute(&made, IFA_LOCAL, v4, sizeof(v4));
        made_attribute_text(&made, IFA_LABEL, "eth0:1");
        made_attribute_number(&made, IFA_FLAGS, 4, 0x280);
        outer = made_open(&made, IFA_CACHEINFO);
        for (unsigned i = 1; i <= 4; i++)
            made_number(&made, 4, i);
        made_close(&made, outer);
        made_end(&made);
        made_begin(&made, RTM_NEWADDR, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET6, 64, 0x80, 253 }, 4);
        made_number(&made, 4, 4);
        made_attribute(&made, IFA_ADDRESS, v6, sizeof(v6));
        made_end(&made);
        cells = finish("rtnl_address", &made);
        assert_cells(cells, "rtnl_address", 0, "line", "1", "interface_index", "4", "address", "192.0.2.1", "ip",
                     "c0000201", "prefix_length", "32", "peer_address", "192.0.2.9", "label", "eth0:1", "flags", "640",
                     "preferred_lifetime", "1", "updated", "4");
        assert_cells(cells, "rtnl_address", 1, "line", "2", "address", "fd09::5", "peer_address", "NULL", "scope",
                     "253", "flags", "128", "label", "NULL");
        cells_free(cells);
    }
}

static void
begin_route(struct made *made, unsigned char family, unsigned char length)
{
    made_begin(made, RTM_NEWROUTE, NLM_F_MULTI);
    made_bytes(made, (unsigned char[]){ family, length, 0, 0, RT_TABLE_MAIN, RTPROT_STATIC, 0, RTN_UNICAST }, 8);
    made_number(made, 4, 4);
}

TEST(rtnl_route_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;
        size_t hop;

        begin_route(&made, AF_INET, 0);
        made_attribute_number(&made, RTA_TABLE, 4, 1000);
        made_attribute_number(&made, RTA_OIF, 4, 2);
        outer = made_open(&made, RTA_VIA);
        made_number(&made, 2, AF_INET6);
        made_bytes(&made, v6, sizeof(v6));
        made_close(&made, outer);
        outer = made_open(&made, RTA_METRICS);
        made_attribute_number(&made, RTAX_MTU, 4, 1300);
        made_close(&made, outer);
        made_end(&made);

        begin_route(&made, AF_INET6, 32);
        made_attribute(&made, RTA_DST, v6, sizeof(v6));
        outer = made_open(&made, RTA_MULTIPATH);
        for (unsigned i = 0; i < 2; i++) {
            hop = made.bytes.len;
            made_number(&made, 2, i == 0 ? 28 : 8);
            made_number(&made, 1, 4);
            made_number(&made, 1, i);
            made_number(&made, 4, 7 + i);
            if (i == 0)
                made_attribute(&made, RTA_GATEWAY, v6, sizeof(v6));
            assert_int_equal(made.bytes.len - hop, i == 0 ? 28 : 8);
        }
        made_close(&made, outer);
        made_end(&made);

        begin_route(&made, 28, 20);
        made_attribute(&made, RTA_DST, (unsigned char[]){ 0, 6, 0x41, 0 }, 4);
        made_end(&made);

        cells = finish("rtnl_route", &made);
        assert_cells(cells, "rtnl_route", 0, "family", "2", "destination_address", "NULL", "destination_length", "0",
                     "gateway_address", "fd09::5", "table_id", "1000", "protocol", "4", "type", "1", "flags", "4",
                     "mtu", "1300", "interface_index", "2");
        assert_cells(cells, "rtnl_route", 1, "destination_address", "fd09::5", "table_id", "254", "gateway_address",
                     "NULL");
        assert_cells(cells, "rtnl_route", 2, "family", "28", "destination_address", "NULL", "destination_ip",
                     "00064100");
        assert_int_equal(cells_count(cells, "rtnl_route_nexthops"), 2);
        assert_cells(cells, "rtnl_route_nexthops", 0, "line", "2", "ordinal", "1", "interface_index", "7",
                     "gateway_address", "fd09::5", "weight", "1", "flags", "4");
        assert_cells(cells, "rtnl_route_nexthops", 1, "ordinal", "2", "interface_index", "8", "gateway_address", "NULL",
                     "weight", "2");
        cells_free(cells);
    }
}

TEST(rtnl_rule_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        made_begin(&made, RTM_NEWRULE, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET, 0, 24, 8, RT_TABLE_LOCAL, 0, 0, FR_ACT_TO_TBL }, 8);
        made_number(&made, 4, FIB_RULE_INVERT);
        made_attribute(&made, FRA_SRC, v4, sizeof(v4));
        made_attribute_text(&made, FRA_IIFNAME, "br0");
        made_attribute_number(&made, FRA_FWMARK, 4, 16);
        made_attribute_number(&made, FRA_SUPPRESS_PREFIXLEN, 4, 0xffffffff);
        made_attribute_network(&made, FRA_TUN_ID, 8, 5);
        outer = made_open(&made, FRA_UID_RANGE);
        made_number(&made, 4, 100);
        made_number(&made, 4, 200);
        made_close(&made, outer);
        outer = made_open(&made, FRA_DPORT_RANGE);
        made_number(&made, 2, 53);
        made_number(&made, 2, 54);
        made_close(&made, outer);
        made_end(&made);
        cells = finish("rtnl_rule", &made);
        assert_cells(cells, "rtnl_rule", 0, "family", "2", "priority", "0", "action", "1", "source_address",
                     "192.0.2.1", "source_length", "24", "destination_address", "NULL", "tos", "8", "input_interface",
                     "br0", "mark", "16", "table_id", "255", "flags", "2", "suppress_prefix_length", "-1", "tunnel_id",
                     "5", "uid_end", "200", "destination_port_start", "53", "destination_port_end", "54",
                     "source_port_start", "NULL");
        cells_free(cells);
    }
}

/* A struct tcmsg of interface 3. */
static void
begin_tc(struct made *made, unsigned type, uint32_t handle, uint32_t parent, uint32_t info)
{
    made_begin(made, type, NLM_F_MULTI);
    made_number(made, 4, 0);
    made_number(made, 4, 3);
    made_number(made, 4, handle);
    made_number(made, 4, parent);
    made_number(made, 4, info);
}

TEST(rtnl_qdisc_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer, inner;

        begin_tc(&made, RTM_NEWQDISC, 0xffff0000, 0xfffffff1, 1);
        made_attribute_text(&made, TCA_KIND, "clsact");
        made_attribute_number(&made, TCA_INGRESS_BLOCK, 4, 7);
        outer = made_open(&made, TCA_STATS2);
        inner = made_open(&made, 1); /* TCA_STATS_BASIC */
        made_number(&made, 8, 5000);
        made_number(&made, 4, 40);
        made_number(&made, 4, 0);
        made_close(&made, inner);
        made_close(&made, outer);
        made_end(&made);
        cells = finish("rtnl_qdisc", &made);
        assert_cells(cells, "rtnl_qdisc", 0, "interface_index", "3", "handle", "4294901760", "parent", "4294967281",
                     "kind", "clsact", "ingress_block", "7", "egress_block", "NULL", "bytes", "5000", "packets", "40");
        cells_free(cells);
    }
}

/* The options of another kind of filter have other attributes. */
TEST(rtnl_filter_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        for (int i = 0; i < 2; i++) {
            size_t outer;

            begin_tc(&made, RTM_NEWTFILTER, 1, 0xfffffff2, 49152U << 16 | (big_endian ? 0x0800 : 0x0008));
            made_attribute_text(&made, TCA_KIND, i == 0 ? "bpf" : "u32");
            made_attribute_number(&made, TCA_CHAIN, 4, 0);
            outer = made_open(&made, TCA_OPTIONS);
            made_attribute_text(&made, TCA_BPF_NAME, "p:[s]");
            made_attribute_number(&made, TCA_BPF_FLAGS, 4, TCA_BPF_FLAG_ACT_DIRECT);
            made_attribute_number(&made, TCA_BPF_ID, 4, 12);
            made_close(&made, outer);
            made_end(&made);
        }
        cells = finish("rtnl_filter", &made);
        assert_cells(cells, "rtnl_filter", 0, "interface_index", "3", "handle", "1", "parent", "4294967282", "priority",
                     "49152", "protocol", "2048", "kind", "bpf", "chain", "0", "bpf_program", "12", "bpf_name", "p:[s]",
                     "bpf_flags", "1");
        assert_cells(cells, "rtnl_filter", 1, "kind", "u32", "bpf_program", "NULL", "bpf_name", "NULL");
        cells_free(cells);
    }
}

TEST(rtnl_neighbour_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        made_begin(&made, RTM_NEWNEIGH, NLM_F_MULTI);
        made_number(&made, 1, AF_INET6);
        made_bytes(&made, "\0\0\0", 3);
        made_number(&made, 4, 4);
        made_number(&made, 2, NUD_STALE);
        made_number(&made, 1, NTF_ROUTER);
        made_number(&made, 1, RTN_UNICAST);
        made_attribute(&made, NDA_DST, v6, sizeof(v6));
        made_attribute(&made, NDA_LLADDR, mac, sizeof(mac));
        made_attribute_network(&made, NDA_PORT, 2, 4789);
        outer = made_open(&made, NDA_CACHEINFO);
        for (unsigned i = 1; i <= 4; i++)
            made_number(&made, 4, i);
        made_close(&made, outer);
        made_end(&made);
        cells = finish("rtnl_neighbour", &made);
        assert_cells(cells, "rtnl_neighbour", 0, "family", "10", "interface_index", "4", "address", "fd09::5", "mac",
                     "02:00:5e:10:00:01", "state", "4", "flags", "128", "type", "1", "port", "4789", "confirmed", "1",
                     "reference_count", "4", "vlan", "NULL");
        cells_free(cells);
    }
}

static void
add_tuple(struct made *made, unsigned type, const unsigned char *source, const unsigned char *destination)
{
    size_t tuple = made_open(made, type | NLA_F_NESTED);
    size_t inner = made_open(made, CTA_TUPLE_IP | NLA_F_NESTED);

    made_attribute(made, CTA_IP_V4_SRC, source, 4);
    made_attribute(made, CTA_IP_V4_DST, destination, 4);
    made_close(made, inner);
    inner = made_open(made, CTA_TUPLE_PROTO | NLA_F_NESTED);
    made_attribute_number(made, CTA_PROTO_NUM, 1, IPPROTO_TCP);
    made_attribute_network(made, CTA_PROTO_SRC_PORT, 2, 40000);
    made_attribute_network(made, CTA_PROTO_DST_PORT, 2, 443);
    made_close(made, inner);
    made_close(made, tuple);
}

TEST(conntrack_is_read_in_both_byte_orders)
{
    static const unsigned char inside[4] = { 10, 0, 0, 7 };
    static const unsigned char outside[4] = { 203, 0, 113, 1 };

    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;
        size_t inner;

        made_begin(&made, NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET, 0, 0, 0 }, 4);
        add_tuple(&made, CTA_TUPLE_ORIG, inside, outside);
        add_tuple(&made, CTA_TUPLE_REPLY, outside, v4);
        made_attribute_network(&made, CTA_STATUS, 4, 0x18e);
        made_attribute_network(&made, CTA_TIMEOUT, 4, 431999);
        made_attribute_network(&made, CTA_MARK, 4, 7);
        made_attribute_network(&made, CTA_ID, 4, 0xfffffff0);
        made_attribute_network(&made, CTA_ZONE, 2, 3);
        outer = made_open(&made, CTA_PROTOINFO | NLA_F_NESTED);
        inner = made_open(&made, CTA_PROTOINFO_TCP | NLA_F_NESTED);
        made_attribute_number(&made, CTA_PROTOINFO_TCP_STATE, 1, 3);
        made_attribute(&made, CTA_PROTOINFO_TCP_FLAGS_ORIGINAL, "\x23\0", 2);
        made_close(&made, inner);
        made_close(&made, outer);
        outer = made_open(&made, CTA_COUNTERS_REPLY | NLA_F_NESTED);
        made_attribute_network(&made, CTA_COUNTERS_PACKETS, 8, 0x100000000);
        made_attribute_network(&made, CTA_COUNTERS_BYTES, 8, 5);
        made_close(&made, outer);
        outer = made_open(&made, CTA_HELP | NLA_F_NESTED);
        made_attribute_text(&made, CTA_HELP_NAME, "ftp");
        made_close(&made, outer);
        made_end(&made);
        cells = finish("conntrack", &made);
        assert_cells(cells, "conntrack", 0, "family", "2", "protocol", "6", "orig_source_address", "10.0.0.7",
                     "orig_source_port", "40000", "orig_destination_address", "203.0.113.1", "orig_destination_port",
                     "443", "reply_source_ip", "cb007101", "reply_destination_address", "192.0.2.1");
        assert_cells(cells, "conntrack", 0, "master_source_address", "NULL", "status", "398", "timeout", "431999",
                     "mark", "7", "conntrack_id", "4294967280", "zone", "3", "tcp_state", "3", "tcp_flags_orig", "35",
                     "orig_packets", "NULL", "reply_packets", "4294967296", "reply_bytes", "5", "helper", "ftp",
                     "icmp_id", "NULL");
        cells_free(cells);
    }
}
