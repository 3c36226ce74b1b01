/*
 * Which snapshot an archive is of.  A snapshot is known by its meta.json, whose clocks are in nanoseconds, and by its verified
 * content: two archives with the same meta.json are of one snapshot if one of them has every valid manifest segment and every
 * verified member of the other.
 *
 * A meta.json is easily copied.  So verified content is never replaced by content that contradicts it: where each of two archives
 * has something that the other lacks, both stay in the database, since they do not show which one is genuine.
 */
#ifndef ANALYZE_LOAD_IDENTITY_H
#define ANALYZE_LOAD_IDENTITY_H

#include "analyze/base/error.h"
#include "analyze/load/store.h"

/* What an archive brought. */
enum load_outcome {
    LOAD_NEW,       /* a snapshot */
    LOAD_COMPLETES, /* more of a snapshot of the database, whose rows it replaces and whose number it takes */
    LOAD_PART,      /* nothing: a part of a snapshot of the database */
    LOAD_SAME,      /* nothing: a snapshot that is in the database already */
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
