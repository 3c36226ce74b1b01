#include "analyze/formats/formats.h"

#include "analyze/formats/decode.h"

const struct format formats[] = {
#define FORMAT(name) { #name, parse_##name, name##_tables },
#include "analyze/formats/formats.def"
#undef FORMAT
    { NULL, NULL, NULL },
};

const struct format *
format_by_name(const char *name)
{
    for (const struct format *f = formats; f->name; f++) {
        if (strcmp(f->name, name) == 0)
            return f;
    }
    return NULL;
}

bool
format_never_empty(const struct format *format)
{
    static const char *const names[] = {
#define NEVER_EMPTY(name) #name,
#include "analyze/formats/never_empty.def"
#undef NEVER_EMPTY
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(format->name, names[i]) == 0)
            return true;
    return false;
}

static bool
same_words(struct slice line, const char *header)
{
    struct scan have = scan_of(line);
    struct scan want = scan_of(slice_of(header));
    struct slice a;
    struct slice b;

    while (!scan_at_end(&have) && !scan_at_end(&want)) {
        scan_word(&have, header, &a);
        scan_word(&want, header, &b);
        if (a.len != b.len || memcmp(a.ptr, b.ptr, a.len) != 0)
            return false;
    }
    return scan_at_end(&have) && scan_at_end(&want);
}

int
format_header(struct lines *lines, const struct format_sink *sink, const char *const headers[])
{
    struct slice line;

    if (!lines_next(lines, &line))
        return 0;
    for (const char *const *header = headers; *header; header++) {
        if (same_words(line, *header))
            return 1;
    }
    return sink->problem(sink->context, lines->number, headers[0], line);
}

struct scan
format_line(const struct lines *lines, struct slice line)
{
    struct scan s = scan_of(line);

    if (!lines->whole)
        scan_fail(&s, "newline", line);
    return s;
}

int
format_row(const struct format_sink *sink, const struct table *table, const void *record, const struct scan *s,
           size_t line)
{
    if (!scan_ok(s))
        return sink->problem(sink->context, line, s->want, s->have);
    if (sink->row(sink->context, table, record, line) != 0)
        return -1;
    return scan_at_end(s) ? 0 : sink->problem(sink->context, line, "end of line", s->rest);
}

int
format_lines(const struct format_input *input, const struct format_sink *sink, const char *const headers[],
             line_parser *parse_line)
{
    struct lines lines = lines_of(input->text);
    struct slice line;
    struct scan s;
    int more = headers ? format_header(&lines, sink, headers) : 1;

    if (more != 1)
        return more;
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (parse_line(input, &s, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

int
format_decoded_lines(const struct format_input *input, const struct format_sink *sink, const char *const headers[],
                     decoding_line_parser *parse_line)
{
    struct decoder decoder = { .room = input->text.len };
    struct lines lines = lines_of(input->text);
    struct slice line;
    struct scan s;
    int more = headers ? format_header(&lines, sink, headers) : 1;
    int result = more < 0 ? -1 : 0;

    while (more == 1 && result == 0 && lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        decoder_reset(&decoder);
        result = parse_line(input, &s, &decoder, sink, lines.number);
    }
    decoder_free(&decoder);
    return result;
}

void
scan_u32(struct scan *s, const char *want, int64_t *out)
{
    scan_signed(s, want, out);
    if (scan_ok(s) && *out < 0)
        *out &= UINT32_MAX;
}
