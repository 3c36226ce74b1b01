/*
 * Opens regular files only.  Somebody may have put something else in the place of a file, or mounted something over it,
 * and open(2) has effects on other kinds: it wakes a writer that waits on a FIFO, and it can make a device act.
 */
#ifndef COLLECT_BASE_REGULAR_H
#define COLLECT_BASE_REGULAR_H

#include "collect/base/guard.h"

/*
 * As guard_openat, with O_NONBLOCK and O_NOCTTY added, but checks the type first: a regular file, or with O_DIRECTORY a
 * directory.  Symbolic links are followed.  Returns a descriptor, or -1 with errno.  If the type is wrong, errno is
 * ENODEV and *type names it ("a FIFO", a literal); otherwise *type is NULL.
 */
int regular_open(struct guard *guard, int dir, const char *path, int flags, const char **type);

#endif
