/*
 * The list of schema/snapshot/dumps.def as a table, and the requests that it stands for.
 */
#ifndef COLLECT_NET_DUMPS_H
#define COLLECT_NET_DUMPS_H

#include "collect/base/bytes.h"
#include "schema/snapshot/snapshot.h"

/* What a request leaves out, and what only a running kernel knows. */
struct dump_options {
    bool without_tcp_info; /* the largest of the attributes: see LIMIT_TCP_INFO */
    unsigned family;       /* number of the generic netlink family that is asked */
    unsigned interface;    /* index of the one that is asked about */
};

struct dump {
    enum snapshot_scope scope;
    const char *path;
    const char *format;
    int protocol; /* of the netlink socket */
    void (*request)(struct bytes *out, const struct dump *dump, const struct dump_options *options);
    int family;
    unsigned number;
};

extern const struct dump dumps[];
extern const size_t dump_count;

/* The first dump of the scope at or after `from`; dump_count when there is none. */
size_t dump_next(enum snapshot_scope scope, size_t from);

/* The dump of that path; dump_count when there is none. */
size_t dump_find(const char *path);

/* The whole request, header and all; `failed` without memory. */
void dump_request(struct bytes *out, const struct dump *dump, const struct dump_options *options);

/* Where the inode number of a socket, 32 bits, is in the body of a message of the dump; -1 where there is none. */
int dump_inode_offset(const struct dump *dump);

#endif
