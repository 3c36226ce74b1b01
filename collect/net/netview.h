/*
 * What is known of the sockets of all network namespaces while they are read, and of each namespace that is read.  Shared by all workers.
 */
#ifndef COLLECT_NET_NETVIEW_H
#define COLLECT_NET_NETVIEW_H

#include "collect/archive/attempt.h"
#include "collect/host/own.h"
#include "collect/host/sources.h"
#include "collect/net/autoload.h"
#include "collect/net/cost.h"
#include "collect/net/generic.h"
#include "collect/net/unix_queue.h"
#include "collect/netns/census.h"
#include "collect/netns/finder.h"

struct netview {
    struct host *host;
    struct netns_finder finder;
    struct inodes seen;         /* sockets that the pass before the descriptor walk showed */
    struct autoload autoload;   /* which dumps may be asked for */
    struct generic generic;     /* which families of generic netlink there are */
    struct cost cost;           /* of the pass that is on */
    struct own_sockets sockets; /* that we have made */
    struct unix_queue queue;    /* that may have descriptors in flight; does not change while processes are read */
    bool asked;                 /* once, before the first pass */
};

/* `host` is open, and outlives the view. */
void netview_init(struct netview *view, struct host *host);
void netview_free(struct netview *view);

/* A network namespace to read from, in one pass. */
struct net_target {
    struct netview *view;
    struct namespace *ns;
    uint64_t inode; /* of the namespace */
    struct pass pass;
    bool has_unix_dump; /* one of the unix sockets was written; of the thread that writes */
};

/* Whether a table is left out, which is recorded in the attempt. */
bool net_target_skips(const struct net_target *target, const struct source *source, struct attempt *a);

/* Takes from a table, or from a part of a dump, that was just read what later steps need to know, and says in the attempt who wants to see it written. */
void net_target_has_table(struct net_target *target, const struct source *source, struct attempt *a);
void net_target_has_dump(struct net_target *target, const struct dump *dump, struct attempt *a);

#endif
