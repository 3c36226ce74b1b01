/*
 * RTM_NEWQDISC: struct tcmsg and TCA_*, written by tc_fill_qdisc (net/sched/sch_api.c): how packets wait at an interface, and where
 * filters can be.
 */
#include <linux/gen_stats.h>
#include <linux/rtnetlink.h>

#include "analyze/formats/lib/nlmsg.h"

struct qdisc_row {
    int64_t net_namespace;
    int64_t interface_index;
    int64_t handle;
    int64_t parent;
    struct slice kind;
    struct maybe ingress_block;
    struct maybe egress_block;
    struct maybe bytes;
    struct maybe packets;
};

static const struct column columns[] = {
    COLUMN(struct qdisc_row, net_namespace), COLUMN(struct qdisc_row, interface_index),
    COLUMN(struct qdisc_row, handle),        COLUMN(struct qdisc_row, parent),
    COLUMN(struct qdisc_row, kind),          COLUMN(struct qdisc_row, ingress_block),
    COLUMN(struct qdisc_row, egress_block),  COLUMN(struct qdisc_row, bytes),
    COLUMN(struct qdisc_row, packets),
};
static const struct table table = TABLE("rtnl_qdisc", columns);
static const struct table *const tables[] = { &table, NULL };

#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    NL_NUM(offsetof(struct tcmsg, tcm_ifindex), NL_S32, struct qdisc_row, interface_index),
    NL_NUM(offsetof(struct tcmsg, tcm_handle), NL_U32, struct qdisc_row, handle),
    NL_NUM(offsetof(struct tcmsg, tcm_parent), NL_U32, struct qdisc_row, parent),
    END,
};
/* struct gnet_stats_basic */
static const struct nl_field basic[] = {
    NL_NUM(0, NL_U64, struct qdisc_row, bytes),
    NL_NUM(8, NL_U32, struct qdisc_row, packets),
    END,
};
static const struct nl_field statistics[] = {
    NL_INSIDE(TCA_STATS_BASIC, NL_STRUCT, basic),
    END,
};
static const struct nl_field attributes[] = {
    NL_VALUE(TCA_KIND, struct qdisc_row, kind),
    NL_INSIDE(TCA_STATS2, NL_ATTRIBUTES, statistics),
    NL_NUM(TCA_INGRESS_BLOCK, NL_U32, struct qdisc_row, ingress_block),
    NL_NUM(TCA_EGRESS_BLOCK, NL_U32, struct qdisc_row, egress_block),
    END,
};
static const struct nl_layout layout = {
    RTM_NEWQDISC, RTM_NEWQDISC, sizeof(struct tcmsg), header, attributes,
};

static int
parse_message(struct nl_message *m)
{
    struct qdisc_row row = { .net_namespace = m->input->net_namespace };

    return nl_decode(m, &layout, &row) ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_qdisc = { .name = "rtnl_qdisc", .parse = parse, .tables = tables, .never_empty = true };
