/*
 * /proc/net/snmp, netstat: written by snmp_seq_show and netstat_seq_show (net/ipv4/proc.c).  The lines come in pairs,
 * `Tcp: names` and `Tcp: values`.  The names differ from kernel to kernel.
 */
#include "analyze/formats/lib/counter.h"

static const struct table *const tables[] = { &counter_table, NULL };

/* A value for each name; both lines begin with the group. */
static int
parse_pair(const struct format_input *input, struct scan *names, struct scan *values, const struct format_sink *sink,
           size_t line)
{
    struct counter_row row = counter_of(input);
    struct slice group = { NULL, 0 };

    scan_until(names, "group", ':', &row.counter_group);
    scan_until(values, "group", ':', &group);
    if (!scan_ok(names))
        scan_fail(values, names->want, names->have);
    if (scan_ok(values) &&
        (group.len != row.counter_group.len || memcmp(group.ptr, row.counter_group.ptr, group.len) != 0))
        scan_fail(values, "the group of the line before", group);
    while (scan_ok(values) && !scan_at_end(names)) {
        scan_word(names, "name of a counter", &row.name);
        if (counter_put(sink, &row, values, scan_signed, line) != 0)
            return -1;
    }
    return format_end(sink, values, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines;
    struct slice line;
    struct scan names;
    struct scan values;

    if (format_open(&lines, input, sink) != 0)
        return -1;
    while (lines_next(&lines, &line)) {
        names = format_line(&lines, line);
        if (!lines_next(&lines, &line)) {
            scan_fail(&names, "a line of values behind the line of names", line);
            return sink->problem(sink->context, lines.number, names.want, names.have);
        }
        values = format_line(&lines, line);
        if (parse_pair(input, &names, &values, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

const struct format format_snmp = { .name = "snmp", .parse = parse, .tables = tables, .never_empty = true };
