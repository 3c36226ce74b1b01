/*
 * /proc/net/mcfilter, mcfilter6: written by igmp_mcf_seq_show (net/ipv4/igmp.c) and igmp6_mcf_seq_show (net/ipv6/mcast.c).
 * Addresses are in network order.  The interface is cut to its first six bytes.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct mcfilter_row {
    int64_t net_namespace;
    int64_t family;
    int64_t interface_index;
    struct slice interface_prefix;
    struct slice group_address;
    struct blob group_ip;
    struct slice source_address;
    struct blob source_ip;
    int64_t include_count;
    int64_t exclude_count;
};

static const struct column columns[] = {
    COLUMN(struct mcfilter_row, net_namespace),   COLUMN(struct mcfilter_row, family),
    COLUMN(struct mcfilter_row, interface_index), COLUMN(struct mcfilter_row, interface_prefix),
    COLUMN(struct mcfilter_row, group_address),   COLUMN(struct mcfilter_row, group_ip),
    COLUMN(struct mcfilter_row, source_address),  COLUMN(struct mcfilter_row, source_ip),
    COLUMN(struct mcfilter_row, include_count),   COLUMN(struct mcfilter_row, exclude_count),
};
static const struct table table = TABLE("proc_net_mcfilter", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "Idx Device MCA SRC INC EXC",
    "Idx Device Multicast Address Source Address INC EXC",
    NULL,
};

static void
scan_group(struct scan *s, bool ipv6, const char *want, struct address *out)
{
    scan_space(s);
    if (!ipv6)
        scan_text(s, "0x");
    scan_address(s, want, ipv6 ? 4 : 1, true, out);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    bool ipv6 = slice_is(input->file, "mcfilter6");
    struct mcfilter_row row = { .net_namespace = input->net_namespace, .family = ipv6 ? 10 : 2 };
    struct address group = { 0 };
    struct address source = { 0 };

    scan_dec(s, "interface index", &row.interface_index);
    scan_word(s, "interface", &row.interface_prefix);
    scan_group(s, ipv6, "group", &group);
    scan_group(s, ipv6, "source", &source);
    scan_dec(s, "times included", &row.include_count);
    scan_dec(s, "times excluded", &row.exclude_count);
    row.group_address = address_as_text(&group);
    row.group_ip = address_as_blob(&group);
    row.source_address = address_as_text(&source);
    row.source_ip = address_as_blob(&source);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_mcfilter = { .name = "mcfilter", .parse = parse, .tables = tables, .never_empty = true };
