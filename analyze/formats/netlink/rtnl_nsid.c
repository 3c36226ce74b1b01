/*
 * RTM_NEWNSID: struct rtgenmsg and NETNSA_*, written by rtnl_net_fill (net/core/net_namespace.c): the numbers that this namespace has
 * for other namespaces; the link_netnsid of a veth is such a number.
 */
#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>

#include "analyze/formats/lib/nlmsg.h"

struct nsid_row {
    int64_t net_namespace;
    struct maybe nsid;
    struct maybe current_nsid;
};

static const struct column columns[] = {
    COLUMN(struct nsid_row, net_namespace),
    COLUMN(struct nsid_row, nsid),
    COLUMN(struct nsid_row, current_nsid),
};
static const struct table table = TABLE("rtnl_nsid", columns);
static const struct table *const tables[] = { &table, NULL };

static const struct nl_field header[] = { { .kind = NL_END } };
static const struct nl_field attributes[] = {
    NL_NUM(NETNSA_NSID, NL_S32, struct nsid_row, nsid),
    NL_NUM(NETNSA_CURRENT_NSID, NL_S32, struct nsid_row, current_nsid),
    { .kind = NL_END },
};
static const struct nl_layout layout = {
    RTM_NEWNSID, RTM_NEWNSID, sizeof(struct rtgenmsg), header, attributes,
};

static int
parse_message(struct nl_message *m)
{
    struct nsid_row row = { .net_namespace = m->input->net_namespace };

    return nl_decode(m, &layout, &row) ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_nsid = { .name = "rtnl_nsid", .parse = parse, .tables = tables, .never_empty = true };
