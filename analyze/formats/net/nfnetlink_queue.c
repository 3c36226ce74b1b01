/*
 * /proc/net/netfilter/nfnetlink_queue: written by seq_show (net/netfilter/nfnetlink_queue.c).  Its last column is always 1.
 */
#include "analyze/formats/lib/line_reader.h"

struct nfnetlink_queue_row {
    int64_t net_namespace;
    int64_t queue_number;
    int64_t port_id;
    int64_t queued;
    int64_t copy_mode;
    int64_t copy_range;
    int64_t queue_dropped;
    int64_t user_dropped;
    int64_t id_sequence;
};

static const struct column columns[] = {
    COLUMN(struct nfnetlink_queue_row, net_namespace), COLUMN(struct nfnetlink_queue_row, queue_number),
    COLUMN(struct nfnetlink_queue_row, port_id),       COLUMN(struct nfnetlink_queue_row, queued),
    COLUMN(struct nfnetlink_queue_row, copy_mode),     COLUMN(struct nfnetlink_queue_row, copy_range),
    COLUMN(struct nfnetlink_queue_row, queue_dropped), COLUMN(struct nfnetlink_queue_row, user_dropped),
    COLUMN(struct nfnetlink_queue_row, id_sequence),
};
static const struct table table = TABLE("proc_net_nfnetlink_queue", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct nfnetlink_queue_row row = { .net_namespace = input->net_namespace };
    struct slice skipped;

    scan_dec(s, "queue", &row.queue_number);
    scan_u32(s, "netlink port", &row.port_id);
    scan_dec(s, "queue length", &row.queued);
    scan_dec(s, "copy mode", &row.copy_mode);
    scan_dec(s, "copy range", &row.copy_range);
    scan_dec(s, "dropped", &row.queue_dropped);
    scan_dec(s, "dropped on the way", &row.user_dropped);
    scan_dec(s, "sequence", &row.id_sequence);
    scan_word(s, "one", &skipped);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_nfnetlink_queue = { .name = "nfnetlink_queue", .parse = parse, .tables = tables };
