/*
 * /proc/net/ip6_flowlabel: written by ip6fl_seq_show (net/ipv6/ip6_flowlabel.c).  Addresses are in network order.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct ip6_flowlabel_row {
    int64_t net_namespace;
    int64_t flow_label;
    int64_t share;
    int64_t owner;
    int64_t users;
    int64_t linger;
    int64_t expires;
    struct slice destination_address;
    struct blob destination_ip;
    int64_t options_length;
};

static const struct column columns[] = {
    COLUMN(struct ip6_flowlabel_row, net_namespace),  COLUMN(struct ip6_flowlabel_row, flow_label),
    COLUMN(struct ip6_flowlabel_row, share),          COLUMN(struct ip6_flowlabel_row, owner),
    COLUMN(struct ip6_flowlabel_row, users),          COLUMN(struct ip6_flowlabel_row, linger),
    COLUMN(struct ip6_flowlabel_row, expires),        COLUMN(struct ip6_flowlabel_row, destination_address),
    COLUMN(struct ip6_flowlabel_row, destination_ip), COLUMN(struct ip6_flowlabel_row, options_length),
};
static const struct table table = TABLE("proc_net_ip6_flowlabel", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "Label S Owner Users Linger Expires Dst Opt",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct ip6_flowlabel_row row = { .net_namespace = input->net_namespace };
    struct address destination = { 0 };

    scan_hex(s, "label", &row.flow_label);
    scan_dec(s, "sharing", &row.share);
    scan_signed(s, "owner", &row.owner);
    scan_signed(s, "users", &row.users);
    scan_signed(s, "linger", &row.linger);
    scan_signed(s, "expires", &row.expires);
    scan_address(s, "destination", 4, true, &destination);
    scan_signed(s, "length of options", &row.options_length);
    row.destination_address = address_as_text(&destination);
    row.destination_ip = address_as_blob(&destination);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_ip6_flowlabel = {
    .name = "ip6_flowlabel", .parse = parse, .tables = tables, .never_empty = true
};
