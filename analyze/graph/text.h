/*
 * What the picture says in words.  Every text is freed by the caller.
 */
#ifndef ANALYZE_GRAPH_TEXT_H
#define ANALYZE_GRAPH_TEXT_H

#include "analyze/graph/graph.h"

/* 1234 as "1,234". */
char *graph_number(int64_t number);

/* "1 socket", "1,234 sockets" */
char *graph_count(int64_t number, const char *one, const char *many);

/* What a row is called: its name, or "+ 12 others"; and what stands below that: ports and the number of sockets. */
char *graph_row_name(const struct graph_row *row);
char *graph_row_detail(const struct graph_row *row);

/* What is drawn, and how much of it. */
char *graph_caption(const struct graph *graph);

#endif
