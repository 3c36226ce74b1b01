/*
 * RTM_NEWADDR: struct ifaddrmsg and IFA_*, written by inet_fill_ifaddr (net/ipv4/devinet.c) and inet6_fill_ifaddr
 * (net/ipv6/addrconf.c).
 */
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include "analyze/formats/lib/nlmsg.h"

struct address_row {
    int64_t net_namespace;
    int64_t interface_index;
    int64_t family;
    struct nl_ip ip;
    int64_t prefix_length;
    struct nl_ip peer;
    struct nl_ip broadcast;
    struct nl_ip anycast;
    struct nl_ip prefix; /* IFA_ADDRESS */
    struct nl_ip local;  /* IFA_LOCAL */
    struct slice label;
    int64_t scope;
    struct maybe flags;
    int64_t short_flags;
    struct maybe preferred_lifetime;
    struct maybe valid_lifetime;
    struct maybe created;
    struct maybe updated;
    struct maybe route_priority;
    struct maybe address_protocol;
    struct maybe target_netnsid;
};

#define C(field) COLUMN(struct address_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(interface_index),
    C(family),
    NL_IP_COLUMNS("", struct address_row, ip),
    C(prefix_length),
    NL_IP_COLUMNS("peer_", struct address_row, peer),
    NL_COLUMN("broadcast", struct address_row, broadcast.text),
    NL_COLUMN("anycast", struct address_row, anycast.text),
    C(label),
    C(scope),
    C(flags),
    C(preferred_lifetime),
    C(valid_lifetime),
    C(created),
    C(updated),
    C(route_priority),
    C(address_protocol),
    C(target_netnsid),
};
static const struct table table = TABLE("rtnl_address", columns);
static const struct table *const tables[] = { &table, NULL };

#define M(member, field)         NL_MEMBER(struct ifaddrmsg, member, struct address_row, field)
#define N(type, encoding, field) NL_NUM(type, encoding, struct address_row, field)
#define V(type, field)           NL_VALUE(type, struct address_row, field)
#define CACHE(member, field)     NL_MEMBER(struct ifa_cacheinfo, member, struct address_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(ifa_family, family), M(ifa_prefixlen, prefix_length), M(ifa_flags, short_flags),
    M(ifa_scope, scope),   M(ifa_index, interface_index),   END,
};
static const struct nl_field cacheinfo[] = {
    CACHE(ifa_prefered, preferred_lifetime),
    CACHE(ifa_valid, valid_lifetime),
    CACHE(cstamp, created),
    CACHE(tstamp, updated),
    END,
};
static const struct nl_field attributes[] = {
    V(IFA_ADDRESS, prefix),
    V(IFA_LOCAL, local),
    V(IFA_LABEL, label),
    V(IFA_BROADCAST, broadcast),
    V(IFA_ANYCAST, anycast),
    V(IFA_MULTICAST, prefix),
    NL_INSIDE(IFA_CACHEINFO, NL_STRUCT, cacheinfo),
    N(IFA_FLAGS, NL_U32, flags),
    N(IFA_RT_PRIORITY, NL_U32, route_priority),
    N(IFA_TARGET_NETNSID, NL_S32, target_netnsid),
    N(IFA_PROTO, NL_U8, address_protocol),
    END,
};
static const struct nl_layout layout = {
    RTM_NEWADDR, RTM_NEWADDR, sizeof(struct ifaddrmsg), header, attributes,
};

/*
 * IFA_LOCAL, where present, is the interface's own address; IFA_ADDRESS is then the peer of a point-to-point link, or the own
 * address once more.  Without IFA_LOCAL (IPv6 without a peer), IFA_ADDRESS is the interface's own address.
 */
static void
set_derived(struct address_row *row)
{
    const struct nl_ip *own = row->local.ip.ptr ? &row->local : &row->prefix;
    const struct blob *prefix = &row->prefix.ip;

    if (own->ip.ptr)
        nl_set_ip(&row->ip, own->ip.ptr, own->ip.len);
    if (own == &row->local && prefix->ptr &&
        (prefix->len != own->ip.len || memcmp(prefix->ptr, own->ip.ptr, prefix->len) != 0))
        nl_set_ip(&row->peer, prefix->ptr, prefix->len);
    if (!row->flags.known)
        row->flags = maybe_of(row->short_flags);
}

static int
parse_message(struct nl_message *m)
{
    struct address_row row = { .net_namespace = m->input->net_namespace };

    if (!nl_decode(m, &layout, &row))
        return 0;
    set_derived(&row);
    return nl_row(m, &table, &row);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_address = {
    .name = "rtnl_address", .parse = parse, .tables = tables, .never_empty = true
};
