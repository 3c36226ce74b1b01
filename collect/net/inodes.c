#include "collect/net/inodes.h"

#include "collect/base/text.h"

#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

/* Knuth's multiplicative hash: consecutive numbers, as the kernel gives them, fall into different slots. */
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

/* The slot that holds the number, or would. */
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
inodes_add_dump(struct inodes *set, const struct dump *dump, const char *data, size_t len)
{
    int offset = dump_inode_offset(dump);
    size_t at = 0;

    if (offset < 0)
        return;
    pthread_mutex_lock(&set->lock);
    while (len - at >= NLMSG_HDRLEN) {
        size_t want = NLMSG_HDRLEN + (size_t)offset + sizeof(uint32_t);
        struct nlmsghdr header;
        uint32_t inode;

        memcpy(&header, data + at, sizeof(header));
        if (header.nlmsg_len < NLMSG_HDRLEN || header.nlmsg_len > len - at)
            break;
        if (header.nlmsg_type >= NLMSG_MIN_TYPE && header.nlmsg_len >= want) {
            memcpy(&inode, data + at + want - sizeof(inode), sizeof(inode));
            add(set, inode);
        }
        at += (header.nlmsg_len + NLMSG_ALIGNTO - 1U) & ~(size_t)(NLMSG_ALIGNTO - 1U);
        if (at > len)
            break;
    }
    pthread_mutex_unlock(&set->lock);
}

/* The number in the word of that index, counted from 0; 0 where there is none. */
static uint32_t
number_in(struct text line, unsigned index)
{
    uint64_t value;

    return text_decimal(text_word(line, index), UINT32_MAX, &value) ? (uint32_t)value : 0;
}

void
inodes_add_table(struct inodes *set, const char *format, const char *data, size_t len)
{
    static const struct {
        const char *format;
        unsigned word;
    } columns[] = { { "inet", 9 }, { "unix", 6 }, { "netlink", 9 }, { "packet", 8 } };
    struct text rest = { data, len }, line;
    size_t i = 0;

    while (i < sizeof(columns) / sizeof(columns[0]) && strcmp(columns[i].format, format) != 0)
        i++;
    if (i == sizeof(columns) / sizeof(columns[0]))
        return;
    pthread_mutex_lock(&set->lock);
    while (text_next_line(&rest, &line))
        add(set, number_in(line, columns[i].word));
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
