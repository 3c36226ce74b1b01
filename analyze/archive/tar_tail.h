/*
 * The last two chunks that were read of the tar.  libarchive has read on when it reports an entry, and some of the bytes
 * before that place must be checked again (padding, headers).  Two chunks are enough: the last byte of a member and the
 * end of the next header are less than one chunk apart.
 */
#ifndef ANALYZE_ARCHIVE_TAR_TAIL_H
#define ANALYZE_ARCHIVE_TAR_TAIL_H

#include "analyze/archive/input.h"

enum { TAR_TAIL_CHUNK = 64 << 10 };

struct tar_tail {
    struct tar_tail_chunk {
        int64_t offset; /* in the tar */
        size_t len;
        unsigned char bytes[TAR_TAIL_CHUNK];
    } chunks[2];
    unsigned current; /* index of the one read last */
};

/* Reads the next chunk, which is shorter or empty only at the end; valid until the next but one. */
const struct tar_tail_chunk *tar_tail_read(struct tar_tail *tail, struct input *input);

/* The offset up to which the tar was read. */
int64_t tar_tail_end(const struct tar_tail *tail);

/* Copies `len` bytes; false when some of them are not kept any more, or were never read. */
bool tar_tail_copy(const struct tar_tail *tail, int64_t offset, size_t len, void *out);

/* Whether all bytes from an offset to another are kept and zero. */
bool tar_tail_zero(const struct tar_tail *tail, int64_t from, int64_t to);

#endif
