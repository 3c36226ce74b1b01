/*
 * /proc/fs/nfsd/portlist: written by svc_xprt_names (net/sunrpc/svc_xprt.c): transport and port of each socket of the NFS server.
 */
#include "analyze/formats/lib/line_reader.h"

struct port_row {
    struct slice protocol;
    int64_t port;
};

static const struct column columns[] = {
    COLUMN(struct port_row, protocol),
    COLUMN(struct port_row, port),
};
static const struct table table = TABLE("nfsd_ports", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct port_row row = { 0 };

    (void)input;
    scan_word(s, "transport", &row.protocol);
    scan_dec(s, "port", &row.port);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_nfsd_ports = { .name = "nfsd_ports", .parse = parse, .tables = tables };
