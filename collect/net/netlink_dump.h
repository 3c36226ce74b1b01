/*
 * One netlink dump, from the question to the end of the answer.
 */
#ifndef COLLECT_NET_NETLINK_DUMP_H
#define COLLECT_NET_NETLINK_DUMP_H

#include "collect/base/netlink.h"
#include "collect/net/dumps.h"
#include "collect/net/units_net.h"

/* A step owns it while it lasts: a worker that is given up takes it along. */
struct netlink_dump {
    const struct dump *dump; /* NULL between two dumps */
    int fd;                  /* of the socket, which serves for one dump after the other; -1 for none */
    int protocol;            /* its */
    unsigned part;           /* of the answer: the member that comes next */
    size_t asked;            /* interfaces asked about before this one, where the dump is asked for each */
    bool asked_again;
    struct netlink_answer answer;
};

/* Sends the request, on a socket in the namespace, which is made if need be.  0, or -1 with errno. */
int netlink_dump_ask(struct netlink_dump *d, struct net_target *target, struct worker *w,
                     const struct dump_options *options);

/* Reads into the worker's attempt until the dump is over, or enough for a member.  0, or -1 with errno. */
int netlink_dump_listen(struct netlink_dump *d, struct worker *w);

/* Ends it; what is still to come is lost. */
void netlink_dump_break_off(struct netlink_dump *d);

#endif
