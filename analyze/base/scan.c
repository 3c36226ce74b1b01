#include "analyze/base/scan.h"

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void
scan_space(struct scan *s)
{
    size_t len = 0;

    while (len < s->rest.len && is_space(s->rest.ptr[len]))
        len++;
    if (len > 0)
        s->rest = slice_skip(s->rest, len);
}

static struct slice
word_of(struct slice text)
{
    size_t len = 0;

    while (len < text.len && !is_space(text.ptr[len]))
        len++;
    return (struct slice){ text.ptr, len };
}

/*
 * Value of a hexadecimal digit; more than 15 for any other byte.  Most of the text that is parsed consists of
 * hexadecimal digits, and a table is quick.
 */
static unsigned
hex_digit(char c)
{
    static const unsigned char values[256] = {
        ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
        ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
        ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    };

    return (values[(unsigned char)c] - 1U) & 31U;
}

struct lines
lines_of(struct slice text)
{
    return (struct lines){ .rest = text };
}

bool
lines_next(struct lines *lines, struct slice *line)
{
    const char *newline;

    if (lines->rest.len == 0)
        return false;
    newline = memchr(lines->rest.ptr, '\n', lines->rest.len);
    lines->whole = newline != NULL;
    line->ptr = lines->rest.ptr;
    line->len = newline ? (size_t)(newline - lines->rest.ptr) : lines->rest.len;
    lines->rest = slice_skip(lines->rest, line->len + lines->whole);
    if (lines->converted && line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->len--;
    lines->number++;
    return true;
}

struct scan
scan_of(struct slice line)
{
    return (struct scan){ .rest = line };
}

bool
scan_ok(const struct scan *s)
{
    return s->want == NULL;
}

void
scan_fail(struct scan *s, const char *want, struct slice have)
{
    if (s->want)
        return;
    s->want = want;
    s->have = have;
}

void
scan_word(struct scan *s, const char *want, struct slice *out)
{
    struct slice word;

    if (s->want)
        return;
    scan_space(s);
    word = word_of(s->rest);
    if (word.len == 0) {
        scan_fail(s, want, word);
        return;
    }
    s->rest = slice_skip(s->rest, word.len);
    *out = word;
}

void
scan_until(struct scan *s, const char *want, char delimiter, struct slice *out)
{
    const char *end;

    if (s->want)
        return;
    end = s->rest.len > 0 ? memchr(s->rest.ptr, delimiter, s->rest.len) : NULL;
    if (!end) {
        scan_fail(s, want, s->rest);
        return;
    }
    *out = (struct slice){ s->rest.ptr, (size_t)(end - s->rest.ptr) };
    s->rest = slice_skip(s->rest, out->len + 1);
}

void
scan_part(struct scan *s, char delimiter, struct slice *out)
{
    const char *end;

    if (s->want || s->rest.len == 0)
        return;
    end = memchr(s->rest.ptr, delimiter, s->rest.len);
    *out = (struct slice){ s->rest.ptr, end ? (size_t)(end - s->rest.ptr) : s->rest.len };
    s->rest = slice_skip(s->rest, out->len + (end != NULL));
}

struct slice
scan_trimmed(struct scan *s)
{
    struct slice text;

    scan_space(s);
    text = s->rest;
    s->rest = slice_skip(s->rest, s->rest.len);
    while (text.len > 0 && is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

void
scan_rest(struct scan *s, struct slice *out)
{
    if (s->want)
        return;
    *out = s->rest;
    s->rest = slice_skip(s->rest, s->rest.len);
}

void
scan_tail(struct scan *s, struct slice *out)
{
    struct slice text;

    scan_space(s);
    if (s->want || s->rest.len == 0)
        return;
    scan_rest(s, &text);
    while (is_space(text.ptr[text.len - 1]))
        text.len--;
    *out = text;
}

/* Reads decimal digits up to max; false when there are none, or too many. */
static bool
digits(struct scan *s, uint64_t max, uint64_t *out)
{
    struct slice text = s->rest;
    uint64_t value = 0;
    size_t used = 0;

    for (; used < text.len && text.ptr[used] >= '0' && text.ptr[used] <= '9'; used++) {
        if (__builtin_mul_overflow(value, 10U, &value) ||
            __builtin_add_overflow(value, (uint64_t)(text.ptr[used] - '0'), &value) || value > max)
            return false;
    }
    s->rest = slice_skip(text, used);
    *out = value;
    return used > 0;
}

/* A decimal number up to max, without a sign. */
static void
scan_decimal(struct scan *s, const char *want, uint64_t max, int64_t *out)
{
    uint64_t value;

    if (s->want)
        return;
    scan_space(s);
    if (digits(s, max, &value))
        *out = (int64_t)value;
    else
        scan_fail(s, want, word_of(s->rest));
}

void
scan_dec(struct scan *s, const char *want, int64_t *out)
{
    scan_decimal(s, want, INT64_MAX, out);
}

void
scan_unsigned(struct scan *s, const char *want, int64_t *out)
{
    scan_decimal(s, want, UINT64_MAX, out);
}

void
scan_signed(struct scan *s, const char *want, int64_t *out)
{
    struct slice start;
    uint64_t value;
    bool minus;

    if (s->want)
        return;
    scan_space(s);
    start = s->rest;
    minus = start.len > 0 && start.ptr[0] == '-';
    if (minus)
        s->rest = slice_skip(start, 1);
    if (digits(s, minus ? (uint64_t)INT64_MAX + 1 : UINT64_MAX, &value)) {
        *out = (int64_t)(minus ? 0 - value : value);
    } else {
        s->rest = start;
        scan_fail(s, want, word_of(start));
    }
}

void
scan_hundredths(struct scan *s, const char *want, int64_t *out)
{
    struct slice word = { NULL, 0 };
    struct scan inner;
    int64_t whole = 0;
    int64_t part = 0;

    scan_word(s, want, &word);
    if (s->want)
        return;
    inner = scan_of(word);
    scan_dec(&inner, want, &whole);
    scan_text(&inner, ".");
    if (inner.rest.len != 2)
        scan_fail(&inner, want, word);
    scan_dec(&inner, want, &part);
    if (!scan_ok(&inner) || inner.rest.len > 0 || whole > INT64_MAX / 100 - 1)
        scan_fail(s, want, word);
    else
        *out = whole * 100 + part;
}

void
scan_hex(struct scan *s, const char *want, int64_t *out)
{
    struct slice text;
    uint64_t value = 0;
    size_t used = 0;
    unsigned digit;

    if (s->want)
        return;
    scan_space(s);
    text = s->rest;
    for (; used < text.len && (digit = hex_digit(text.ptr[used])) < 16; used++)
        value = value << 4 | digit;
    if (used == 0 || used > 16) {
        scan_fail(s, want, word_of(text));
        return;
    }
    s->rest = slice_skip(text, used);
    *out = (int64_t)value;
}

void
scan_hex32(struct scan *s, const char *want, uint32_t *out)
{
    struct slice text = s->rest;
    uint32_t value = 0;
    unsigned digit;

    if (s->want)
        return;
    for (size_t i = 0; i < 8; i++) {
        digit = i < text.len ? hex_digit(text.ptr[i]) : 16;
        if (digit > 15) {
            scan_fail(s, want, word_of(text));
            return;
        }
        value = value << 4 | digit;
    }
    s->rest = slice_skip(text, 8);
    *out = value;
}

void
scan_maybe_dec(struct scan *s, const char *want, struct maybe *out)
{
    if (s->want || scan_at_end(s))
        return;
    scan_dec(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_maybe_unsigned(struct scan *s, const char *want, struct maybe *out)
{
    if (s->want || scan_at_end(s))
        return;
    scan_unsigned(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_maybe_signed(struct scan *s, const char *want, struct maybe *out)
{
    if (s->want || scan_at_end(s))
        return;
    scan_signed(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_text(struct scan *s, const char *text)
{
    if (s->want)
        return;
    if (slice_begins(s->rest, text))
        s->rest = slice_skip(s->rest, strlen(text));
    else
        scan_fail(s, text, word_of(s->rest));
}

bool
scan_at_end(const struct scan *s)
{
    struct scan copy = *s;

    scan_space(&copy);
    return copy.rest.len == 0;
}

size_t
scan_count(const struct scan *s)
{
    struct scan rest = scan_of(s->rest);
    struct slice word;
    size_t count = 0;

    for (; !scan_at_end(&rest); count++)
        scan_word(&rest, "word", &word);
    return count;
}
