/*
 * NFNL_MSG_HOOK_GET: struct nfgenmsg and NFNLA_HOOK_*, written by nfnl_hook_dump_one (net/netfilter/nfnetlink_hook.c, Linux 5.14): the
 * functions that netfilter calls at one hook of a family, in their order.  Numbers are in network order.
 *
 * These messages do not say which interface was asked of (NFNLA_HOOK_DEV is only in the request); the member's source does.
 */
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_hook.h>

#include "analyze/base/decode.h"
#include "analyze/formats/lib/nlmsg.h"

#include <string.h>

struct hook_row {
    int64_t net_namespace;
    int64_t family;
    struct maybe hook;
    struct maybe priority;
    struct slice function;
    struct slice module;
    struct slice device;
    struct slice table_name;
    struct slice chain;
};

#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct column columns[] = {
    COLUMN(struct hook_row, net_namespace), COLUMN(struct hook_row, family),     COLUMN(struct hook_row, hook),
    COLUMN(struct hook_row, priority),      COLUMN(struct hook_row, function),   COLUMN(struct hook_row, module),
    COLUMN(struct hook_row, device),        COLUMN(struct hook_row, table_name), COLUMN(struct hook_row, chain),
};
static const struct table table = TABLE("nf_hooks", columns);
static const struct table *const tables[] = { &table, NULL };

static const struct nl_field header[] = {
    NL_MEMBER(struct nfgenmsg, nfgen_family, struct hook_row, family),
    END,
};
static const struct nl_field chain[] = {
    NL_VALUE(NFNLA_CHAIN_TABLE, struct hook_row, table_name),
    NL_VALUE(NFNLA_CHAIN_NAME, struct hook_row, chain),
    END,
};
static const struct nl_field info[] = { NL_INSIDE(NFNLA_HOOK_INFO_DESC, NL_ATTRIBUTES, chain), END };
static const struct nl_field attributes[] = {
    NL_NUM(NFNLA_HOOK_HOOKNUM, NL_BE32, struct hook_row, hook),
    NL_NUM(NFNLA_HOOK_PRIORITY, NL_BE32 | NL_SIGNED, struct hook_row, priority),
    NL_VALUE(NFNLA_HOOK_FUNCTION_NAME, struct hook_row, function),
    NL_VALUE(NFNLA_HOOK_MODULE_NAME, struct hook_row, module),
    NL_VALUE(NFNLA_HOOK_DEV, struct hook_row, device),
    NL_INSIDE(NFNLA_HOOK_CHAIN_INFO, NL_ATTRIBUTES, info),
    END,
};

#define MESSAGE (NFNL_SUBSYS_HOOK << 8 | NFNL_MSG_HOOK_GET)

static const struct nl_layout layout = { MESSAGE, MESSAGE, sizeof(struct nfgenmsg), header, attributes };

/* "eth0" of "netlink(7) nfhook/netdev-ingress of eth0, net:[4026531840]", as the manifest has it; none without " of ". */
static struct slice
device_of(struct slice source)
{
    static const char before[] = " of ", behind[] = ", net:[";
    const char *at = source.len ? memmem(source.ptr, source.len, before, sizeof(before) - 1) : NULL;
    struct slice rest =
        at ? slice_skip(source, (size_t)(at - source.ptr) + sizeof(before) - 1) : (struct slice){ NULL, 0 };
    const char *end = rest.len ? memmem(rest.ptr, rest.len, behind, sizeof(behind) - 1) : NULL;

    return end ? (struct slice){ rest.ptr, (size_t)(end - rest.ptr) } : (struct slice){ NULL, 0 };
}

static int
parse_message(struct nl_message *m)
{
    struct hook_row row = { .net_namespace = m->input->net_namespace };
    struct slice device = device_of(m->input->source);
    struct decoder decoder = { .room = device.len };
    int result = 0;

    if (!decode_hex(&decoder, device, &row.device))
        row.device = device;
    if (nl_decode(m, &layout, &row))
        result = nl_row(m, &table, &row);
    decoder_free(&decoder);
    return result;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_nf_hooks = { .name = "nf_hooks", .parse = parse, .tables = tables, .never_empty = true };
