/*
 * What the columns TYPE, NODE and NAME say of a file.
 */
#ifndef ANALYZE_ANSWERS_LSOF_DESCRIBE_H
#define ANALYZE_ANSWERS_LSOF_DESCRIBE_H

#include "analyze/answers/lsof/file.h"
#include "analyze/answers/lsof/lookup.h"

/* By the socket that file->socket points to. */
void describe_socket(struct lsof_file *file, struct lookup *lookup, bool big_endian);

/* By what the kernel writes into the link (`kind` stands before its colon), which alone tells of no file with a path what it is. */
void describe_link(struct lsof_file *file, struct slice kind);

/* A link that could not be read: the place of it, the call that failed and why. */
void describe_unread(struct lsof_file *file, const char *place, const char *call, const char *reason);

#endif
