/*
 * What few hosts have in rtnetlink, column by column and in both byte orders: attributes as linux/if_link.h, linux/rtnetlink.h,
 * linux/fib_rules.h, linux/neighbour.h and linux/net_namespace.h number them, of the width that the kernel puts (rtnl_fill_ifinfo,
 * <kind>_fill_info, inet_fill_ifaddr, fib_dump_info, fib_nl_fill_rule, neigh_fill_info, vxlan_fdb_info, rtnl_net_fill).  And generic netlink's: linux/fou.h,
 * linux/l2tp.h, linux/wireguard.h (fou_fill_info, l2tp_nl_tunnel_send, wg_get_device_dump).
 */
#include "tests/support/test.h"

#include <linux/amt.h>
#include <linux/fib_rules.h>
#include <linux/fou.h>
#include <linux/if.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/if_tunnel.h>
#include <linux/l2tp.h>
#include <linux/neighbour.h>
#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/wireguard.h>
#include <sys/socket.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static const unsigned char v4[4] = { 192, 0, 2, 1 };
static const unsigned char v6[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 5 };

/* Ends the dump and parses it, which must give no problem. */
static struct cells *
finish(const char *format, struct made *made)
{
    struct format_input input = { .big_endian = made->big_endian, .file = slice_of(format), .net_namespace = 1 };
    struct cells *cells;

    made_done(made, 0);
    input.text = buffer_slice(&made->bytes);
    cells = cells_of(format, &input);
    for (size_t i = 0; i < cells_problems(cells); i++)
        print_message("%s\n", cells_problem(cells, i));
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&made->bytes);
    return cells;
}

/* struct ifinfomsg. */
static void
begin_link(struct made *made)
{
    made_begin(made, RTM_NEWLINK, NLM_F_MULTI);
    made_number(made, 2, 0);
    made_number(made, 2, 1);
    made_number(made, 4, 0x109);
    made_number(made, 4, 0x1003);
    made_number(made, 4, 0);
}

/* Opens IFLA_INFO_DATA of a link of that kind; close_kind ends it and the link. */
struct opened {
    size_t info, data;
};

static struct opened
open_kind(struct made *made, const char *kind)
{
    struct opened opened;

    begin_link(made);
    opened.info = made_open(made, IFLA_LINKINFO | NLA_F_NESTED);
    made_attribute_text(made, IFLA_INFO_KIND, kind);
    opened.data = made_open(made, IFLA_INFO_DATA | NLA_F_NESTED);
    return opened;
}

static void
close_kind(struct made *made, struct opened opened)
{
    made_close(made, opened.data);
    made_close(made, opened.info);
    made_end(made);
}

TEST(links_of_switches_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        begin_link(&made);
        made_attribute_text(&made, IFLA_IFNAME, "swp1");
        made_attribute_number(&made, IFLA_NUM_VF, 4, 0x102);
        made_attribute_text(&made, IFLA_PHYS_PORT_NAME, "p0s1");
        made_attribute(&made, IFLA_PHYS_SWITCH_ID, "\x00\x0f\x53\x00\xaa\xbb\xcc\xdd", 8);
        outer = made_open(&made, IFLA_PROP_LIST | NLA_F_NESTED);
        made_attribute_text(&made, IFLA_ALT_IFNAME, "enp1s0f0np0");
        made_close(&made, outer);
        made_end(&made);
        cells = finish("rtnl_link", &made);
        assert_cells(cells, "rtnl_link", 0, "interface_index", "265", "num_vf", "258", "phys_port_name", "p0s1",
                     "phys_switch_id", "00:0f:53:00:aa:bb:cc:dd", "kind", "NULL");
        assert_cells(cells, "rtnl_link_names", 0, "line", "1", "net_namespace", "1", "interface_index", "265",
                     "alternative_name", "enp1s0f0np0");
        cells_free(cells);
    }
}

