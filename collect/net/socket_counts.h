/*
 * Counters of a network namespace, which take the kernel almost no time.
 */
#ifndef COLLECT_NET_SOCKET_COUNTS_H
#define COLLECT_NET_SOCKET_COUNTS_H

#include "collect/base/bytes.h"

/*
 * The counters in sockstat (sockstat_seq_show(), net/ipv4/proc.c) and in sockstat6 (sockstat6_seq_show(),
 * net/ipv6/proc.c).
 */
struct socket_counts {
    bool read, read6;   /* whether sockstat, and sockstat6, have been parsed */
    uint64_t tcp, tcp6; /* `inuse` */
    uint64_t time_wait; /* `tw`, for both families; before Linux 2.6.27 for all namespaces */
    uint64_t allocated; /* `alloc`: TCP sockets in all namespaces */
    uint64_t udp, udp6, udplite, udplite6;
};

/* Sets the counters that the text has, and nothing else: two workers may parse the two files at the same time. */
void socket_counts_parse(struct socket_counts *counts, const char *text, size_t len);

/* TCP sockets of the namespace, including those in time-wait. */
uint64_t socket_counts_tcp(const struct socket_counts *counts);

/*
 * Whether /proc/net/stat/nf_conntrack says that the namespace tracks no connections: the first number of each line is
 * their count (ct_cpu_seq_show(), net/netfilter/nf_conntrack_standalone.c).  This saves a dump, which visits all
 * buckets (for instance 262,144) of the one table of all namespaces.
 */
bool conntrack_is_empty(const char *text, size_t len);

#endif
