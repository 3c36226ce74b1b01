/*
 * RTM_NEWROUTE: struct rtmsg and RTA_*, written by fib_dump_info (net/ipv4/fib_semantics.c), rt6_fill_node (net/ipv6/route.c),
 * ipmr_fill_route and its like (net/ipv4/ipmr.c), mpls_dump_route (net/mpls/af_mpls.c).
 */
#include <linux/rtnetlink.h>

#include "analyze/formats/lib/nlmsg.h"

/* The kernel's number of the MPLS family, whose addresses are labels. */
#define FAMILY_MPLS 28

/* A gateway of another family than the route's (RTA_VIA): the family, then the address. */
#define VIA_ADDRESS offsetof(struct rtvia, rtvia_addr)

struct route_row {
    int64_t net_namespace;
    int64_t family;
    struct nl_ip destination;
    int64_t destination_length;
    struct nl_ip source;
    int64_t source_length;
    struct nl_ip gateway;
    struct nl_ip preferred_source;
    struct maybe interface_index;
    struct maybe input_interface_index;
    struct maybe priority;
    int64_t short_table;
    struct maybe table_id;
    int64_t protocol;
    int64_t scope;
    int64_t type;
    int64_t flags;
    int64_t tos;
    struct maybe mark;
    struct maybe flow;
    struct maybe mtu;
    struct maybe advmss;
    struct maybe hop_limit;
    struct maybe preference;
    struct maybe expires;
    struct maybe encap_type;
    struct maybe nexthop_id;
};

#define C(field) COLUMN(struct route_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(family),
    NL_IP_COLUMNS("destination_", struct route_row, destination),
    C(destination_length),
    NL_IP_COLUMNS("source_", struct route_row, source),
    C(source_length),
    NL_IP_COLUMNS("gateway_", struct route_row, gateway),
    NL_IP_COLUMNS("preferred_source_", struct route_row, preferred_source),
    C(interface_index),
    C(input_interface_index),
    C(priority),
    C(table_id),
    C(protocol),
    C(scope),
    C(type),
    C(flags),
    C(tos),
    C(mark),
    C(flow),
    C(mtu),
    C(advmss),
    C(hop_limit),
    C(preference),
    C(expires),
    C(encap_type),
    C(nexthop_id),
};
static const struct table table = TABLE("rtnl_route", columns);

/* One of the next hops of a multipath route. */
struct nexthop_row {
    int64_t ordinal;
    int64_t interface_index;
    struct nl_ip gateway;
    int64_t weight;
    int64_t flags;
    struct maybe flow;
    struct maybe encap_type;
};

static const struct column nexthop_columns[] = {
    COLUMN(struct nexthop_row, ordinal),
    COLUMN(struct nexthop_row, interface_index),
    NL_IP_COLUMNS("gateway_", struct nexthop_row, gateway),
    COLUMN(struct nexthop_row, weight),
    COLUMN(struct nexthop_row, flags),
    COLUMN(struct nexthop_row, flow),
    COLUMN(struct nexthop_row, encap_type),
};
static const struct table nexthop_table = TABLE("rtnl_route_nexthops", nexthop_columns);

static const struct table *const tables[] = { &table, &nexthop_table, NULL };

