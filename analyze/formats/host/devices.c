/*
 * /proc/devices: written by devinfo_show (fs/proc/devices.c): two lists of major numbers.
 * /proc/misc: written by misc_seq_show (drivers/char/misc.c): the minor numbers below character major 10.
 */
#include "analyze/formats/lib/line_reader.h"

struct device_row {
    struct slice kind;
    int64_t number;
    struct slice name;
};

static const struct column columns[] = {
    COLUMN(struct device_row, kind),
    COLUMN(struct device_row, number),
    COLUMN(struct device_row, name),
};
static const struct table table = TABLE("proc_devices", columns);
static const struct table *const devices_tables[] = { &table, NULL };
static const struct table *const misc_tables[] = { &table, NULL };

static int
parse_device(const char *kind, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct device_row row = { .kind = slice_of(kind) };

    scan_dec(s, "number", &row.number);
    scan_word(s, "name", &row.name);
    return format_row(sink, &table, &row, s, line);
}

/* The list whose title the line is; NULL for none. */
static const char *
title_of(struct slice line)
{
    static const struct {
        const char *title, *kind;
    } titles[] = { { "Character devices:", "character" }, { "Block devices:", "block" } };

    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
        if (slice_is(line, titles[i].title))
            return titles[i].kind;
    return NULL;
}

static int
parse_devices(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines;
    const char *kind = NULL;
    struct slice line;
    struct scan s;

    if (format_open(&lines, input, sink) != 0)
        return -1;
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (scan_at_end(&s))
            continue;
        if (scan_ok(&s) && title_of(line)) {
            kind = title_of(line);
            continue;
        }
        if (!kind)
            scan_fail(&s, "Character devices:", line);
        if (parse_device(kind, &s, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

static int
parse_misc_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    (void)input;
    return parse_device("misc", s, sink, line);
}

static int
parse_misc(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_misc_line);
}

const struct format format_devices = {
    .name = "devices", .parse = parse_devices, .tables = devices_tables, .never_empty = true
};
const struct format format_misc = { .name = "misc", .parse = parse_misc, .tables = misc_tables };
