/*
 * Which snapshot an archive is of.  A snapshot is known by its meta.json, whose clocks are in nanoseconds, and by what verified: of two
 * archives with the same meta.json that are of one snapshot, one has every manifest segment that holds, and every member that
 * verified, of the other.
 *
 * A meta.json is easily copied.  So nothing that verified ever gives way to what contradicts it: where each of two has something
 * that the other has not, both stay, and which one is genuine cannot be told from them.
 */
#ifndef ANALYZE_LOAD_IDENTITY_H
#define ANALYZE_LOAD_IDENTITY_H

#include "analyze/base/error.h"
#include "analyze/load/store.h"

/* What an archive brought. */
enum load_outcome {
    LOAD_NEW,       /* a snapshot */
    LOAD_COMPLETES, /* more of a snapshot that was there: it has the place and the number of that one */
    LOAD_PART,      /* a part of a snapshot that is there: nothing */
    LOAD_SAME,      /* a snapshot that is there: nothing */
};

struct identity {
    enum load_outcome outcome;
    int64_t snapshot_id; /* of the snapshot that the archive is of */
    int64_t contradicts; /* another one with the same meta.json, neither having all of the other; or 0 */
};

/*
 * Compares the snapshot that was read last, and is the last in the tables, with those before it, and puts it in the place of those of
 * which it has all and more.  `whole`: its archive has no problem.  When the outcome is that it brings nothing, taking it out
 * again is the caller's.  -1 with the error filled when the database failed.
 */
int identity_settle(struct store *store, int64_t snapshot_id, bool whole, struct identity *identity,
                    struct error *error);

#endif
