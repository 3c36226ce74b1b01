/*
 * A procfs that nobody has mounted anything over: a mount of our own, which no path leads to and which ends with its descriptor.
 * And what is mounted over the visible one.
 */
#ifndef COLLECT_HOST_PRIVATE_PROC_H
#define COLLECT_HOST_PRIVATE_PROC_H

#include "collect/base/bytes.h"

#include <sys/types.h>

/* What the sources of members call it, in the place of "/proc". */
#define PRIVATE_PROC_NAME "(private procfs)"

/*
 * fsopen(2), fsconfig(2), fsmount(2), from Linux 5.2 on, with CAP_SYS_ADMIN.  It shows the pid namespace that we are in.
 * A directory descriptor, or -1 with errno.
 */
int private_proc_open(void);

/*
 * Appends the mount points below the directory `proc` (absolute), relative to it and each ended by a NUL, from the text of a
 * mountinfo: fs/proc_namespace.c, show_mountinfo().  A part of the same procfs (`device`) that is mounted over itself, as containers
 * do to make it read-only, hides nothing and is left out.
 */
void mounts_below(const char *text, size_t len, const char *proc, dev_t device, struct bytes *out);

/* Whether one of those is the path, or lies above or below it. */
bool mounts_cover(const struct bytes *mounts, const char *path);

#endif
