/*
 * /proc/partitions: written by show_partition (block/genhd.c).  An empty line stands behind the header.
 */
#include "analyze/formats/lib/line_reader.h"

struct partition_row {
    int64_t major;
    int64_t minor;
    int64_t blocks;
    struct slice name;
};

static const struct column columns[] = {
    COLUMN(struct partition_row, major),
    COLUMN(struct partition_row, minor),
    COLUMN(struct partition_row, blocks),
    COLUMN(struct partition_row, name),
};
static const struct table table = TABLE("proc_partitions", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "major minor #blocks name", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct partition_row row = { 0 };

    (void)input;
    if (scan_ok(s) && scan_at_end(s))
        return 0;
    scan_dec(s, "major", &row.major);
    scan_dec(s, "minor", &row.minor);
    scan_unsigned(s, "blocks", &row.blocks);
    scan_word(s, "name", &row.name);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_partitions = { .name = "partitions", .parse = parse, .tables = tables };
