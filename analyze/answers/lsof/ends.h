/*
 * Endpoints, as -E and +E want them: who has the other end of a pipe, a unix socket, a connection within the host, an eventfd.
 */
#ifndef ANALYZE_ANSWERS_LSOF_ENDS_H
#define ANALYZE_ANSWERS_LSOF_ENDS_H

#include <sqlite3.h>

#include "analyze/answers/lsof/file.h"
#include "analyze/base/error.h"

struct ends;

/* For a connection that is narrowed to a snapshot; freed before that ends. */
struct ends *ends_open(sqlite3 *db, struct error *error);
void ends_free(struct ends *ends);

/* Appends to file->ends "PID,COMMAND,FD" of each other end, and remembers these. */
int ends_add(struct ends *ends, const struct lsof_process *process, struct lsof_file *file, const char *eventfd,
             struct error *error);

/* Whether ends_add() met this descriptor as another's end. */
bool ends_met(struct ends *ends, int64_t pid, int64_t fd);

#endif
