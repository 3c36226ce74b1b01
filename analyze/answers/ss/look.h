/*
 * The table that analyze ss prints: which columns it has, and what stands in them.
 */
#ifndef ANALYZE_ANSWERS_SS_LOOK_H
#define ANALYZE_ANSWERS_SS_LOOK_H

#include <sqlite3.h>

#include "analyze/answers/ss/details.h"
#include "analyze/answers/ss/label.h"
#include "analyze/answers/ss/namespaces.h"
#include "analyze/answers/ss/row.h"
#include "analyze/answers/ss/ss.h"

/* The cells of a row. */
enum ss_cell {
    SS_CELL_NETID,
    SS_CELL_STATE,
    SS_CELL_RECV_Q,
    SS_CELL_SEND_Q,
    SS_CELL_LOCAL_ADDRESS,
    SS_CELL_LOCAL_PORT,
    SS_CELL_PEER_ADDRESS,
    SS_CELL_PEER_PORT,
    SS_CELL_PROCESS,
    SS_CELL_OWNERSHIP,
    SS_CELL_KERNEL_HOLDER,
    SS_CELL_DETAILS,
    SS_CELL_INFO,
    SS_CELL_NETNS,
    SS_CELLS,
};

/* What it needs is borrowed; what it makes, ss_look_free() frees. */
struct ss_look {
    const struct ss_request *request;
    struct answer *answer;
    const struct ss_namespaces *namespaces;
    struct ss_labels *labels;
    struct ss_details *details;
    sqlite3_stmt *owners; /* of an inode, as users:() has them */
    bool shown[SS_CELLS];
    struct buffer texts[SS_CELLS];
};

/* The columns, for the sockets that are selected. */
int ss_look_begin(struct ss_look *look, const struct ss_selection *selection, struct error *error);

int ss_look_row(struct ss_look *look, const struct ss_row *row, struct error *error);

void ss_look_free(struct ss_look *look);

#endif
