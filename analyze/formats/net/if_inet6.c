/*
 * /proc/net/if_inet6: written by if6_seq_show (net/ipv6/addrconf.c).  Addresses are in network order.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct if_inet6_row {
    int64_t net_namespace;
    struct slice address;
    struct blob ip;
    int64_t interface_index;
    int64_t prefix_length;
    int64_t scope;
    int64_t flags;
    struct slice interface_name;
};

static const struct column columns[] = {
    COLUMN(struct if_inet6_row, net_namespace),
    COLUMN(struct if_inet6_row, address),
    COLUMN(struct if_inet6_row, ip),
    COLUMN(struct if_inet6_row, interface_index),
    COLUMN(struct if_inet6_row, prefix_length),
    COLUMN(struct if_inet6_row, scope),
    COLUMN(struct if_inet6_row, flags),
    COLUMN(struct if_inet6_row, interface_name),
};
static const struct table table = TABLE("proc_net_if_inet6", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct if_inet6_row row = { .net_namespace = input->net_namespace };
    struct address address = { 0 };

    scan_address(s, "address", 4, true, &address);
    scan_hex(s, "interface index", &row.interface_index);
    scan_hex(s, "prefix length", &row.prefix_length);
    scan_hex(s, "scope", &row.scope);
    scan_hex(s, "flags", &row.flags);
    scan_word(s, "interface", &row.interface_name);
    row.address = address_as_text(&address);
    row.ip = address_as_blob(&address);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_if_inet6 = { .name = "if_inet6", .parse = parse, .tables = tables };
