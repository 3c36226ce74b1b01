/*
 * Makes a mutated tar a sound snapshot again, so that fuzzing gets behind the checks: sizes and checksums of headers, the digests and
 * sizes that the manifest has of members, the chain of its segments, the counts of the end record, SHA256SUMS.
 */
#ifndef TESTS_SUPPORT_REPAIR_H
#define TESTS_SUPPORT_REPAIR_H

#include "analyze/base/buffer.h"

enum { TAR_BLOCK = 512 };

struct repair_member {
    char header[TAR_BLOCK];
    struct buffer content;
};

/* A tar in parts, as far as it is one. */
struct repair {
    struct repair_member *members;
    size_t count;
    struct buffer rest; /* what follows the last member */
};

void repair_open(struct repair *repair, struct slice tar);
void repair_close(struct repair *repair);

/* How much of it is made right. */
enum repair_depth { REPAIR_HEADERS, REPAIR_ALL };

/* The tar that the parts make.  The caller frees it. */
struct buffer repair_made(struct repair *repair, enum repair_depth depth);

#endif
