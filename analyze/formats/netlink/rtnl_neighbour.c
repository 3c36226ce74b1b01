/*
 * RTM_NEWNEIGH: struct ndmsg and NDA_*, written by neigh_fill_info (net/core/neighbour.c); entries of family 7 (AF_BRIDGE) are
 * the forwarding table of a bridge or a vxlan, written by fdb_fill_info (net/bridge/br_fdb.c), vxlan_fdb_info (drivers/net/vxlan).
 */
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>

#include "analyze/formats/lib/nlmsg.h"

struct neighbour_row {
    int64_t net_namespace;
    int64_t family;
    int64_t interface_index;
    struct nl_ip destination;
    struct nl_mac mac;
    int64_t state;
    int64_t flags;
    struct maybe extended_flags;
    int64_t type;
    struct maybe confirmed;
    struct maybe used;
    struct maybe updated;
    struct maybe reference_count;
    struct maybe probes;
    struct maybe protocol;
    struct maybe master;
    struct maybe vlan;
    struct maybe vni;
    struct maybe source_vni;
    struct maybe port;
    struct maybe via_interface_index;
    struct maybe link_netnsid;
    struct maybe nexthop_id;
};

#define C(field) COLUMN(struct neighbour_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(family),
    C(interface_index),
    NL_IP_COLUMNS("", struct neighbour_row, destination),
    NL_MAC_COLUMN(struct neighbour_row, mac),
    C(state),
    C(flags),
    C(extended_flags),
    C(type),
    C(confirmed),
    C(used),
    C(updated),
    C(reference_count),
    C(probes),
    C(protocol),
    C(master),
    C(vlan),
    C(vni),
    C(source_vni),
    C(port),
    C(via_interface_index),
    C(link_netnsid),
    C(nexthop_id),
};
static const struct table table = TABLE("rtnl_neighbour", columns);
static const struct table *const tables[] = { &table, NULL };

#define M(member, field)         NL_MEMBER(struct ndmsg, member, struct neighbour_row, field)
#define CACHE(member, field)     NL_MEMBER(struct nda_cacheinfo, member, struct neighbour_row, field)
#define N(type, encoding, field) NL_NUM(type, encoding, struct neighbour_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(ndm_family, family), M(ndm_ifindex, interface_index),
    M(ndm_state, state),   M(ndm_flags, flags),
    M(ndm_type, type),     END,
};
static const struct nl_field cacheinfo[] = {
    CACHE(ndm_confirmed, confirmed),
    CACHE(ndm_used, used),
    CACHE(ndm_updated, updated),
    CACHE(ndm_refcnt, reference_count),
    END,
};
static const struct nl_field attributes[] = {
    NL_VALUE(NDA_DST, struct neighbour_row, destination),
    NL_VALUE(NDA_LLADDR, struct neighbour_row, mac),
    NL_INSIDE(NDA_CACHEINFO, NL_STRUCT, cacheinfo),
    N(NDA_PROBES, NL_U32, probes),
    N(NDA_VLAN, NL_U16, vlan),
    N(NDA_PORT, NL_BE16, port),
    N(NDA_VNI, NL_U32, vni),
    N(NDA_IFINDEX, NL_U32, via_interface_index),
    N(NDA_MASTER, NL_U32, master),
    N(NDA_LINK_NETNSID, NL_S32, link_netnsid),
    N(NDA_SRC_VNI, NL_U32, source_vni),
    N(NDA_PROTOCOL, NL_U8, protocol),
    N(NDA_NH_ID, NL_U32, nexthop_id),
    N(NDA_FLAGS_EXT, NL_U32, extended_flags),
    END,
};
static const struct nl_layout layout = {
    RTM_NEWNEIGH, RTM_NEWNEIGH, sizeof(struct ndmsg), header, attributes,
};

static int
parse_message(struct nl_message *m)
{
    struct neighbour_row row = { .net_namespace = m->input->net_namespace };

    return nl_decode(m, &layout, &row) ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_neighbour = {
    .name = "rtnl_neighbour", .parse = parse, .tables = tables, .never_empty = true
};
