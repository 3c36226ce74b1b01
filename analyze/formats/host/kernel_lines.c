/*
 * Text files of tracefs and debugfs that are kept line by line: t_show (kernel/trace/ftrace.c), probes_seq_show
 * (kernel/trace/trace_kprobe.c and trace_uprobe.c), report_probe (kernel/kprobes.c) and their like.
 */
#include "analyze/formats/lib/line_reader.h"

struct line_row {
    struct slice file;
    struct slice text;
};

static const struct column columns[] = {
    COLUMN(struct line_row, file),
    COLUMN(struct line_row, text),
};
static const struct table table = TABLE("kernel_lines", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct line_row row = { .file = input->file };

    if (scan_ok(s) && scan_at_end(s))
        return 0;
    scan_rest(s, &row.text);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_kernel_lines = { .name = "kernel_lines", .parse = parse, .tables = tables };
