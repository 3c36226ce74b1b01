/*
 * Makes sockets of the rows that show them: those of /proc/net/tcp and its like and of the dumps of sock_diag, of both passes.
 *
 * A socket is known by namespace, family, protocol and inode.  Rows with inode 0 (time-wait, requests, not yet accepted, orphans) have
 * only their addresses, and so have those that end before the inode.  Equal rows within a pass are one socket that was read twice: the kernel's dumps repeat rows on a busy host.  The
 * row that was read last gives the values.
 *
 * Several sockets can share an inode number; then their addresses tell them apart.  An MPTCP connection has the inode of its
 * subflows (net/mptcp/subflow.c, mptcp_subflow_create_socket).  get_next_ino() counts to 2^32 and begins again: a host with
 * 4,000 new sockets a second gets there every 12 days.  A dump shows shared numbers by the cookies, a table by the addresses.
 *
 * SQL can say the same in a page (tests/analyze/load/inet_merge.sql does, to be compared with), but it sorts all rows and then looks each
 * one up again, which for 200,000 sockets takes longer than to insert them.
 */
#ifndef ANALYZE_LOAD_INET_MERGE_H
#define ANALYZE_LOAD_INET_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum inet_seen {
    INET_BEFORE = 1 << 0, /* in the text of the first pass */
    INET_AFTER = 1 << 1,  /* of the second */
    INET_DIAG = 1 << 2,   /* in a dump of either */
    INET_DESCRIPTOR = 1 << 3,
    INET_SEEN = INET_BEFORE | INET_AFTER | INET_DIAG | INET_DESCRIPTOR,
    INET_FIRST_PASS = 1 << 4, /* in a text or a dump of it */
    INET_SECOND_PASS = 1 << 5,
    INET_PASSES = INET_FIRST_PASS | INET_SECOND_PASS,
};

/* Small: there are as many in memory as in the snapshot. */
struct inet_row {
    int64_t inode;
    int64_t net_namespace;
    int64_t key; /* where it was read: a member, and a line of it */
    int64_t recv_q;
    int64_t send_q;
    int64_t cookie; /* of a dump, as the interface */
    uint32_t interface_index;
    uint32_t uid;
    uint16_t local_port;
    uint16_t remote_port;
    uint16_t protocol; /* IPPROTO_*, 255 for all raw sockets, 262 for MPTCP */
    uint8_t family;    /* AF_* */
    uint8_t state;     /* TCP_* of the kernel */
    uint8_t timer;
    uint8_t seen; /* INET_* */
    uint8_t local_len;
    uint8_t remote_len;
    bool no_inode; /* the text ends before it */
    bool no_uid;
    unsigned char local[16];
    unsigned char remote[16];
};

struct inet_socket {
    const struct inet_row *text; /* the one that was read last; NULL without any */
    const struct inet_row *dump;
    unsigned seen;   /* INET_* */
    bool by_address; /* its inode does not tell it from others */
};

/* Zero-initialised it has no rows. */
struct inet_merge {
    struct inet_row *rows;
    size_t count;
    size_t room;
};

static inline int64_t
inet_key(int64_t member_id, int64_t line)
{
    return (int64_t)((uint64_t)member_id << 32) + line;
}

/* Forgets all rows. */
void inet_merge_clear(struct inet_merge *merge);

/* A row with everything 0, in no order.  The caller fills it before anything else. */
struct inet_row *inet_merge_add(struct inet_merge *merge);

/*
 * When all rows are there: the sockets by inode, namespace, family and protocol, and those that have to be by their addresses.  The
 * caller frees them before the rows.
 */
struct inet_socket *inet_merge_sockets(const struct inet_merge *merge, size_t *count);

/* The row that was read last. */
const struct inet_row *inet_latest(const struct inet_socket *socket);

#endif
