/*
 * The names that a confined program may still write to, in memory that it cannot change.
 *
 * A seccomp filter sees the arguments of a system call, and of a path that is its address, not the text.  So the few paths that SQLite writes to
 * are put into pages of their own, at an address below everything else; the pages are made read-only; and the filter lets files be opened
 * for writing, and removed, by these very addresses alone.  It also refuses whatever could change, move or replace pages there.
 */
#ifndef ANALYZE_CONFINE_PINNED_H
#define ANALYZE_CONFINE_PINNED_H

#include <stddef.h>
#include <stdint.h>

/* Nothing below this address is unmapped, moved, replaced or made writable any more.  The lowest program of any kind begins at 4 MiB. */
#define PINNED_BOUND ((uintptr_t)2 << 20)

/* Pins a database, its journals, its directory, and a temporary file there.  0; -1 with errno set. */
int pinned_make(const char *database);

/* A path of the same text that is pinned; the argument where there is none. */
const char *pinned_path(const char *path);

/* The directory of the database, and the name for a temporary file that cannot do without one; NULL where nothing is pinned. */
const char *pinned_directory(void);
const char *pinned_temporary(void);

/* The pinned paths of files, and of the directory, one after the other; NULL after the last, and where nothing is pinned. */
const char *pinned_at(size_t index);

#endif
