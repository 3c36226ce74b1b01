/*
 * RTM_NEWLINK: struct ifinfomsg and IFLA_*, written by rtnl_fill_ifinfo (net/core/rtnetlink.c).
 */
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include "analyze/formats/netlink/rtnl_link_data.h"

/* Attributes of kernels that are newer than the headers we build with. */
enum { IFLA_NETNS_IMMUTABLE_6_15 = 67 };

struct link_row {
    int64_t net_namespace;
    int64_t interface_index;
    struct slice interface_name;
    int64_t type;
    int64_t flags;
    struct maybe mtu;
    struct maybe min_mtu;
    struct maybe max_mtu;
    struct maybe tx_queue_length;
    struct maybe interface_group;
    struct slice qdisc;
    struct maybe operstate;
    struct maybe linkmode;
    struct nl_mac mac;
    struct nl_mac broadcast;
    struct nl_mac permanent_mac;
    struct maybe master;
    struct maybe link;
    struct maybe link_netnsid;
    struct slice kind;
    struct slice port_kind;
    struct blob data;
    struct slice alias;
    struct maybe carrier;
    struct maybe carrier_changes;
    struct maybe promiscuity;
    struct maybe allmulti;
    struct maybe num_tx_queues;
    struct maybe num_rx_queues;
    struct maybe num_vf;
    struct slice phys_port_name;
    struct nl_mac phys_switch_id;
    struct slice parent_device;
    struct slice parent_bus;
    struct maybe proto_down;
    struct maybe netns_immutable;
    struct maybe xdp_attached;
    struct maybe xdp_program;
    struct maybe rx_packets;
    struct maybe tx_packets;
    struct maybe rx_bytes;
    struct maybe tx_bytes;
    struct maybe rx_errors;
    struct maybe tx_errors;
    struct maybe rx_dropped;
    struct maybe tx_dropped;
    struct maybe multicast;
    struct maybe collisions;
    struct link_data more;
};

#define C(field) COLUMN(struct link_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(interface_index),
    C(interface_name),
    C(type),
    C(flags),
    C(mtu),
    C(min_mtu),
    C(max_mtu),
    C(tx_queue_length),
    C(interface_group),
    C(qdisc),
    C(operstate),
    C(linkmode),
    NL_MAC_COLUMN(struct link_row, mac),
    NL_MAC_COLUMN(struct link_row, broadcast),
    NL_MAC_COLUMN(struct link_row, permanent_mac),
    C(master),
    C(link),
    C(link_netnsid),
    C(kind),
    C(port_kind),
    C(alias),
    C(carrier),
    C(carrier_changes),
    C(promiscuity),
    C(allmulti),
    C(num_tx_queues),
    C(num_rx_queues),
    C(num_vf),
    C(phys_port_name),
    NL_MAC_COLUMN(struct link_row, phys_switch_id),
    C(parent_device),
    C(parent_bus),
    C(proto_down),
    C(netns_immutable),
    C(xdp_attached),
    C(xdp_program),
    C(rx_packets),
    C(tx_packets),
    C(rx_bytes),
    C(tx_bytes),
    C(rx_errors),
    C(tx_errors),
    C(rx_dropped),
    C(tx_dropped),
    C(multicast),
    C(collisions),
    LINK_DATA_COLUMNS(struct link_row, more),
};
static const struct table table = TABLE("rtnl_link", columns);

/* IFLA_ALT_IFNAME. */
struct name_row {
    int64_t ordinal;
    int64_t net_namespace;
    int64_t interface_index;
    struct slice alternative_name;
};

static const struct column name_columns[] = {
    COLUMN(struct name_row, ordinal),
    COLUMN(struct name_row, net_namespace),
    COLUMN(struct name_row, interface_index),
    COLUMN(struct name_row, alternative_name),
};
static const struct table name_table = TABLE("rtnl_link_names", name_columns);

static const struct table *const tables[] = { &table, &name_table, NULL };

