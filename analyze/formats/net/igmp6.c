/*
 * /proc/net/igmp6: written by igmp6_mc_seq_show (net/ipv6/mcast.c).  Addresses are in network order.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct igmp6_row {
    int64_t net_namespace;
    int64_t interface_index;
    struct slice interface_name;
    struct slice group_address;
    struct blob group_ip;
    int64_t users;
    int64_t flags;
    int64_t timer;
};

static const struct column columns[] = {
    COLUMN(struct igmp6_row, net_namespace),  COLUMN(struct igmp6_row, interface_index),
    COLUMN(struct igmp6_row, interface_name), COLUMN(struct igmp6_row, group_address),
    COLUMN(struct igmp6_row, group_ip),       COLUMN(struct igmp6_row, users),
    COLUMN(struct igmp6_row, flags),          COLUMN(struct igmp6_row, timer),
};
static const struct table table = TABLE("proc_net_igmp6", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct igmp6_row row = { .net_namespace = input->net_namespace };
    struct address group = { 0 };

    scan_signed(s, "interface index", &row.interface_index);
    scan_word(s, "interface", &row.interface_name);
    scan_address(s, "group", 4, true, &group);
    scan_signed(s, "users", &row.users);
    scan_hex(s, "flags", &row.flags);
    scan_signed(s, "timer", &row.timer);
    row.group_address = address_as_text(&group);
    row.group_ip = address_as_blob(&group);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_igmp6 = { .name = "igmp6", .parse = parse, .tables = tables };
