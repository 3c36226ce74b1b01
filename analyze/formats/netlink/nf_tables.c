/*
 * Tables, chains and rules of nf_tables: struct nfgenmsg and NFTA_*, written by nf_tables_fill_table_info, nf_tables_fill_chain_info and
 * nf_tables_fill_rule_info (net/netfilter/nf_tables_api.c).  All numbers are in network order.  Rules of iptables-nft are here, too: their
 * matches and targets are the expressions `match` and `target` (net/netfilter/nft_compat.c).
 */
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>
#include <linux/netfilter/nfnetlink.h>

#include "analyze/base/buffer.h"
#include "analyze/formats/lib/nlmsg.h"

#define MESSAGE(type) (NFNL_SUBSYS_NFTABLES << 8 | (type))
#define END            \
    {                  \
        .kind = NL_END \
    }

/* The type of the comment in the user data of a rule: NFTNL_UDATA_RULE_COMMENT of libnftnl. */
#define COMMENT 0

struct table_row {
    int64_t net_namespace;
    int64_t family;
    struct slice name;
    struct maybe handle;
    struct maybe flags;
    struct maybe uses;
    struct maybe owner;
};

struct chain_row {
    int64_t net_namespace;
    int64_t family;
    struct slice table_name;
    struct slice chain;
    struct maybe handle;
    struct slice type;
    struct maybe hook;
    struct maybe priority;
    struct slice device;
    struct maybe policy;
    struct maybe flags;
    struct maybe uses;
    struct maybe packets;
    struct maybe bytes;
};

struct rule_row {
    int64_t net_namespace;
    int64_t family;
    struct slice table_name;
    struct slice chain;
    struct maybe handle;
    struct slice expressions;
    struct maybe packets;
    struct maybe bytes;
    struct maybe verdict;
    struct slice jump_chain;
    struct slice comment;
    struct blob expression_bytes;
};

/* What is read of an expression. */
struct expression {
    struct slice name;
    struct slice match; /* of an expression `match` or `target`: which */
};

static const struct column table_columns[] = {
    COLUMN(struct table_row, net_namespace), COLUMN(struct table_row, family), COLUMN(struct table_row, name),
    COLUMN(struct table_row, handle),        COLUMN(struct table_row, flags),  COLUMN(struct table_row, uses),
    COLUMN(struct table_row, owner),
};
static const struct column chain_columns[] = {
    COLUMN(struct chain_row, net_namespace), COLUMN(struct chain_row, family),   COLUMN(struct chain_row, table_name),
    COLUMN(struct chain_row, chain),         COLUMN(struct chain_row, handle),   COLUMN(struct chain_row, type),
    COLUMN(struct chain_row, hook),          COLUMN(struct chain_row, priority), COLUMN(struct chain_row, device),
    COLUMN(struct chain_row, policy),        COLUMN(struct chain_row, flags),    COLUMN(struct chain_row, uses),
    COLUMN(struct chain_row, packets),       COLUMN(struct chain_row, bytes),
};
static const struct column rule_columns[] = {
    COLUMN(struct rule_row, net_namespace), COLUMN(struct rule_row, family),  COLUMN(struct rule_row, table_name),
    COLUMN(struct rule_row, chain),         COLUMN(struct rule_row, handle),  COLUMN(struct rule_row, expressions),
    COLUMN(struct rule_row, packets),       COLUMN(struct rule_row, bytes),   COLUMN(struct rule_row, verdict),
    COLUMN(struct rule_row, jump_chain),    COLUMN(struct rule_row, comment), COLUMN(struct rule_row, expression_bytes),
};
static const struct table table_table = TABLE("nft_tables", table_columns);
static const struct table chain_table = TABLE("nft_chains", chain_columns);
static const struct table rule_table = TABLE("nft_rules", rule_columns);
static const struct table *const tables[] = { &table_table, &chain_table, &rule_table, NULL };

