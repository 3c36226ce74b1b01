/*
 * Files of hexadecimal numbers without names.  The names here are those of the kernel's variables:
 *   softnet_stat: softnet_seq_show (net/core/net-procfs.c, before 3.9 net/core/dev.c), a line for each online processor.  Newer
 *     kernels append columns, and print 0 for what they no longer count.
 *   rt6_stats: rt6_stats_seq_show (net/ipv6/route.c).
 *   psched: psched_show (net/sched/sch_api.c); the names are those of tc(8), which reads the file.
 */
#include "analyze/formats/lib/counter.h"

static const struct table *const tables[] = { &counter_table, NULL };

static const struct kind {
    const char *file;
    bool by_processor;
    const char *names; /* - for a number that means nothing */
} kinds[] = {
    { "softnet_stat", true,
      "processed dropped time_squeeze - - - - - cpu_collision received_rps flow_limit_count backlog_len index "
      "input_qlen process_qlen" },
    { "rt6_stats", false,
      "fib_nodes fib_route_nodes fib_rt_alloc fib_rt_entries fib_rt_cache dst_entries fib_discarded_routes" },
    { "psched", false, "t2us us2t clock_res hz" },
};

static int
parse_values(const struct format_input *input, const struct kind *kind, struct scan *s, const struct format_sink *sink,
             size_t line)
{
    struct counter_row row = counter_of(input);
    struct scan names = scan_of(slice_of(kind->names));

    if (kind->by_processor)
        row.processor = maybe_of((int64_t)line - 1);
    while (scan_ok(s) && !scan_at_end(s) && !scan_at_end(&names)) {
        scan_word(&names, "name of a counter", &row.name);
        if (slice_is(row.name, "-")) {
            scan_hex(s, "number", &row.value);
            row.ordinal++;
        } else if (counter_put(sink, &row, s, scan_hex, line) != 0) {
            return -1;
        }
    }
    return format_end(sink, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines;
    const struct kind *kind = kinds;
    const struct kind *end = kinds + sizeof(kinds) / sizeof(kinds[0]);
    struct slice line;
    struct scan s;

    while (kind < end && !slice_is(input->file, kind->file))
        kind++;
    if (kind == end)
        return sink->problem(sink->context, 0, "name of a file of counters", input->file);
    if (format_open(&lines, input, sink) != 0)
        return -1;
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (parse_values(input, kind, &s, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

const struct format format_unnamed_counters = {
    .name = "unnamed_counters", .parse = parse, .tables = tables, .never_empty = true
};
