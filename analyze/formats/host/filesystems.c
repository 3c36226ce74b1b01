/*
 * /proc/filesystems: written by filesystems_proc_show (fs/filesystems.c): `nodev` or nothing, a tab, the name.
 */
#include "analyze/formats/lib/line_reader.h"

struct filesystem_row {
    struct slice name;
    int64_t nodev;
};

static const struct column columns[] = {
    COLUMN(struct filesystem_row, name),
    COLUMN(struct filesystem_row, nodev),
};
static const struct table table = TABLE("proc_filesystems", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct filesystem_row row = { .nodev = slice_begins(s->rest, "nodev") };

    (void)input;
    if (row.nodev)
        scan_text(s, "nodev");
    scan_text(s, "\t");
    scan_word(s, "name", &row.name);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_filesystems = {
    .name = "filesystems", .parse = parse, .tables = tables, .never_empty = true
};
