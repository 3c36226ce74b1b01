/*
 * /proc/cpuinfo: written by show_cpuinfo of each architecture: lines `key : value`, most often a block for each
 * processor, which begins with `processor : N` and ends with an empty line.  Lines outside such blocks describe the whole machine.
 */
#include "analyze/formats/lib/line_reader.h"

struct cpuinfo_row {
    struct maybe processor;
    struct slice key;
    struct slice value;
};

static const struct column columns[] = {
    COLUMN(struct cpuinfo_row, processor),
    COLUMN(struct cpuinfo_row, key),
    COLUMN(struct cpuinfo_row, value),
};
static const struct table table = TABLE("proc_cpuinfo", columns);
static const struct table *const tables[] = { &table, NULL };

/* The number of the processor, if the line begins the block of a processor. */
static void
read_processor(const struct cpuinfo_row *row, struct maybe *processor)
{
    struct scan value = scan_of(row->value);
    struct maybe number = { 0 };

    if (!slice_is(row->key, "processor"))
        return;
    scan_maybe_dec(&value, "processor", &number);
    if (scan_ok(&value) && number.known && value.rest.len == 0)
        *processor = number;
}

static int
parse_line(struct scan *s, struct maybe *processor, const struct format_sink *sink, size_t line)
{
    struct cpuinfo_row row = { .key = { NULL, 0 } };
    struct scan key = { 0 };

    scan_until(s, "key", ':', &key.rest);
    if (scan_ok(s)) {
        row.key = scan_trimmed(&key);
        row.value = scan_trimmed(s);
        read_processor(&row, processor);
        row.processor = *processor;
    }
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines;
    struct maybe processor = { 0 };
    struct slice line;
    struct scan s;

    if (format_open(&lines, input, sink) != 0)
        return -1;
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (scan_at_end(&s))
            processor.known = false;
        else if (parse_line(&s, &processor, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

const struct format format_cpuinfo = { .name = "cpuinfo", .parse = parse, .tables = tables, .never_empty = true };
