/*
 * The finder: what is known of namespaces while workers search for them and read them.  Shared by all workers.
 */
#ifndef COLLECT_NETNS_FINDER_H
#define COLLECT_NETNS_FINDER_H

#include "collect/host/host.h"
#include "collect/netns/inodes.h"
#include "collect/netns/kernel_mounts.h"
#include "collect/netns/mount_table.h"
#include "collect/netns/netns.h"

struct namespaces;

struct netns_finder {
    struct host *host;
    struct netns_table found;
    const struct namespaces *mounts; /* mount namespaces with inhabitants; borrowed */
    struct mount_table table;        /* the mounts of all mount namespaces */
    struct kernel_mounts others;     /* of bpffs and cgroup2 in other mount namespaces */
    struct inodes entered;           /* mount namespaces without inhabitants that a worker searches or has searched */
    uint64_t own;                    /* inode of our own network namespace; 0 where the kernel has no namespace links */
    bool is_live;                    /* the procfs is that of the running kernel, so namespaces can be entered */
    pthread_mutex_t entering;        /* guards the residents of all namespaces */
};

/*
 * `host` is open and outlives the finder.  Raises the soft limit of open descriptors to the hard limit, because a
 * namespace may need a descriptor.
 */
void netns_finder_init(struct netns_finder *finder, struct host *host);
void netns_finder_free(struct netns_finder *finder);

/*
 * Whether the mount namespace is searched without the caller: it has inhabitants, or an earlier caller searches it.  If
 * not, the caller must search it; the next call for it returns true.
 */
bool netns_finder_has_mounts(struct netns_finder *finder, uint64_t inode);

#endif
