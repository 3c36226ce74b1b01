/*
 * Members that were read and wait for the manifest segment that describes them.
 */
#ifndef ANALYZE_ARCHIVE_PENDING_H
#define ANALYZE_ARCHIVE_PENDING_H

#include "analyze/base/buffer.h"
#include "analyze/base/digest.h"

struct held_member {
    char *path;
    int64_t size; /* that was read */
    struct digest sha256;
    bool whole;   /* read to its end */
    bool kept;    /* `content` holds the bytes */
    bool claimed; /* by a line of the manifest */
    struct buffer content;
};

struct held {
    struct held_member *members; /* in the order of the archive; by path after held_sort */
    size_t count;
    size_t size;
    int64_t bytes; /* of all contents */
};

/* Adds a member; valid until the next is added.  The path is copied. */
struct held_member *held_add(struct held *held, struct slice path);

/* Sorts by path, for held_find. */
void held_sort(struct held *held);
struct held_member *held_find(const struct held *held, struct slice path);

/* Lets go of all members. */
void held_clear(struct held *held);

/* Frees the rest, too. */
void held_free(struct held *held);

#endif
