/*
 * Writes a snapshot: attempts go in; members, manifest segments and SHA256SUMS come out.
 */
#ifndef COLLECT_ARCHIVE_SNAPSHOT_H
#define COLLECT_ARCHIVE_SNAPSHOT_H

#include "collect/archive/manifest.h"
#include "collect/archive/sink.h"
#include "collect/archive/tar.h"
#include "collect/base/error.h"

/* The time for the archive's own members.  A clock that stands makes the same input give the same bytes. */
struct snapshot_clock {
    bool stands;                  /* use the times below, not the kernel's clocks */
    uint64_t realtime, monotonic; /* nanoseconds */
};

struct snapshot {
    struct snapshot_clock clock;
    struct sink *sink;
    struct tar *tar;
    struct manifest manifest;
    struct totals totals;
    unsigned segments; /* written and flushed */
};

/* Begins a snapshot with the top directory `top`.  The sink stays the caller's.  0, or -1 with the error filled. */
int snapshot_open(struct snapshot *s, struct sink *sink, const char *top, struct snapshot_clock clock,
                  struct error *error);

/*
 * Appends the name of the top directory for a host and a time (nanoseconds since the epoch): "<host>-<date>T<time>Z".
 */
void snapshot_top(struct bytes *out, const char *nodename, uint64_t realtime);

/* Writes the attempt's member, if it has one, and adds its manifest line.  The attempt stays the caller's. */
int snapshot_add(struct snapshot *s, struct attempt *a, struct error *error);

/* Ends a phase: writes the open manifest segment, if it has lines, and flushes the sink. */
int snapshot_segment(struct snapshot *s, struct error *error);

/*
 * Writes the end record, the last manifest segment, SHA256SUMS and the end of the archive, and ends the sink's stream.
 * snapshot_add, snapshot_segment and snapshot_end return 0, or -1 with the error filled.
 */
int snapshot_end(struct snapshot *s, const char *result, const char *const *fallbacks, struct error *error);

void snapshot_free(struct snapshot *s);

/* The `result` of the end record, for the states so far: "complete", "partial" or "interrupted". */
const char *snapshot_result(const struct totals *totals, bool interrupted);

#endif
