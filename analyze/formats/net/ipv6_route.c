/*
 * /proc/net/ipv6_route: written by ipv6_route_native_seq_show (net/ipv6/ip6_fib.c), before 3.11 rt6_info_route (net/ipv6/route.c).
 * Addresses are in network order.  The file has the routes of every table.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct ipv6_route_row {
    int64_t net_namespace;
    struct slice destination_address;
    struct blob destination_ip;
    int64_t destination_length;
    struct slice source_address;
    struct blob source_ip;
    int64_t source_length;
    struct slice gateway_address;
    struct blob gateway_ip;
    int64_t metric;
    int64_t ref_count;
    int64_t use_count;
    int64_t flags;
    struct slice interface_name;
};

static const struct column columns[] = {
    COLUMN(struct ipv6_route_row, net_namespace),  COLUMN(struct ipv6_route_row, destination_address),
    COLUMN(struct ipv6_route_row, destination_ip), COLUMN(struct ipv6_route_row, destination_length),
    COLUMN(struct ipv6_route_row, source_address), COLUMN(struct ipv6_route_row, source_ip),
    COLUMN(struct ipv6_route_row, source_length),  COLUMN(struct ipv6_route_row, gateway_address),
    COLUMN(struct ipv6_route_row, gateway_ip),     COLUMN(struct ipv6_route_row, metric),
    COLUMN(struct ipv6_route_row, ref_count),      COLUMN(struct ipv6_route_row, use_count),
    COLUMN(struct ipv6_route_row, flags),          COLUMN(struct ipv6_route_row, interface_name),
};
static const struct table table = TABLE("proc_net_ipv6_route", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct ipv6_route_row row = { .net_namespace = input->net_namespace };
    struct address destination = { 0 };
    struct address source = { 0 };
    struct address gateway = { 0 };

    scan_address(s, "destination", 4, true, &destination);
    scan_hex(s, "destination length", &row.destination_length);
    scan_address(s, "source", 4, true, &source);
    scan_hex(s, "source length", &row.source_length);
    scan_address(s, "next hop", 4, true, &gateway);
    scan_hex(s, "metric", &row.metric);
    scan_hex(s, "references", &row.ref_count);
    scan_hex(s, "use", &row.use_count);
    scan_hex(s, "flags", &row.flags);
    if (!scan_at_end(s))
        scan_word(s, "interface", &row.interface_name);
    row.destination_address = address_as_text(&destination);
    row.destination_ip = address_as_blob(&destination);
    row.source_address = address_as_text(&source);
    row.source_ip = address_as_blob(&source);
    row.gateway_address = address_as_text(&gateway);
    row.gateway_ip = address_as_blob(&gateway);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_ipv6_route = { .name = "ipv6_route", .parse = parse, .tables = tables };
