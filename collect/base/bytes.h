/*
 * A growable run of bytes.  Invariant: len <= cap, and data is NULL if and only if cap is 0.  Memory that cannot be had sets
 * `failed`, and later appends do nothing, so that callers check once, at the end.
 */
#ifndef COLLECT_BASE_BYTES_H
#define COLLECT_BASE_BYTES_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    char *data;
    size_t len;
    size_t cap;
    bool failed;
};

void bytes_append(struct bytes *b, const void *data, size_t len);
void bytes_text(struct bytes *b, const char *text);
void bytes_byte(struct bytes *b, char byte);
void bytes_decimal(struct bytes *b, uint64_t value);
void bytes_format(struct bytes *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_vformat(struct bytes *b, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

/* At least `want` writable bytes after the content, to be followed by bytes_grew; NULL when there is no memory. */
char *bytes_room(struct bytes *b, size_t want);
void bytes_grew(struct bytes *b, size_t count);

/* The content with a NUL after it, which is not part of it; "" when there is no memory. */
const char *bytes_string(struct bytes *b);

/* Empties it and keeps the memory. */
void bytes_clear(struct bytes *b);
void bytes_free(struct bytes *b);

/* An exact copy; `failed` where there is no memory or where the original failed. */
struct bytes bytes_copy(const struct bytes *b);

bool bytes_equal(const struct bytes *a, const struct bytes *b);

#endif
