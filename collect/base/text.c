#include "collect/base/text.h"

#include <string.h>

struct text
text_of(const struct bytes *bytes)
{
    return (struct text){ bytes->data, bytes->len };
}

struct text
text_of_string(const char *string)
{
    return (struct text){ string, strlen(string) };
}

static void
advance(struct text *text, size_t count)
{
    text->data += count;
    text->len -= count;
}

bool
text_next_part(struct text *rest, char mark, struct text *part)
{
    const char *at = rest->len > 0 ? memchr(rest->data, mark, rest->len) : NULL;

    if (!at)
        return false;
    *part = (struct text){ rest->data, (size_t)(at - rest->data) };
    advance(rest, part->len + 1);
    return true;
}

bool
text_next_line(struct text *rest, struct text *line)
{
    if (rest->len == 0)
        return false;
    if (!text_next_part(rest, '\n', line)) {
        *line = *rest;
        advance(rest, rest->len);
    }
    return true;
}

static bool
is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

bool
text_next_word(struct text *rest, struct text *word)
{
    while (rest->len > 0 && is_blank(*rest->data))
        advance(rest, 1);
    *word = (struct text){ rest->data, 0 };
    while (rest->len > 0 && !is_blank(*rest->data)) {
        advance(rest, 1);
        word->len++;
    }
    return word->len > 0;
}

struct text
text_word(struct text line, unsigned index)
{
    struct text word;

    while (text_next_word(&line, &word) && index > 0)
        index--;
    return word;
}

bool
text_is(struct text text, const char *string)
{
    return text.len == strlen(string) && memcmp(text.data, string, text.len) == 0;
}

bool
text_skip(struct text *text, const char *prefix)
{
    size_t len = strlen(prefix);

    if (text->len < len || memcmp(text->data, prefix, len) != 0)
        return false;
    advance(text, len);
    return true;
}

bool
text_decimal(struct text text, uint64_t most, uint64_t *value)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned digit = (unsigned char)text.data[i] - (unsigned)'0';

        if (digit > 9 || digit > most || sum > (most - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return text.len > 0;
}

uint64_t
text_link_number(struct text target)
{
    struct text kind, number;
    uint64_t value;

    if (text_next_part(&target, ':', &kind) && text_skip(&target, "[") && text_next_part(&target, ']', &number) &&
        kind.len > 0 && target.len == 0 && text_decimal(number, UINT64_MAX, &value))
        return value;
    return 0;
}

/* Any number of optional fields comes before the type; a field "-" ends them. */
bool
mount_line_parse(struct text line, struct mount_line *mount)
{
    struct text parent, source, options, optional;

    mount->options = (struct text){ NULL, 0 };
    if (!text_next_word(&line, &mount->id) || !text_next_word(&line, &parent) ||
        !text_next_word(&line, &mount->device) || !text_next_word(&line, &mount->root) ||
        !text_next_word(&line, &mount->point) || !text_next_word(&line, &options))
        return false;
    do {
        if (!text_next_word(&line, &optional))
            return false;
    } while (!text_is(optional, "-"));
    if (!text_next_word(&line, &mount->type))
        return false;
    if (text_next_word(&line, &source))
        (void)text_next_word(&line, &mount->options); /* stays empty if there are none */
    return true;
}

static bool
is_octal(char byte, char most)
{
    return byte >= '0' && byte <= most;
}

void
text_unescape(struct bytes *out, struct text field)
{
    for (size_t i = 0; i < field.len; i++) {
        const char *p = field.data + i;

        if (*p == '\\' && field.len - i > 3 && is_octal(p[1], '3') && is_octal(p[2], '7') && is_octal(p[3], '7')) {
            bytes_byte(out, (char)((p[1] - '0') * 64 + (p[2] - '0') * 8 + (p[3] - '0')));
            i += 3;
        } else {
            bytes_byte(out, *p);
        }
    }
}
