/*
 * nf_tables and hooks of netfilter, made by hand: what the kernel puts into a message, and what it never would.
 */
#include "tests/support/test.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_hook.h>
#include <linux/netlink.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

/* struct nfgenmsg of the family inet. */
static void
begin(struct made *made, unsigned subsystem, unsigned type)
{
    made_begin(made, subsystem << 8 | type, NLM_F_MULTI);
    made_number(made, 1, 1);
    made_number(made, 1, 0);
    made_network(made, 2, 0);
}

static struct cells *
finish(const char *format, struct made *made)
{
    struct format_input input = { .big_endian = made->big_endian, .file = slice_of(format), .net_namespace = 1 };
    struct cells *cells;

    made_done(made, 0);
    input.text = buffer_slice(&made->bytes);
    cells = cells_of(format, &input);
    buffer_free(&made->bytes);
    return cells;
}

static void
put_table(struct made *made)
{
    begin(made, NFNL_SUBSYS_NFTABLES, NFT_MSG_NEWTABLE);
    made_attribute_text(made, NFTA_TABLE_NAME, "filter");
    made_attribute_network(made, NFTA_TABLE_HANDLE, 8, 7);
    made_end(made);
}

static void
put_chain(struct made *made)
{
    size_t hook;

    begin(made, NFNL_SUBSYS_NFTABLES, NFT_MSG_NEWCHAIN);
    made_attribute_text(made, NFTA_CHAIN_TABLE, "filter");
    made_attribute_text(made, NFTA_CHAIN_NAME, "input");
    hook = made_open(made, NFTA_CHAIN_HOOK | NLA_F_NESTED);
    made_attribute_network(made, NFTA_HOOK_HOOKNUM, 4, 1);
    made_attribute_network(made, NFTA_HOOK_PRIORITY, 4, 0xffffff6a);
    made_close(made, hook);
    made_end(made);
}

/* An expression is open until close_expression. */
struct opened {
    size_t element, data;
};

static struct opened
open_expression(struct made *made, const char *name)
{
    struct opened opened = { .element = made_open(made, NFTA_LIST_ELEM | NLA_F_NESTED) };

    if (name)
        made_attribute_text(made, NFTA_EXPR_NAME, name);
    opened.data = made_open(made, NFTA_EXPR_DATA | NLA_F_NESTED);
    return opened;
}

static void
close_expression(struct made *made, struct opened opened)
{
    made_close(made, opened.data);
    made_close(made, opened.element);
}

static void
put_expressions(struct made *made)
{
    size_t list = made_open(made, NFTA_RULE_EXPRESSIONS | NLA_F_NESTED), data, verdict;
    struct opened opened = open_expression(made, "counter");

    made_attribute_network(made, NFTA_COUNTER_PACKETS, 8, 3);
    made_attribute_network(made, NFTA_COUNTER_BYTES, 8, 180);
    close_expression(made, opened);
    opened = open_expression(made, "match");
    made_attribute_text(made, NFTA_MATCH_NAME, "conntrack");
    close_expression(made, opened);
    opened = open_expression(made, "target");
    made_attribute_text(made, NFTA_TARGET_NAME, "LOG");
    close_expression(made, opened);
    close_expression(made, open_expression(made, "meta"));
    close_expression(made, open_expression(made, NULL));
    opened = open_expression(made, "immediate");
    data = made_open(made, NFTA_IMMEDIATE_DATA | NLA_F_NESTED);
    verdict = made_open(made, NFTA_DATA_VERDICT | NLA_F_NESTED);
    made_attribute_network(made, NFTA_VERDICT_CODE, 4, (uint32_t)NFT_JUMP);
    made_attribute_text(made, NFTA_VERDICT_CHAIN, "deeper");
    made_close(made, verdict);
    made_close(made, data);
    close_expression(made, opened);
    made_attribute_text(made, 9, "no element");
    made_close(made, list);
}

static void
put_rule(struct made *made, const char *comment, size_t len)
{
    begin(made, NFNL_SUBSYS_NFTABLES, NFT_MSG_NEWRULE);
    made_attribute_text(made, NFTA_RULE_TABLE, "filter");
    made_attribute_text(made, NFTA_RULE_CHAIN, "input");
    if (comment) {
        made_attribute_network(made, NFTA_RULE_HANDLE, 8, 12);
        put_expressions(made);
        made_attribute(made, NFTA_RULE_USERDATA, comment, len);
    }
    made_end(made);
}

