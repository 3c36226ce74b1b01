/*
 * /proc/net/rt_cache: written by rt_cache_seq_show (net/ipv4/route.c).  Linux 3.6 did away with the cache and left the header.
 * Addresses are %08X of a __be32: in the byte order of the host.  The counts of the hardware header end at -1.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct rt_cache_row {
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
    struct slice source_address;
    struct blob source_ip;
    int64_t mtu;
    int64_t window;
    int64_t irtt;
    int64_t tos;
    int64_t hh_ref;
    int64_t hh_uptodate;
    struct slice specific_destination_address;
    struct blob specific_destination_ip;
};

static const struct column columns[] = {
    COLUMN(struct rt_cache_row, net_namespace),
    COLUMN(struct rt_cache_row, interface_name),
    COLUMN(struct rt_cache_row, destination_address),
    COLUMN(struct rt_cache_row, destination_ip),
    COLUMN(struct rt_cache_row, gateway_address),
    COLUMN(struct rt_cache_row, gateway_ip),
    COLUMN(struct rt_cache_row, flags),
    COLUMN(struct rt_cache_row, ref_count),
    COLUMN(struct rt_cache_row, use_count),
    COLUMN(struct rt_cache_row, metric),
    COLUMN(struct rt_cache_row, source_address),
    COLUMN(struct rt_cache_row, source_ip),
    COLUMN(struct rt_cache_row, mtu),
    COLUMN(struct rt_cache_row, window),
    COLUMN(struct rt_cache_row, irtt),
    COLUMN(struct rt_cache_row, tos),
    COLUMN(struct rt_cache_row, hh_ref),
    COLUMN(struct rt_cache_row, hh_uptodate),
    COLUMN(struct rt_cache_row, specific_destination_address),
    COLUMN(struct rt_cache_row, specific_destination_ip),
};
static const struct table table = TABLE("proc_net_rt_cache", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "Iface Destination Gateway Flags RefCnt Use Metric Source MTU Window IRTT TOS HHRef HHUptod SpecDst",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct rt_cache_row row = { .net_namespace = input->net_namespace };
    struct address destination = { 0 };
    struct address gateway = { 0 };
    struct address source = { 0 };
    struct address specific_destination = { 0 };

    scan_word(s, "interface", &row.interface_name);
    scan_address(s, "destination", 1, input->big_endian, &destination);
    scan_address(s, "gateway", 1, input->big_endian, &gateway);
    scan_hex(s, "flags", &row.flags);
    scan_signed(s, "references", &row.ref_count);
    scan_dec(s, "use", &row.use_count);
    scan_signed(s, "metric", &row.metric);
    scan_address(s, "source", 1, input->big_endian, &source);
    scan_signed(s, "mtu", &row.mtu);
    scan_dec(s, "window", &row.window);
    scan_dec(s, "irtt", &row.irtt);
    scan_hex(s, "tos", &row.tos);
    scan_signed(s, "references of the header", &row.hh_ref);
    scan_signed(s, "state of the header", &row.hh_uptodate);
    scan_address(s, "specific destination", 1, input->big_endian, &specific_destination);
    row.destination_address = address_as_text(&destination);
    row.destination_ip = address_as_blob(&destination);
    row.gateway_address = address_as_text(&gateway);
    row.gateway_ip = address_as_blob(&gateway);
    row.source_address = address_as_text(&source);
    row.source_ip = address_as_blob(&source);
    row.specific_destination_address = address_as_text(&specific_destination);
    row.specific_destination_ip = address_as_blob(&specific_destination);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_rt_cache = { .name = "rt_cache", .parse = parse, .tables = tables, .never_empty = true };
