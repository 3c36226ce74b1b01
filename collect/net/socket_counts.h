/*
 * What the kernel's counters say of a network namespace, for next to nothing.
 */
#ifndef COLLECT_NET_SOCKET_COUNTS_H
#define COLLECT_NET_SOCKET_COUNTS_H

#include "collect/base/bytes.h"

/* What sockstat and sockstat6 say of a namespace: net/ipv4/proc.c, sockstat_seq_show(), net/ipv6/proc.c, sockstat6_seq_show(). */
struct socket_counts {
    bool read, read6;
    uint64_t tcp, tcp6; /* `inuse` */
    uint64_t time_wait; /* of both families; global in kernels before 2.6.27 */
    uint64_t allocated; /* TCP, of all namespaces */
    uint64_t udp, udp6, udplite, udplite6;
};

/* Fills what the text has, and touches nothing else: the two files are read beside each other. */
void socket_counts_parse(struct socket_counts *counts, const char *text, size_t len);

/* TCP sockets of the namespace, time-wait ones too. */
uint64_t socket_counts_tcp(const struct socket_counts *counts);

/*
 * Whether the text of /proc/net/stat/nf_conntrack says that the namespace has no connections (nf_conntrack_standalone.c,
 * ct_cpu_seq_show(): the first number of each line is their count).  The table is one for all namespaces, of some 262,144 buckets,
 * and a dump visits them all.
 */
bool conntrack_is_empty(const char *text, size_t len);

#endif
