/*
 * A row of ss_sockets.sql, and what is known of it beside.
 */
#ifndef ANALYZE_ANSWERS_SS_ROW_H
#define ANALYZE_ANSWERS_SS_ROW_H

#include <sqlite3.h>

#include "analyze/answers/ss/selection.h"

/* The columns of ss_sockets.sql. */
enum ss_column {
    COLUMN_PLACE,
    COLUMN_NET_NAMESPACE,
    COLUMN_FAMILY,
    COLUMN_PROTOCOL,
    COLUMN_TYPE,
    COLUMN_STATE,
    COLUMN_LOCAL_ADDRESS,
    COLUMN_LOCAL_IP,
    COLUMN_LOCAL_PORT,
    COLUMN_REMOTE_ADDRESS,
    COLUMN_REMOTE_IP,
    COLUMN_REMOTE_PORT,
    COLUMN_PATH,
    COLUMN_INTERFACE_INDEX,
    COLUMN_INTERFACE_NAME,
    COLUMN_INODE,
    COLUMN_RECV_Q,
    COLUMN_SEND_Q,
    COLUMN_OWNERSHIP,
    COLUMN_KERNEL_HOLDER,
    COLUMN_MEMBER_ID,
    COLUMN_LINE,
    COLUMN_DIAG_MEMBER_ID,
    COLUMN_DIAG_LINE,
    COLUMN_EXTRA, /* inet6: 1 when it takes no IPv4; unix: inode of the peer; netlink: port it is connected to; xdp: queue */
    COLUMN_MORE, /* netlink: group it is connected to; xdp: receive queue */
};

struct ss_row {
    sqlite3_stmt *columns;
    enum ss_table table;
    int family;
    enum ss_state state;
    /* As ss compares them in filters: the inode of a unix socket, the interface of a packet socket, … */
    int64_t local_port, remote_port;
    int64_t mark, cgroup; /* 0 where not known, as in ss; filled only for filters that ask */
};

/* The row that the statement ss_sockets.sql stands on. */
struct ss_row ss_row_of(sqlite3_stmt *columns);

static inline int64_t
ss_number(const struct ss_row *row, enum ss_column column)
{
    return sqlite3_column_int64(row->columns, (int)column);
}

/* NULL for NULL; lives until the next row. */
static inline const char *
ss_text(const struct ss_row *row, enum ss_column column)
{
    return (const char *)sqlite3_column_text(row->columns, (int)column);
}

static inline bool
ss_is_null(const struct ss_row *row, enum ss_column column)
{
    return sqlite3_column_type(row->columns, (int)column) == SQLITE_NULL;
}

#endif
