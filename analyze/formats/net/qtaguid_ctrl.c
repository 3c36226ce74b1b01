/*
 * /proc/net/xt_qtaguid/ctrl: written by qtaguid_ctrl_proc_show (net/netfilter/xt_qtaguid.c), which Android's kernels had from 2.6.39
 * to 4.9.  A line for each socket that was tagged, the first kernels without the process and the number of references, then one of
 * counters, `events: name=number ...`, which tells of the module alone.
 */
#include "analyze/formats/lib/line_reader.h"

struct ctrl_row {
    int64_t net_namespace;
    struct slice sock;
    int64_t tag;
    int64_t uid;
    struct maybe pid;
    struct maybe ref_count;
};

static const struct column columns[] = {
    COLUMN(struct ctrl_row, net_namespace), COLUMN(struct ctrl_row, sock), COLUMN(struct ctrl_row, tag),
    COLUMN(struct ctrl_row, uid),           COLUMN(struct ctrl_row, pid),  COLUMN(struct ctrl_row, ref_count),
};
static const struct table table = TABLE("proc_net_qtaguid_ctrl", columns);
static const struct table *const tables[] = { &table, NULL };

/* `key=NUMBER` if it is what comes next. */
static void
scan_pair(struct scan *s, const char *key, struct maybe *out)
{
    scan_space(s);
    if (!scan_ok(s) || !slice_begins(s->rest, key))
        return;
    scan_text(s, key);
    scan_signed(s, key, &out->value);
    out->known = scan_ok(s);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct ctrl_row row = { .net_namespace = input->net_namespace };

    if (scan_ok(s) && slice_begins(s->rest, "events:"))
        return format_newline(sink, s, line);
    scan_text(s, "sock=");
    scan_word(s, "address of the socket", &row.sock);
    scan_space(s);
    scan_text(s, "tag=0x");
    scan_hex(s, "tag", &row.tag);
    scan_space(s);
    scan_text(s, "(uid=");
    scan_u32(s, "uid", &row.uid);
    scan_text(s, ")");
    scan_pair(s, "pid=", &row.pid);
    scan_pair(s, "f_count=", &row.ref_count);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_qtaguid_ctrl = { .name = "qtaguid_ctrl", .parse = parse, .tables = tables };
