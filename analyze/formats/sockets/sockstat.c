/*
 * /proc/net/sockstat, sockstat6: written by sockstat_seq_show (net/ipv4/proc.c) and sockstat6_seq_show (net/ipv6/proc.c).
 * `TCP: inuse 3 orphan 0 ...`.
 */
#include "analyze/formats/lib/counter.h"

static const struct table *const tables[] = { &counter_table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct counter_row row = counter_of(input);

    scan_until(s, "group", ':', &row.counter_group);
    while (scan_ok(s) && !scan_at_end(s)) {
        scan_word(s, "name of a counter", &row.name);
        if (counter_put(sink, &row, s, scan_signed, line) != 0)
            return -1;
    }
    return format_end(sink, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_sockstat = { .name = "sockstat", .parse = parse, .tables = tables, .never_empty = true };
