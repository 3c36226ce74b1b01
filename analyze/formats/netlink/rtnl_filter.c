/*
 * RTM_NEWTFILTER: struct tcmsg and TCA_*, written by tcf_fill_node (net/sched/cls_api.c); what TCA_OPTIONS has depends on the kind
 * of filter, for bpf cls_bpf_dump (net/sched/cls_bpf.c).
 */
#include <linux/pkt_cls.h>
#include <linux/rtnetlink.h>

#include "analyze/formats/lib/nlmsg.h"

struct filter_row {
    int64_t net_namespace;
    int64_t interface_index;
    int64_t handle;
    int64_t parent;
    int64_t priority;
    int64_t protocol;
    struct slice kind;
    struct maybe chain;
    struct maybe bpf_program;
    struct slice bpf_name;
    struct maybe bpf_flags;
    int64_t info; /* tcm_info: priority, and in the low half the protocol */
    struct blob options;
};

static const struct column columns[] = {
    COLUMN(struct filter_row, net_namespace), COLUMN(struct filter_row, interface_index),
    COLUMN(struct filter_row, handle),        COLUMN(struct filter_row, parent),
    COLUMN(struct filter_row, priority),      COLUMN(struct filter_row, protocol),
    COLUMN(struct filter_row, kind),          COLUMN(struct filter_row, chain),
    COLUMN(struct filter_row, bpf_program),   COLUMN(struct filter_row, bpf_name),
    COLUMN(struct filter_row, bpf_flags),
};
static const struct table table = TABLE("rtnl_filter", columns);
static const struct table *const tables[] = { &table, NULL };

#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    NL_NUM(offsetof(struct tcmsg, tcm_ifindex), NL_S32, struct filter_row, interface_index),
    NL_NUM(offsetof(struct tcmsg, tcm_handle), NL_U32, struct filter_row, handle),
    NL_NUM(offsetof(struct tcmsg, tcm_parent), NL_U32, struct filter_row, parent),
    NL_NUM(offsetof(struct tcmsg, tcm_info), NL_U32, struct filter_row, info),
    END,
};
static const struct nl_field attributes[] = {
    NL_VALUE(TCA_KIND, struct filter_row, kind),
    NL_VALUE(TCA_OPTIONS, struct filter_row, options),
    NL_NUM(TCA_CHAIN, NL_U32, struct filter_row, chain),
    END,
};
static const struct nl_field bpf[] = {
    NL_VALUE(TCA_BPF_NAME, struct filter_row, bpf_name),
    NL_NUM(TCA_BPF_FLAGS, NL_U32, struct filter_row, bpf_flags),
    NL_NUM(TCA_BPF_ID, NL_U32, struct filter_row, bpf_program),
    END,
};
static const struct nl_layout layout = {
    RTM_NEWTFILTER, RTM_NEWTFILTER, sizeof(struct tcmsg), header, attributes,
};

/* A protocol of 16 bits in network order, which the kernel put into a number of its own order. */
static int64_t
protocol_of(const struct nl_message *m, int64_t info)
{
    int64_t low = info & 0xffff;

    return m->input->big_endian ? low : (low & 0xff) << 8 | low >> 8;
}

static int
parse_message(struct nl_message *m)
{
    struct filter_row row = { .net_namespace = m->input->net_namespace };

    if (!nl_decode(m, &layout, &row))
        return 0;
    row.priority = row.info >> 16;
    row.protocol = protocol_of(m, row.info);
    if (slice_is(row.kind, "bpf") && row.options.ptr)
        nl_attributes(m, bpf, (struct slice){ row.options.ptr, row.options.len }, &row);
    return nl_row(m, &table, &row);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_rtnl_filter = { .name = "rtnl_filter", .parse = parse, .tables = tables };
