/*
 * /proc/net/anycast6: written by ac6_seq_show (net/ipv6/anycast.c).  Addresses are in network order.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct anycast6_row {
    int64_t net_namespace;
    int64_t interface_index;
    struct slice interface_name;
    struct slice address;
    struct blob ip;
    int64_t users;
};

static const struct column columns[] = {
    COLUMN(struct anycast6_row, net_namespace),
    COLUMN(struct anycast6_row, interface_index),
    COLUMN(struct anycast6_row, interface_name),
    COLUMN(struct anycast6_row, address),
    COLUMN(struct anycast6_row, ip),
    COLUMN(struct anycast6_row, users),
};
static const struct table table = TABLE("proc_net_anycast6", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct anycast6_row row = { .net_namespace = input->net_namespace };
    struct address address = { 0 };

    scan_signed(s, "interface index", &row.interface_index);
    scan_word(s, "interface", &row.interface_name);
    scan_address(s, "address", 4, true, &address);
    scan_signed(s, "users", &row.users);
    row.address = address_as_text(&address);
    row.ip = address_as_blob(&address);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_anycast6 = { .name = "anycast6", .parse = parse, .tables = tables };
