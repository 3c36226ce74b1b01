/*
 * File systems that are meant to be mounted below /proc.  procfs has empty directories as mount points for some file
 * systems of the kernel (proc_root_init(), fs/proc/root.c).  What is mounted there hides nothing, if it is that file
 * system.
 */
#ifndef COLLECT_HOST_MOUNTED_H
#define COLLECT_HOST_MOUNTED_H

#include "collect/base/guard.h"
#include "collect/host/host.h"

/*
 * Opens a file of such a file system in the visible /proc.  A descriptor, or -1 with errno: ENOENT if `file` is not
 * below such a mount point, EXDEV if another file system is mounted there.
 */
int mounted_open(const struct host *host, struct guard *guard, const char *file, int flags);

#endif
