/*
 * /etc/ld.so.preload: ld.so(8): libraries that are loaded into every program, parted by white space or colons; a comment begins at any #.
 */
#include "analyze/formats/lib/config.h"

struct preload_row {
    int64_t item;
    struct slice library;
};

static const struct column columns[] = {
    COLUMN(struct preload_row, item),
    COLUMN(struct preload_row, library),
};
static const struct table table = TABLE("ld_so_preload", columns);
static const struct table *const tables[] = { &table, NULL };

static int
put_libraries(struct slice word, struct preload_row *row, const struct format_sink *sink, size_t line)
{
    struct scan s = scan_of(word);

    while (s.rest.len > 0) {
        scan_part(&s, ':', &row->library);
        if (row->library.len == 0)
            continue;
        if (sink->row(sink->context, &table, row, line) != 0)
            return -1;
        row->item++;
    }
    return 0;
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct preload_row row = { .item = 0 };
    struct slice word = { NULL, 0 };

    (void)input;
    (void)decoder;
    (void)config_comment(s);
    while (scan_ok(s) && !scan_at_end(s)) { /* s has already failed at the last line of a cut file */
        scan_word(s, "library", &word);
        if (put_libraries(word, &row, sink, line) != 0)
            return -1;
    }
    return scan_ok(s) ? 0 : sink->problem(sink->context, line, s->want, s->have);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_line);
}

const struct format format_ld_so_preload = { .name = "ld_so_preload", .parse = parse, .tables = tables };
