/*
 * The members of a tar archive, one after the other.  libarchive reads the tar and nothing else: no filter (input.c
 * decompresses), no other format.  What a snapshot may not hold (links, devices, sparse files, extended headers, names
 * outside the grammar, a second member of the same name) is reported and skipped; so is damage, after which reading
 * goes on at the next header that is whole.
 *
 * What no digest covers is checked here, so that no flipped bit of the tar goes unnoticed: headers must carry their checksum in
 * the one form that writers use, and the padding after members and everything after the last one must be zeros.
 */
#ifndef ANALYZE_ARCHIVE_ARCHIVE_H
#define ANALYZE_ARCHIVE_ARCHIVE_H

#include "analyze/archive/input.h"
#include "analyze/base/slice.h"

struct tar;

struct tar_member {
    struct slice name; /* below the top directory; valid until the next member */
    int64_t size;      /* as the header says; whether the bytes come is another matter */
};

/* Where problems go: `name` is the member's name, ptr NULL when it has none.  Returns -1 when reading cannot go on. */
struct tar_sink {
    void *context;
    int (*problem)(void *context, struct slice name, const char *want, struct slice have);
};

/* Reads the beginning.  The input stays the caller's and must live as long.  Not a tar archive: an error.  The caller owns
 * *tar and closes it with tar_close. */
int tar_open(struct input *input, struct tar_sink sink, struct tar **tar, struct error *error);

/* The next member: 1, or 0 after the last, or -1 when the sink said so. */
int tar_next(struct tar *tar, struct tar_member *member);

/* The next bytes of the member, valid until the next call: 1, or 0 at its end, or -1 when the sink said so.  A member that
 * was cut ends early; see tar_member_whole. */
int tar_data(struct tar *tar, struct slice *bytes);

/* Whether tar_data reached the end of the member. */
bool tar_member_whole(const struct tar *tar);

/* The top directory, "" before the first member. */
const char *tar_directory(const struct tar *tar);

/* The offset in the decompressed tar up to which it was read. */
int64_t tar_position(const struct tar *tar);

/* NULL is fine. */
void tar_close(struct tar *tar);

#endif
