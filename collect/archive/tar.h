/*
 * The tar container: ustar, regular files only.  The one file behind this header knows libarchive.
 */
#ifndef COLLECT_ARCHIVE_TAR_H
#define COLLECT_ARCHIVE_TAR_H

#include "collect/archive/sink.h"

struct tar;

/* A writer of members below the directory `top`; NULL without memory.  The sink stays the caller's. */
struct tar *tar_open(struct sink *sink, const char *top);

/*
 * A member is begun with its size and its time (seconds since the epoch), and given its bytes.  0, or -1: the sink's error, or
 * a name that the container cannot hold, which is a bug of ours.
 */
int tar_begin(struct tar *tar, const char *path, size_t size, uint64_t seconds);
int tar_put(struct tar *tar, const void *data, size_t len);

/* The last member's padding. */
int tar_finish(struct tar *tar);

/* Writes the two zero blocks. */
int tar_end(struct tar *tar);

/* What libarchive says about the last failure. */
const char *tar_error(const struct tar *tar);

void tar_free(struct tar *tar);

#endif