#define T(type, encoding, field) NL_NUM(type, encoding, struct table_row, field)
#define C(type, encoding, field) NL_NUM(type, encoding, struct chain_row, field)
#define R(type, encoding, field) NL_NUM(type, encoding, struct rule_row, field)

static const struct nl_field table_header[] = {
    NL_MEMBER(struct nfgenmsg, nfgen_family, struct table_row, family),
    END,
};
static const struct nl_field table_attributes[] = {
    NL_VALUE(NFTA_TABLE_NAME, struct table_row, name),
    T(NFTA_TABLE_HANDLE, NL_BE64, handle),
    T(NFTA_TABLE_FLAGS, NL_BE32, flags),
    T(NFTA_TABLE_USE, NL_BE32, uses),
    T(NFTA_TABLE_OWNER, NL_BE32, owner),
    END,
};
static const struct nl_layout table_layout = {
    MESSAGE(NFT_MSG_NEWTABLE), MESSAGE(NFT_MSG_NEWTABLE), sizeof(struct nfgenmsg), table_header, table_attributes,
};

static const struct nl_field chain_header[] = {
    NL_MEMBER(struct nfgenmsg, nfgen_family, struct chain_row, family),
    END,
};
static const struct nl_field hook_attributes[] = {
    C(NFTA_HOOK_HOOKNUM, NL_BE32, hook),
    C(NFTA_HOOK_PRIORITY, NL_BE32 | NL_SIGNED, priority),
    NL_VALUE(NFTA_HOOK_DEV, struct chain_row, device),
    END,
};
static const struct nl_field chain_counter[] = {
    C(NFTA_COUNTER_PACKETS, NL_BE64, packets),
    C(NFTA_COUNTER_BYTES, NL_BE64, bytes),
    END,
};
static const struct nl_field chain_attributes[] = {
    NL_VALUE(NFTA_CHAIN_TABLE, struct chain_row, table_name),
    NL_VALUE(NFTA_CHAIN_NAME, struct chain_row, chain),
    C(NFTA_CHAIN_HANDLE, NL_BE64, handle),
    NL_VALUE(NFTA_CHAIN_TYPE, struct chain_row, type),
    NL_INSIDE(NFTA_CHAIN_HOOK, NL_ATTRIBUTES, hook_attributes),
    C(NFTA_CHAIN_POLICY, NL_BE32, policy),
    C(NFTA_CHAIN_FLAGS, NL_BE32, flags),
    C(NFTA_CHAIN_USE, NL_BE32, uses),
    NL_INSIDE(NFTA_CHAIN_COUNTERS, NL_ATTRIBUTES, chain_counter),
    END,
};
static const struct nl_layout chain_layout = {
    MESSAGE(NFT_MSG_NEWCHAIN), MESSAGE(NFT_MSG_NEWCHAIN), sizeof(struct nfgenmsg), chain_header, chain_attributes,
};

static const struct nl_field rule_header[] = {
    NL_MEMBER(struct nfgenmsg, nfgen_family, struct rule_row, family),
    END,
};
static const struct nl_field rule_attributes[] = {
    NL_VALUE(NFTA_RULE_TABLE, struct rule_row, table_name),
    NL_VALUE(NFTA_RULE_CHAIN, struct rule_row, chain),
    R(NFTA_RULE_HANDLE, NL_BE64, handle),
    END,
};
static const struct nl_layout rule_layout = {
    MESSAGE(NFT_MSG_NEWRULE), MESSAGE(NFT_MSG_NEWRULE), sizeof(struct nfgenmsg), rule_header, rule_attributes,
};

