/*
 * A slice is a run of bytes inside a text that somebody else owns.  It is not terminated; ptr NULL means that there is no
 * value (SQL NULL), which differs from an empty one.
 */
#ifndef ANALYZE_BASE_SLICE_H
#define ANALYZE_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *ptr;
    size_t len;
};

/* Bytes that reach SQL as a BLOB. */
struct blob {
    const void *ptr;
    size_t len;
};

/* A number that a file may not have; it reaches SQL as NULL then. */
struct maybe {
    bool known;
    int64_t value;
};

static inline struct slice
slice_of(const char *text)
{
    return (struct slice){ text, text ? strlen(text) : 0 };
}

static inline bool
slice_is(struct slice s, const char *text)
{
    size_t len = strlen(text);

    return s.ptr && s.len == len && memcmp(s.ptr, text, len) == 0;
}

static inline bool
slice_begins(struct slice s, const char *text)
{
    size_t len = strlen(text);

    return s.ptr && s.len >= len && memcmp(s.ptr, text, len) == 0;
}

static inline struct slice
slice_skip(struct slice s, size_t count)
{
    return (struct slice){ s.ptr + count, s.len - count };
}

static inline struct maybe
maybe_of(int64_t value)
{
    return (struct maybe){ true, value };
}

#endif
