/*
 * The tables that say what was loaded: snapshots, members, problems.  (The rows of the members are rows.c's.)
 */
#ifndef ANALYZE_LOAD_STORE_H
#define ANALYZE_LOAD_STORE_H

#include <sqlite3.h>

#include "analyze/archive/reader.h"
#include "analyze/base/error.h"

struct store;

/* Prepares the statements.  The caller owns *store and closes it with store_close before it closes the database. */
int store_open(sqlite3 *db, struct store **store, struct error *error);

/* NULL is fine. */
void store_close(struct store *store);

/* Adds a snapshot, which counts as cut until store_finish adds what only the end of the archive tells. */
int store_snapshot(struct store *store, const struct manifest_meta *meta, const char *directory, const char *archive,
                   int64_t *snapshot_id, struct error *error);
int store_finish(struct store *store, int64_t snapshot_id, const struct reader_summary *summary, struct error *error);

/* Adds a line of the manifest. */
int store_member(struct store *store, int64_t snapshot_id, const struct manifest_line *line, bool verified,
                 int64_t *member_id, struct error *error);

/* Adds a problem: of a member or of the archive, of one line or (0) of the whole; `have` is quoted in part. */
int store_problem(struct store *store, int64_t snapshot_id, struct maybe member_id, size_t line, const char *want,
                  struct slice have, struct error *error);

/* Adds a manifest segment that holds. */
int store_segment(struct store *store, int64_t snapshot_id, int64_t segment, const struct digest *sha256,
                  struct error *error);

/* Adds an archive of a snapshot; `archive` is its path, `confined` as in load.h. */
int store_archive(struct store *store, int64_t snapshot_id, const char *archive, const char *confined,
                  const struct reader_summary *summary, struct error *error);

/* Looks for the snapshot that an archive is of: 1 with its number, 0 when there is none, -1 with the error. */
int store_find(struct store *store, const struct digest *sha256, int64_t *snapshot_id, struct error *error);

/*
 * Another snapshot with the meta.json of this one: the last before the number `before`.  `whole`: its archive has no
 * problem.  As above, 1, 0 or -1.
 */
int store_namesake(struct store *store, int64_t snapshot_id, int64_t before, int64_t *namesake, bool *whole,
                   struct error *error);

/* Whether a snapshot has every segment and every verified member of another: 1, 0, or -1 with the error. */
int store_contains(struct store *store, int64_t snapshot_id, int64_t other, struct error *error);

/* Replaces another snapshot: deletes the rows of that one and takes its number. */
int store_replace(struct store *store, int64_t snapshot_id, int64_t other, struct error *error);

/* What the snapshot is called in messages: host and time; the caller frees it. */
int store_title(struct store *store, int64_t snapshot_id, char **title, struct error *error);

#endif
