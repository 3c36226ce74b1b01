#include "analyze/formats/lib/line_reader.h"

#include "analyze/base/decode.h"

struct unknown_columns {
    struct slice names;
};

static const struct column unknown_columns[] = { COLUMN(struct unknown_columns, names) };
const struct table unknown_columns_table = TABLE("unknown_columns", unknown_columns);

struct unknown_values {
    struct slice text;
};

static const struct column unknown_values[] = { COLUMN(struct unknown_values, text) };
const struct table unknown_values_table = TABLE("unknown_values", unknown_values);

/* Whether the line is this header.  Optional columns may be missing at its end; *more gets what stands behind the known columns. */
static bool
fits_header(struct slice line, const char *header, struct slice *more)
{
    struct scan have = scan_of(line);
    struct scan want = scan_of(slice_of(header));
    struct slice a = { NULL, 0 };
    struct slice b = { NULL, 0 };
    bool may_end = false;

    while (!scan_at_end(&want)) {
        scan_word(&want, header, &b);
        if (slice_is(b, "[")) {
            may_end = true;
            continue;
        }
        if (scan_at_end(&have) && may_end)
            break;
        scan_word(&have, header, &a);
        if (!scan_ok(&have) || a.len != b.len || memcmp(a.ptr, b.ptr, a.len) != 0)
            return false;
    }
    *more = scan_trimmed(&have);
    return true;
}

/*
 * The kernel begins no header with a byte order mark and ends none with a carriage return: where they are, somebody's editor or
 * collector made them.  The lines that follow end likewise, and the carriage return belongs to no name in them.
 */
static int
undo_conversion(struct lines *lines, const struct format_sink *sink, struct slice *header)
{
    struct slice line = *header;
    bool mark = slice_begins(line, "\xef\xbb\xbf");

    if (mark)
        line = slice_skip(line, 3);
    if (lines->converted) /* as the lines before, which is said already */
        return 0;
    lines->converted = lines->whole && line.len > 0 && line.ptr[line.len - 1] == '\r';
    if (!mark && !lines->converted)
        return 0;
    if (sink->problem(sink->context, lines->number, "text as the kernel writes it", *header) != 0)
        return -1;
    *header = line;
    return 0;
}

/* Whether the line is the first half or more of this header. */
static bool
begins_header(struct slice line, const char *header)
{
    struct scan have = scan_of(line);
    struct scan want = scan_of(slice_of(header));
    size_t words = scan_count(&have);
    struct slice a = { NULL, 0 };
    struct slice b = { NULL, 0 };

    if (words < 2 || 2 * words < scan_count(&want))
        return false;
    while (!scan_at_end(&have)) {
        scan_word(&have, header, &a);
        scan_word(&want, header, &b);
        if (!scan_ok(&want) || a.len != b.len || memcmp(a.ptr, b.ptr, a.len) != 0)
            return false;
    }
    return true;
}

/* A header that is not known: whether its lines can be read.  The same answers as those of format_header. */
static int
other_header(struct lines *lines, const struct format_sink *sink, const char *const headers[], struct slice line)
{
    for (const char *const *header = headers; lines->whole && *header && !lines->shorter; header++)
        lines->shorter = begins_header(line, *header);
    if (sink->problem(sink->context, lines->number, headers[0], line) != 0)
        return -1;
    return lines->shorter ? 1 : 0;
}

int
format_header(struct lines *lines, const struct format_sink *sink, const char *const headers[])
{
    struct unknown_columns unknown = { { NULL, 0 } };
    struct slice line;
    struct slice more;
    struct scan rest;

    if (!lines_next(lines, &line))
        return 0;
    if (undo_conversion(lines, sink, &line) != 0)
        return -1;
    for (const char *const *header = headers; *header; header++) {
        if (fits_header(line, *header, &more) && (!unknown.names.ptr || more.len < unknown.names.len))
            unknown.names = more;
    }
    if (!unknown.names.ptr || (unknown.names.len > 0 && !lines->whole))
        return other_header(lines, sink, headers, line);
    if (unknown.names.len > 0 && sink->row(sink->context, &unknown_columns_table, &unknown, lines->number) != 0)
        return -1;
    lines->wider = lines->wider || unknown.names.len > 0;
    rest = scan_of(unknown.names);
    lines->more += scan_count(&rest);
    return 1;
}

struct lines
format_lines_of(const struct format_input *input)
{
    struct lines lines = lines_of(input->text);

    lines.cut = input->cut;
    return lines;
}

