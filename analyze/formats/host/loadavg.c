/*
 * /proc/loadavg: written by loadavg_proc_show (fs/proc/loadavg.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct loadavg_row {
    int64_t load_1m;
    int64_t load_5m;
    int64_t load_15m;
    int64_t running;
    int64_t threads;
    int64_t last_pid;
};

static const struct column columns[] = {
    COLUMN(struct loadavg_row, load_1m), COLUMN(struct loadavg_row, load_5m), COLUMN(struct loadavg_row, load_15m),
    COLUMN(struct loadavg_row, running), COLUMN(struct loadavg_row, threads), COLUMN(struct loadavg_row, last_pid),
};
static const struct table table = TABLE("proc_loadavg", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct loadavg_row row = { 0 };

    (void)input;
    scan_hundredths(s, "load of a minute", &row.load_1m);
    scan_hundredths(s, "load of 5 minutes", &row.load_5m);
    scan_hundredths(s, "load of 15 minutes", &row.load_15m);
    scan_dec(s, "running", &row.running);
    scan_text(s, "/");
    scan_dec(s, "threads", &row.threads);
    scan_dec(s, "last pid", &row.last_pid);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_loadavg = { .name = "loadavg", .parse = parse, .tables = tables, .never_empty = true };
