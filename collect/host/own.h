/*
 * Tells what is collect's own.  collect is a process on the host that it reads, and what it opens to do so is no
 * evidence.
 *
 * Its own descriptors are those with close-on-exec.  All that collect opens or duplicates has this flag; a descriptor
 * that it was started with cannot have it, because it has passed through execve(2).  So the kernel tells at any moment,
 * whatever other workers open and close.  Its own sockets are recorded by inode number and cookie, not by port id,
 * which any process can choose.
 */
#ifndef COLLECT_HOST_OWN_H
#define COLLECT_HOST_OWN_H

#include "collect/base/bytes.h"

#include <pthread.h>

/* Whether collect itself opened that descriptor.  True if it is closed by now: collect closes only its own. */
bool own_descriptor(unsigned number);

/* The lines of the member net/collector.  Several workers may add at the same time. */
struct own_sockets {
    pthread_mutex_t lock;
    struct bytes lines;
};

void own_sockets_init(struct own_sockets *sockets);
void own_sockets_free(struct own_sockets *sockets);

/* Notes a netlink socket that collect made in the network namespace with that inode number. */
void own_sockets_add(struct own_sockets *sockets, uint64_t net_namespace, int protocol, int fd);

#endif