TEST(nf_tables_are_read_in_both_byte_orders)
{
    for (int order = 0; order < 2; order++) {
        struct made made = { .big_endian = order == 1 };
        struct cells *cells;

        put_table(&made);
        put_chain(&made);
        put_rule(&made, "\1\2xy\0\6hello", 12);
        put_rule(&made, NULL, 0);
        cells = finish("nf_tables", &made);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "nft_tables", 0, "family", "1", "name", "filter", "handle", "7", "uses", "NULL");
        assert_cells(cells, "nft_chains", 0, "table_name", "filter", "chain", "input", "hook", "1", "priority", "-150");
        assert_cells(cells, "nft_rules", 0, "handle", "12", "packets", "3", "bytes", "180", "verdict", "-3",
                     "jump_chain", "deeper", "comment", "hello", "expressions",
                     "counter, match conntrack, target LOG, meta, ?, immediate");
        assert_cells(cells, "nft_rules", 1, "handle", "NULL", "comment", "NULL", "expression_bytes", "NULL");
        cells_free(cells);
    }
}

/* User data is whatever a program that made the rule wrote. */
TEST(nf_tables_comments_that_are_none)
{
    static const struct {
        const char *data;
        size_t len;
        const char *comment;
    } comments[] = {
        { "\0\7hello", 7, "NULL" }, { "\0", 1, "NULL" },         { "", 0, "NULL" },
        { "\1\1x", 3, "NULL" },     { "\0\5hello", 7, "hello" }, { "\1\0\0\2ab", 6, "ab" },
    };

    for (size_t i = 0; i < sizeof(comments) / sizeof(comments[0]); i++) {
        struct made made = { 0 };
        struct cells *cells;

        put_rule(&made, comments[i].data, comments[i].len);
        cells = finish("nf_tables", &made);
        assert_string_equal(cell(cells, "nft_rules", 0, "comment"), comments[i].comment);
        cells_free(cells);
    }
}

TEST(netfilter_messages_that_are_cut_make_no_row)
{
    static const unsigned types[] = { NFT_MSG_NEWTABLE, NFT_MSG_NEWCHAIN, NFT_MSG_NEWRULE };
    struct made hooks = { 0 };
    struct cells *cells;

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        struct made made = { 0 };

        made_begin(&made, NFNL_SUBSYS_NFTABLES << 8 | types[i], NLM_F_MULTI);
        made_number(&made, 1, 1);
        made_end(&made);
        cells = finish("nf_tables", &made);
        assert_int_equal(cells_problems(cells), 1);
        assert_string_equal(cells_problem(cells, 0), "1 want whole message have 01");
        cells_free(cells);
    }
    begin(&hooks, NFNL_SUBSYS_HOOK, NFNL_MSG_HOOK_GET);
    made_attribute_network(&hooks, NFNLA_HOOK_PRIORITY, 4, 0xffffff6a);
    made_end(&hooks);
    made_begin(&hooks, NFNL_SUBSYS_HOOK << 8, NLM_F_MULTI);
    made_end(&hooks);
    cells = finish("nf_hooks", &hooks);
    assert_string_equal(cell(cells, "nf_hooks", 0, "priority"), "-150");
    assert_int_equal(cells_problems(cells), 1);
    assert_string_equal(cells_problem(cells, 0), "2 want whole message have ");
    cells_free(cells);
}

/* The kernel names the interface nowhere in the answer. */
TEST(netfilter_hooks_of_an_interface)
{
    static const char *const sources[][2] = {
        { "netlink(7) nfhook/netdev-ingress of eth0, net:[4026531840]", "eth0" },
        { "netlink(7) nfhook/netdev-ingress of \\x1bof\\x5cx, net:[4026531840]", "\\x1bof\\x" },
        { "netlink(7) nfhook/netdev-ingress of \\xZZ, net:[4026531840]", "\\xZZ" },
        { "netlink(7) nfhook/ip-input, net:[4026531840]", "NULL" },
        { "netlink(7) nfhook/netdev-ingress of eth0", "NULL" },
        { "", "NULL" },
    };

    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        struct made made = { 0 };
        struct format_input input = { .file = slice_of("nf_hooks"),
                                      .net_namespace = 1,
                                      .source = slice_of(sources[i][0]) };
        struct cells *cells;

        begin(&made, NFNL_SUBSYS_HOOK, NFNL_MSG_HOOK_GET);
        made_attribute_text(&made, NFNLA_HOOK_FUNCTION_NAME, "filter_hook");
        made_end(&made);
        made_done(&made, 0);
        input.text = buffer_slice(&made.bytes);
        cells = cells_of("nf_hooks", &input);
        assert_string_equal(cell(cells, "nf_hooks", 0, "device"), sources[i][1]);
        assert_int_equal(cells_problems(cells), 0);
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}
