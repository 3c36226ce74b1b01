/*
 * /proc/net/netfilter/nf_log: written by seq_show (net/netfilter/nf_log.c), `family logger (registered,...)`; older kernels of 2.6
 * do not print the registered loggers.
 */
#include "analyze/formats/lib/line_reader.h"

struct nf_log_row {
    int64_t net_namespace;
    int64_t family;
    struct slice logger;
    struct slice registered;
};

static const struct column columns[] = {
    COLUMN(struct nf_log_row, net_namespace),
    COLUMN(struct nf_log_row, family),
    COLUMN(struct nf_log_row, logger),
    COLUMN(struct nf_log_row, registered),
};
static const struct table table = TABLE("proc_net_nf_log", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct nf_log_row row = { .net_namespace = input->net_namespace };

    scan_dec(s, "protocol family", &row.family);
    scan_word(s, "logger", &row.logger);
    if (!scan_at_end(s)) {
        scan_space(s);
        scan_text(s, "(");
        scan_until(s, "loggers", ')', &row.registered);
    }
    if (scan_ok(s) && slice_is(row.logger, "NONE"))
        row.logger = (struct slice){ NULL, 0 };
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_nf_log = { .name = "nf_log", .parse = parse, .tables = tables, .never_empty = true };