TEST(links_by_kind_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        struct opened opened;

        opened = open_kind(&made, "vlan");
        made_attribute_number(&made, IFLA_VLAN_ID, 2, 0x123);
        made_attribute_network(&made, IFLA_VLAN_PROTOCOL, 2, 0x88a8);
        close_kind(&made, opened);
        opened = open_kind(&made, "tun");
        made_attribute_number(&made, IFLA_TUN_TYPE, 1, 2);
        made_attribute_number(&made, IFLA_TUN_OWNER, 4, 0x103e8);
        made_attribute_number(&made, IFLA_TUN_GROUP, 4, 0x203e8);
        made_attribute_number(&made, IFLA_TUN_PERSIST, 1, 1);
        made_attribute_number(&made, IFLA_TUN_NUM_QUEUES, 4, 0x104);
        close_kind(&made, opened);
        opened = open_kind(&made, "bond");
        made_attribute_number(&made, IFLA_BOND_MODE, 1, 1);
        made_attribute_number(&made, IFLA_BOND_ACTIVE_SLAVE, 4, 0x105);
        close_kind(&made, opened);
        opened = open_kind(&made, "vrf");
        made_attribute_number(&made, IFLA_VRF_TABLE, 4, 0x106);
        close_kind(&made, opened);
        opened = open_kind(&made, "macvlan");
        made_attribute_number(&made, IFLA_MACVLAN_MODE, 4, 16);
        close_kind(&made, opened);
        opened = open_kind(&made, "ipvlan");
        made_attribute_number(&made, IFLA_IPVLAN_MODE, 2, 1);
        close_kind(&made, opened);
        opened = open_kind(&made, "bridge");
        made_attribute_number(&made, IFLA_BR_STP_STATE, 4, 1);
        made_attribute_number(&made, IFLA_BR_VLAN_FILTERING, 1, 1);
        close_kind(&made, opened);
        cells = finish("rtnl_link", &made);
        assert_cells(cells, "rtnl_link", 0, "kind", "vlan", "vlan_id", "291", "vlan_protocol", "34984");
        assert_cells(cells, "rtnl_link", 1, "kind", "tun", "tun_type", "2", "tun_owner", "66536", "tun_group", "132072",
                     "tun_persist", "1", "tun_queues", "260");
        assert_cells(cells, "rtnl_link", 2, "kind", "bond", "mode", "1", "bond_active", "261");
        assert_cells(cells, "rtnl_link", 3, "kind", "vrf", "vrf_table", "262");
        assert_cells(cells, "rtnl_link", 4, "kind", "macvlan", "mode", "16");
        assert_cells(cells, "rtnl_link", 5, "kind", "ipvlan", "mode", "1");
        assert_cells(cells, "rtnl_link", 6, "kind", "bridge", "bridge_stp_state", "1", "bridge_vlan_filtering", "1");
        cells_free(cells);
    }
}

TEST(tunnels_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        struct opened opened;

        opened = open_kind(&made, "gre");
        made_attribute_number(&made, IFLA_GRE_LINK, 4, 0x102);
        made_attribute_network(&made, IFLA_GRE_OKEY, 4, 0x10203);
        made_attribute(&made, IFLA_GRE_REMOTE, v4, sizeof(v4));
        close_kind(&made, opened);
        opened = open_kind(&made, "sit");
        made_attribute_number(&made, IFLA_IPTUN_LINK, 4, 0x103);
        made_attribute(&made, IFLA_IPTUN_LOCAL, v4, sizeof(v4));
        close_kind(&made, opened);
        opened = open_kind(&made, "vti6");
        made_attribute_network(&made, IFLA_VTI_OKEY, 4, 0x10204);
        made_attribute(&made, IFLA_VTI_REMOTE, v6, sizeof(v6));
        close_kind(&made, opened);
        opened = open_kind(&made, "geneve");
        made_attribute_number(&made, IFLA_GENEVE_ID, 4, 0x10205);
        made_attribute_network(&made, IFLA_GENEVE_PORT, 2, 6081);
        made_attribute(&made, IFLA_GENEVE_REMOTE6, v6, sizeof(v6));
        close_kind(&made, opened);
        opened = open_kind(&made, "xfrm");
        made_attribute_number(&made, IFLA_XFRM_LINK, 4, 0x104);
        made_attribute_number(&made, IFLA_XFRM_IF_ID, 4, 0x10206);
        close_kind(&made, opened);
        cells = finish("rtnl_link", &made);
        assert_cells(cells, "rtnl_link", 0, "tunnel_link", "258", "tunnel_id", "66051", "tunnel_remote_address",
                     "192.0.2.1", "tunnel_remote_ip", "c0000201");
        assert_cells(cells, "rtnl_link", 1, "tunnel_link", "259", "tunnel_local_address", "192.0.2.1");
        assert_cells(cells, "rtnl_link", 2, "tunnel_id", "66052", "tunnel_remote_address", "2001:db8::5");
        assert_cells(cells, "rtnl_link", 3, "tunnel_id", "66053", "tunnel_port", "6081", "tunnel_remote_address",
                     "2001:db8::5");
        assert_cells(cells, "rtnl_link", 4, "tunnel_id", "66054", "tunnel_link", "260");
        cells_free(cells);
    }
}