#define N(type, encoding, field) NL_NUM(type, encoding, struct link_row, field)
#define V(type, field)           NL_VALUE(type, struct link_row, field)
#define STATS64(member)          NL_MEMBER(struct rtnl_link_stats64, member, struct link_row, member)
#define STATS(member)            NL_MEMBER(struct rtnl_link_stats, member, struct link_row, member)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    NL_MEMBER(struct ifinfomsg, ifi_type, struct link_row, type),
    N(offsetof(struct ifinfomsg, ifi_index), NL_S32, interface_index),
    NL_MEMBER(struct ifinfomsg, ifi_flags, struct link_row, flags),
    END,
};
static const struct nl_field stats64[] = {
    STATS64(rx_packets),
    STATS64(tx_packets),
    STATS64(rx_bytes),
    STATS64(tx_bytes),
    STATS64(rx_errors),
    STATS64(tx_errors),
    STATS64(rx_dropped),
    STATS64(tx_dropped),
    STATS64(multicast),
    STATS64(collisions),
    END,
};
static const struct nl_field stats[] = {
    STATS(rx_packets),
    STATS(tx_packets),
    STATS(rx_bytes),
    STATS(tx_bytes),
    STATS(rx_errors),
    STATS(tx_errors),
    STATS(rx_dropped),
    STATS(tx_dropped),
    STATS(multicast),
    STATS(collisions),
    END,
};
static const struct nl_field info[] = {
    V(IFLA_INFO_KIND, kind),
    V(IFLA_INFO_DATA, data),
    V(IFLA_INFO_SLAVE_KIND, port_kind),
    END,
};
static const struct nl_field xdp[] = {
    N(IFLA_XDP_ATTACHED, NL_U8, xdp_attached),
    N(IFLA_XDP_PROG_ID, NL_U32, xdp_program),
    END,
};
static const struct nl_field attributes[] = {
    V(IFLA_ADDRESS, mac),
    V(IFLA_BROADCAST, broadcast),
    V(IFLA_IFNAME, interface_name),
    N(IFLA_MTU, NL_U32, mtu),
    N(IFLA_LINK, NL_U32, link),
    V(IFLA_QDISC, qdisc),
    N(IFLA_MASTER, NL_U32, master),
    N(IFLA_TXQLEN, NL_U32, tx_queue_length),
    N(IFLA_OPERSTATE, NL_U8, operstate),
    N(IFLA_LINKMODE, NL_U8, linkmode),
    NL_INSIDE(IFLA_LINKINFO, NL_ATTRIBUTES, info),
    V(IFLA_IFALIAS, alias),
    N(IFLA_NUM_VF, NL_U32, num_vf),
    NL_INSIDE(IFLA_STATS64, NL_STRUCT, stats64),
    N(IFLA_GROUP, NL_U32, interface_group),
    N(IFLA_PROMISCUITY, NL_U32, promiscuity),
    N(IFLA_NUM_TX_QUEUES, NL_U32, num_tx_queues),
    N(IFLA_NUM_RX_QUEUES, NL_U32, num_rx_queues),
    N(IFLA_CARRIER, NL_U8, carrier),
    N(IFLA_CARRIER_CHANGES, NL_U32, carrier_changes),
    V(IFLA_PHYS_SWITCH_ID, phys_switch_id),
    N(IFLA_LINK_NETNSID, NL_S32, link_netnsid),
    V(IFLA_PHYS_PORT_NAME, phys_port_name),
    N(IFLA_PROTO_DOWN, NL_U8, proto_down),
    NL_INSIDE(IFLA_XDP, NL_ATTRIBUTES, xdp),
    N(IFLA_MIN_MTU, NL_U32, min_mtu),
    N(IFLA_MAX_MTU, NL_U32, max_mtu),
    V(IFLA_PERM_ADDRESS, permanent_mac),
    V(IFLA_PARENT_DEV_NAME, parent_device),
    V(IFLA_PARENT_DEV_BUS_NAME, parent_bus),
    N(IFLA_ALLMULTI, NL_U32, allmulti),
    N(IFLA_NETNS_IMMUTABLE_6_15, NL_U8, netns_immutable),
    END,
};
static const struct nl_layout layout = {
    RTM_NEWLINK, RTM_NEWLINK, sizeof(struct ifinfomsg), header, attributes,
};

static int
parse_names(struct nl_message *m, const struct link_row *link)
{
    struct slice list = nl_find(m, m->attributes, IFLA_PROP_LIST);
    struct name_row row = { .net_namespace = link->net_namespace, .interface_index = link->interface_index };
    struct slice name;
    unsigned type;

    while (list.ptr && nl_next(m, &list, &type, &name)) {
        if (type != IFLA_ALT_IFNAME)
            continue;
        row.ordinal++;
        row.alternative_name = nl_text(name);
        if (nl_row(m, &name_table, &row) != 0)
            return -1;
    }
    return 0;
}

static int
parse_message(struct nl_message *m)
{
    struct link_row row = { .net_namespace = m->input->net_namespace };

    if (!nl_decode(m, &layout, &row))
        return 0;
    /* Kernels before 2.6.35 have only the 32-bit counters. */
    if (!row.rx_packets.known)
        nl_struct(m, stats, nl_find(m, m->attributes, IFLA_STATS), &row);
    if (row.data.ptr)
        link_data(m, row.kind, (struct slice){ row.data.ptr, row.data.len }, &row.more);
    return nl_row(m, &table, &row) == 0 ? parse_names(m, &row) : -1;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_link = { .name = "rtnl_link", .parse = parse, .tables = tables, .never_empty = true };
