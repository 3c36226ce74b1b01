/*
 * A picture as text: a format is a file here that ends in a struct graph_format, and its name in the list of formats.c.
 */
#ifndef ANALYZE_GRAPH_DRAW_H
#define ANALYZE_GRAPH_DRAW_H

#include <stdio.h>

#include "analyze/base/error.h"
#include "analyze/graph/graph.h"

struct graph_title {
    const char *host;
    const char *captured_at; /* NULL where that is not known */
};

struct graph_format {
    const char *name;
    /* Writes one document; errors stay in the stream. */
    void (*write)(FILE *out, const struct graph *graph, const struct graph_title *title);
};

extern const struct graph_format graph_svg;
extern const struct graph_format graph_dot;
extern const struct graph_format graph_json;

/* The format of that name; NULL, and an error that lists the names, when there is none. */
const struct graph_format *graph_format_by_name(const char *name, struct error *error);

/* SVG inside of a page, which has the style (page_graph_css): `id` begins the names of what refers to each other. */
void graph_write_svg(FILE *out, const struct graph *graph, const struct graph_title *title, const char *id);

#endif
