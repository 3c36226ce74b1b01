/*
 * Bytes that grow.  Zero-initialised it is empty; buffer_free makes it so again.
 */
#ifndef ANALYZE_BASE_BUFFER_H
#define ANALYZE_BASE_BUFFER_H

#include "analyze/base/slice.h"

struct buffer {
    char *ptr;
    size_t len;
    size_t size; /* of the allocation */
};

/* Appends; grows by doubling, so that only bytes that arrived cost memory. */
void buffer_add(struct buffer *buffer, const void *bytes, size_t len);

/* Appends formatted text. */
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

void buffer_free(struct buffer *buffer);

static inline struct slice
buffer_slice(const struct buffer *buffer)
{
    return (struct slice){ buffer->ptr ? buffer->ptr : "", buffer->len };
}

#endif