/* The data of the expressions that are looked into. */
static const struct nl_field rule_counter[] = {
    R(NFTA_COUNTER_PACKETS, NL_BE64, packets),
    R(NFTA_COUNTER_BYTES, NL_BE64, bytes),
    END,
};
static const struct nl_field verdict_fields[] = {
    R(NFTA_VERDICT_CODE, NL_BE32 | NL_SIGNED, verdict),
    NL_VALUE(NFTA_VERDICT_CHAIN, struct rule_row, jump_chain),
    END,
};
static const struct nl_field data_fields[] = { NL_INSIDE(NFTA_DATA_VERDICT, NL_ATTRIBUTES, verdict_fields), END };
static const struct nl_field immediate_fields[] = { NL_INSIDE(NFTA_IMMEDIATE_DATA, NL_ATTRIBUTES, data_fields), END };

/* NFTA_MATCH_NAME and NFTA_TARGET_NAME are the same number. */
static const struct nl_field match_fields[] = { NL_VALUE(NFTA_MATCH_NAME, struct expression, match), END };
static const struct nl_field expression_fields[] = { NL_VALUE(NFTA_EXPR_NAME, struct expression, name), END };

/* Reads an expression into the row, and appends its name to the list. */
static void
take_expression(struct nl_message *m, struct slice bytes, struct rule_row *row, struct buffer *list)
{
    struct expression e = { .name = { NULL, 0 } };
    struct slice data = nl_find(m, bytes, NFTA_EXPR_DATA);

    nl_attributes(m, expression_fields, bytes, &e);
    if (slice_is(e.name, "counter"))
        nl_attributes(m, rule_counter, data, row);
    else if (slice_is(e.name, "immediate"))
        nl_attributes(m, immediate_fields, data, row);
    else if (slice_is(e.name, "match") || slice_is(e.name, "target"))
        nl_attributes(m, match_fields, data, &e);
    if (list->len > 0)
        buffer_add(list, ", ", 2);
    buffer_add(list, e.name.ptr ? e.name.ptr : "?", e.name.ptr ? e.name.len : 1);
    if (e.match.len > 0) {
        buffer_add(list, " ", 1);
        buffer_add(list, e.match.ptr, e.match.len);
    }
}

/* The comment is a type, a length and a text with a NUL among others like it. */
static struct slice
comment_of(struct slice data)
{
    while (data.len >= 2 && (size_t)(unsigned char)data.ptr[1] <= data.len - 2) {
        struct slice value = { data.ptr + 2, (size_t)(unsigned char)data.ptr[1] };

        if ((unsigned char)data.ptr[0] == COMMENT)
            return nl_text(value);
        data = slice_skip(data, 2 + value.len);
    }
    return (struct slice){ NULL, 0 };
}

static int
put_rule(struct nl_message *m)
{
    struct rule_row row = { .net_namespace = m->input->net_namespace };
    struct buffer list = { 0 };
    struct slice rest, element;
    unsigned type;
    int result;

    if (!nl_decode(m, &rule_layout, &row))
        return 0;
    rest = nl_find(m, m->attributes, NFTA_RULE_EXPRESSIONS);
    row.expression_bytes = (struct blob){ rest.ptr, rest.len };
    while (rest.ptr && nl_next(m, &rest, &type, &element))
        if (type == NFTA_LIST_ELEM)
            take_expression(m, element, &row, &list);
    row.expressions = buffer_slice(&list);
    row.comment = comment_of(nl_find(m, m->attributes, NFTA_RULE_USERDATA));
    result = nl_row(m, &rule_table, &row);
    buffer_free(&list);
    return result;
}

static int
parse_message(struct nl_message *m)
{
    struct table_row row = { .net_namespace = m->input->net_namespace };
    struct chain_row chain = { .net_namespace = m->input->net_namespace };

    if (m->type == MESSAGE(NFT_MSG_NEWCHAIN))
        return nl_decode(m, &chain_layout, &chain) ? nl_row(m, &chain_table, &chain) : 0;
    if (m->type == MESSAGE(NFT_MSG_NEWRULE))
        return put_rule(m);
    return nl_decode(m, &table_layout, &row) ? nl_row(m, &table_table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_nf_tables = { .name = "nf_tables", .parse = parse, .tables = tables, .never_empty = true };
