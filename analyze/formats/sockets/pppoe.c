/*
 * /proc/net/pppoe: written by pppoe_seq_show (drivers/net/ppp/pppoe.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct pppoe_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t session_id;
    struct slice mac;
    struct slice interface_name;
};

static const struct column columns[] = {
    COLUMN(struct pppoe_row, net_namespace),  COLUMN(struct pppoe_row, pass),
    COLUMN(struct pppoe_row, session_id),     COLUMN(struct pppoe_row, mac),
    COLUMN(struct pppoe_row, interface_name),
};
static const struct table table = TABLE("proc_net_pppoe", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "Id Address Device",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct pppoe_row row = { .net_namespace = input->net_namespace, .pass = input->pass };

    scan_hex(s, "session", &row.session_id);
    scan_word(s, "address", &row.mac);
    scan_word(s, "interface", &row.interface_name);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_pppoe = { .name = "pppoe", .parse = parse, .tables = tables, .never_empty = true };