TEST(addresses_of_other_namespaces_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        made_begin(&made, RTM_NEWADDR, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET6, 64, 0x80, 0 }, 4);
        made_number(&made, 4, 0x104);
        made_attribute(&made, IFA_ANYCAST, v6, sizeof(v6));
        made_attribute_number(&made, IFA_RT_PRIORITY, 4, 0x10400);
        made_attribute_number(&made, IFA_TARGET_NETNSID, 4, 0x105);
        made_attribute_number(&made, IFA_PROTO, 1, 3);
        made_end(&made);
        cells = finish("rtnl_address", &made);
        assert_cells(cells, "rtnl_address", 0, "interface_index", "260", "anycast", "2001:db8::5", "route_priority",
                     "66560", "target_netnsid", "261", "address_protocol", "3");
        cells_free(cells);
    }
}

static void
add_metrics(struct made *made)
{
    size_t metrics = made_open(made, RTA_METRICS | NLA_F_NESTED);

    made_attribute_number(made, RTAX_MTU, 4, 0x514);
    made_attribute_number(made, RTAX_ADVMSS, 4, 0x4ec);
    made_attribute_number(made, RTAX_HOPLIMIT, 4, 0x40);
    made_close(made, metrics);
}

/* struct rtnexthop, 8 bytes, and its attributes: 8 each. */
static void
add_nexthop(struct made *made)
{
    size_t ways = made_open(made, RTA_MULTIPATH);

    made_number(made, 2, 24);
    made_bytes(made, (unsigned char[]){ 0, 9 }, 2);
    made_number(made, 4, 0x107);
    made_attribute_number(made, RTA_FLOW, 4, 0x20003);
    made_attribute_number(made, RTA_ENCAP_TYPE, 2, 5);
    made_close(made, ways);
}

TEST(routes_with_everything_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        made_begin(&made, RTM_NEWROUTE, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET6, 0, 128, 0, RT_TABLE_MAIN, RTPROT_BOOT, 0, RTN_UNICAST }, 8);
        made_number(&made, 4, 0);
        made_attribute(&made, RTA_SRC, v6, sizeof(v6));
        made_attribute_number(&made, RTA_IIF, 4, 0x102);
        made_attribute_number(&made, RTA_MARK, 4, 0x10007);
        made_attribute_number(&made, RTA_FLOW, 4, 0x10002);
        add_metrics(&made);
        outer = made_open(&made, RTA_CACHEINFO); /* clntref, lastuse, expires, error, used, id, ts, tsage */
        made_number(&made, 4, 1);
        made_number(&made, 4, 2);
        made_number(&made, 4, 0x10003);
        for (unsigned i = 0; i < 5; i++)
            made_number(&made, 4, 4);
        made_close(&made, outer);
        made_attribute_number(&made, RTA_PREF, 1, 3);
        made_attribute_number(&made, RTA_ENCAP_TYPE, 2, 7);
        made_attribute_number(&made, RTA_NH_ID, 4, 0x10008);
        made_end(&made);
        made_begin(&made, RTM_NEWROUTE, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET, 0, 0, 0, RT_TABLE_MAIN, RTPROT_BOOT, 0, RTN_UNICAST }, 8);
        made_number(&made, 4, 0);
        add_nexthop(&made);
        made_end(&made);
        cells = finish("rtnl_route", &made);
        assert_cells(cells, "rtnl_route", 0, "source_address", "2001:db8::5", "source_ip",
                     "20010db8000000000000000000000005", "source_length", "128", "input_interface_index", "258", "mark",
                     "65543", "flow", "65538", "mtu", "1300", "advmss", "1260", "hop_limit", "64", "preference", "3",
                     "expires", "65539", "encap_type", "7", "nexthop_id", "65544");
        assert_cells(cells, "rtnl_route_nexthops", 0, "line", "2", "interface_index", "263", "weight", "10", "flow",
                     "131075", "encap_type", "5");
        cells_free(cells);
    }
}

/* FRA_DSCP is 25, from 6.13 on: newer than these headers. */
TEST(rules_with_everything_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        made_begin(&made, RTM_NEWRULE, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_INET, 0, 0, 0, RT_TABLE_UNSPEC, 0, 0, FR_ACT_TO_TBL }, 8);
        made_number(&made, 4, 0x10000);
        made_attribute_number(&made, FRA_FLOW, 4, 0x10002);
        made_attribute_number(&made, FRA_SUPPRESS_IFGROUP, 4, 0x103);
        made_attribute_number(&made, FRA_L3MDEV, 1, 1);
        made_attribute_number(&made, 25, 1, 46);
        made_end(&made);
        cells = finish("rtnl_rule", &made);
        assert_cells(cells, "rtnl_rule", 0, "flow", "65538", "suppress_ifgroup", "259", "l3mdev", "1", "dscp", "46",
                     "flags", "65536");
        cells_free(cells);
    }
}

