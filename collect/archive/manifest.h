/*
 * The manifest: JSON lines in chained segments, the digests for SHA256SUMS, and the end record.
 */
#ifndef COLLECT_ARCHIVE_MANIFEST_H
#define COLLECT_ARCHIVE_MANIFEST_H

#include "collect/archive/attempt.h"
#include "collect/base/clock.h"
#include "collect/base/digest.h"

struct manifest {
    struct bytes lines; /* of the segment that is open */
    size_t line_count;
    size_t bytes;     /* of the members that it describes */
    unsigned segment; /* its number */
    char previous[DIGEST_HEX + 1];
    struct bytes sums; /* of all members: a digest, the path, a NUL each */
    size_t sums_size;  /* of the text that they will be */
};

void manifest_init(struct manifest *m);
void manifest_free(struct manifest *m);

/* A line for the attempt.  `digest` is that of its member, NULL where there is none. */
void manifest_add(struct manifest *m, const struct attempt *a, const unsigned char *digest);

/* A member's digest for SHA256SUMS. */
void manifest_sum(struct manifest *m, const char *path, const unsigned char digest[DIGEST_SIZE]);

/* Whether so much is outstanding that the segment is to be closed. */
bool manifest_is_full(const struct manifest *m);

/* After the segment was written: begins the next one, chained to it. */
void manifest_next(struct manifest *m, const unsigned char digest[DIGEST_SIZE]);

/* The member name of the open segment. */
void manifest_name(const struct manifest *m, struct bytes *out);

/* Appends the next lines of SHA256SUMS from *at on, about a page of them; false at the end. */
bool manifest_sums_text(const struct manifest *m, size_t *at, struct bytes *out);

/* What the run was, for the end record. */
struct totals {
    uint64_t members, bytes;
    uint64_t processes, descriptors, sockets, namespaces;
    uint64_t states[STATE_COUNT];
};

/* The last line.  `fallbacks` is a NULL-terminated list; the clocks are those of the end. */
void manifest_end(struct manifest *m, const char *result, const struct totals *totals, const char *const *fallbacks,
                  const struct clocks *clocks);

const char *state_name(enum snapshot_state state);
bool state_is_complete(enum snapshot_state state);

#endif
