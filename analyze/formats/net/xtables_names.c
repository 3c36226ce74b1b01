/*
 * /proc/net/ip_tables_names, ip6_tables_names, arp_tables_names: written by xt_table_seq_show (net/netfilter/x_tables.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct xtables_row {
    int64_t net_namespace;
    int64_t family;
    struct slice table_name;
};

static const struct column columns[] = {
    COLUMN(struct xtables_row, net_namespace),
    COLUMN(struct xtables_row, family),
    COLUMN(struct xtables_row, table_name),
};
static const struct table table = TABLE("proc_net_xtables", columns);
static const struct table *const tables[] = { &table, NULL };

/* NFPROTO_* */
static int64_t
family_of(struct slice file)
{
    if (slice_begins(file, "ip6_"))
        return 10;
    return slice_begins(file, "arp_") ? 3 : 2;
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct xtables_row row = { .net_namespace = input->net_namespace, .family = family_of(input->file) };

    scan_word(s, "name of a table", &row.table_name);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_xtables_names = { .name = "xtables_names", .parse = parse, .tables = tables };
