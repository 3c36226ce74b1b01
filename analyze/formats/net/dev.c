/*
 * /proc/net/dev: written by dev_seq_printf_stats (net/core/net-procfs.c, before 3.9 net/core/dev.c).  Kernels of the 2.6 series print
 * no blank between the name and a first number of eight digits (eth0:12345678), and allow a colon in the name of an interface.
 */
#include "analyze/formats/lib/line_reader.h"

struct dev_row {
    int64_t net_namespace;
    struct slice interface_name;
    int64_t rx_bytes;
    int64_t rx_packets;
    int64_t rx_errors;
    int64_t rx_dropped;
    int64_t rx_fifo;
    int64_t rx_frame;
    int64_t rx_compressed;
    int64_t rx_multicast;
    int64_t tx_bytes;
    int64_t tx_packets;
    int64_t tx_errors;
    int64_t tx_dropped;
    int64_t tx_fifo;
    int64_t tx_collisions;
    int64_t tx_carrier;
    int64_t tx_compressed;
};

static const struct column columns[] = {
    COLUMN(struct dev_row, net_namespace), COLUMN(struct dev_row, interface_name),
    COLUMN(struct dev_row, rx_bytes),      COLUMN(struct dev_row, rx_packets),
    COLUMN(struct dev_row, rx_errors),     COLUMN(struct dev_row, rx_dropped),
    COLUMN(struct dev_row, rx_fifo),       COLUMN(struct dev_row, rx_frame),
    COLUMN(struct dev_row, rx_compressed), COLUMN(struct dev_row, rx_multicast),
    COLUMN(struct dev_row, tx_bytes),      COLUMN(struct dev_row, tx_packets),
    COLUMN(struct dev_row, tx_errors),     COLUMN(struct dev_row, tx_dropped),
    COLUMN(struct dev_row, tx_fifo),       COLUMN(struct dev_row, tx_collisions),
    COLUMN(struct dev_row, tx_carrier),    COLUMN(struct dev_row, tx_compressed),
};
static const struct table table = TABLE("proc_net_dev", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const first_headers[] = { "Inter-| Receive | Transmit", NULL };
static const char *const second_headers[] = {
    "face |bytes packets errs drop fifo frame compressed multicast|bytes packets errs drop fifo colls carrier "
    "compressed",
    NULL,
};

static void
scan_name(struct scan *s, struct slice *name)
{
    const char *colon;

    scan_space(s);
    colon = s->rest.len > 0 ? memrchr(s->rest.ptr, ':', s->rest.len) : NULL;
    if (!colon || colon == s->rest.ptr) {
        scan_fail(s, "name of an interface", s->rest);
        return;
    }
    *name = (struct slice){ s->rest.ptr, (size_t)(colon - s->rest.ptr) };
    s->rest = slice_skip(s->rest, name->len + 1);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct dev_row row = { .net_namespace = input->net_namespace };

    scan_name(s, &row.interface_name);
    scan_signed(s, "bytes received", &row.rx_bytes);
    scan_signed(s, "packets received", &row.rx_packets);
    scan_signed(s, "errors", &row.rx_errors);
    scan_signed(s, "drops", &row.rx_dropped);
    scan_signed(s, "fifo errors", &row.rx_fifo);
    scan_signed(s, "frame errors", &row.rx_frame);
    scan_signed(s, "compressed packets", &row.rx_compressed);
    scan_signed(s, "multicast packets", &row.rx_multicast);
    scan_signed(s, "bytes sent", &row.tx_bytes);
    scan_signed(s, "packets sent", &row.tx_packets);
    scan_signed(s, "errors", &row.tx_errors);
    scan_signed(s, "drops", &row.tx_dropped);
    scan_signed(s, "fifo errors", &row.tx_fifo);
    scan_signed(s, "collisions", &row.tx_collisions);
    scan_signed(s, "carrier losses", &row.tx_carrier);
    scan_signed(s, "compressed packets", &row.tx_compressed);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines = format_lines_of(input);
    struct slice line;
    struct scan s;
    int more = format_header(&lines, sink, first_headers);

    if (more == 1)
        more = format_header(&lines, sink, second_headers);
    while (more == 1 && lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (parse_line(input, &s, sink, lines.number) != 0)
            return -1;
    }
    return more < 0 ? -1 : 0;
}

const struct format format_dev = { .name = "dev", .parse = parse, .tables = tables, .never_empty = true };
