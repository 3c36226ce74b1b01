/*
 * /proc/net/netlink: written by netlink_native_seq_show, before 5.8 netlink_seq_show (net/netlink/af_netlink.c).  Linux 2.6.24 had
 * neither drops nor inode, 2.6.32 had no inode.
 */
#include "analyze/formats/lib/line_reader.h"

struct netlink_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t protocol;
    int64_t port_id;
    int64_t groups;
    int64_t rmem;
    int64_t wmem;
    struct maybe dump;
    int64_t locks;
    struct maybe drops;
    struct maybe inode;
};

static const struct column columns[] = {
    COLUMN(struct netlink_row, net_namespace), COLUMN(struct netlink_row, pass),   COLUMN(struct netlink_row, protocol),
    COLUMN(struct netlink_row, port_id),       COLUMN(struct netlink_row, groups), COLUMN(struct netlink_row, rmem),
    COLUMN(struct netlink_row, wmem),          COLUMN(struct netlink_row, dump),   COLUMN(struct netlink_row, locks),
    COLUMN(struct netlink_row, drops),         COLUMN(struct netlink_row, inode),
};
static const struct table table = TABLE("proc_net_netlink", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "sk Eth Pid Groups Rmem Wmem Dump Locks [ Drops Inode",
    NULL,
};

/* Whether a dump runs; kernels before 3.13 print the address of the dump's state instead, or (null). */
static void
scan_dump(struct scan *s, struct maybe *dump)
{
    struct slice word = { NULL, 0 };
    struct scan inside;

    scan_word(s, "dump", &word);
    if (!scan_ok(s) || word.len >= 8 || slice_is(word, "(null)"))
        return;
    inside = scan_of(word);
    scan_maybe_dec(&inside, "dump", dump);
    if (!scan_ok(&inside) || !scan_at_end(&inside))
        scan_fail(s, "dump", word);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct netlink_row row = { .net_namespace = input->net_namespace, .pass = input->pass };
    struct slice pointer;

    scan_word(s, "pointer", &pointer);
    scan_dec(s, "protocol", &row.protocol);
    scan_u32(s, "port id", &row.port_id);
    scan_hex(s, "groups", &row.groups);
    scan_signed(s, "rmem", &row.rmem);
    scan_signed(s, "wmem", &row.wmem);
    scan_dump(s, &row.dump);
    scan_signed(s, "locks", &row.locks);
    scan_maybe_signed(s, "drops", &row.drops);
    scan_maybe_unsigned(s, "inode", &row.inode);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_netlink = { .name = "netlink", .parse = parse, .tables = tables, .never_empty = true };
