/*
 * /proc/net/quic: made up, for the test that carries out the recipe of docs/hacking.md.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct quic_row {
    int64_t net_namespace;
    struct slice pass;
    struct slice local_address;
    struct blob local_ip;
    int64_t local_port;
    int64_t uid;
    int64_t inode;
};

static const struct column columns[] = {
    COLUMN(struct quic_row, net_namespace), COLUMN(struct quic_row, pass),       COLUMN(struct quic_row, local_address),
    COLUMN(struct quic_row, local_ip),      COLUMN(struct quic_row, local_port), COLUMN(struct quic_row, uid),
    COLUMN(struct quic_row, inode),
};
static const struct table table = TABLE("proc_net_quic", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "local port uid inode", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct quic_row row = { .net_namespace = input->net_namespace, .pass = input->pass };
    struct address local = { 0 };

    scan_address(s, "local address", 1, input->big_endian, &local);
    row.local_address = address_as_text(&local);
    row.local_ip = address_as_blob(&local);
    scan_dec(s, "port", &row.local_port);
    scan_u32(s, "uid", &row.uid);
    scan_dec(s, "inode", &row.inode);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_quic = { .name = "quic", .parse = parse, .tables = tables, .never_empty = true };