#define M(member, field)         NL_MEMBER(struct rtmsg, member, struct route_row, field)
#define N(type, encoding, field) NL_NUM(type, encoding, struct route_row, field)
#define V(type, field)           NL_VALUE(type, struct route_row, field)
#define H(member, field)         NL_MEMBER(struct rtnexthop, member, struct nexthop_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(rtm_family, family),         M(rtm_dst_len, destination_length),
    M(rtm_src_len, source_length), M(rtm_tos, tos),
    M(rtm_table, short_table),     M(rtm_protocol, protocol),
    M(rtm_scope, scope),           M(rtm_type, type),
    M(rtm_flags, flags),           END,
};
static const struct nl_field metrics[] = {
    N(RTAX_MTU, NL_U32, mtu),
    N(RTAX_ADVMSS, NL_U32, advmss),
    N(RTAX_HOPLIMIT, NL_U32, hop_limit),
    END,
};
static const struct nl_field cacheinfo[] = {
    N(offsetof(struct rta_cacheinfo, rta_expires), NL_S32, expires),
    END,
};
static const struct nl_field attributes[] = {
    V(RTA_DST, destination),
    V(RTA_SRC, source),
    N(RTA_IIF, NL_U32, input_interface_index),
    N(RTA_OIF, NL_U32, interface_index),
    V(RTA_GATEWAY, gateway),
    N(RTA_PRIORITY, NL_U32, priority),
    V(RTA_PREFSRC, preferred_source),
    NL_INSIDE(RTA_METRICS, NL_ATTRIBUTES, metrics),
    N(RTA_FLOW, NL_U32, flow),
    NL_INSIDE(RTA_CACHEINFO, NL_STRUCT, cacheinfo),
    N(RTA_TABLE, NL_U32, table_id),
    N(RTA_MARK, NL_U32, mark),
    N(RTA_PREF, NL_U8, preference),
    N(RTA_ENCAP_TYPE, NL_U16, encap_type),
    N(RTA_NH_ID, NL_U32, nexthop_id),
    END,
};
static const struct nl_layout layout = {
    RTM_NEWROUTE, RTM_NEWROUTE, sizeof(struct rtmsg), header, attributes,
};

static const struct nl_field nexthop_header[] = {
    H(rtnh_flags, flags),
    H(rtnh_hops, weight),
    H(rtnh_ifindex, interface_index),
    END,
};
static const struct nl_field nexthop_attributes[] = {
    NL_VALUE(RTA_GATEWAY, struct nexthop_row, gateway),
    NL_NUM(RTA_FLOW, NL_U32, struct nexthop_row, flow),
    NL_NUM(RTA_ENCAP_TYPE, NL_U16, struct nexthop_row, encap_type),
    END,
};

static void
set_via(struct nl_message *m, struct slice list, struct nl_ip *gateway)
{
    struct slice via = nl_find(m, list, RTA_VIA);

    if (via.ptr && via.len >= VIA_ADDRESS)
        nl_set_ip(gateway, via.ptr + VIA_ADDRESS, via.len - VIA_ADDRESS);
}

/* RTA_MULTIPATH: struct rtnexthop, each with its attributes behind it; rtnh_len includes the attributes. */
static int
parse_nexthops(struct nl_message *m)
{
    struct slice rest = nl_find(m, m->attributes, RTA_MULTIPATH);
    struct slice inside;
    struct nexthop_row row;
    size_t len;

    for (int64_t ordinal = 1; rest.len > 0; ordinal++) {
        len = rest.len < sizeof(struct rtnexthop) ? 0 : (size_t)nl_number(m, rest.ptr, NL_U16);
        if (len < sizeof(struct rtnexthop) || len > rest.len) {
            nl_fail(m, "next hop", rest);
            return 0;
        }
        row = (struct nexthop_row){ .ordinal = ordinal };
        inside = (struct slice){ rest.ptr + sizeof(struct rtnexthop), len - sizeof(struct rtnexthop) };
        nl_struct(m, nexthop_header, rest, &row);
        nl_attributes(m, nexthop_attributes, inside, &row);
        set_via(m, inside, &row.gateway);
        row.weight++; /* rtnh_hops is the weight less one */
        if (nl_row(m, &nexthop_table, &row) != 0)
            return -1;
        len = (len + 3) & ~(size_t)3;
        rest = slice_skip(rest, len < rest.len ? len : rest.len);
    }
    return 0;
}

static int
parse_message(struct nl_message *m)
{
    struct route_row row = { .net_namespace = m->input->net_namespace };

    if (!nl_decode(m, &layout, &row))
        return 0;
    set_via(m, m->attributes, &row.gateway);
    if (!row.table_id.known)
        row.table_id = maybe_of(row.short_table);
    if (row.family == FAMILY_MPLS)
        row.destination.text.ptr = NULL; /* labels that look like an address */
    return nl_row(m, &table, &row) == 0 ? parse_nexthops(m) : -1;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_route = { .name = "rtnl_route", .parse = parse, .tables = tables, .never_empty = true };
