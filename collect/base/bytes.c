#include "collect/base/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SMALLEST 64

char *
bytes_room(struct bytes *b, size_t want)
{
    size_t cap = b->cap ? b->cap : SMALLEST;
    char *data;

    if (b->failed)
        return NULL;
    if (b->cap - b->len >= want && b->data)
        return b->data + b->len;
    while (cap - b->len < want) {
        if (cap > SIZE_MAX / 2) {
            b->failed = true;
            return NULL;
        }
        cap *= 2;
    }
    data = realloc(b->data, cap);
    if (!data) {
        b->failed = true;
        return NULL;
    }
    b->data = data;
    b->cap = cap;
    return b->data + b->len;
}

void
bytes_grew(struct bytes *b, size_t count)
{
    b->len += count;
}

void
bytes_append(struct bytes *b, const void *data, size_t len)
{
    char *room;

    if (len == 0)
        return;
    room = bytes_room(b, len);
    if (!room)
        return;
    memcpy(room, data, len);
    b->len += len;
}

void
bytes_text(struct bytes *b, const char *text)
{
    bytes_append(b, text, strlen(text));
}

void
bytes_byte(struct bytes *b, char byte)
{
    char *room = bytes_room(b, 1);

    if (!room)
        return;
    *room = byte;
    b->len++;
}

static void
append_digits(struct bytes *b, uint64_t value, unsigned base)
{
    char digits[22]; /* UINT64_MAX has so many in octal */
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + value % base);
        value /= base;
    } while (value);
    bytes_append(b, digits + at, sizeof(digits) - at);
}

void
bytes_decimal(struct bytes *b, uint64_t value)
{
    append_digits(b, value, 10);
}

void
bytes_octal(struct bytes *b, uint64_t value)
{
    append_digits(b, value, 8);
}

void
bytes_vformat(struct bytes *b, const char *format, va_list arguments)
{
    va_list again;
    int need;
    char *room;

    va_copy(again, arguments);
    need = vsnprintf(NULL, 0, format, again);
    va_end(again);
    room = need < 0 ? NULL : bytes_room(b, (size_t)need + 1);
    if (!room) {
        b->failed = true;
        return;
    }
    if (vsnprintf(room, (size_t)need + 1, format, arguments) == need)
        b->len += (size_t)need;
    else
        b->failed = true;
}

void
bytes_format(struct bytes *b, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    bytes_vformat(b, format, arguments);
    va_end(arguments);
}

const char *
bytes_string(struct bytes *b)
{
    char *room = bytes_room(b, 1);

    if (!room)
        return "";
    *room = '\0';
    return b->data;
}

void
bytes_clear(struct bytes *b)
{
    b->len = 0;
    b->failed = false;
}

void
bytes_free(struct bytes *b)
{
    free(b->data);
    *b = (struct bytes){ 0 };
}

struct bytes
bytes_copy(const struct bytes *b)
{
    struct bytes copy = { .failed = b->failed };

    if (b->len == 0 || b->failed)
        return copy;
    copy.data = malloc(b->len + 1); /* room for bytes_string */
    if (!copy.data) {
        copy.failed = true;
        return copy;
    }
    memcpy(copy.data, b->data, b->len);
    copy.len = b->len;
    copy.cap = b->len + 1;
    return copy;
}

bool
bytes_equal(const struct bytes *a, const struct bytes *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}
