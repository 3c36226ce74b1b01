/*
 * /proc/net/stat/NAME: written by neigh_stat_seq_show (net/core/neighbour.c: arp_cache, ndisc_cache), rt_cpu_seq_show (net/ipv4/route.c:
 * rt_cache), ct_cpu_seq_show (net/netfilter/nf_conntrack_standalone.c: nf_conntrack), synproxy_cpu_seq_show
 * (net/netfilter/nf_synproxy_core.c) and their like.  A line of names, then a line of hexadecimal values for each possible processor.
 * A number of the whole table (entries) is repeated in each line.
 */
#include "analyze/formats/lib/counter.h"

static const struct table *const tables[] = { &counter_table, NULL };

static int
parse_values(const struct format_input *input, struct slice header, int64_t processor, struct scan *s,
             const struct format_sink *sink, size_t line)
{
    struct counter_row row = counter_of(input);
    struct scan names = scan_of(header);

    row.processor = maybe_of(processor);
    while (scan_ok(s) && !scan_at_end(&names)) {
        scan_word(&names, "name of a counter", &row.name);
        if (counter_put(sink, &row, s, scan_hex, line) != 0)
            return -1;
    }
    return format_end(sink, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines;
    struct slice header;
    struct slice line;
    struct scan s;
    int64_t processor = 0;

    if (format_open(&lines, input, sink) != 0)
        return -1;
    if (!lines_next(&lines, &header))
        return 0;
    s = format_line(&lines, header);
    if (!scan_ok(&s))
        return format_end(sink, &s, lines.number);
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (parse_values(input, header, processor++, &s, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

const struct format format_net_stat = { .name = "net_stat", .parse = parse, .tables = tables, .never_empty = true };
