/*
 * Loads snapshots into a case database: one transaction each, so that a snapshot is there whole or not at all.
 */
#ifndef ANALYZE_LOAD_LOAD_H
#define ANALYZE_LOAD_LOAD_H

#include <sqlite3.h>

#include "analyze/archive/reader.h"
#include "analyze/base/error.h"
#include "analyze/base/limits.h"
#include "analyze/base/progress.h"
#include "analyze/findings/findings.h"
#include "analyze/load/identity.h"

struct load;

struct load_result {
    enum load_outcome outcome; /* what the archive brought */
    int64_t snapshot_id;       /* of the snapshot that the archive is of */
    int64_t contradicts;       /* another one with the same meta.json, neither having all of the other; or 0 */
    char *title;               /* host and time; freed with load_result_free */
    int64_t rows;              /* read from members */
    int64_t problems;          /* rows in problems */
    int64_t unknown;           /* rows in unknown_columns */
    struct findings_counts findings;
    struct reader_summary summary;
};

/*
 * Prepares all statements.  `findings` says whether the checks are made of what is loaded.  The caller owns *load and closes it with
 * load_close before it closes the database.
 */
int load_open(sqlite3 *db, bool findings, struct load **load, struct error *error);

/*
 * The bounds, NULL for the usual ones; and what the program cannot do while it loads, as analyze/confine/ says, NULL where it can do
 * anything.  Both are borrowed.
 */
void load_set(struct load *load, const struct limits *limits, const char *confined);

/*
 * Loads one snapshot; see reader_run for what is refused.  Two archives with the same meta.json are one snapshot if one of them
 * has every verified segment and member of the other; if neither has, both stay, and problems says so.  `progress` may be NULL.
 * After an error nothing of the snapshot is in the database.
 */
int load_run(struct load *load, const char *path, struct progress *progress, struct load_result *result,
             struct error *error);

void load_result_free(struct load_result *result);

/* NULL is fine. */
void load_close(struct load *load);

#endif
