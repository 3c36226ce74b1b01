/*
 * A unit that does an errand in a network namespace, and makes one member of it: for work that needs a thread in the
 * namespace, and not only a socket.
 */
#ifndef COLLECT_NET_NET_ERRAND_H
#define COLLECT_NET_NET_ERRAND_H

#include "collect/base/errand.h"
#include "collect/net/units_net.h"

/* The beginning of the work of the errand. */
struct net_errand {
    int ns;           /* the nsfs file of the namespace; -1 for our own namespace, which need not be entered */
    bool borrowed;    /* `ns` is not ours to close */
    int proc;         /* a procfs with our pids */
    int error;        /* errno that ended the work; 0 if there was none */
    bool late;        /* there was no time for all of it */
    uint64_t end;     /* when to stop, CLOCK_MONOTONIC */
    struct bytes out; /* the member */
};

struct net_errand_kind {
    const char *file;   /* of the member, below net/<netns>/context */
    const char *source; /* what is asked */
    const char *late;   /* the reason if the time did not suffice */
    size_t seconds;     /* that it may take: offset of the bound in struct limits */
    struct errand_kind errand;
    bool (*is_wanted)(struct net_target *target, struct worker *w); /* if not, the member is empty; NULL: always */
    struct net_errand *(*make)(const struct net_target *target); /* zeros but for its own fields; NULL without memory */
    /* Sets the attempt's state if it is not that of the fields above; may be NULL. */
    void (*conclude)(struct attempt *a, const struct net_errand *work);
};

/* For `errand.run`: enters the namespace.  0, or -1 with the error noted. */
int net_errand_enter(struct guard *guard, struct net_errand *work);

/* For `errand.drop`: releases what the struct holds. */
void net_errand_end(struct net_errand *work);

struct unit *unit_net_errand(const struct net_errand_kind *kind, struct net_target *target);

#endif
