/*
 * A procfs of our own, over which nobody can mount anything: no path leads to the mount, and it ends with its
 * descriptor.  And the mounts over the visible procfs.
 */
#ifndef COLLECT_HOST_PRIVATE_PROC_H
#define COLLECT_HOST_PRIVATE_PROC_H

#include "collect/base/bytes.h"

#include <sys/types.h>

/* Its name in sources, in place of "/proc". */
#define PRIVATE_PROC_NAME "(private procfs)"

/*
 * Makes one, which shows our pid namespace.  Needs fsopen(2), fsconfig(2) and fsmount(2) (Linux 5.2) and CAP_SYS_ADMIN.
 * Returns the descriptor of its root directory, or -1 with errno.
 */
int private_proc_open(void);

/*
 * The same for another file system of the kernel, which must be in /proc/filesystems: for one that is not there, the
 * kernel would load a module.
 */
int private_mount_open(const char *type);

/*
 * Appends the mount points below the absolute path `proc`, relative to it and each ended by a NUL.  `text` is a
 * mountinfo (show_mountinfo(), fs/proc_namespace.c).  Containers mount parts of the same procfs (its `device`) over
 * themselves to make them read-only; these hide nothing and are left out.
 */
void mounts_below(const char *text, size_t len, const char *proc, dev_t device, struct bytes *out);

/* Whether one of these mount points is the path, or lies above or below it. */
bool mounts_cover(const struct bytes *mounts, const char *path);

#endif
