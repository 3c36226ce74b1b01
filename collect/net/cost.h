/*
 * What is not read for its cost.  The kernel keeps the TCP sockets of all network namespaces in one table, and each look into a
 * namespace walks all of it; /proc/net/udp is quadratic.  /proc/net/sockstat costs nothing and says beforehand what there is.
 */
#ifndef COLLECT_NET_COST_H
#define COLLECT_NET_COST_H

#include "collect/net/socket_counts.h"

#include <stdatomic.h>

/* What is known of a namespace, in one pass. */
struct pass {
    struct socket_counts counts;
    _Atomic uint32_t whole; /* bit i: dumps[i] was read to its end in this pass */
    uint32_t earlier;       /* the same, of the pass before the descriptor walk */
    bool again;             /* this is the pass after it */
    bool over;              /* and the namespace was read in it already */
};

struct cost {
    bool thorough;       /* everything is read */
    uint64_t namespaces; /* how many there are, and how many of them have TCP sockets */
    uint64_t with_tcp;
    uint64_t allocated; /* TCP sockets, of all namespaces */
    uint64_t time_wait; /* which are not among them */
};

/* Begins anew, and adds a namespace to it. */
void cost_begin(struct cost *cost, bool thorough);
void cost_add(struct cost *cost, const struct socket_counts *counts);

/* Whether a table or a dump (its path in sources.def or dumps.def) is left out, and why: appended to the reason. */
bool cost_skips(const struct cost *cost, const struct pass *pass, const char *path, struct bytes *reason);

/* Notes that the dump of that index in dumps.h was read to its end. */
void pass_has_read(struct pass *pass, size_t dump);

/* Whether the answer for the table depends on whether the dump of the same sockets was read whole, so that it must wait for it. */
bool cost_waits(const struct cost *cost, const struct pass *pass, const char *path);

/* Whether the dump of the sockets that the table shows was read whole in this pass. */
bool cost_has_dump(const struct pass *pass, const char *table);

/* Whether diag/tcp does without tcp_info. */
bool cost_omits_tcp_info(const struct cost *cost, const struct pass *pass);

#endif
