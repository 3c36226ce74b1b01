/*
 * schema/snapshot/sources.def and scopes.def as tables.
 */
#ifndef COLLECT_HOST_SOURCES_H
#define COLLECT_HOST_SOURCES_H

#include "schema/snapshot/snapshot.h"

#include <stdbool.h>
#include <stddef.h>

struct source {
    enum snapshot_scope scope;
    const char *path;
    const char *format;
};

extern const struct source sources[];
extern const size_t source_count;

/* The index of the first source of the scope at or after `from`; source_count if there is none. */
size_t source_next(enum snapshot_scope scope, size_t from);

/* How many sources the scope has, and the source with that index among them. */
size_t source_count_of(enum snapshot_scope scope);
const struct source *source_nth(enum snapshot_scope scope, size_t index);

/* The columns `source` and `member` of scopes.def. */
const char *scope_source(enum snapshot_scope scope);
const char *scope_member(enum snapshot_scope scope);

/* Whether the source counts sockets and is read before the tables: sockstat, sockstat6. */
bool source_is_counter(const struct source *source);

/* Whether the source stands for all regular files in a directory. */
bool source_is_directory(const struct source *source);

/* Whether the source is the text that links.c, fdinfo.c or fdstat.c makes. */
bool source_is_links(const struct source *source);
bool source_is_fdinfo(const struct source *source);
bool source_is_fdstat(const struct source *source);

/* Whether the source is status, which says as which user a task acts. */
bool source_is_status(const struct source *source);

#endif