/* An entry of a vxlan's forwarding table. */
TEST(neighbours_with_everything_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        made_begin(&made, RTM_NEWNEIGH, NLM_F_MULTI);
        made_bytes(&made, (unsigned char[]){ AF_BRIDGE, 0, 0, 0 }, 4);
        made_number(&made, 4, 0x104);
        made_number(&made, 2, NUD_PERMANENT);
        made_bytes(&made, (unsigned char[]){ NTF_SELF, 0 }, 2);
        made_attribute(&made, NDA_LLADDR, "\x02\0\0\0\0\x09", 6);
        made_attribute(&made, NDA_DST, v4, sizeof(v4));
        made_attribute_number(&made, NDA_VLAN, 2, 0x123);
        made_attribute_network(&made, NDA_PORT, 2, 8472);
        made_attribute_number(&made, NDA_VNI, 4, 0x12345);
        made_attribute_number(&made, NDA_SRC_VNI, 4, 0x12346);
        made_attribute_number(&made, NDA_IFINDEX, 4, 0x105);
        made_attribute_number(&made, NDA_MASTER, 4, 0x106);
        made_attribute_number(&made, NDA_LINK_NETNSID, 4, 0x107);
        made_attribute_number(&made, NDA_PROBES, 4, 0x108);
        made_attribute_number(&made, NDA_PROTOCOL, 1, 186);
        made_attribute_number(&made, NDA_NH_ID, 4, 0x10009);
        made_attribute_number(&made, NDA_FLAGS_EXT, 4, 0x101);
        made_end(&made);
        cells = finish("rtnl_neighbour", &made);
        assert_cells(cells, "rtnl_neighbour", 0, "family", "7", "address", "192.0.2.1", "mac", "02:00:00:00:00:09",
                     "vlan", "291", "port", "8472", "vni", "74565", "source_vni", "74566", "via_interface_index", "261",
                     "master", "262", "link_netnsid", "263", "probes", "264", "protocol", "186", "nexthop_id", "65545",
                     "extended_flags", "257");
        cells_free(cells);
    }
}

/* Asked for another namespace's numbers, the kernel tells its own beside them. */
TEST(nsids_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        made_begin(&made, RTM_NEWNSID, NLM_F_MULTI);
        made_bytes(&made, "\0\0\0\0", 4);
        made_attribute_number(&made, NETNSA_NSID, 4, 0x101);
        made_attribute_number(&made, NETNSA_CURRENT_NSID, 4, 0x102);
        made_end(&made);
        cells = finish("rtnl_nsid", &made);
        assert_cells(cells, "rtnl_nsid", 0, "nsid", "257", "current_nsid", "258");
        cells_free(cells);
    }
}

/* A link of a kind that says its port, at either end of which the socket has that of the relay. */
TEST(amt_links_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct opened opened = open_kind(&made, "amt");
        struct cells *cells;

        made_attribute_number(&made, IFLA_AMT_MODE, 4, AMT_MODE_GATEWAY);
        made_attribute_network(&made, IFLA_AMT_RELAY_PORT, 2, 2268);
        made_attribute_network(&made, IFLA_AMT_GATEWAY_PORT, 2, 2269);
        made_attribute_number(&made, IFLA_AMT_LINK, 4, 0x102);
        made_attribute(&made, IFLA_AMT_LOCAL_IP, v4, sizeof(v4));
        close_kind(&made, opened);
        cells = finish("rtnl_link", &made);
        assert_cells(cells, "rtnl_link", 0, "kind", "amt", "mode", "0", "tunnel_port", "2268", "tunnel_link", "258",
                     "tunnel_local_address", "192.0.2.1");
        cells_free(cells);
    }
}

/* struct genlmsghdr behind the number that the kernel gave the family. */
static void
begin_generic(struct made *made, unsigned family, unsigned command)
{
    made_begin(made, family, NLM_F_MULTI);
    made_number(made, 1, command);
    made_number(made, 1, 1);
    made_number(made, 2, 0);
}

