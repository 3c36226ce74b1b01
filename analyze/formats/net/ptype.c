/*
 * /proc/net/ptype: written by ptype_seq_show (net/core/net-procfs.c, before 3.9 net/core/dev.c).  The device begins at the sixth byte; it
 * is blank for a handler of all devices.  A function of a module has the module's name in brackets behind it, or in kernels before 2.6.30
 * between colons before it.
 */
#include "analyze/formats/lib/line_reader.h"

struct ptype_row {
    int64_t net_namespace;
    int64_t protocol;
    struct slice interface_name;
    struct slice function;
};

static const struct column columns[] = {
    COLUMN(struct ptype_row, net_namespace),
    COLUMN(struct ptype_row, protocol),
    COLUMN(struct ptype_row, interface_name),
    COLUMN(struct ptype_row, function),
};
static const struct table table = TABLE("proc_net_ptype", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "Type Device Function", NULL };

enum { PROTOCOL_ALL = 3 }; /* ETH_P_ALL */

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct ptype_row row = { .net_namespace = input->net_namespace };

    if (slice_begins(s->rest, "ALL ")) {
        scan_text(s, "ALL ");
        row.protocol = PROTOCOL_ALL;
    } else {
        scan_hex(s, "protocol", &row.protocol);
    }
    scan_text(s, " ");
    if (!slice_begins(s->rest, " "))
        scan_word(s, "device", &row.interface_name);
    scan_space(s);
    if (scan_at_end(s))
        scan_fail(s, "function", s->rest);
    scan_rest(s, &row.function);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_ptype = { .name = "ptype", .parse = parse, .tables = tables, .never_empty = true };
