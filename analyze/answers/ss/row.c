#include "analyze/answers/ss/row.h"

#include <string.h>
#include <sys/socket.h>

/* ss numbers the ends of sockets that have no ports by what they have instead. */
static int64_t
port_of(const struct ss_row *row, bool remote)
{
    switch (row->family) {
    case AF_UNIX:
        return ss_number(row, remote ? COLUMN_EXTRA : COLUMN_INODE);
    case AF_PACKET:
        return remote ? 0 : ss_number(row, COLUMN_INTERFACE_INDEX);
    case AF_NETLINK:
        return remote ? -1 : (int32_t)ss_number(row, COLUMN_LOCAL_PORT);
    case AF_XDP:
        return remote ? 0 : ss_number(row, COLUMN_EXTRA);
    default:
        return ss_number(row, remote ? COLUMN_REMOTE_PORT : COLUMN_LOCAL_PORT);
    }
}

static enum ss_table
table_of(sqlite3_stmt *columns)
{
    /* By the places of ss_sockets.sql, and a type. */
    static const struct {
        int place;
        const char *type; /* NULL for any other */
        enum ss_table table;
    } tables[] = {
        { 0, NULL, SS_NETLINK },
        { 1, "raw", SS_PACKET_RAW },
        { 1, NULL, SS_PACKET_DGRAM },
        { 2, "stream", SS_UNIX_STREAM },
        { 2, "seqpacket", SS_UNIX_SEQPACKET },
        { 2, NULL, SS_UNIX_DGRAM },
        { 3, NULL, SS_RAW },
        { 4, NULL, SS_UDP },
        { 5, NULL, SS_TCP },
        { 6, NULL, SS_DCCP },
        { 7, NULL, SS_SCTP },
        { 8, "dgram", SS_VSOCK_DGRAM },
        { 8, "seqpacket", SS_VSOCK_SEQPACKET },
        { 8, NULL, SS_VSOCK_STREAM },
        { 9, NULL, SS_XDP },
        { 10, NULL, SS_MPTCP },
    };
    int place = sqlite3_column_int(columns, COLUMN_PLACE);
    const char *type = (const char *)sqlite3_column_text(columns, COLUMN_TYPE);
    size_t i = 0;

    while (tables[i].place != place || (tables[i].type && (!type || strcmp(tables[i].type, type) != 0)))
        i++;
    return tables[i].table;
}

struct ss_row
ss_row_of(sqlite3_stmt *columns)
{
    struct ss_row row = { .columns = columns, .table = table_of(columns) };

    row.family = (int)ss_number(&row, COLUMN_FAMILY);
    row.state = ss_state_of(ss_text(&row, COLUMN_STATE), row.table);
    row.local_port = port_of(&row, false);
    row.remote_port = port_of(&row, true);
    return row;
}