/* A second message goes on with the peers: it says nothing of the device. */
TEST(wireguard_devices_in_both_byte_orders)
{
    static const char key[32] = "0123456789abcdef0123456789abcde";

    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t peers;

        begin_generic(&made, 0x1d, WG_CMD_GET_DEVICE);
        made_attribute_number(&made, WGDEVICE_A_LISTEN_PORT, 2, 51820);
        made_attribute_number(&made, WGDEVICE_A_FWMARK, 4, 0x10203);
        made_attribute_number(&made, WGDEVICE_A_IFINDEX, 4, 0x104);
        made_attribute_text(&made, WGDEVICE_A_IFNAME, "wg0");
        made_attribute(&made, WGDEVICE_A_PUBLIC_KEY, key, sizeof(key));
        made_end(&made);
        begin_generic(&made, 0x1d, WG_CMD_GET_DEVICE);
        peers = made_open(&made, WGDEVICE_A_PEERS | NLA_F_NESTED);
        made_close(&made, peers);
        made_end(&made);
        cells = finish("genl_wireguard", &made);
        assert_int_equal(cells_count(cells, "genl_wireguard"), 1);
        assert_cells(cells, "genl_wireguard", 0, "line", "1", "net_namespace", "1", "interface_index", "260",
                     "interface_name", "wg0", "listen_port", "51820", "fwmark", "66051", "public_key",
                     /* of 32 bytes, the last of them NUL. NOLINTNEXTLINE(bugprone-suspicious-missing-comma) */
                     "30313233343536373839616263646566303132333435363738396162636465"
                     "00");
        cells_free(cells);
    }
}

TEST(fou_ports_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        begin_generic(&made, 0x1e, FOU_CMD_GET);
        made_attribute_number(&made, FOU_ATTR_AF, 1, AF_INET6);
        made_attribute_network(&made, FOU_ATTR_PORT, 2, 5555);
        made_attribute_network(&made, FOU_ATTR_PEER_PORT, 2, 5556);
        made_attribute_number(&made, FOU_ATTR_IPPROTO, 1, 4);
        made_attribute_number(&made, FOU_ATTR_TYPE, 1, FOU_ENCAP_GUE);
        made_attribute_number(&made, FOU_ATTR_IFINDEX, 4, 0x103);
        made_attribute(&made, FOU_ATTR_LOCAL_V6, v6, sizeof(v6));
        made_attribute(&made, FOU_ATTR_PEER_V6, v6, sizeof(v6));
        made_end(&made);
        begin_generic(&made, 0x1e, FOU_CMD_GET);
        made_attribute_number(&made, FOU_ATTR_AF, 1, AF_INET);
        made_attribute(&made, FOU_ATTR_LOCAL_V4, v4, sizeof(v4));
        made_end(&made);
        cells = finish("genl_fou", &made);
        assert_cells(cells, "genl_fou", 0, "family", "10", "port", "5555", "ip_protocol", "4", "encapsulation", "2",
                     "local_address", "2001:db8::5", "peer_address", "2001:db8::5", "peer_port", "5556",
                     "interface_index", "259");
        assert_cells(cells, "genl_fou", 1, "family", "2", "port", "NULL", "local_address", "192.0.2.1", "peer_address",
                     "NULL");
        cells_free(cells);
    }
}

TEST(l2tp_tunnels_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        begin_generic(&made, 0x1f, L2TP_CMD_TUNNEL_GET);
        made_attribute_number(&made, L2TP_ATTR_PROTO_VERSION, 1, 3);
        made_attribute_number(&made, L2TP_ATTR_CONN_ID, 4, 0x105);
        made_attribute_number(&made, L2TP_ATTR_PEER_CONN_ID, 4, 0x106);
        made_attribute_number(&made, L2TP_ATTR_ENCAP_TYPE, 2, L2TP_ENCAPTYPE_UDP);
        made_attribute_number(&made, L2TP_ATTR_UDP_SPORT, 2, 5000);
        made_attribute_number(&made, L2TP_ATTR_UDP_DPORT, 2, 6000);
        made_attribute(&made, L2TP_ATTR_IP_SADDR, v4, sizeof(v4));
        made_attribute(&made, L2TP_ATTR_IP6_DADDR, v6, sizeof(v6));
        made_end(&made);
        cells = finish("genl_l2tp", &made);
        assert_cells(cells, "genl_l2tp", 0, "tunnel_id", "261", "peer_tunnel_id", "262", "version", "3",
                     "encapsulation", "0", "local_address", "192.0.2.1", "local_port", "5000", "remote_address",
                     "2001:db8::5", "remote_port", "6000");
        cells_free(cells);
    }
}
