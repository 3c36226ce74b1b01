/*
 * The manifest: JSON lines in chained segments, the digests for SHA256SUMS, and the end record.
 */
#ifndef COLLECT_ARCHIVE_MANIFEST_H
#define COLLECT_ARCHIVE_MANIFEST_H

#include "collect/archive/attempt.h"
#include "collect/base/clock.h"
#include "collect/base/digest.h"
#include "collect/base/limits.h"

struct manifest {
    struct bytes lines; /* of the open segment */
    size_t line_count;
    const struct means *means;     /* how full a segment may become */
    size_t bytes;                  /* of the members that the open segment describes */
    unsigned segment;              /* number of the open segment, from 0 */
    char previous[DIGEST_HEX + 1]; /* digest of the segment before */
    struct bytes sums;             /* for each member: the binary digest, the path, a NUL */
    size_t sums_size;              /* bytes of the text that `sums` becomes in SHA256SUMS */
};

void manifest_init(struct manifest *m);

/* Sets how full a segment may become: as the usual means say, if this is not called. */
void manifest_fill(struct manifest *m, const struct means *means);
void manifest_free(struct manifest *m);

/* Adds a line for the attempt.  `digest` is that of its member, or NULL if it has none. */
void manifest_add(struct manifest *m, const struct attempt *a, const unsigned char *digest);

/* Notes a member's digest for SHA256SUMS. */
void manifest_sum(struct manifest *m, const char *path, const unsigned char digest[DIGEST_SIZE]);

/* Whether the open segment has reached the lines or bytes of the means and should be written. */
bool manifest_is_full(const struct manifest *m);

/* Begins the next segment after the open one was written.  `digest` is that of the written segment. */
void manifest_next(struct manifest *m, const unsigned char digest[DIGEST_SIZE]);

/* Appends the member name of the open segment. */
void manifest_name(const struct manifest *m, struct bytes *out);

/*
 * Appends lines of SHA256SUMS, about LIMIT_SINK_BUFFER bytes, and advances *at, which is 0 at the beginning.  False if
 * no line is left.
 */
bool manifest_sums_text(const struct manifest *m, size_t *at, struct bytes *out);

/* The counts in the end record. */
struct totals {
    uint64_t members, bytes;
    uint64_t processes, descriptors, sockets, namespaces;
    uint64_t states[STATE_COUNT]; /* attempts in each state */
};

/*
 * Adds the last line, the end record.  `result` is from snapshot_result, `fallbacks` is a list of names that ends with
 * NULL, and the clocks are those at the end of the run.
 */
void manifest_end(struct manifest *m, const char *result, const struct totals *totals, const char *const *fallbacks,
                  const struct clocks *clocks);

/* The name in states.def, and whether an attempt in that state leaves the snapshot complete. */
const char *state_name(enum snapshot_state state);
bool state_is_complete(enum snapshot_state state);

#endif
