/*
 * /proc/net/route: written by fib_route_seq_show (net/ipv4/fib_trie.c, before 2.6.39 also fib_hash.c).  The file has only the main table.
 * Addresses are %08X of a __be32: in the byte order of the host.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct route_row {
    int64_t net_namespace;
    struct slice interface_name;
    struct slice destination_address;
    struct blob destination_ip;
    struct slice gateway_address;
    struct blob gateway_ip;
    int64_t flags;
    int64_t ref_count;
    int64_t use_count;
    int64_t metric;
    struct slice mask_address;
    struct blob mask_ip;
    int64_t mtu;
    int64_t window;
    int64_t irtt;
};

static const struct column columns[] = {
    COLUMN(struct route_row, net_namespace),
    COLUMN(struct route_row, interface_name),
    COLUMN(struct route_row, destination_address),
    COLUMN(struct route_row, destination_ip),
    COLUMN(struct route_row, gateway_address),
    COLUMN(struct route_row, gateway_ip),
    COLUMN(struct route_row, flags),
    COLUMN(struct route_row, ref_count),
    COLUMN(struct route_row, use_count),
    COLUMN(struct route_row, metric),
    COLUMN(struct route_row, mask_address),
    COLUMN(struct route_row, mask_ip),
    COLUMN(struct route_row, mtu),
    COLUMN(struct route_row, window),
    COLUMN(struct route_row, irtt),
};
static const struct table table = TABLE("proc_net_route", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct route_row row = { .net_namespace = input->net_namespace };
    struct address destination = { 0 };
    struct address gateway = { 0 };
    struct address mask = { 0 };

    scan_word(s, "interface", &row.interface_name);
    scan_address(s, "destination", 1, input->big_endian, &destination);
    scan_address(s, "gateway", 1, input->big_endian, &gateway);
    scan_hex(s, "flags", &row.flags);
    scan_signed(s, "references", &row.ref_count);
    scan_dec(s, "use", &row.use_count);
    scan_signed(s, "metric", &row.metric);
    scan_address(s, "mask", 1, input->big_endian, &mask);
    scan_signed(s, "mtu", &row.mtu);
    scan_dec(s, "window", &row.window);
    scan_dec(s, "irtt", &row.irtt);
    row.destination_address = address_as_text(&destination);
    row.destination_ip = address_as_blob(&destination);
    row.gateway_address = address_as_text(&gateway);
    row.gateway_ip = address_as_blob(&gateway);
    row.mask_address = address_as_text(&mask);
    row.mask_ip = address_as_blob(&mask);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_route = { .name = "route", .parse = parse, .tables = tables };
