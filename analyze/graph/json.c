/* The picture for programs: rows and edges, after folding. */
#include "analyze/graph/draw.h"
#include "analyze/graph/text.h"
#include "analyze/render/render.h"

#include <inttypes.h>
#include <stdlib.h>

static const char *const sides[GRAPH_SIDES] = { [GRAPH_IN] = "in", [GRAPH_HERE] = "here", [GRAPH_OUT] = "out" };

static void
write_text(FILE *out, const char *key, const char *text)
{
    fprintf(out, ", \"%s\": ", key);
    if (text)
        json_write(out, slice_of(text));
    else
        fputs("null", out);
}

static void
write_row(FILE *out, const struct graph *graph, size_t i)
{
    const struct graph_row *row = &graph->rows[i];

    fprintf(out, "{\"row\": %zu, \"column\": \"%s\", \"order\": %zu", i, sides[row->side], row->order);
    write_text(out, "place", row->place);
    write_text(out, "name", row->name);
    write_text(out, "service", row->service);
    fprintf(out, ", \"sockets\": %" PRId64 ", \"others\": %zu, \"named\": %s}", row->sockets,
            row->others ? row->rows : 0, row->named ? "true" : "false");
}

static void
write_edge(FILE *out, const struct graph_edge *edge)
{
    fprintf(out, "{\"direction\": \"%s\", \"here\": %zu, \"there\": %zu", sides[edge->side], edge->here, edge->there);
    write_text(out, "label", edge->label);
    fprintf(out, ", \"sockets\": %" PRId64 ", \"named\": %s}", edge->sockets, edge->named ? "true" : "false");
}

static void
write_json(FILE *out, const struct graph *graph, const struct graph_title *title)
{
    char *caption = graph_caption(graph);
    const char *before = "";

    fprintf(out, "{\"level\": %zu", graph->level);
    write_text(out, "host", title->host);
    write_text(out, "captured_at", title->captured_at);
    write_text(out, "caption", caption);
    fprintf(out, ", \"sockets\": %" PRId64 ", \"sockets_by_themselves\": %" PRId64 ",\n\"rows\": [", graph->sockets,
            graph->own_sockets);
    for (size_t i = 0; i < graph->row_count; i++) {
        if (!graph->rows[i].drawn)
            continue;
        fprintf(out, "%s\n  ", before);
        write_row(out, graph, i);
        before = ",";
    }
    fputs("\n],\n\"edges\": [", out);
    for (size_t i = 0; i < graph->edge_count; i++) {
        fprintf(out, "%s\n  ", i > 0 ? "," : "");
        write_edge(out, &graph->edges[i]);
    }
    fputs("\n]}\n", out);
    free(caption);
}

const struct graph_format graph_json = { .name = "json", .write = write_json };
