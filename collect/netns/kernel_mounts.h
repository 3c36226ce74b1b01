/*
 * Mounts of bpffs and of cgroup2 in other mount namespaces than collect's: what they pin, and which programs their
 * cgroups have, no file of our own namespace shows.  Each is known by a descriptor of its root, so that it can be read
 * whatever becomes of the processes in its namespace.
 */
#ifndef COLLECT_NETNS_KERNEL_MOUNTS_H
#define COLLECT_NETNS_KERNEL_MOUNTS_H

#include "collect/base/bytes.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"

#include <pthread.h>

struct kernel_mount {
    uint64_t ns; /* inode of the mount namespace */
    int fd;      /* O_PATH; -1 with `error` if the mount point could not be opened */
    int error;
    struct bytes type, device, root, point;
};

/* Several threads may call the functions at the same time, until all mount namespaces were searched. */
struct kernel_mounts {
    pthread_mutex_t lock;
    struct kernel_mount *list;
    size_t count, cap;
    struct bound most;
    bool left_out; /* there were more, or no memory */
};

void kernel_mounts_init(struct kernel_mounts *mounts, struct bound most);
void kernel_mounts_free(struct kernel_mounts *mounts);

/*
 * Whether the mount is to be added: it is of such a type, and what it shows is neither in `own`, the mountinfo of our
 * own mount namespace, nor in the list.
 */
bool kernel_mounts_want(struct kernel_mounts *mounts, const struct bytes *own, const struct mount_line *mount);

/* Takes over `fd`. */
void kernel_mounts_add(struct kernel_mounts *mounts, uint64_t ns, const struct mount_line *mount, int fd, int error);

#endif
