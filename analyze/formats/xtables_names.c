/*
 * /proc/net/ip_tables_names, ip6_tables_names: written by xt_table_seq_show (net/netfilter/x_tables.c).
 */
#include "analyze/formats/formats.h"

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
const struct table *const xtables_names_tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct xtables_row row = { .net_namespace = input->net_namespace,
                               .family = slice_is(input->file, "ip6_tables_names") ? 10 : 2 };

    scan_word(s, "name of a table", &row.table_name);
    return format_row(sink, &table, &row, s, line);
}

int
parse_xtables_names(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}
