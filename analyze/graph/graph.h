/*
 * The picture of a snapshot's connections: who comes in, this host's processes, and whom they call.  It is folded so that any number of sockets
 * is as many rows as a person can read, and the same rows give the same bytes.
 */
#ifndef ANALYZE_GRAPH_GRAPH_H
#define ANALYZE_GRAPH_GRAPH_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/base/error.h"

/* Beyond these, drawings of nodes and lines were called unreadable.  What a finding names is drawn in any case. */
#define GRAPH_ROWS_MAX  40 /* of a column */
#define GRAPH_EDGES_MAX 120

enum graph_side { GRAPH_IN, GRAPH_HERE, GRAPH_OUT, GRAPH_SIDES };

struct graph_row {
    enum graph_side side;
    char *place;   /* the container, or another network namespace; empty for the host, and outside of the middle */
    char *name;    /* what it is called; NULL for others */
    char *service; /* protocols and ports, the most used first; NULL for none */
    int64_t sockets;
    size_t rows;   /* how many share it: 1, or those of "+ n others" */
    bool others;   /* it stands for rows that are not drawn by themselves */
    bool named;    /* by a finding */
    bool drawn;    /* false for a row that went into others when there were too many edges */
    size_t order;  /* in its column, from 0 */
    double weight; /* where its other ends are, from 0 to 1: for the order */
};

struct graph_edge {
    enum graph_side side; /* GRAPH_IN or GRAPH_OUT */
    size_t here, there;   /* indices of rows */
    char *label;          /* the end that serves, and the state; NULL where it stands for several */
    int64_t sockets;
    bool named;
};

struct graph {
    struct graph_row *rows; /* by side and slot */
    size_t row_count;
    size_t first[GRAPH_SIDES]; /* where the rows of each column begin, as they were read */
    struct graph_edge *edges;  /* the largest first */
    size_t edge_count;
    size_t level;        /* of folding, from 1 */
    int64_t sockets;     /* of the picture */
    int64_t left_out;    /* within the host, not drawn */
    size_t all_rows;     /* before rows were folded into others */
    size_t own_rows;     /* of these, drawn by themselves */
    int64_t own_sockets; /* sockets whose both ends are such rows */
};

/* What shall be drawn. */
struct graph_request {
    bool local; /* connections within the host, too */
};

/*
 * Reads it over a connection that is narrowed to a snapshot, with temporary tables of names that begin with graph_.  0, or -1 with the error
 * filled.  Freed with graph_free(), also after an error.
 */
int graph_read(sqlite3 *db, const struct graph_request *request, struct graph *graph, struct error *error);
void graph_free(struct graph *graph);

/* What a level of folding shows in a row and in an edge, in a sentence. */
const char *graph_level_meaning(size_t level);

/* Parts of graph_read(): more edges than GRAPH_EDGES_MAX become edges to others; then each row gets its place in its column. */
void graph_fold(struct graph *graph);
void graph_order(struct graph *graph);

#endif
