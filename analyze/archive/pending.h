/*
 * Members that were read and wait for the manifest segment that describes them.
 */
#ifndef ANALYZE_ARCHIVE_PENDING_H
#define ANALYZE_ARCHIVE_PENDING_H

#include "analyze/base/buffer.h"
#include "analyze/base/digest.h"

struct pending_member {
    char *path;
    int64_t size; /* that was read */
    struct digest sha256;
    bool whole;   /* read to its end */
    bool kept;    /* `content` holds the bytes */
    bool claimed; /* by a line of the manifest */
    struct buffer content;
};

struct pending {
    struct pending_member *members; /* in the order of the archive; by path after pending_sort */
    size_t count;
    size_t size;
    int64_t bytes; /* of all contents */
};

/* Adds a member; valid until the next is added.  The path is copied. */
struct pending_member *pending_add(struct pending *pending, struct slice path);

/* Sorts by path, for pending_find. */
void pending_sort(struct pending *pending);
struct pending_member *pending_find(const struct pending *pending, struct slice path);

/* Lets go of all members. */
void pending_clear(struct pending *pending);

/* Frees the rest, too. */
void pending_free(struct pending *pending);

#endif
