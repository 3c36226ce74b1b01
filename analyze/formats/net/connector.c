/*
 * /proc/net/connector: written by cn_proc_show (drivers/connector/connector.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct connector_row {
    int64_t net_namespace;
    struct slice connector_name;
    int64_t idx;
    int64_t val;
};

static const struct column columns[] = {
    COLUMN(struct connector_row, net_namespace),
    COLUMN(struct connector_row, connector_name),
    COLUMN(struct connector_row, idx),
    COLUMN(struct connector_row, val),
};
static const struct table table = TABLE("proc_net_connector", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "Name ID", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct connector_row row = { .net_namespace = input->net_namespace };

    scan_word(s, "name", &row.connector_name);
    scan_dec(s, "first number", &row.idx);
    scan_text(s, ":");
    scan_dec(s, "second number", &row.val);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_connector = { .name = "connector", .parse = parse, .tables = tables, .never_empty = true };
