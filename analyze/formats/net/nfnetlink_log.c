/*
 * /proc/net/netfilter/nfnetlink_log: written by seq_show (net/netfilter/nfnetlink_log.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct nfnetlink_log_row {
    int64_t net_namespace;
    int64_t group_number;
    int64_t port_id;
    int64_t queued;
    int64_t copy_mode;
    int64_t copy_range;
    int64_t flush_timeout;
    int64_t use_count;
};

static const struct column columns[] = {
    COLUMN(struct nfnetlink_log_row, net_namespace), COLUMN(struct nfnetlink_log_row, group_number),
    COLUMN(struct nfnetlink_log_row, port_id),       COLUMN(struct nfnetlink_log_row, queued),
    COLUMN(struct nfnetlink_log_row, copy_mode),     COLUMN(struct nfnetlink_log_row, copy_range),
    COLUMN(struct nfnetlink_log_row, flush_timeout), COLUMN(struct nfnetlink_log_row, use_count),
};
static const struct table table = TABLE("proc_net_nfnetlink_log", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct nfnetlink_log_row row = { .net_namespace = input->net_namespace };

    scan_dec(s, "group", &row.group_number);
    scan_u32(s, "netlink port", &row.port_id);
    scan_dec(s, "queue length", &row.queued);
    scan_dec(s, "copy mode", &row.copy_mode);
    scan_dec(s, "copy range", &row.copy_range);
    scan_dec(s, "flush timeout", &row.flush_timeout);
    scan_signed(s, "use", &row.use_count);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_nfnetlink_log = { .name = "nfnetlink_log", .parse = parse, .tables = tables };
