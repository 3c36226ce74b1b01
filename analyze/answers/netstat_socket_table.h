/*
 * The tables of sockets that netstat prints: their columns, and a row in the making.
 */
#ifndef ANALYZE_ANSWERS_NETSTAT_SOCKET_TABLE_H
#define ANALYZE_ANSWERS_NETSTAT_SOCKET_TABLE_H

#include "analyze/answers/netstat_lists.h"

struct holders;

/* For people there are two tables, of the columns with a title there; programs get all of the columns. */
enum table { INTERNET, UNIX, TABLES };

enum {
    PROTO,
    RECV_Q,
    SEND_Q,
    LOCAL_ADDRESS,
    LOCAL_PORT,
    REMOTE_ADDRESS,
    REMOTE_PORT,
    REF_COUNT,
    FLAGS,
    TYPE,
    STATE,
    USER,
    INODE,
    PROGRAM,
    OWNERSHIP,
    TIMER,
    PATH,
    NETNS,
    COLUMNS
};

/* A table that is being printed. */
struct sockets {
    struct netstat_list *list;
    enum table table;
    struct holders *holders; /* NULL where no holder is asked for */
    int chosen[COLUMNS];     /* the columns of the table */
    size_t count;
    struct cell cells[COLUMNS];
    char *texts[COLUMNS]; /* of cells that are made, not read */
};

/* With the columns that the options want in sockets->table. */
int netstat_table_begin(struct sockets *sockets, struct error *error);

/* Prints the cells. */
int netstat_table_row(struct sockets *sockets, struct error *error);

/* Puts a text that was made into a cell, which owns it then; NULL empties the cell. */
void netstat_table_put(struct sockets *sockets, int column, char *text);

#endif
