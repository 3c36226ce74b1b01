/*
 * /proc/swaps: written by swap_show (mm/swapfile.c).
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct swap_row {
    struct slice path;
    struct slice type;
    int64_t size;
    int64_t used;
    int64_t priority;
};

static const struct column columns[] = {
    COLUMN(struct swap_row, path), COLUMN(struct swap_row, type),     COLUMN(struct swap_row, size),
    COLUMN(struct swap_row, used), COLUMN(struct swap_row, priority),
};
static const struct table table = TABLE("proc_swaps", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "Filename Type Size Used Priority", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct swap_row row = { .size = 0 };

    (void)input;
    scan_word(s, "file name", &row.path);
    scan_word(s, "type", &row.type);
    scan_unsigned(s, "size", &row.size);
    scan_unsigned(s, "used", &row.used);
    scan_signed(s, "priority", &row.priority);
    if (scan_ok(s))
        row.path = decode_octal(decoder, row.path);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, headers, parse_line);
}

const struct format format_swaps = { .name = "swaps", .parse = parse, .tables = tables, .never_empty = true };
