/*
 * What netstat of net-tools would have printed, for all network namespaces of a snapshot.
 */
#ifndef ANALYZE_ANSWERS_NETSTAT_H
#define ANALYZE_ANSWERS_NETSTAT_H

#include <stdbool.h>

#include "analyze/answers/answer.h"

/* What the options ask for: how often each was given, by its long name in net-tools. */
struct netstat {
    unsigned tcp, udp, udplite, sctp, raw, unix_sockets, inet, inet6; /* which sockets, and which addresses */
    unsigned all, listening;
    unsigned programs, extend, timers; /* columns */
    unsigned numeric, numeric_hosts, numeric_ports, numeric_users;
    unsigned verbose;
    unsigned route, cache, fib, interfaces, statistics, groups; /* other lists */
    const char *netns; /* one namespace: its inode number or its name; NULL for all */
    bool found;        /* set by the answer: a snapshot has that namespace */
};

/* Fills in what follows from the options together, as net-tools does.  -1, and the error filled, where they contradict each other. */
int netstat_resolve(struct netstat *netstat, struct error *error);

/* For answer_run(); the context is a struct netstat that was resolved. */
int netstat_answer(void *context, struct answer *answer, struct error *error);

#endif
