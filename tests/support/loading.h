/*
 * Snapshots that are loaded into databases of a scene.
 */
#ifndef TESTS_SUPPORT_LOADING_H
#define TESTS_SUPPORT_LOADING_H

#include "analyze/base/slice.h"
#include "analyze/load/load.h"

struct scene;

/* Loads bytes into a database of the scene: what came of it, for the caller to free, and in `error` why it was refused. */
struct load_result load_bytes(struct scene *scene, const char *database, struct slice bytes, struct error *error);

/* Loads bytes into case.db, and asserts that they were not refused.  The caller frees what came of it. */
struct load_result load_ok(struct scene *scene, struct slice bytes);

/* Loads bytes into case.db, and asserts what that was and of which snapshot. */
void expect_load(struct scene *scene, struct slice bytes, enum load_outcome outcome, int64_t snapshot_id);

#endif
