/*
 * views/bpf: written by collect from BPF_OBJ_GET_INFO_BY_FD of bpf(2); see views/ in docs/snapshot-format.md.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct bpf_row {
    struct slice kind;
    int64_t id;
    struct maybe type;
    struct slice name;
    struct slice tag;
    struct maybe uid;
    struct maybe load_time;
    struct maybe prog_id;
    struct slice errno_name;
};

static const struct column columns[] = {
    COLUMN(struct bpf_row, kind),
    COLUMN(struct bpf_row, id),
    COLUMN(struct bpf_row, type),
    COLUMN(struct bpf_row, name),
    COLUMN(struct bpf_row, tag),
    COLUMN(struct bpf_row, uid),
    COLUMN(struct bpf_row, load_time),
    COLUMN(struct bpf_row, prog_id),
    /* errno is a macro and cannot be a field. */
    { "errno", offsetof(struct bpf_row, errno_name), COLUMN_TEXT },
};
static const struct table table = TABLE("bpf_objects", columns);

/* A field `key=value` behind the others. */
struct detail_row {
    int64_t ordinal;
    struct slice kind;
    int64_t id;
    struct slice key;
    struct slice value;
};

static const struct column detail_columns[] = {
    COLUMN(struct detail_row, ordinal), COLUMN(struct detail_row, kind),  COLUMN(struct detail_row, id),
    COLUMN(struct detail_row, key),     COLUMN(struct detail_row, value),
};
static const struct table detail_table = TABLE("bpf_details", detail_columns);

static const struct table *const tables[] = { &table, &detail_table, NULL };

/* The next field, if there is one: bytes up to a tab or the end of the line. */
static struct slice
next_field(struct scan *s)
{
    struct slice field = s->rest;
    const char *tab = field.len > 0 ? memchr(field.ptr, '\t', field.len) : NULL;

    if (tab)
        field.len = (size_t)(tab - field.ptr);
    s->rest = slice_skip(s->rest, field.len + (tab != NULL));
    return field;
}

static void
scan_number_field(struct scan *s, const char *want, struct maybe *out)
{
    struct slice field = next_field(s);
    struct scan inner = scan_of(field);

    if (!scan_ok(s) || field.len == 0)
        return;
    scan_maybe_dec(&inner, want, out);
    if (!scan_ok(&inner) || inner.rest.len > 0)
        scan_fail(s, want, field);
}

/* What follows the name, by kind, up to the fields `key=value`. */
static void
scan_details(struct scan *s, struct bpf_row *row)
{
    if (slice_is(row->kind, "prog")) {
        struct slice tag = next_field(s);

        if (tag.len > 0)
            row->tag = tag;
        scan_number_field(s, "uid", &row->uid);
        scan_number_field(s, "load time", &row->load_time);
    } else if (slice_is(row->kind, "link")) {
        scan_number_field(s, "program", &row->prog_id);
    }
}

/* The fields `key=value`; newer versions may write others, which are read over. */
static int
put_details(struct scan *s, struct decoder *decoder, const struct format_sink *sink, const struct bpf_row *object,
            size_t line)
{
    struct detail_row row = { .kind = object->kind, .id = object->id };

    while (scan_ok(s) && s->rest.len > 0) {
        struct slice field = next_field(s);
        const char *sign = field.len > 0 ? memchr(field.ptr, '=', field.len) : NULL;

        if (!sign || sign == field.ptr)
            continue;
        row.key = (struct slice){ field.ptr, (size_t)(sign - field.ptr) };
        row.ordinal++;
        if (!decode_hex(decoder, slice_skip(field, row.key.len + 1), &row.value))
            scan_fail(s, "\\xHH", field);
        else if (sink->row(sink->context, &detail_table, &row, line) != 0)
            return -1;
    }
    return 0;
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct bpf_row row = { .kind = { NULL, 0 } };
    struct slice name = { NULL, 0 };

    (void)input;
    scan_until(s, "kind", '\t', &row.kind);
    scan_dec(s, "id", &row.id);
    scan_text(s, "\t");
    if (scan_ok(s) && slice_begins(s->rest, "!")) {
        scan_text(s, "!");
        row.errno_name = next_field(s);
        if (row.errno_name.len == 0)
            scan_fail(s, "errno", row.errno_name);
    } else if (scan_ok(s)) {
        scan_number_field(s, "type", &row.type);
        name = next_field(s);
        if (name.len > 0 && !decode_hex(decoder, name, &row.name))
            scan_fail(s, "\\xHH", name);
        if (scan_ok(s))
            scan_details(s, &row);
        if (put_details(s, decoder, sink, &row, line) != 0)
            return -1;
    }
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_bpf_view = { .name = "bpf_view", .parse = parse, .tables = tables };
