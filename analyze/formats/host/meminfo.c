/*
 * /proc/meminfo: written by meminfo_proc_show (fs/proc/meminfo.c) and by the architecture's arch_report_meminfo.  Linux 2.4 prints
 * a table first: the header `total: used: free: shared: buffers: cached:`, then the values of Mem: and Swap: in bytes.
 */
#include "analyze/formats/host/host_counter.h"
#include "analyze/formats/lib/line_reader.h"

static const struct column columns[] = {
    COLUMN(struct host_counter_row, file), COLUMN(struct host_counter_row, key),
    COLUMN(struct host_counter_row, item), COLUMN(struct host_counter_row, value),
    COLUMN(struct host_counter_row, unit),
};
const struct table host_counters_table = TABLE("host_counters", columns);
static const struct table *const tables[] = { &host_counters_table, NULL };

static bool
at_number(struct scan s)
{
    scan_space(&s);
    return s.rest.len > 0 && (s.rest.ptr[0] == '-' || (s.rest.ptr[0] >= '0' && s.rest.ptr[0] <= '9'));
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct host_counter_row row = { .file = input->file };

    scan_space(s);
    if (slice_begins(s->rest, "total:"))
        return scan_ok(s) ? 0 : format_end(sink, s, line);
    scan_until(s, "key", ':', &row.key);
    scan_signed(s, "number", &row.value);
    for (; scan_ok(s) && at_number(*s); row.item++) {
        if (sink->row(sink->context, &host_counters_table, &row, line) != 0)
            return -1;
        scan_signed(s, "number", &row.value);
    }
    if (scan_ok(s) && !scan_at_end(s))
        scan_word(s, "unit", &row.unit);
    return format_row(sink, &host_counters_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_meminfo = { .name = "meminfo", .parse = parse, .tables = tables, .never_empty = true };
