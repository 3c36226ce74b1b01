/*
 * The list of schema/snapshot/sources.def and schema/snapshot/scopes.def, as tables.
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

/* The first source of the scope at or after `from`; source_count when there is none. */
size_t source_next(enum snapshot_scope scope, size_t from);

/* How many the scope has, and the one of that index among them. */
size_t source_count_of(enum snapshot_scope scope);
const struct source *source_nth(enum snapshot_scope scope, size_t index);

/* The columns of scopes.def. */
const char *scope_source(enum snapshot_scope scope);
const char *scope_member(enum snapshot_scope scope);

/* Whether it is one that counts sockets, and is read before the tables: sockstat, sockstat6. */
bool source_is_counter(const struct source *source);

/* Whether it stands for every regular file in a directory. */
bool source_is_directory(const struct source *source);

/* Whether it is the text that links.c makes, or fdinfo.c. */
bool source_is_links(const struct source *source);
bool source_is_fdinfo(const struct source *source);

/* Whether it says what user a task acts as. */
bool source_is_status(const struct source *source);

#endif
