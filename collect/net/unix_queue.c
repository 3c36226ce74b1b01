#include "collect/net/unix_queue.h"

#include "collect/base/limits.h"
#include "collect/base/text.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Adds a socket; without memory, counts it in `left_out`. */
static void
add(struct unix_queue *q, uint64_t inode)
{
    if (q->count == q->cap) {
        size_t cap = q->cap ? q->cap * 2 : 64;
        uint64_t *inodes = realloc(q->inodes, cap * sizeof(*inodes));

        if (!inodes) {
            q->left_out++;
            return;
        }
        q->inodes = inodes;
        q->cap = cap;
    }
    q->inodes[q->count++] = inode;
    q->sorted = false;
}

/* Whether the attributes say that the receive queue is not empty. */
static bool
has_queue(const char *attributes, size_t len)
{
    struct rtattr head;
    struct unix_diag_rqlen queue;

    while (len >= sizeof(head)) {
        memcpy(&head, attributes, sizeof(head));
        if (head.rta_len < sizeof(head) || head.rta_len > len)
            return false;
        if (head.rta_type == UNIX_DIAG_RQLEN && head.rta_len >= sizeof(head) + sizeof(queue)) {
            memcpy(&queue, attributes + sizeof(head), sizeof(queue));
            return queue.udiag_rqueue > 0;
        }
        if (RTA_ALIGN(head.rta_len) >= len)
            return false;
        attributes += RTA_ALIGN(head.rta_len);
        len -= RTA_ALIGN(head.rta_len);
    }
    return false;
}

/*
 * Adds a datagram socket whose queue has no byte.  udiag_rqueue counts bytes (unix_inq_len()): for a stream, 0 means
 * that no message waits, but a datagram may carry descriptors and no byte.  There are few such sockets, so up to
 * LIMIT_UNIX_QUEUE are added.
 */
static void
add_quiet(struct unix_queue *q, const struct unix_diag_msg *msg)
{
    if (msg->udiag_type == SOCK_STREAM)
        return;
    if (q->quiet < LIMIT_UNIX_QUEUE) {
        q->quiet++;
        add(q, msg->udiag_ino);
    } else {
        q->left_out++;
    }
}

bool
unix_queue_add_dump(struct unix_queue *q, const char *data, size_t len, bool all)
{
    struct nlmsghdr head;
    bool done = false;

    while (len >= sizeof(head)) {
        struct unix_diag_msg msg;
        size_t size;

        memcpy(&head, data, sizeof(head));
        if (head.nlmsg_len < sizeof(head) || head.nlmsg_len > len)
            break;
        if (head.nlmsg_type == SOCK_DIAG_BY_FAMILY && head.nlmsg_len >= NLMSG_LENGTH(sizeof(msg))) {
            size_t start = NLMSG_SPACE(sizeof(msg));

            memcpy(&msg, data + NLMSG_HDRLEN, sizeof(msg));
            if (all || (head.nlmsg_len > start && has_queue(data + start, head.nlmsg_len - start)))
                add(q, msg.udiag_ino);
            else
                add_quiet(q, &msg);
        }
        done = done || head.nlmsg_type == NLMSG_DONE;
        size = NLMSG_ALIGN(head.nlmsg_len);
        if (size >= len)
            break;
        data += size;
        len -= size;
    }
    return done;
}

/*
 * The inode in the seventh word of a row; 0 if that is no number, as in the header or after a path with a newline in
 * it.
 */
static uint64_t
row_inode(struct text line)
{
    uint64_t inode;

    return text_decimal(text_word(line, 6), UINT32_MAX, &inode) ? inode : 0;
}

void
unix_queue_add_table(struct unix_queue *q, const char *text, size_t len, bool all)
{
    struct text rest = { text, len }, line;
    size_t rows = 0;

    while (text_next_line(&rest, &line))
        rows++;
    if (rows > LIMIT_UNIX_QUEUE && !all) {
        q->left_out += rows;
        return;
    }
    rest = (struct text){ text, len };
    while (text_next_line(&rest, &line)) {
        uint64_t inode = row_inode(line);

        if (inode)
            add(q, inode);
    }
}

static int
compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

void
unix_queue_sort(struct unix_queue *q)
{
    if (q->count > 0)
        qsort(q->inodes, q->count, sizeof(*q->inodes), compare);
    q->sorted = true;
}

bool
unix_queue_has(const struct unix_queue *q, const struct bytes *target)
{
    uint64_t inode;

    if (q->count == 0 || !q->sorted)
        return false;
    inode = text_link_number(text_of(target));
    return bsearch(&inode, q->inodes, q->count, sizeof(inode), compare) != NULL;
}

void
unix_queue_free(struct unix_queue *q)
{
    free(q->inodes);
    *q = (struct unix_queue){ 0 };
}
