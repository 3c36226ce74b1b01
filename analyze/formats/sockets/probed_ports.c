/*
 * net/NETNS/context/probed-ports: written by collect, see probed-ports in docs/snapshot-format.md.
 */
#include "analyze/formats/lib/line_reader.h"

#include <netinet/in.h>

struct port_row {
    int64_t net_namespace;
    int64_t protocol;
    int64_t port;
    int64_t looks;
    struct slice tables;
};

static const struct column columns[] = {
    COLUMN(struct port_row, net_namespace), COLUMN(struct port_row, protocol), COLUMN(struct port_row, port),
    COLUMN(struct port_row, looks),         COLUMN(struct port_row, tables),
};
static const struct table table = TABLE("probed_ports", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct port_row row = { .net_namespace = input->net_namespace };
    struct slice protocol = { NULL, 0 };

    scan_word(s, "protocol", &protocol);
    scan_dec(s, "port", &row.port);
    scan_dec(s, "looks", &row.looks);
    scan_word(s, "tables", &row.tables);
    if (slice_is(row.tables, "-"))
        row.tables = (struct slice){ NULL, 0 };
    row.protocol = slice_is(protocol, "tcp") ? IPPROTO_TCP : IPPROTO_UDP;
    if (scan_ok(s) && !slice_is(protocol, "tcp") && !slice_is(protocol, "udp"))
        scan_fail(s, "tcp or udp", protocol);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_probed_ports = { .name = "probed_ports", .parse = parse, .tables = tables };
