#include "analyze/formats/lib/config.h"

int
config_lines(const struct format_input *input, const struct format_sink *sink, decoding_line_parser *parse_line)
{
    struct decoder decoder = { .room = input->text.len, .most = input->text_most };
    struct lines lines = format_lines_of(input);
    struct slice line;
    struct scan s;
    int result = 0;

    while (result == 0 && lines_next(&lines, &line)) {
        s = scan_of(line);
        scan_space(&s);
        if (s.rest.len == 0 || slice_begins(s.rest, "#"))
            continue;
        s = format_line(&lines, line);
        s.unended = false;
        s.wider = NULL;
        decoder_reset(&decoder);
        result = parse_line(input, &s, &decoder, sink, lines.number);
    }
    decoder_free(&decoder);
    return result;
}

struct slice
config_comment(struct scan *s)
{
    const char *mark = memchr(s->rest.ptr, '#', s->rest.len);
    struct scan comment;

    if (!mark)
        return (struct slice){ NULL, 0 };
    comment = scan_of(slice_skip(s->rest, (size_t)(mark - s->rest.ptr) + 1));
    s->rest.len = (size_t)(mark - s->rest.ptr);
    return scan_trimmed(&comment);
}

struct slice
config_words(struct scan *s, struct decoder *decoder)
{
    if (!scan_ok(s) || scan_at_end(s))
        return (struct slice){ NULL, 0 };
    return decode_words(decoder, s);
}

struct compat_row {
    struct slice file;
    struct slice action;
    struct slice kind;
    struct slice entry;
    struct slice fields;
};

static const struct column compat_columns[] = {
    COLUMN(struct compat_row, file),  COLUMN(struct compat_row, action), COLUMN(struct compat_row, kind),
    COLUMN(struct compat_row, entry), COLUMN(struct compat_row, fields),
};
const struct table compat_table = TABLE("nss_compat_entries", compat_columns);

bool
config_at_compat(const struct scan *s)
{
    return scan_ok(s) && (slice_begins(s->rest, "+") || slice_begins(s->rest, "-"));
}

int
config_compat(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct compat_row row = { .file = input->file, .kind = slice_of("name") };
    struct slice name = { NULL, 0 };

    row.action = slice_of(slice_begins(s->rest, "+") ? "include" : "exclude");
    scan_part(s, ':', &name);
    if (s->rest.len > 0 || name.ptr + name.len < s->rest.ptr)
        scan_rest(s, &row.fields);
    name = slice_skip(name, 1);
    if (slice_begins(name, "@") && name.len > 1) {
        row.kind = slice_of("netgroup");
        name = slice_skip(name, 1);
    } else if (name.len == 0) {
        row.kind = slice_of("all");
    }
    row.entry = name.len > 0 ? name : (struct slice){ NULL, 0 };
    return format_row(sink, &compat_table, &row, s, line);
}

void
config_id(struct scan *s, const char *want, struct slice field, struct maybe *out)
{
    struct scan inner = scan_of(field);

    if (!scan_ok(s) || field.len == 0)
        return;
    scan_space(&inner);
    if (slice_begins(inner.rest, "+"))
        scan_text(&inner, "+");
    scan_maybe_signed(&inner, want, out);
    out->known = out->known && inner.rest.len == 0 && out->value >= 0 && out->value <= UINT32_MAX;
    if (!out->known)
        scan_fail(s, want, field);
}
