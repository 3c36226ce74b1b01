/*
 * A set of inode numbers.  Sockets and namespaces have numbers of 32 bits: get_next_ino(), which wraps, and
 * proc_alloc_inum().  The functions may be called by several threads at the same time.
 */
#ifndef COLLECT_NETNS_INODES_H
#define COLLECT_NETNS_INODES_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct inodes {
    pthread_mutex_t lock;
    uint32_t *slots; /* hash table; 0 is a free slot */
    size_t cap;      /* 0, or a power of two */
    size_t count;
};

void inodes_init(struct inodes *set);
void inodes_free(struct inodes *set);

/* Adds a number.  Returns whether it was new; false for 0, and without memory. */
bool inodes_add(struct inodes *set, uint32_t inode);

/* Adds `count` numbers; zeros are ignored.  Without memory some are not added, which only costs time later. */
void inodes_add_all(struct inodes *set, const uint32_t *inodes, size_t count);

bool inodes_has(struct inodes *set, uint32_t inode);

size_t inodes_count(struct inodes *set);

#endif
