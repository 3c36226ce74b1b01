/*
 * /proc/net/xt_qtaguid/stats: written by pp_stats_line (net/netfilter/xt_qtaguid.c), which Android's kernels had from 2.6.39 to 4.9.  A line
 * for each interface, tag, uid and set of counters; the line without a tag counts what has one, too.  The counters of the first
 * kernels end before those of each protocol; some headers call these packets before bytes, and all print the bytes first.
 */
#include "analyze/formats/lib/line_reader.h"

struct stats_row {
    int64_t net_namespace;
    struct slice interface_name;
    int64_t tag;
    int64_t uid;
    int64_t counter_set;
    int64_t rx_bytes;
    int64_t rx_packets;
    int64_t tx_bytes;
    int64_t tx_packets;
    struct maybe rx_tcp_bytes;
    struct maybe rx_tcp_packets;
    struct maybe rx_udp_bytes;
    struct maybe rx_udp_packets;
    struct maybe rx_other_bytes;
    struct maybe rx_other_packets;
    struct maybe tx_tcp_bytes;
    struct maybe tx_tcp_packets;
    struct maybe tx_udp_bytes;
    struct maybe tx_udp_packets;
    struct maybe tx_other_bytes;
    struct maybe tx_other_packets;
};

static const struct column columns[] = {
    COLUMN(struct stats_row, net_namespace),
    COLUMN(struct stats_row, interface_name),
    COLUMN(struct stats_row, tag),
    COLUMN(struct stats_row, uid),
    COLUMN(struct stats_row, counter_set),
    COLUMN(struct stats_row, rx_bytes),
    COLUMN(struct stats_row, rx_packets),
    COLUMN(struct stats_row, tx_bytes),
    COLUMN(struct stats_row, tx_packets),
    COLUMN(struct stats_row, rx_tcp_bytes),
    COLUMN(struct stats_row, rx_tcp_packets),
    COLUMN(struct stats_row, rx_udp_bytes),
    COLUMN(struct stats_row, rx_udp_packets),
    COLUMN(struct stats_row, rx_other_bytes),
    COLUMN(struct stats_row, rx_other_packets),
    COLUMN(struct stats_row, tx_tcp_bytes),
    COLUMN(struct stats_row, tx_tcp_packets),
    COLUMN(struct stats_row, tx_udp_bytes),
    COLUMN(struct stats_row, tx_udp_packets),
    COLUMN(struct stats_row, tx_other_bytes),
    COLUMN(struct stats_row, tx_other_packets),
};
static const struct table table = TABLE("proc_net_qtaguid_stats", columns);
static const struct table *const tables[] = { &table, NULL };

#define TOTALS "idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets"

static const char *const headers[] = {
    TOTALS " rx_tcp_bytes rx_tcp_packets rx_udp_bytes rx_udp_packets rx_other_bytes rx_other_packets"
           " tx_tcp_bytes tx_tcp_packets tx_udp_bytes tx_udp_packets tx_other_bytes tx_other_packets",
    TOTALS " rx_tcp_packets rx_tcp_bytes rx_udp_packets rx_udp_bytes rx_other_packets rx_other_bytes"
           " tx_tcp_packets tx_tcp_bytes tx_udp_packets tx_udp_bytes tx_other_packets tx_other_bytes",
    TOTALS,
    NULL,
};

/* The counters of each protocol, if the line has more words than belong to unknown columns of the header. */
static void
scan_protocols(struct scan *s, struct stats_row *row)
{
    struct maybe *const counters[] = {
        &row->rx_tcp_bytes,   &row->rx_tcp_packets,   &row->rx_udp_bytes,   &row->rx_udp_packets,
        &row->rx_other_bytes, &row->rx_other_packets, &row->tx_tcp_bytes,   &row->tx_tcp_packets,
        &row->tx_udp_bytes,   &row->tx_udp_packets,   &row->tx_other_bytes, &row->tx_other_packets,
    };

    for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]) && scan_count(s) > s->more; i++)
        scan_maybe_unsigned(s, "counter", counters[i]);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct stats_row row = { .net_namespace = input->net_namespace };
    int64_t unused;

    scan_dec(s, "number of the line", &unused);
    scan_word(s, "interface", &row.interface_name);
    scan_space(s);
    scan_text(s, "0x");
    scan_hex(s, "tag", &row.tag);
    scan_u32(s, "uid", &row.uid);
    scan_dec(s, "set of counters", &row.counter_set);
    scan_unsigned(s, "bytes received", &row.rx_bytes);
    scan_unsigned(s, "packets received", &row.rx_packets);
    scan_unsigned(s, "bytes sent", &row.tx_bytes);
    scan_unsigned(s, "packets sent", &row.tx_packets);
    scan_protocols(s, &row);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_qtaguid_stats = {
    .name = "qtaguid_stats", .parse = parse, .tables = tables, .never_empty = true
};
