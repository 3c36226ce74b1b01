/*
 * What is collect's own: it is a process of the host that it reads, and what it opens in order to look is no evidence of that host.
 *
 * Which descriptors are its own, the kernel tells at any moment, whatever other workers open and close meanwhile: all that collect
 * opens or duplicates is close-on-exec, and what was handed to it when it was started cannot be, since it came through an exec.  Its
 * sockets are known by inode number and cookie, as the kernel gives them for the descriptor, and never by a port id, which anybody may have.
 */
#ifndef COLLECT_HOST_OWN_H
#define COLLECT_HOST_OWN_H

#include "collect/base/bytes.h"

#include <pthread.h>

/* Whether the descriptor of that number is one that collect opened itself.  One that is not open any more was: the others stay. */
bool own_descriptor(unsigned number);

/* The member net/collector as it grows.  Workers add beside each other. */
struct own_sockets {
    pthread_mutex_t lock;
    struct bytes lines;
};

void own_sockets_init(struct own_sockets *sockets);
void own_sockets_free(struct own_sockets *sockets);

/* Notes a netlink socket that was made in the network namespace of that inode number. */
void own_sockets_add(struct own_sockets *sockets, uint64_t net_namespace, int protocol, int fd);

#endif
