/*
 * What is known of the network namespaces while they are read: shared by all workers, and part of the host.
 */
#ifndef COLLECT_NET_NETVIEW_H
#define COLLECT_NET_NETVIEW_H

#include "collect/archive/attempt.h"
#include "collect/host/own.h"
#include "collect/host/sources.h"
#include "collect/net/autoload.h"
#include "collect/net/cost.h"
#include "collect/net/generic.h"
#include "collect/net/inodes.h"
#include "collect/netns/netns.h"

struct namespaces;

struct netview {
    struct netns_table found;
    struct inodes seen;              /* sockets that the pass before the descriptor walk showed */
    const struct namespaces *mounts; /* mount namespaces in which somebody lives */
    struct inodes entered;           /* those in which nobody does that were looked at */
    struct autoload autoload;        /* which dumps may be asked for */
    struct generic generic;          /* which families of generic netlink there are */
    struct plan plan;                /* of the pass that is on */
    struct own_sockets sockets;      /* that we have made */
    uint64_t own;                    /* the network namespace that we are in */
    bool asked;                      /* once, before the first pass */
    bool is_live;                    /* the procfs is that of the running kernel: it can be asked for more than files */
    pthread_mutex_t entering;        /* guards the residents of all namespaces */
};

struct host;

/* `host` is open. */
void netview_init(struct netview *view, const struct host *host);
void netview_free(struct netview *view);

/* Whether the mount namespace is looked at anyhow; if not, whoever asks does it, and it is from now on. */
bool netview_has_mounts(struct netview *view, uint64_t inode);

/* Whether a table is left out, which is recorded in the attempt. */
bool netview_skips(const struct netview *view, const struct pass *pass, const struct source *source, struct attempt *a);

/* Takes from a table that was just read what later steps need to know. */
void netview_remember(struct netview *view, struct pass *pass, const struct source *source, const struct attempt *a);

#endif
