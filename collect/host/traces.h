/*
 * tracefs and debugfs, which many hosts do not mount.  Where they are mounted in our mount namespace, they are read
 * there; else through a mount of our own, which ends with its descriptor.  No path below /sys/kernel is tried: a look at
 * /sys/kernel/debug/tracing alone makes the kernel mount tracefs there.
 */
#ifndef COLLECT_HOST_TRACES_H
#define COLLECT_HOST_TRACES_H

#include "collect/base/bytes.h"

struct host;

/* One of the two. */
struct traces {
    int fd;            /* its root directory; -1 if there is none */
    int error;         /* errno of opening it; ENOENT if the kernel does not have it */
    struct bytes path; /* its mount point, or a name for our own mount */
};

/* Opens the file system of that type, after host->mountinfo was read. */
void traces_open(struct traces *traces, const struct host *host, const char *type);
void traces_close(struct traces *traces);

#endif
