/*
 * Decides what is not read because it is expensive.  The kernel keeps the TCP sockets of all network namespaces in one
 * table, and reading one namespace walks the whole table; reading /proc/net/udp takes quadratic time.
 * /proc/net/sockstat costs nothing, and tells in advance how many sockets there are.
 */
#ifndef COLLECT_NET_COST_H
#define COLLECT_NET_COST_H

#include "collect/net/socket_counts.h"

#include <stdatomic.h>

/* What is known of one namespace in one pass. */
struct pass {
    struct socket_counts counts;
    _Atomic uint32_t whole; /* bit i: dumps[i] was read to its end in this pass */
    uint32_t earlier;       /* `whole` of the pass before the descriptor walk */
    bool again;             /* this is the pass after the descriptor walk */
    bool over;              /* the namespace has been read in that pass already */
};

/* What is known of all namespaces in one pass. */
struct cost {
    bool thorough;       /* everything is read */
    uint64_t namespaces; /* how many there are */
    uint64_t with_tcp;   /* how many of them have TCP sockets, or counters that could not be read */
    uint64_t allocated;  /* TCP sockets in all namespaces */
    uint64_t time_wait;  /* sockets in time-wait, which `allocated` does not include */
};

/* cost_begin resets `cost` for a pass; cost_add adds a namespace. */
void cost_begin(struct cost *cost, bool thorough);
void cost_add(struct cost *cost, const struct socket_counts *counts);

/* Whether to leave out a table or dump, by its path in sources.def or dumps.def.  If so, appends the reason. */
bool cost_skips(const struct cost *cost, const struct pass *pass, const char *path, struct bytes *reason);

/* Notes that dumps[dump] was read to its end.  Workers may call this at the same time. */
void pass_has_read(struct pass *pass, size_t dump);

/* Whether cost_skips depends for this table on the dump of the same sockets, so that the dump must be read first. */
bool cost_waits(const struct cost *cost, const struct pass *pass, const char *path);

/* Whether the dump of the sockets in the table was read to its end in this pass. */
bool cost_has_dump(const struct pass *pass, const char *table);

/* Whether the request for diag/tcp leaves out tcp_info (LIMIT_TCP_INFO). */
bool cost_omits_tcp_info(const struct cost *cost, const struct pass *pass);

#endif
