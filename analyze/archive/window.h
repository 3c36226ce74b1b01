/*
 * The end of what was read of the tar: libarchive has passed it when it says what it was, and some of it must be looked at again
 * (padding, headers).  The last two chunks are kept; between the last byte of a member and the end of the next header
 * there is less than one.
 */
#ifndef ANALYZE_ARCHIVE_WINDOW_H
#define ANALYZE_ARCHIVE_WINDOW_H

#include "analyze/archive/input.h"

enum { WINDOW_CHUNK = 64 << 10 };

struct window {
    struct window_chunk {
        int64_t offset; /* in the tar */
        size_t len;
        unsigned char bytes[WINDOW_CHUNK];
    } chunks[2];
    unsigned current; /* index of the one read last */
};

/* Reads the next chunk, which is shorter or empty only at the end; valid until the next but one. */
const struct window_chunk *window_read(struct window *window, struct input *input);

/* The offset up to which the tar was read. */
int64_t window_end(const struct window *window);

/* Copies `len` bytes; false when some of them are not kept, or not there. */
bool window_copy(const struct window *window, int64_t offset, size_t len, void *out);

/* Whether all bytes from an offset to another are kept and zero. */
bool window_zero(const struct window *window, int64_t from, int64_t to);

#endif
