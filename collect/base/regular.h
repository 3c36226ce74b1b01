/*
 * Opening what is meant to be a file, by a name that may stand for anything, since somebody put it there or mounted it over the file:
 * opening a FIFO lets go whoever waits to write to it, and opening a device can act.
 */
#ifndef COLLECT_BASE_REGULAR_H
#define COLLECT_BASE_REGULAR_H

#include "collect/base/guard.h"

/*
 * As guard_openat, with O_NONBLOCK and O_NOCTTY; but what is no regular file (with O_DIRECTORY: no directory) stays closed.  Links are
 * followed.  A descriptor, or -1 with errno: then *type is NULL, or says what is there ("a FIFO"), and errno is ENODEV.
 */
int regular_open(struct guard *guard, int dir, const char *path, int flags, const char **type);

#endif
