/*
 * A set of inode numbers of 32 bits, as sockets and namespaces have: get_next_ino(), which wraps, and proc_alloc_inum().  Workers add and ask
 * beside each other.
 */
#ifndef COLLECT_NETNS_INODES_H
#define COLLECT_NETNS_INODES_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct inodes {
    pthread_mutex_t lock;
    uint32_t *slots; /* 0 where there is none */
    size_t cap;      /* 0, or a power of two */
    size_t count;
};

void inodes_init(struct inodes *set);
void inodes_free(struct inodes *set);

/* Adds one; says whether it was new. */
bool inodes_add(struct inodes *set, uint32_t inode);

/* Adds many, of which 0 is none.  Without memory the set is smaller than it should be, which costs time only. */
void inodes_add_all(struct inodes *set, const uint32_t *inodes, size_t count);

bool inodes_has(struct inodes *set, uint32_t inode);

#endif
