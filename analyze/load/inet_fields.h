/*
 * What the two tables of inet sockets have in common, by the names of their columns.
 */
#ifndef ANALYZE_LOAD_INET_FIELDS_H
#define ANALYZE_LOAD_INET_FIELDS_H

#include "analyze/base/error.h"
#include "analyze/base/table.h"
#include "analyze/load/inet_merge.h"

enum inet_field {
    INET_NET_NAMESPACE,
    INET_PASS,
    INET_FAMILY,
    INET_PROTOCOL,
    INET_LOCAL_IP,
    INET_LOCAL_PORT,
    INET_REMOTE_IP,
    INET_REMOTE_PORT,
    INET_STATE,
    INET_TIMER,
    INET_RECV_Q,
    INET_SEND_Q,
    INET_UID,
    INET_INODE,
    INET_INTERFACE, /* of a dump alone, as what follows */
    INET_COOKIE,
    INET_FIELDS,
};

struct inet_fields {
    const struct table *table;
    bool dump;
    size_t offsets[INET_FIELDS];
};

/* Looks for the columns; every one must be there. */
int inet_fields_of(const struct table *table, bool dump, struct inet_fields *fields, struct error *error);

/* All but the key. */
void inet_fields_read(const struct inet_fields *fields, const void *record, struct inet_row *row);

#endif
