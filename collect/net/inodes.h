/*
 * A set of socket inode numbers: those that a table or a dump of some namespace showed before the descriptor walk.  They are 32
 * bits wide in the kernel (get_next_ino()), and wrap.  Workers add and ask beside each other.
 */
#ifndef COLLECT_NET_INODES_H
#define COLLECT_NET_INODES_H

#include "collect/net/dumps.h"

#include <pthread.h>

struct inodes {
    pthread_mutex_t lock;
    uint32_t *slots; /* 0 where there is none */
    size_t cap;      /* 0, or a power of two */
    size_t count;
};

void inodes_init(struct inodes *set);
void inodes_free(struct inodes *set);

/* Adds those of a run of whole netlink messages.  Without memory the set is smaller than it should be, which costs time only. */
void inodes_add_dump(struct inodes *set, const struct dump *dump, const char *data, size_t len);

/* Adds those of a table of /proc/net in the format of that name (sources.def); a format that is not known adds none. */
void inodes_add_table(struct inodes *set, const char *format, const char *data, size_t len);

/* Adds one; says whether it was new. */
bool inodes_add(struct inodes *set, uint32_t inode);

bool inodes_has(struct inodes *set, uint32_t inode);

#endif
