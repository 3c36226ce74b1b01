/*
 * The order of the rows in each column: a row stands near the rows that it is joined with (the barycentre of Sugiyama's method), so that few
 * edges cross.  Ties are by name, so the same rows always give the same order.
 */
#include "analyze/graph/graph.h"

#include <stdlib.h>
#include <string.h>

#define SWEEPS 3

/* Size of what a column lists: pointers. */
#define ROW sizeof(void *)

struct column {
    struct graph_row **rows;
    size_t count;
};

static struct column
column_of(struct graph *graph, enum graph_side side)
{
    struct column column = { xmalloc((graph->row_count + 1) * ROW), 0 };

    for (size_t i = 0; i < graph->row_count; i++)
        if (graph->rows[i].side == side && graph->rows[i].drawn)
            column.rows[column.count++] = &graph->rows[i];
    return column;
}

static int
compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int
compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

static int
by_weight(const void *left, const void *right)
{
    const struct graph_row *a = *(struct graph_row *const *)left, *b = *(struct graph_row *const *)right;
    int order = (int)a->others - (int)b->others;

    if (order == 0)
        order = compare_numbers(a->weight, b->weight);
    if (order == 0)
        order = compare_texts(a->name, b->name);
    if (order == 0)
        order = (int)b->named - (int)a->named;
    return order ? order : compare_texts(a->place, b->place);
}

static int
by_place(const void *left, const void *right)
{
    const struct graph_row *a = *(struct graph_row *const *)left, *b = *(struct graph_row *const *)right;
    int order = (int)a->others - (int)b->others;

    return order ? order : compare_texts(a->place, b->place);
}

/* From 0 to 1, so that columns of different lengths can be compared. */
static double
place_of(const struct graph_row *row, size_t count)
{
    return ((double)row->order + 0.5) / (double)count;
}

/* A row weighs what the mean of its other ends is; one without any stays where it is. */
static void
weigh(struct graph *graph, const struct column *columns, bool middle)
{
    size_t *ends = xmalloc((graph->row_count + 1) * sizeof(*ends));

    memset(ends, 0, (graph->row_count + 1) * sizeof(*ends));
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < graph->edge_count; i++) {
            size_t from = middle ? graph->edges[i].here : graph->edges[i].there;
            const struct graph_row *to = &graph->rows[middle ? graph->edges[i].there : graph->edges[i].here];

            if (pass == 0)
                graph->rows[from].weight = ends[from]++ == 0 ? 0 : graph->rows[from].weight;
            else
                graph->rows[from].weight += place_of(to, columns[to->side].count) / (double)ends[from];
        }
    }
    for (size_t i = 0; i < graph->row_count; i++)
        if (ends[i] == 0 && graph->rows[i].drawn && (graph->rows[i].side == GRAPH_HERE) == middle)
            graph->rows[i].weight = place_of(&graph->rows[i], columns[graph->rows[i].side].count);
    free(ends);
}

static void
number(struct column *column)
{
    for (size_t i = 0; i < column->count; i++)
        column->rows[i]->order = i;
}

/* The rows of a container stand together, and containers by the mean of their rows. */
static void
order_middle(struct column *column)
{
    double *own = xmalloc((column->count + 1) * sizeof(*own));
    struct graph_row **rows = column->rows;
    size_t end;

    qsort(rows, column->count, ROW, by_weight);
    number(column);
    qsort(rows, column->count, ROW, by_place);
    for (size_t begin = 0; begin < column->count; begin = end) {
        double sum = 0;

        for (end = begin; end < column->count && by_place(&rows[begin], &rows[end]) == 0; end++)
            sum += rows[end]->weight;
        for (size_t i = begin; i < end; i++)
            own[rows[i]->order] = sum / (double)(end - begin);
    }
    for (size_t i = 0; i < column->count; i++)
        rows[i]->weight = own[rows[i]->order];
    free(own);
}

static int
by_place_then_order(const void *left, const void *right)
{
    const struct graph_row *a = *(struct graph_row *const *)left, *b = *(struct graph_row *const *)right;
    int order = (int)a->others - (int)b->others;

    if (order == 0)
        order = compare_numbers(a->weight, b->weight); /* that of the container */
    if (order == 0)
        order = compare_texts(a->place, b->place);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

void
graph_order(struct graph *graph)
{
    struct column columns[GRAPH_SIDES];

    for (size_t side = 0; side < GRAPH_SIDES; side++) {
        columns[side] = column_of(graph, (enum graph_side)side);
        number(&columns[side]);
    }
    for (size_t sweep = 0; sweep < SWEEPS; sweep++) {
        weigh(graph, columns, true);
        order_middle(&columns[GRAPH_HERE]);
        qsort(columns[GRAPH_HERE].rows, columns[GRAPH_HERE].count, ROW, by_place_then_order);
        number(&columns[GRAPH_HERE]);
        weigh(graph, columns, false);
        for (size_t side = 0; side < GRAPH_SIDES; side++) {
            if (side == GRAPH_HERE)
                continue;
            qsort(columns[side].rows, columns[side].count, ROW, by_weight);
            number(&columns[side]);
        }
    }
    for (size_t side = 0; side < GRAPH_SIDES; side++)
        free(columns[side].rows);
}
