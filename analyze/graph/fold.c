/* More edges than a person can follow: the smallest become edges to "others", one for each row in the middle and side. */
#include "analyze/graph/graph.h"

#include <stdlib.h>

static bool
is_listed(const struct graph_edge *edge, const struct graph_edge *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].here == edge->here && list[i].side == edge->side)
            return true;
    return false;
}

/* How many of the largest edges may stay: with the edges to others for all behind them, no more than GRAPH_EDGES_MAX. */
static size_t
edges_to_keep(const struct graph *graph)
{
    struct graph_edge *tails = xmalloc(graph->edge_count * sizeof(*tails));
    size_t kept = graph->edge_count, count = 0;

    while (kept > 0 && kept + count > GRAPH_EDGES_MAX) {
        kept--;
        if (!is_listed(&graph->edges[kept], tails, count))
            tails[count++] = graph->edges[kept];
    }
    free(tails);
    return kept;
}

/* The row of others in that column, made where there is none. */
static size_t
others_of(struct graph *graph, enum graph_side side)
{
    for (size_t i = 0; i < graph->row_count; i++)
        if (graph->rows[i].side == side && graph->rows[i].others)
            return i;
    graph->rows = xrealloc(graph->rows, (graph->row_count + 1) * sizeof(*graph->rows));
    graph->rows[graph->row_count] = (struct graph_row){ .side = side, .others = true, .drawn = true };
    return graph->row_count++;
}

/* Adds what an edge stands for to the edge that its row in the middle has to the others. */
static void
add_to_others(struct graph *graph, size_t *count, const struct graph_edge *edge, size_t others)
{
    struct graph_edge *edges = graph->edges;

    for (size_t i = 0; i < *count; i++) {
        if (edges[i].here != edge->here || edges[i].there != others)
            continue;
        edges[i].sockets += edge->sockets;
        edges[i].named |= edge->named;
        return;
    }
    edges[*count] = *edge;
    edges[*count].there = others;
    edges[(*count)++].label = NULL;
}

/* Rows on the left and on the right that no edge ends at any more. */
static void
drop_bare_rows(struct graph *graph)
{
    for (size_t i = 0; i < graph->row_count; i++)
        graph->rows[i].drawn = graph->rows[i].side == GRAPH_HERE;
    for (size_t i = 0; i < graph->edge_count; i++)
        graph->rows[graph->edges[i].there].drawn = true;
    for (size_t i = 0; i < graph->row_count; i++)
        if (!graph->rows[i].drawn)
            graph->rows[others_of(graph, graph->rows[i].side)].rows++;
}

static void
fold_edges(struct graph *graph)
{
    size_t kept = edges_to_keep(graph), count = kept;

    for (size_t i = kept; i < graph->edge_count; i++) {
        struct graph_edge edge = graph->edges[i];
        size_t others = others_of(graph, edge.side);

        graph->rows[edge.there].sockets -= edge.sockets;
        graph->rows[others].sockets += edge.sockets;
        add_to_others(graph, &count, &edge, others);
        free(edge.label);
    }
    graph->edge_count = count;
    drop_bare_rows(graph);
}

/* What is drawn by itself: rows, and sockets that are not hidden in others at either end. */
static void
count_own(struct graph *graph)
{
    for (size_t i = 0; i < graph->row_count; i++) {
        const struct graph_row *row = &graph->rows[i];

        if (row->others || !row->drawn)
            continue;
        graph->own_rows++;
        if (row->side == GRAPH_HERE)
            graph->own_sockets += row->sockets;
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct graph_edge *edge = &graph->edges[i];

        if (graph->rows[edge->there].others && !graph->rows[edge->here].others)
            graph->own_sockets -= edge->sockets;
    }
}

void
graph_fold(struct graph *graph)
{
    if (graph->edge_count > GRAPH_EDGES_MAX)
        fold_edges(graph);
    count_own(graph);
}
