/* The picture for Graphviz, with the same rows and edges: dot places them anew. */
#include "analyze/base/escape.h"
#include "analyze/base/memory.h"
#include "analyze/graph/draw.h"
#include "analyze/graph/text.h"

#include <inttypes.h>
#include <stdlib.h>

/* A quoted string of the DOT language, where only the quote and the backslash say anything: a backslash that is doubled is one. */
static void
write_quoted(FILE *out, const char *text)
{
    char *shown = NULL;
    size_t size;
    FILE *memory = memory_open(&shown, &size);

    escape_write(memory, slice_of(text));
    memory_close(memory);
    putc('"', out);
    for (const char *c = shown; *c; c++) {
        if (*c == '"' || *c == '\\')
            putc('\\', out);
        putc(*c, out);
    }
    putc('"', out);
    free(shown);
}

static void
write_row(FILE *out, const struct graph *graph, size_t i)
{
    const struct graph_row *row = &graph->rows[i];
    char *name = graph_row_name(row), *detail = graph_row_detail(row);
    char *label =
        xasprintf("%s%s%s | %s", row->place ? row->place : "", row->place && *row->place ? " / " : "", name, detail);

    fprintf(out, "  r%zu [label=", i);
    write_quoted(out, label);
    fputs(row->named ? ", color=\"#b3261e\", penwidth=2];\n" : "];\n", out);
    free(name);
    free(detail);
    free(label);
}

static void
write_column(FILE *out, const struct graph *graph, enum graph_side side)
{
    fputs("  { rank=same;", out);
    for (size_t i = 0; i < graph->row_count; i++)
        if (graph->rows[i].drawn && graph->rows[i].side == side)
            fprintf(out, " r%zu;", i);
    fputs(" }\n", out);
}

static void
write_dot(FILE *out, const struct graph *graph, const struct graph_title *title)
{
    char *caption = graph_caption(graph);

    fputs("digraph connections {\n  rankdir=LR; ranksep=2; node [shape=box, fontname=\"monospace\"];\n  label=", out);
    write_quoted(out, caption);
    fputs(";\n  tooltip=", out);
    write_quoted(out, title->host);
    fputs(";\n", out);
    for (size_t i = 0; i < graph->row_count; i++)
        if (graph->rows[i].drawn)
            write_row(out, graph, i);
    for (size_t side = 0; side < GRAPH_SIDES; side++)
        write_column(out, graph, (enum graph_side)side);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct graph_edge *edge = &graph->edges[i];
        bool in = edge->side == GRAPH_IN;

        fprintf(out, "  r%zu -> r%zu [label=\"%" PRId64 "\"", in ? edge->there : edge->here,
                in ? edge->here : edge->there, edge->sockets);
        fputs(edge->label ? ", tooltip=" : "", out);
        if (edge->label)
            write_quoted(out, edge->label);
        fputs("];\n", out);
    }
    fputs("}\n", out);
    free(caption);
}

const struct graph_format graph_dot = { .name = "dot", .write = write_dot };
