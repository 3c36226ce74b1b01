/*
 * What is known of the sockets of all network namespaces, and of each namespace, while they are read.  Shared by all
 * workers.
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
    struct inodes seen;         /* sockets found in the pass before the descriptor walk */
    struct autoload autoload;   /* which dumps may be requested */
    struct generic generic;     /* which families of generic netlink exist */
    struct cost cost;           /* of the current pass */
    struct own_sockets sockets; /* netlink sockets of our own */
    struct unix_queue queue; /* unix sockets that may have descriptors in flight; constant while processes are read */
    bool asked;              /* `autoload` and `generic` are set, and the first mount namespaces are searched */
};

/* `host` is open and outlives the view. */
void netview_init(struct netview *view, struct host *host);
void netview_free(struct netview *view);

/* A network namespace to read from, in one pass. */
struct net_target {
    struct netview *view;
    struct namespace *ns;
    uint64_t inode; /* of `ns`, which a later pass may have replaced when this one is looked up */
    struct pass pass;
    bool has_unix_dump; /* a complete dump of the unix sockets was written; used only by the main thread */
};

/* Whether to leave out a table because of its cost.  If so, sets the attempt's state and reason. */
bool net_target_skips(const struct net_target *target, const struct source *source, struct attempt *a);

/*
 * Call after a table, or a part of a dump, was read.  They note what later steps need to know, and for unix sockets set
 * the function that the main thread calls after the attempt was written.
 */
void net_target_has_table(struct net_target *target, const struct source *source, struct attempt *a);
void net_target_has_dump(struct net_target *target, const struct dump *dump, struct attempt *a);

#endif
