/*
 * A snapshot being written: attempts go in, members, manifest segments and SHA256SUMS come out.
 */
#ifndef COLLECT_ARCHIVE_SNAPSHOT_H
#define COLLECT_ARCHIVE_SNAPSHOT_H

#include "collect/archive/manifest.h"
#include "collect/archive/sink.h"
#include "collect/archive/tar.h"
#include "collect/base/error.h"

/* What time the archive's own members bear: that of the clocks, or always the same one, so that the same input gives the same bytes. */
struct snapshot_clock {
    bool stands;
    uint64_t realtime, monotonic; /* while it stands; nanoseconds */
};

struct snapshot {
    struct snapshot_clock clock;
    struct sink *sink;
    struct tar *tar;
    struct manifest manifest;
    struct totals totals;
    unsigned segments; /* written, and flushed */
};

/* `top` is the top directory; the sink stays the caller's.  0, or -1 with the error filled. */
int snapshot_open(struct snapshot *s, struct sink *sink, const char *top, struct snapshot_clock clock,
                  struct error *error);

/* The top directory's name for a host and a time in nanoseconds since the epoch. */
void snapshot_top(struct bytes *out, const char *nodename, uint64_t realtime);

/* Writes the attempt's member, if it has one, and its manifest line.  The attempt stays the caller's. */
int snapshot_add(struct snapshot *s, struct attempt *a, struct error *error);

/* Closes the manifest segment, if it has lines, and flushes: the end of a phase. */
int snapshot_segment(struct snapshot *s, struct error *error);

/* Writes the end record, the last segment, SHA256SUMS and the end of the archive, and ends the sink's stream. */
int snapshot_end(struct snapshot *s, const char *result, const char *const *fallbacks, struct error *error);

void snapshot_free(struct snapshot *s);

/* The words of the end record's result for the states so far. */
const char *snapshot_result(const struct totals *totals, bool interrupted);

#endif
