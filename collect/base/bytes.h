/*
 * A growable buffer.  `len <= cap` always holds, and `data` is NULL if and only if `cap` is 0.  A buffer of zeros is a
 * valid empty one.  When an allocation fails, `failed` is set and every later append does nothing: a caller checks
 * once, at the end.
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
void bytes_octal(struct bytes *b, uint64_t value);
void bytes_format(struct bytes *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_vformat(struct bytes *b, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

/*
 * bytes_room returns at least `want` writable bytes behind the content, or NULL without memory.  After writing `count`
 * of them, the caller calls bytes_grew to make them content.  The pointer is valid until the next call on the buffer.
 */
char *bytes_room(struct bytes *b, size_t want);
void bytes_grew(struct bytes *b, size_t count);

/*
 * The content as a C string: a NUL follows it and is not counted in `len`.  "" without memory.  The buffer owns the
 * string.
 */
const char *bytes_string(struct bytes *b);

/* Empties the buffer, clears `failed`, and keeps the memory. */
void bytes_clear(struct bytes *b);
void bytes_free(struct bytes *b);

/* A copy that the caller frees.  It is `failed` if there was no memory or if `b` is `failed`. */
struct bytes bytes_copy(const struct bytes *b);

bool bytes_equal(const struct bytes *a, const struct bytes *b);

#endif
