/*
 * Which unix sockets may have descriptors in flight (SCM_RIGHTS): only one with something in its receive queue, or of which the
 * length of the queue in bytes does not tell.  Their fdinfo says how many (`scm_fds`, unix_show_fdinfo() in net/unix/af_unix.c),
 * and reading that of every socket would be dear.
 */
#ifndef COLLECT_NET_UNIX_QUEUE_H
#define COLLECT_NET_UNIX_QUEUE_H

#include "collect/base/bytes.h"

struct unix_queue {
    uint64_t *inodes;
    size_t count, cap;
    bool sorted;
    size_t quiet;      /* of these, sockets for datagrams whose queue has no byte */
    uint64_t left_out; /* sockets of which nobody said whether there is something in their queue, being too many */
};

/*
 * Adds the sockets of a dump (struct unix_diag_msg with UNIX_DIAG_RQLEN: net/unix/diag.c, sk_diag_fill()) whose queue is not empty,
 * and LIMIT_UNIX_QUEUE of those for datagrams whose queue has no byte; or, with `all`, every one.  Returns whether it was such a dump.
 */
bool unix_queue_add_dump(struct unix_queue *q, const char *data, size_t len, bool all);

/*
 * Where there is no dump: every socket of a table (/proc/net/unix: net/unix/af_unix.c, unix_seq_show()), unless there are too many
 * and not `all` are wanted.
 */
void unix_queue_add_table(struct unix_queue *q, const char *text, size_t len, bool all);

/* After the last was added. */
void unix_queue_sort(struct unix_queue *q);

/* Whether the target of a link, "socket:[<inode>]", is one of them. */
bool unix_queue_has(const struct unix_queue *q, const struct bytes *target);

void unix_queue_free(struct unix_queue *q);

#endif
