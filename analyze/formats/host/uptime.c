/*
 * /proc/uptime: written by uptime_proc_show (fs/proc/uptime.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct uptime_row {
    int64_t up;
    int64_t idle;
};

static const struct column columns[] = {
    COLUMN(struct uptime_row, up),
    COLUMN(struct uptime_row, idle),
};
static const struct table table = TABLE("proc_uptime", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct uptime_row row = { 0 };

    (void)input;
    scan_hundredths(s, "uptime", &row.up);
    scan_hundredths(s, "idle time", &row.idle);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_uptime = { .name = "uptime", .parse = parse, .tables = tables, .never_empty = true };
