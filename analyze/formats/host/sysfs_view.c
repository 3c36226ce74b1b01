/*
 * views/modules and views/livepatches: written by collect from directories of sysfs; see views/ in
 * docs/snapshot-format.md.  A line is `name<TAB>key=value…`.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct object_row {
    struct slice kind;
    int64_t ordinal;
    struct slice name;
    struct slice key;
    struct slice value;
};

static const struct column columns[] = {
    COLUMN(struct object_row, kind), COLUMN(struct object_row, ordinal), COLUMN(struct object_row, name),
    COLUMN(struct object_row, key),  COLUMN(struct object_row, value),
};
static const struct table table = TABLE("sysfs_objects", columns);
static const struct table *const tables[] = { &table, NULL };

/* Reads one `key=value` into the row. */
static void
scan_pair(struct scan *s, struct decoder *decoder, struct object_row *row)
{
    struct slice field = { NULL, 0 };
    const char *sign;

    scan_part(s, '\t', &field);
    sign = field.len > 0 ? memchr(field.ptr, '=', field.len) : NULL;
    if (!sign || sign == field.ptr) {
        scan_fail(s, "key=value", field);
        return;
    }
    row->key = (struct slice){ field.ptr, (size_t)(sign - field.ptr) };
    if (!decode_hex(decoder, slice_skip(field, row->key.len + 1), &row->value))
        scan_fail(s, "\\xHH", field);
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct object_row row = { .kind =
                                  slice_is(input->file, "views/modules") ? slice_of("module") : slice_of("livepatch") };
    struct slice name = { NULL, 0 };

    scan_part(s, '\t', &name);
    if (scan_ok(s) && name.len == 0)
        scan_fail(s, "name", s->rest);
    if (scan_ok(s) && !decode_hex(decoder, name, &row.name))
        scan_fail(s, "\\xHH", name);
    for (; scan_ok(s) && s->rest.len > 0; row.ordinal++) {
        if (sink->row(sink->context, &table, &row, line) != 0)
            return -1;
        scan_pair(s, decoder, &row);
    }
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_sysfs_view = { .name = "sysfs_view", .parse = parse, .tables = tables };
