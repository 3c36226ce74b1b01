/*
 * net/collector: written by collect, a line for each socket that it made to ask the kernel; see docs/snapshot-format.md.
 */
#include "analyze/formats/lib/line_reader.h"

struct socket_row {
    int64_t net_namespace;
    int64_t family;
    int64_t protocol;
    int64_t inode;
    struct maybe cookie;
};

static const struct column columns[] = {
    COLUMN(struct socket_row, net_namespace), COLUMN(struct socket_row, family), COLUMN(struct socket_row, protocol),
    COLUMN(struct socket_row, inode),         COLUMN(struct socket_row, cookie),
};
static const struct table table = TABLE("collector_sockets", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct socket_row row = { 0 };

    (void)input;
    scan_dec(s, "namespace", &row.net_namespace);
    scan_text(s, "\t");
    scan_dec(s, "family", &row.family);
    scan_text(s, "\t");
    scan_dec(s, "protocol", &row.protocol);
    scan_text(s, "\t");
    scan_unsigned(s, "inode", &row.inode);
    scan_text(s, "\t");
    scan_unsigned(s, "cookie", &row.cookie.value);
    row.cookie.known = row.cookie.value != 0;
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_collector_sockets = { .name = "collector_sockets", .parse = parse, .tables = tables };
