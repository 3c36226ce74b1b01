/*
 * What a reader of snapshots tells, while it reads one and at its end.
 */
#ifndef ANALYZE_ARCHIVE_READER_EVENTS_H
#define ANALYZE_ARCHIVE_READER_EVENTS_H

#include "analyze/archive/manifest.h"
#include "analyze/base/digest.h"
#include "analyze/base/error.h"
#include "analyze/base/limits.h"

/* The state of a member that has no line in the manifest. */
#define READER_UNLISTED "unlisted"

struct reader_problem {
    struct slice path; /* the member that it is about; ptr NULL when it is about the archive */
    size_t line;       /* of that member, 0 for all of it */
    const char *want;
    struct slice have; /* ptr NULL when there is nothing to quote */
};

/* What happens while a snapshot is read.  Each returns 0, or -1 with the error filled when reading cannot go on. */
struct reader_events {
    void *context;

    /* Whether the content of a member is wanted.  NULL: of none. */
    bool (*wants)(void *context, struct slice path);

    /* First of all. */
    int (*begin)(void *context, const char *directory, const struct manifest_meta *meta, struct error *error);

    /*
     * For each line of the manifest, in its order, and for each member without one.  `content` has ptr NULL unless it
     * is wanted and verified.
     */
    int (*member)(void *context, const struct manifest_line *line, bool verified, struct slice content,
                  struct error *error);

    /*
     * A link of the chain: a segment that holds, with its digest, which covers all segments before it.  Where a segment
     * does not hold, that segment or the one before it was changed, and neither is reported; nor is the last segment
     * where SHA256SUMS differs from what it should be.  NULL: not wanted.
     */
    int (*link)(void *context, int64_t segment, const struct digest *sha256, struct error *error);

    /* A manifest segment, or SHA256SUMS, as it is.  NULL: not wanted. */
    int (*bookkeeping)(void *context, struct slice path, struct slice content, struct error *error);

    /* A problem of a member comes after its member event. */
    int (*problem)(void *context, const struct reader_problem *problem, struct error *error);

    /* After each segment; `bytes` of the archive were read.  NULL: not wanted. */
    void (*progress)(void *context, int64_t bytes, int64_t members);

    const struct limits *limits; /* NULL: the usual ones */
};

/* What is known at the end. */
struct reader_summary {
    char result[16];       /* complete, partial, interrupted; cut when there was no end record */
    struct maybe finished; /* CLOCK_REALTIME at the end record */
    int64_t archive_bytes;
    struct digest archive_sha256;
    int64_t segments; /* that hold */
    int64_t members;  /* in the archive */
    int64_t contents; /* of these, what is not manifest or SHA256SUMS */
    int64_t verified; /* of these, what verified */
    int64_t problems;
    int64_t whole_segments; /* up to here nothing was wrong */
    int64_t whole_bytes;    /* the same as an offset in the decompressed tar */
};

#endif