/* Whether there are several lines, and each ends with a carriage return. */
static bool
all_converted(struct lines lines)
{
    struct slice line;

    while (lines_next(&lines, &line)) {
        if (line.len == 0 || line.ptr[line.len - 1] != '\r')
            return false;
    }
    return lines.number > 1;
}

int
format_open(struct lines *lines, const struct format_input *input, const struct format_sink *sink)
{
    bool mark = slice_begins(input->text, "\xef\xbb\xbf");
    struct slice first;
    struct lines ahead;

    *lines = format_lines_of(input);
    ahead = *lines;
    if (!lines_next(&ahead, &first))
        return 0;
    if (mark)
        lines->rest = slice_skip(lines->rest, 3);
    lines->converted = first.ptr[first.len - (first.len > 0)] == '\r' && all_converted(*lines);
    if (!mark && !lines->converted)
        return 0;
    return sink->problem(sink->context, ahead.number, "text as the kernel writes it", first);
}

struct scan
format_line(struct lines *lines, struct slice line)
{
    struct scan s = scan_of(line);

    s.more = lines->more;
    s.shorter = lines->shorter;
    s.wider = &lines->wider;
    format_ends(&s, lines, line);
    return s;
}

void
format_ends(struct scan *s, const struct lines *lines, struct slice text)
{
    if (lines->whole || !scan_ok(s))
        return;
    s->unended = true;
    s->have = text;
    if (lines->cut)
        scan_fail(s, "newline", text);
}

int
format_newline(const struct format_sink *sink, const struct scan *s, size_t line)
{
    return s->unended ? sink->problem(sink->context, line, "newline", s->have) : 0;
}

/* Keeps the words that are left over; the first of them are noted unless the header has named some. */
static int
keep_words(const struct format_sink *sink, struct scan s, size_t line)
{
    const struct unknown_columns nameless = { { NULL, 0 } };
    struct unknown_values unknown = { scan_trimmed(&s) };

    if (!*s.wider && sink->row(sink->context, &unknown_columns_table, &nameless, line) != 0)
        return -1;
    *s.wider = true;
    return sink->row(sink->context, &unknown_values_table, &unknown, line);
}

int
format_end(const struct format_sink *sink, const struct scan *s, size_t line)
{
    if (!scan_ok(s))
        return sink->problem(sink->context, line, s->want, s->have);
    if (!scan_at_end(s) && !s->wider)
        return sink->problem(sink->context, line, "end of line", s->rest);
    if (!scan_at_end(s) && keep_words(sink, *s, line) != 0)
        return -1;
    return format_newline(sink, s, line);
}

int
format_row(const struct format_sink *sink, const struct table *table, const void *record, const struct scan *s,
           size_t line)
{
    if (scan_ok(s) && sink->row(sink->context, table, record, line) != 0)
        return -1;
    return format_end(sink, s, line);
}

/* As format_header, also for a text without one. */
static int
begin(struct lines *lines, const struct format_input *input, const struct format_sink *sink,
      const char *const headers[])
{
    if (!headers)
        return format_open(lines, input, sink) == 0 ? 1 : -1;
    *lines = format_lines_of(input);
    return format_header(lines, sink, headers);
}

int
format_lines(const struct format_input *input, const struct format_sink *sink, const char *const headers[],
             line_parser *parse_line)
{
    struct lines lines;
    struct slice line;
    struct scan s;
    int more = begin(&lines, input, sink, headers);

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
    struct decoder decoder = { .room = input->text.len, .most = input->text_most };
    struct lines lines;
    struct slice line;
    struct scan s;
    int more = begin(&lines, input, sink, headers);
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
    const char *start;

    scan_space(s);
    start = s->rest.ptr;
    scan_signed(s, want, out);
    if (!scan_ok(s))
        return;
    if (*out < INT32_MIN || *out > UINT32_MAX)
        scan_fail(s, want, (struct slice){ start, (size_t)(s->rest.ptr - start) });
    else if (*out < 0)
        *out &= UINT32_MAX;
}

void
scan_maybe_u32(struct scan *s, const char *want, struct maybe *out)
{
    if (!scan_ok(s) || scan_at_end(s))
        return;
    scan_u32(s, want, &out->value);
    out->known = scan_ok(s);
}

bool
format_is_pointer(struct slice word)
{
    static const char *const names[] = { "(____ptrval____)", "(ptrval)", "(null)", "pK-error" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (slice_is(word, names[i]))
            return true;
    }
    for (size_t i = 0; i < word.len; i++) {
        if (!strchr("0123456789abcdef", word.ptr[i]) || word.ptr[i] == '\0')
            return false;
    }
    return word.len >= 8 && word.len <= 16;
}
