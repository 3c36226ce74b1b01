/*
 * /proc/net/dev_mcast: written by dev_mc_seq_show (net/core/net-procfs.c, before 3.9 dev_addr_lists.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct dev_mcast_row {
    int64_t net_namespace;
    int64_t interface_index;
    struct slice interface_name;
    int64_t users;
    int64_t global_users;
    struct slice mac;
};

static const struct column columns[] = {
    COLUMN(struct dev_mcast_row, net_namespace),  COLUMN(struct dev_mcast_row, interface_index),
    COLUMN(struct dev_mcast_row, interface_name), COLUMN(struct dev_mcast_row, users),
    COLUMN(struct dev_mcast_row, global_users),   COLUMN(struct dev_mcast_row, mac),
};
static const struct table table = TABLE("proc_net_dev_mcast", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct dev_mcast_row row = { .net_namespace = input->net_namespace };

    scan_signed(s, "interface index", &row.interface_index);
    scan_word(s, "interface", &row.interface_name);
    scan_signed(s, "users", &row.users);
    scan_signed(s, "global users", &row.global_users);
    if (!scan_at_end(s))
        scan_word(s, "address", &row.mac);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_dev_mcast = { .name = "dev_mcast", .parse = parse, .tables = tables };
