#include "collect/netns/inodes.h"

#include <stdlib.h>

/* Knuth's multiplicative hash spreads consecutive numbers, which the kernel uses, over different slots. */
#define SPREAD      2654435761U

#define FIRST_SLOTS 4096

void
inodes_init(struct inodes *set)
{
    *set = (struct inodes){ .lock = PTHREAD_MUTEX_INITIALIZER };
}

void
inodes_free(struct inodes *set)
{
    free(set->slots);
    set->slots = NULL;
    set->cap = set->count = 0;
}

/* The slot that holds the number, or the free slot in which to put it. */
static uint32_t *
slot_of(uint32_t *slots, size_t cap, uint32_t inode)
{
    size_t at = (inode * SPREAD) & (cap - 1);

    while (slots[at] != 0 && slots[at] != inode)
        at = (at + 1) & (cap - 1);
    return &slots[at];
}

static bool
grow(struct inodes *set)
{
    size_t cap = set->cap ? set->cap * 2 : FIRST_SLOTS;
    uint32_t *slots = calloc(cap, sizeof(*slots));

    if (!slots)
        return false;
    for (size_t i = 0; i < set->cap; i++)
        if (set->slots[i] != 0)
            *slot_of(slots, cap, set->slots[i]) = set->slots[i];
    free(set->slots);
    set->slots = slots;
    set->cap = cap;
    return true;
}

/* With the lock held. */
static void
add(struct inodes *set, uint32_t inode)
{
    uint32_t *slot;

    if (inode == 0 || (set->count * 2 >= set->cap && !grow(set)))
        return;
    slot = slot_of(set->slots, set->cap, inode);
    set->count += *slot == 0;
    *slot = inode;
}

bool
inodes_add(struct inodes *set, uint32_t inode)
{
    size_t before;
    bool added;

    pthread_mutex_lock(&set->lock);
    before = set->count;
    add(set, inode);
    added = set->count > before;
    pthread_mutex_unlock(&set->lock);
    return added;
}

void
inodes_add_all(struct inodes *set, const uint32_t *inodes, size_t count)
{
    pthread_mutex_lock(&set->lock);
    for (size_t i = 0; i < count; i++)
        add(set, inodes[i]);
    pthread_mutex_unlock(&set->lock);
}

bool
inodes_has(struct inodes *set, uint32_t inode)
{
    bool has;

    pthread_mutex_lock(&set->lock);
    has = set->cap > 0 && inode != 0 && *slot_of(set->slots, set->cap, inode) == inode;
    pthread_mutex_unlock(&set->lock);
    return has;
}

size_t
inodes_count(struct inodes *set)
{
    size_t count;

    pthread_mutex_lock(&set->lock);
    count = set->count;
    pthread_mutex_unlock(&set->lock);
    return count;
}
