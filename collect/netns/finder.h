/*
 * The search for namespaces: what is known of them while they are looked for and read.  Shared by all workers.
 */
#ifndef COLLECT_NETNS_FINDER_H
#define COLLECT_NETNS_FINDER_H

#include "collect/host/host.h"
#include "collect/netns/inodes.h"
#include "collect/netns/netns.h"

struct namespaces;

struct netns_finder {
    struct host *host;
    struct netns_table found;
    const struct namespaces *mounts; /* mount namespaces in which somebody lives */
    struct inodes entered;           /* those in which nobody does that were looked at */
    uint64_t own;                    /* the network namespace that we are in; 0 where the kernel has no numbers */
    bool is_live;                    /* the procfs is that of the running kernel: it can be asked for more than files */
    pthread_mutex_t entering;        /* guards the residents of all namespaces */
};

/* `host` is open, and outlives the finder.  Raises the limit of open descriptors as far as it goes: a namespace may need one. */
void netns_finder_init(struct netns_finder *finder, struct host *host);
void netns_finder_free(struct netns_finder *finder);

/* Whether the mount namespace is looked at anyhow; if not, whoever asks does it, and it is from now on. */
bool netns_finder_has_mounts(struct netns_finder *finder, uint64_t inode);

#endif
