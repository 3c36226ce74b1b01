/* From the rows of SQL to rows and edges: how far it is folded is chosen by the number of sockets. */
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/graph/graph.h"
#include "sql.h"

#include <stdlib.h>
#include <string.h>

/* The levels of folding; the last is for any number. */
static const struct {
    int64_t most; /* sockets */
    const char *sql;
    const char *meaning;
} levels[] = {
    { 40, sql_graph_level_1, "A row is a process, or an address with its port; an edge is a socket." },
    { 400, sql_graph_level_2,
      "A row is the name of processes in a container, or an address; an edge is the end that serves, and the state." },
    { 4000, sql_graph_level_3,
      "A row is the name of processes in a container, or a network (/24, /64) with the port that serves; an edge is a "
      "port." },
    { INT64_MAX, sql_graph_level_4,
      "A row is a container or a unit, or a class of addresses; the 20 addresses with most sockets, and what a finding "
      "names, stand by themselves." },
};

const char *
graph_level_meaning(size_t level)
{
    return levels[level - 1].meaning;
}

/* The text of the column, NULL for none. */
static char *
copy_text(sqlite3_stmt *row, int column)
{
    const char *text = column < 0 ? NULL : (const char *)sqlite3_column_text(row, column);

    return text ? xstrndup(text, strlen(text)) : NULL;
}

static enum graph_side
side_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    if (text && strcmp(text, "in") == 0)
        return GRAPH_IN;
    return text && strcmp(text, "out") == 0 ? GRAPH_OUT : GRAPH_HERE;
}

/* Calls add() for each row of a statement that takes at most one number. */
static int
for_rows(sqlite3 *db, const char *sql, int64_t number, void (*add)(struct graph *graph, sqlite3_stmt *row),
         struct graph *graph, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int step = db_prepare(db, sql, &statement, error);

    if (step == 0 && sqlite3_bind_parameter_count(statement) > 0) {
        bind = bind_begin(statement);
        bind_number(&bind, number);
        if (bind.result != SQLITE_OK)
            step = db_error(db, "bind", error);
    }
    while (step == 0 && (step = db_step(db, statement, error)) == 1) {
        add(graph, statement);
        step = sqlite3_errcode(db) == SQLITE_NOMEM ? db_error(db, "picture", error) : 0;
        if (step)
            break;
    }
    sqlite3_finalize(statement);
    return step;
}

static void
add_counts(struct graph *graph, sqlite3_stmt *row)
{
    graph->sockets = sqlite3_column_int64(row, 0);
    graph->left_out = sqlite3_column_int64(row, 1);
}

/* They come by column and slot, and the slots of a column count from 1. */
static void
add_row(struct graph *graph, sqlite3_stmt *row)
{
    enum graph_side side = side_of(row, 0);
    size_t rows = (size_t)sqlite3_column_int64(row, 5);

    if (sqlite3_column_int64(row, 6) == 1)
        graph->first[side] = graph->row_count;
    graph->rows = xrealloc(graph->rows, (graph->row_count + 1) * sizeof(*graph->rows));
    graph->rows[graph->row_count++] = (struct graph_row){
        .side = side,
        .place = copy_text(row, rows > 1 ? -1 : 1),
        .name = copy_text(row, rows > 1 ? -1 : 2),
        .named = sqlite3_column_int(row, 3) != 0,
        .sockets = sqlite3_column_int64(row, 4),
        .rows = rows,
        .others = rows > 1,
        .drawn = true,
        .service = copy_text(row, 7),
    };
    graph->all_rows += rows;
}

static size_t
row_of_slot(const struct graph *graph, enum graph_side side, int64_t slot)
{
    size_t row = graph->first[side] + (size_t)slot - 1;

    if (row >= graph->row_count || graph->rows[row].side != side)
        die("an edge of a picture without a row");
    return row;
}

static void
add_edge(struct graph *graph, sqlite3_stmt *row)
{
    enum graph_side side = side_of(row, 0);

    graph->edges = xrealloc(graph->edges, (graph->edge_count + 1) * sizeof(*graph->edges));
    graph->edges[graph->edge_count++] = (struct graph_edge){
        .side = side,
        .here = row_of_slot(graph, GRAPH_HERE, sqlite3_column_int64(row, 1)),
        .there = row_of_slot(graph, side, sqlite3_column_int64(row, 2)),
        .label = copy_text(row, 3),
        .sockets = sqlite3_column_int64(row, 4),
        .named = sqlite3_column_int(row, 5) != 0,
    };
}

static int
fold_by_level(sqlite3 *db, struct graph *graph, struct error *error)
{
    size_t level = 0;

    while (graph->sockets > levels[level].most)
        level++;
    graph->level = level + 1;
    if (db_script(db, sql_graph_groups, 0, error) || db_script(db, levels[level].sql, 0, error))
        return -1;
    return db_script(db, sql_graph_rows, GRAPH_ROWS_MAX, error);
}

int
graph_read(sqlite3 *db, const struct graph_request *request, struct graph *graph, struct error *error)
{
    *graph = (struct graph){ .level = 1 };
    if (db_script(db, sql_graph_sockets, request->local, error) ||
        for_rows(db, sql_graph_counts, request->local, add_counts, graph, error) || fold_by_level(db, graph, error) ||
        for_rows(db, sql_graph_row_list, 0, add_row, graph, error) ||
        for_rows(db, sql_graph_edge_list, 0, add_edge, graph, error))
        return error_prefix(error, "picture");
    graph_fold(graph);
    graph_order(graph);
    return 0;
}

void
graph_free(struct graph *graph)
{
    for (size_t i = 0; i < graph->row_count; i++) {
        free(graph->rows[i].place);
        free(graph->rows[i].name);
        free(graph->rows[i].service);
    }
    for (size_t i = 0; i < graph->edge_count; i++)
        free(graph->edges[i].label);
    free(graph->rows);
    free(graph->edges);
    *graph = (struct graph){ 0 };
}
