/*
 * netstat -i, and with -e: the columns of netstat_interfaces.sql, which both lists are made of.
 */
#ifndef ANALYZE_ANSWERS_NETSTAT_INTERFACES_H
#define ANALYZE_ANSWERS_NETSTAT_INTERFACES_H

#include "analyze/answers/netstat_lists.h"

enum netstat_interface_column {
    INTERFACE_NAME,
    INTERFACE_MTU,
    INTERFACE_RX_OK,
    INTERFACE_RX_ERRORS,
    INTERFACE_RX_DROPPED,
    INTERFACE_RX_OVERRUNS,
    INTERFACE_TX_OK,
    INTERFACE_TX_ERRORS,
    INTERFACE_TX_DROPPED,
    INTERFACE_TX_OVERRUNS,
    INTERFACE_FLAGS,
    INTERFACE_INDEX,
    INTERFACE_TYPE,
    INTERFACE_MAC,
    INTERFACE_QUEUE,
    INTERFACE_RX_BYTES,
    INTERFACE_RX_FRAME,
    INTERFACE_TX_BYTES,
    INTERFACE_TX_CARRIER,
    INTERFACE_COLLISIONS,
    INTERFACE_INET,
    INTERFACE_PREFIX_LENGTH,
    INTERFACE_BROADCAST,
    INTERFACE_PEER,
    INTERFACE_COLUMNS,
};

/* Prints the interface of a row as -ie does, for people. */
int netstat_interface_details(struct netstat_list *list, int64_t namespace, sqlite3_stmt *row, struct error *error);

#endif
