/*
 * Which unix sockets may have descriptors in flight (SCM_RIGHTS): those with something in their receive queue, and
 * those for which the length of the queue in bytes cannot tell.  fdinfo of the socket says how many (`scm_fds`:
 * unix_show_fdinfo(), net/unix/af_unix.c), but reading fdinfo of every socket would be expensive.
 */
#ifndef COLLECT_NET_UNIX_QUEUE_H
#define COLLECT_NET_UNIX_QUEUE_H

#include "collect/base/bytes.h"

struct unix_queue {
    uint64_t *inodes;
    size_t count, cap;
    bool sorted;
    size_t quiet;      /* of these, how many are datagram sockets whose queue has no byte */
    uint64_t left_out; /* sockets beyond LIMIT_UNIX_QUEUE whose queue is unknown */
};

/*
 * Adds sockets from a dump (struct unix_diag_msg with UNIX_DIAG_RQLEN: sk_diag_fill(), net/unix/diag.c): those whose
 * queue is not empty, and up to LIMIT_UNIX_QUEUE datagram sockets whose queue has no byte; with `all`, every socket.
 * Returns whether the data has the end of the dump (NLMSG_DONE).
 */
bool unix_queue_add_dump(struct unix_queue *q, const char *data, size_t len, bool all);

/*
 * For a namespace without a dump: adds every socket in /proc/net/unix (unix_seq_show(), net/unix/af_unix.c).  If the
 * table has more than LIMIT_UNIX_QUEUE lines, adds none, unless `all` is set.
 */
void unix_queue_add_table(struct unix_queue *q, const char *text, size_t len, bool all);

/* Call after the last socket was added, and before unix_queue_has. */
void unix_queue_sort(struct unix_queue *q);

/* Whether the target of a link, "socket:[<inode>]", is one of these sockets. */
bool unix_queue_has(const struct unix_queue *q, const struct bytes *target);

void unix_queue_free(struct unix_queue *q);

#endif
