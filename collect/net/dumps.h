/*
 * schema/snapshot/dumps.def as a table, and the netlink requests for its dumps.
 */
#ifndef COLLECT_NET_DUMPS_H
#define COLLECT_NET_DUMPS_H

#include "collect/base/bytes.h"
#include "schema/snapshot/snapshot.h"

/* The parts of a request that are known only at run time. */
struct dump_options {
    bool without_tcp_info; /* leave out tcp_info, the largest attribute: see LIMIT_TCP_INFO */
    unsigned family;       /* id of the generic netlink family */
    unsigned interface;    /* index of the network interface, for WireGuard and filters */
    unsigned parent;       /* the place of the filters */
    const char *device;    /* name of the network interface, for hooks; NULL is none */
};

struct dump {
    enum snapshot_scope scope;
    const char *path;
    const char *format;
    int protocol; /* of the netlink socket */
    void (*request)(struct bytes *out, const struct dump *dump, const struct dump_options *options);
    int family;
    unsigned number; /* its meaning depends on `request`: see dumps.def */
};

extern const struct dump dumps[];
extern const size_t dump_count;

/* The index of the first dump of the scope at or after `from`; dump_count if there is none. */
size_t dump_next(enum snapshot_scope scope, size_t from);

/* The index of the dump with that path; dump_count if there is none. */
size_t dump_find(const char *path);

/* Replaces the content of `out` by the complete request.  `out` is `failed` without memory. */
void dump_request(struct bytes *out, const struct dump *dump, const struct dump_options *options);

/* Offset of the socket's inode number (32 bits) in the body of a message of the dump; -1 if there is none. */
int dump_inode_offset(const struct dump *dump);

#endif
