/*
 * RTM_NEWRULE: struct fib_rule_hdr and FRA_*, written by fib_nl_fill_rule (net/core/fib_rules.c).
 */
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>

#include "analyze/formats/lib/nlmsg.h"

/* Attributes of kernels that are newer than the headers we build with. */
enum { FRA_DSCP_6_13 = 25 };

struct rule_row {
    int64_t net_namespace;
    int64_t family;
    struct maybe priority;
    int64_t action;
    struct nl_ip source;
    int64_t source_length;
    struct nl_ip destination;
    int64_t destination_length;
    int64_t tos;
    struct maybe dscp;
    struct slice input_interface;
    struct slice output_interface;
    struct maybe mark;
    struct maybe mark_mask;
    int64_t short_table;
    struct maybe table_id;
    struct maybe goto_priority;
    int64_t flags;
    struct maybe flow;
    struct maybe tunnel_id;
    struct maybe suppress_ifgroup;
    struct maybe suppress_prefix_length;
    struct maybe l3mdev;
    struct maybe uid_start;
    struct maybe uid_end;
    struct maybe protocol;
    struct maybe ip_protocol;
    struct maybe source_port_start;
    struct maybe source_port_end;
    struct maybe destination_port_start;
    struct maybe destination_port_end;
};

#define C(field) COLUMN(struct rule_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(family),
    C(priority),
    C(action),
    NL_IP_COLUMNS("source_", struct rule_row, source),
    C(source_length),
    NL_IP_COLUMNS("destination_", struct rule_row, destination),
    C(destination_length),
    C(tos),
    C(dscp),
    C(input_interface),
    C(output_interface),
    C(mark),
    C(mark_mask),
    C(table_id),
    C(goto_priority),
    C(flags),
    C(flow),
    C(tunnel_id),
    C(suppress_ifgroup),
    C(suppress_prefix_length),
    C(l3mdev),
    C(uid_start),
    C(uid_end),
    C(protocol),
    C(ip_protocol),
    C(source_port_start),
    C(source_port_end),
    C(destination_port_start),
    C(destination_port_end),
};
static const struct table table = TABLE("rtnl_rule", columns);
static const struct table *const tables[] = { &table, NULL };

#define M(structure, member, field) NL_MEMBER(structure, member, struct rule_row, field)
#define N(type, encoding, field)    NL_NUM(type, encoding, struct rule_row, field)
#define V(type, field)              NL_VALUE(type, struct rule_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(struct fib_rule_hdr, family, family),         M(struct fib_rule_hdr, dst_len, destination_length),
    M(struct fib_rule_hdr, src_len, source_length), M(struct fib_rule_hdr, tos, tos),
    M(struct fib_rule_hdr, table, short_table),     M(struct fib_rule_hdr, action, action),
    M(struct fib_rule_hdr, flags, flags),           END,
};
static const struct nl_field uid_range[] = {
    M(struct fib_rule_uid_range, start, uid_start),
    M(struct fib_rule_uid_range, end, uid_end),
    END,
};
static const struct nl_field source_ports[] = {
    M(struct fib_rule_port_range, start, source_port_start),
    M(struct fib_rule_port_range, end, source_port_end),
    END,
};
static const struct nl_field destination_ports[] = {
    M(struct fib_rule_port_range, start, destination_port_start),
    M(struct fib_rule_port_range, end, destination_port_end),
    END,
};
static const struct nl_field attributes[] = {
    V(FRA_DST, destination),
    V(FRA_SRC, source),
    V(FRA_IIFNAME, input_interface),
    N(FRA_GOTO, NL_U32, goto_priority),
    N(FRA_PRIORITY, NL_U32, priority),
    N(FRA_FWMARK, NL_U32, mark),
    N(FRA_FLOW, NL_U32, flow),
    N(FRA_TUN_ID, NL_BE64, tunnel_id),
    N(FRA_SUPPRESS_IFGROUP, NL_S32, suppress_ifgroup),
    N(FRA_SUPPRESS_PREFIXLEN, NL_S32, suppress_prefix_length),
    N(FRA_TABLE, NL_U32, table_id),
    N(FRA_FWMASK, NL_U32, mark_mask),
    V(FRA_OIFNAME, output_interface),
    N(FRA_L3MDEV, NL_U8, l3mdev),
    NL_INSIDE(FRA_UID_RANGE, NL_STRUCT, uid_range),
    N(FRA_PROTOCOL, NL_U8, protocol),
    N(FRA_IP_PROTO, NL_U8, ip_protocol),
    NL_INSIDE(FRA_SPORT_RANGE, NL_STRUCT, source_ports),
    NL_INSIDE(FRA_DPORT_RANGE, NL_STRUCT, destination_ports),
    N(FRA_DSCP_6_13, NL_U8, dscp),
    END,
};
static const struct nl_layout layout = {
    RTM_NEWRULE, RTM_NEWRULE, sizeof(struct fib_rule_hdr), header, attributes,
};

static int
parse_message(struct nl_message *m)
{
    struct rule_row row = { .net_namespace = m->input->net_namespace };

    if (!nl_decode(m, &layout, &row))
        return 0;
    if (!row.table_id.known)
        row.table_id = maybe_of(row.short_table);
    if (!row.priority.known)
        row.priority = maybe_of(0); /* fib_nl_fill_rule leaves out a zero */
    return nl_row(m, &table, &row);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_rule = { .name = "rtnl_rule", .parse = parse, .tables = tables, .never_empty = true };
