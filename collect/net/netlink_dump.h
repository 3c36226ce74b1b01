/*
 * One netlink dump, from the request to the end of the answer.
 */
#ifndef COLLECT_NET_NETLINK_DUMP_H
#define COLLECT_NET_NETLINK_DUMP_H

#include "collect/base/netlink.h"
#include "collect/net/dumps.h"
#include "collect/net/units_net.h"

/* A step takes it out of the unit, so that it belongs to the worker if that is given up. */
struct netlink_dump {
    const struct dump *dump; /* NULL between two dumps */
    int fd;                  /* socket, used for several dumps; -1 if there is none */
    int protocol;            /* of the socket */
    unsigned part;           /* number of the next member of this dump */
    size_t asked;            /* for a dump by interface: how many interfaces are done */
    bool asked_again;        /* the dump was requested a second time because its table had changed */
    struct netlink_answer answer;
};

/* Sends the request over a socket in the target's namespace, which is made if need be.  0, or -1 with errno. */
int netlink_dump_ask(struct netlink_dump *d, struct net_target *target, struct worker *w,
                     const struct dump_options *options);

/* Reads the answer into the worker's attempt, to its end or up to `part` bytes.  0, or -1 with errno. */
int netlink_dump_listen(struct netlink_dump *d, struct worker *w, size_t part);

/* Closes the socket and marks the dump as done; the rest of the answer is lost. */
void netlink_dump_break_off(struct netlink_dump *d);

#endif
