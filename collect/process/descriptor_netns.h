/*
 * What an open descriptor says of network namespaces: an nsfs file, a tun device, a socket that no namespace that is known shows.
 * No other descriptor is touched, and these are not opened through their link but by what the link says they are.
 */
#ifndef COLLECT_PROCESS_DESCRIPTOR_NETNS_H
#define COLLECT_PROCESS_DESCRIPTOR_NETNS_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

struct process_context;

/* The process, or thread, whose descriptors are looked at. */
struct descriptor_netns {
    struct process_context *context; /* NULL: nothing is looked at */
    struct guard *guard;
    unsigned pid, tid;
    int dir;       /* its directory in a procfs */
    int pidfd;     /* -1 while there is none */
    int error;     /* why there will be none */
    bool is_stuck; /* its descriptors are not borrowed, since that would not return: host.h */
};

/* Around the descriptors of one task. */
void descriptor_netns_begin(struct descriptor_netns *d, int dir);
void descriptor_netns_end(struct descriptor_netns *d);

/*
 * Looks at the descriptor `name` (its number) of the open directory `fds`, whose link is `target`.  For a socket that nothing has
 * shown yet, appends a tab and the name of its protocol, as docs/snapshot-format.md says, to the line.
 */
void descriptor_netns_look(struct descriptor_netns *d, int fds, const char *name, const struct bytes *target,
                           struct bytes *line);

#endif
