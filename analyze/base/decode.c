#include "analyze/base/decode.h"

#include <stdlib.h>

#include "analyze/base/error.h"

void
decoder_reset(struct decoder *decoder)
{
    decoder->used = 0;
}

void
decoder_free(struct decoder *decoder)
{
    free(decoder->buffer);
    decoder->buffer = NULL;
}

char *
decoder_take(struct decoder *decoder, size_t len)
{
    char *at;

    if (len > decoder->room - decoder->used)
        die("decoded text is longer than its source");
    if (!decoder->buffer)
        decoder->buffer = xmalloc(decoder->room + 1);
    at = decoder->buffer + decoder->used;
    decoder->used += len;
    return at;
}

static bool
is_too_long(const struct decoder *decoder, struct slice text)
{
    return decoder->most > 0 && text.len > decoder->most;
}

/* Whether there may be something to decode. */
static bool
has_backslash(const struct decoder *decoder, struct slice text)
{
    return text.len > 0 && !is_too_long(decoder, text) && memchr(text.ptr, '\\', text.len);
}

/* Value of a digit in that base, or -1. */
static int
digit(char c, int base)
{
    int value = -1;

    if (c >= '0' && c <= '9')
        value = c - '0';
    else if (c >= 'a' && c <= 'f')
        value = c - 'a' + 10;
    return value < base ? value : -1;
}

/* What a byte stands for; false when an escape begins with it and is malformed. */
static bool
decode_byte(struct slice text, size_t *i, char *out)
{
    int high;
    int low;

    if (text.len - *i < 4 || text.ptr[*i + 1] != 'x')
        return false;
    high = digit(text.ptr[*i + 2], 16);
    low = digit(text.ptr[*i + 3], 16);
    if (high < 0 || low < 0)
        return false;
    *out = (char)(high << 4 | low);
    *i += 3;
    return true;
}

bool
decode_hex(struct decoder *decoder, struct slice text, struct slice *out)
{
    size_t len = 0;
    char *to;

    *out = text;
    if (!has_backslash(decoder, text))
        return true;
    to = decoder_take(decoder, text.len);
    for (size_t i = 0; i < text.len; i++, len++) {
        to[len] = text.ptr[i];
        if (text.ptr[i] == '\\' && !decode_byte(text, &i, &to[len]))
            return false;
    }
    *out = (struct slice){ to, len };
    return true;
}

bool
decode_member(struct decoder *decoder, struct slice name, struct slice *out)
{
    char *to = decoder_take(decoder, name.len);
    size_t len = 0;

    *out = name;
    for (size_t i = 0; i < name.len; i++, len++) {
        to[len] = name.ptr[i];
        if (slice_begins(slice_skip(name, i), "_x") && !decode_byte(name, &i, &to[len]))
            return false;
    }
    *out = (struct slice){ to, len };
    return true;
}

/* Whether the text begins with an escape whose value is one byte. */
static bool
is_octal(struct slice text, size_t i)
{
    return text.len - i >= 4 && text.ptr[i] == '\\' && digit(text.ptr[i + 1], 4) >= 0 &&
           digit(text.ptr[i + 2], 8) >= 0 && digit(text.ptr[i + 3], 8) >= 0;
}

/* Writes the decoded text to `to`; returns its length. */
static size_t
put_octal(struct slice text, char *to)
{
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (is_octal(text, i)) {
            to[len++] =
                (char)(digit(text.ptr[i + 1], 4) << 6 | digit(text.ptr[i + 2], 8) << 3 | digit(text.ptr[i + 3], 8));
            i += 3;
        } else {
            to[len++] = text.ptr[i];
        }
    }
    return len;
}

struct slice
decode_octal(struct decoder *decoder, struct slice text)
{
    char *to;

    if (!has_backslash(decoder, text))
        return text;
    to = decoder_take(decoder, text.len);
    return (struct slice){ to, put_octal(text, to) };
}

struct slice
decode_overlay(struct decoder *decoder, struct slice text)
{
    size_t from = 0;
    size_t len = 0;
    size_t whole;
    char *to;

    if (!has_backslash(decoder, text))
        return text;
    to = decoder_take(decoder, text.len);
    whole = put_octal(text, to);
    for (; from < whole; from++) {
        if (to[from] == '\\' && from + 1 < whole)
            from++;
        to[len++] = to[from];
    }
    return (struct slice){ to, len };
}

struct slice
decode_words(struct decoder *decoder, struct scan *s)
{
    struct slice word = s->rest;
    size_t len = 0;
    char *to;

    if (is_too_long(decoder, word)) {
        scan_rest(s, &word);
        return word;
    }
    to = decoder_take(decoder, word.len);
    while (scan_ok(s) && !scan_at_end(s)) {
        scan_word(s, "word", &word);
        if (len > 0)
            to[len++] = ' ';
        memcpy(to + len, word.ptr, word.len);
        len += word.len;
    }
    return (struct slice){ to, len };
}

struct slice
decode_abstract(struct decoder *decoder, struct slice name)
{
    char *to;

    if (is_too_long(decoder, name))
        return name;
    to = decoder_take(decoder, name.len);
    for (size_t i = 0; i < name.len; i++)
        to[i] = name.ptr[i] == '\0' ? '@' : name.ptr[i];
    return (struct slice){ to, name.len };
}
