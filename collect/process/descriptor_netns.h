/*
 * Finds network namespaces through open descriptors: nsfs files, tun devices, and sockets that are in no known
 * namespace.  The target of the link in /proc/<pid>/fd tells which descriptors these are; no other one is touched.
 * Sockets and tun devices are copied with pidfd_getfd(2), not opened through the link.
 */
#ifndef COLLECT_PROCESS_DESCRIPTOR_NETNS_H
#define COLLECT_PROCESS_DESCRIPTOR_NETNS_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

struct process_context;

/* The process or thread whose descriptors are examined. */
struct descriptor_netns {
    struct process_context *context; /* NULL: examine nothing */
    struct guard *guard;
    unsigned pid, tid;
    int dir;       /* its /proc directory */
    int pidfd;     /* -1 until it is opened */
    int error;     /* errno of opening the pidfd; not tried again */
    bool is_stuck; /* pidfd_getfd(2) would block, so it is not called: see enum stuck in host.h */
};

/* Call these before the first and after the last descriptor of a task. */
void descriptor_netns_begin(struct descriptor_netns *d, int dir);
void descriptor_netns_end(struct descriptor_netns *d);

/*
 * Examines a descriptor.  `fds` is the open directory /proc/<pid>/fd, `name` the number of the descriptor as text, and
 * `target` the target of its link.  For a socket that no table or dump has shown, and for a tun descriptor, appends
 * to `line` the fields that docs/snapshot-format.md describes: the protocol, and the namespaces.
 */
void descriptor_netns_look(struct descriptor_netns *d, int fds, const char *name, const struct bytes *target,
                           struct bytes *line);

#endif
