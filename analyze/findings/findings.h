/*
 * Makes every check (analyze/findings/check.h) of a snapshot, and keeps what they find.
 */
#ifndef ANALYZE_FINDINGS_FINDINGS_H
#define ANALYZE_FINDINGS_FINDINGS_H

#include <sqlite3.h>
#include <stdint.h>

#include "analyze/base/error.h"

/*
 * Fills finding_runs, finding_rows and finding_processes for a snapshot that has none yet, whose other rows are all there.  Belongs into
 * the transaction that loads it.  0, or -1 with the error filled.
 */
int findings_run(sqlite3 *db, int64_t snapshot_id, struct error *error);

/* How many there are. */
struct findings_counts {
    int64_t high, medium, low;
};

int findings_count(sqlite3 *db, int64_t snapshot_id, struct findings_counts *counts, struct error *error);

#endif
