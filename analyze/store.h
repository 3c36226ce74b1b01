/*
 * The tables that say what was loaded: snapshots, members, problems.  (The rows of the members are rows.c's.)
 */
#ifndef ANALYZE_STORE_H
#define ANALYZE_STORE_H

#include <sqlite3.h>

#include "analyze/error.h"
#include "analyze/reader.h"

struct store;

/* Prepares the statements.  The caller owns *store and closes it with store_close before it closes the database. */
int store_open(sqlite3 *db, struct store **store, struct error *error);

/* NULL is fine. */
void store_close(struct store *store);

/* Adds a snapshot; what only its end tells is added by store_finish, until which it counts as cut. */
int store_snapshot(struct store *store, const struct manifest_meta *meta, const char *directory, const char *archive,
                   int64_t *snapshot_id, struct error *error);
int store_finish(struct store *store, int64_t snapshot_id, const struct reader_summary *summary, struct error *error);

/* Adds a line of the manifest. */
int store_member(struct store *store, int64_t snapshot_id, const struct manifest_line *line, bool verified,
                 int64_t *member_id, struct error *error);

/* Adds a problem: of a member or of the archive, of one line or (0) of the whole; `have` is quoted in part. */
int store_problem(struct store *store, int64_t snapshot_id, struct maybe member_id, size_t line, const char *want,
                  struct slice have, struct error *error);

/* Looks for the snapshot that was loaded from an archive: 1 with its number, 0 when there is none, -1 with the error. */
int store_find(struct store *store, const struct digest *sha256, int64_t *snapshot_id, struct error *error);

/* What the snapshot is called in messages: host and time; the caller frees it. */
int store_title(struct store *store, int64_t snapshot_id, char **title, struct error *error);

#endif
