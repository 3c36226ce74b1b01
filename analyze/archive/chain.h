/*
 * The chain of manifest segments: what each says of the members that were read since the one before.  A segment holds
 * when its first line has the digest of the segment before, as that one was read.
 */
#ifndef ANALYZE_ARCHIVE_CHAIN_H
#define ANALYZE_ARCHIVE_CHAIN_H

#include "analyze/archive/pending.h"
#include "analyze/archive/reader_events.h"

struct chain {
    const struct reader_events *events;
    const struct limits *limits;
    struct reader_summary *summary; /* members, segments, verified, problems, result and finished are kept up to date */
    struct error *error;
    struct manifest *manifest;
    struct pending pending; /* members that wait for a segment */
    int64_t next_segment;
    struct digest previous; /* of the segment read last */
    bool broken;            /* a segment did not hold, or may not be what was written */
    int64_t bytes;          /* of all members so far */
    bool ended;             /* the end record was read */
};

/* The number in manifest/nnnnnn, -1 for another name. */
int64_t chain_segment_number(struct slice path);

/* Counts a problem and tells of it, unless limits.problems were told already.  Returns what the event did. */
int chain_problem(struct chain *chain, struct slice path, size_t line, const char *want, struct slice have);

/* The same of a member that was too large to wait for its segment. */
int chain_too_much(struct chain *chain, struct slice path);

/*
 * Takes a whole segment, which is counted as a member: tells of each of its lines, with the member that the line
 * vouches for.
 */
int chain_segment(struct chain *chain, struct slice path, int64_t number, const struct pending_member *segment);

/* Tells of the members that no segment vouched for, and lets go of all. */
int chain_drop(struct chain *chain);

/* Tells of the last link, after which there is none. */
int chain_finish(struct chain *chain);

#endif
