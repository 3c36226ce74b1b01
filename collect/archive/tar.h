/*
 * The tar container: ustar (tar(5)) with regular files only.  Only tar.c uses libarchive.
 */
#ifndef COLLECT_ARCHIVE_TAR_H
#define COLLECT_ARCHIVE_TAR_H

#include "collect/archive/sink.h"

struct tar;

/*
 * Begins a container whose members are below the directory `top`.  The sink stays the caller's.  NULL without memory.
 */
struct tar *tar_open(struct sink *sink, const char *top);

/*
 * tar_begin starts a member with that size in bytes and that time in seconds since the epoch.  tar_put, called once or
 * more, writes its bytes, and tar_finish its padding.  They return 0, or -1: either the sink failed, or libarchive did,
 * for instance because the path is too long for ustar, which is a bug of ours.
 */
int tar_begin(struct tar *tar, const char *path, size_t size, uint64_t seconds);
int tar_put(struct tar *tar, const void *data, size_t len);

int tar_finish(struct tar *tar);

/* Writes the two blocks of zeros that end the container.  0, or -1. */
int tar_end(struct tar *tar);

/* libarchive's message for the last failure.  Valid until the next call. */
const char *tar_error(const struct tar *tar);

void tar_free(struct tar *tar);

#endif
