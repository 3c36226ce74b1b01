#include "collect/net/seen.h"

#include "collect/base/text.h"

#include <linux/netlink.h>
#include <string.h>

/* Numbers that are added together, because each addition takes the lock of the shared set. */
#define BATCH 256

struct batch {
    struct inodes *seen;
    uint32_t inodes[BATCH];
    size_t count;
};

static void
flush(struct batch *batch)
{
    inodes_add_all(batch->seen, batch->inodes, batch->count);
    batch->count = 0;
}

static void
add(struct batch *batch, uint32_t inode)
{
    if (batch->count == BATCH)
        flush(batch);
    batch->inodes[batch->count++] = inode;
}

void
seen_add_dump(struct inodes *seen, const struct dump *dump, const char *data, size_t len)
{
    int offset = dump_inode_offset(dump);
    struct batch batch = { .seen = seen };
    size_t at = 0;

    while (offset >= 0 && len - at >= NLMSG_HDRLEN) {
        size_t want = NLMSG_HDRLEN + (size_t)offset + sizeof(uint32_t);
        struct nlmsghdr header;
        uint32_t inode;

        memcpy(&header, data + at, sizeof(header));
        if (header.nlmsg_len < NLMSG_HDRLEN || header.nlmsg_len > len - at)
            break;
        if (header.nlmsg_type >= NLMSG_MIN_TYPE && header.nlmsg_len >= want) {
            memcpy(&inode, data + at + want - sizeof(inode), sizeof(inode));
            add(&batch, inode);
        }
        at += (header.nlmsg_len + NLMSG_ALIGNTO - 1U) & ~(size_t)(NLMSG_ALIGNTO - 1U);
        if (at > len)
            break;
    }
    flush(&batch);
}

/* The number in the word with that index, counted from 0; 0 if it is no number. */
static uint32_t
number_in(struct text line, unsigned index)
{
    uint64_t value;

    return text_decimal(text_word(line, index), UINT32_MAX, &value) ? (uint32_t)value : 0;
}

void
seen_add_table(struct inodes *seen, const char *format, const char *data, size_t len)
{
    static const struct {
        const char *format;
        unsigned word;
    } columns[] = { { "inet", 9 }, { "unix", 6 }, { "netlink", 9 }, { "packet", 8 } };
    struct batch batch = { .seen = seen };
    struct text rest = { data, len }, line;
    size_t i = 0;

    while (i < sizeof(columns) / sizeof(columns[0]) && strcmp(columns[i].format, format) != 0)
        i++;
    while (i < sizeof(columns) / sizeof(columns[0]) && text_next_line(&rest, &line))
        add(&batch, number_in(line, columns[i].word));
    flush(&batch);
}
