/*
 * What the families of sock_diag(7) have in common.
 */
#ifndef ANALYZE_FORMATS_NETLINK_DIAG_SOCKET_H
#define ANALYZE_FORMATS_NETLINK_DIAG_SOCKET_H

#include "analyze/formats/lib/nlmsg.h"

/* Memory of a socket: the array of SK_MEMINFO_*, written by sock_diag_put_meminfo (net/core/sock_diag.c). */
struct diag_skmem {
    struct maybe rmem_alloc;
    struct maybe rcvbuf;
    struct maybe wmem_alloc;
    struct maybe sndbuf;
    struct maybe fwd_alloc;
    struct maybe wmem_queued;
    struct maybe optmem;
    struct maybe backlog;
    struct maybe drops;
};

extern const struct nl_field diag_skmem_fields[];

#define DIAG_SKMEM_COLUMN(record, field, member) \
    NL_COLUMN_IN("skmem_" #member, record, field, struct diag_skmem, member)
#define DIAG_SKMEM_COLUMNS(record, field)                                                           \
    DIAG_SKMEM_COLUMN(record, field, rmem_alloc), DIAG_SKMEM_COLUMN(record, field, rcvbuf),         \
        DIAG_SKMEM_COLUMN(record, field, wmem_alloc), DIAG_SKMEM_COLUMN(record, field, sndbuf),     \
        DIAG_SKMEM_COLUMN(record, field, fwd_alloc), DIAG_SKMEM_COLUMN(record, field, wmem_queued), \
        DIAG_SKMEM_COLUMN(record, field, optmem), DIAG_SKMEM_COLUMN(record, field, backlog),        \
        DIAG_SKMEM_COLUMN(record, field, drops)

/* A socket's cookie: two words, the low one first, each in host order. */
int64_t diag_cookie(const struct nl_message *m, size_t offset);

#endif
