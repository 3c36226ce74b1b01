/*
 * File systems that belong below /proc: where procfs has a directory for nothing but a file system of the kernel's own to be mounted on
 * it (fs/proc/root.c, proc_root_init()), what is mounted is what is meant, if it is that file system.
 */
#ifndef COLLECT_HOST_MOUNTED_H
#define COLLECT_HOST_MOUNTED_H

#include "collect/base/guard.h"
#include "collect/host/host.h"

/* Opens such a file in the visible /proc.  A descriptor, or -1 with errno: ENOENT for all other files, EXDEV where it is anything else. */
int mounted_open(const struct host *host, struct guard *guard, const char *file, int flags);

#endif
