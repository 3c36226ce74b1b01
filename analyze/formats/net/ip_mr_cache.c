/*
 * /proc/net/ip_mr_cache, ip6_mr_cache: written by ipmr_mfc_seq_show (net/ipv4/ipmr.c) and ipmr_mfc_seq_show (net/ipv6/ip6mr.c).
 * IPv4 addresses are %08X of a __be32, in the byte order of the host; IPv6 addresses are text.  The outputs are a list of interface:TTL.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct mr_cache_row {
    int64_t net_namespace;
    int64_t family;
    struct slice group_address;
    struct blob group_ip;
    struct slice origin_address;
    struct blob origin_ip;
    int64_t input_vif;
    struct maybe packets;
    struct maybe bytes;
    struct maybe wrong_interface;
    struct slice output_vifs;
};

static const struct column columns[] = {
    COLUMN(struct mr_cache_row, net_namespace),  COLUMN(struct mr_cache_row, family),
    COLUMN(struct mr_cache_row, group_address),  COLUMN(struct mr_cache_row, group_ip),
    COLUMN(struct mr_cache_row, origin_address), COLUMN(struct mr_cache_row, origin_ip),
    COLUMN(struct mr_cache_row, input_vif),      COLUMN(struct mr_cache_row, packets),
    COLUMN(struct mr_cache_row, bytes),          COLUMN(struct mr_cache_row, wrong_interface),
    COLUMN(struct mr_cache_row, output_vifs),
};
static const struct table table = TABLE("proc_net_mr_cache", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "Group Origin Iif Pkts Bytes Wrong Oifs", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    bool ipv6 = slice_is(input->file, "ip6_mr_cache");
    struct mr_cache_row row = { .net_namespace = input->net_namespace, .family = ipv6 ? 10 : 2 };
    struct address group = { 0 };
    struct address origin = { 0 };

    if (ipv6) {
        scan_address_text(s, "group", &group);
        scan_address_text(s, "origin", &origin);
    } else {
        scan_address(s, "group", 1, input->big_endian, &group);
        scan_address(s, "origin", 1, input->big_endian, &origin);
    }
    scan_signed(s, "input interface", &row.input_vif);
    scan_maybe_unsigned(s, "packets", &row.packets);
    scan_maybe_unsigned(s, "bytes", &row.bytes);
    scan_maybe_unsigned(s, "packets on the wrong interface", &row.wrong_interface);
    scan_tail(s, &row.output_vifs);
    row.group_address = address_as_text(&group);
    row.group_ip = address_as_blob(&group);
    row.origin_address = address_as_text(&origin);
    row.origin_ip = address_as_blob(&origin);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_ip_mr_cache = {
    .name = "ip_mr_cache", .parse = parse, .tables = tables, .never_empty = true
};
