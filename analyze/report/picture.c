/* The picture of the connections, and below it the rows of the section as a table. */
#include "analyze/base/memory.h"
#include "analyze/graph/draw.h"
#include "analyze/graph/text.h"
#include "analyze/report/shape.h"

#include <stdlib.h>

/* Longest picture that a page takes: 80 rows and 120 lines have a quarter of it. */
#define PICTURE_MAX ((size_t)256 * 1024)

/* The picture by itself, so that it is known how long it is. */
static void
draw(struct page *page, const struct snapshot *snapshot, const struct graph *graph)
{
    struct graph_title title = { snapshot->host, snapshot->started_at };
    char *caption = graph_caption(graph), *id = xasprintf("g%zu", ++page->ids), *text = NULL;
    size_t size;
    FILE *out = memory_open(&text, &size);

    graph_write_svg(out, graph, &title, id);
    memory_close(out);
    if (size > PICTURE_MAX || page_length(page) + size > page->until) {
        fprintf(page->out,
                "<p class=\"more\">The picture has no room here: <code>analyze graph DB --snapshot %lld</code> draws "
                "it.</p>\n",
                (long long)snapshot->id);
    } else {
        fprintf(page->out,
                "<figure><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s-caption\">\n", id);
        fwrite(text, 1, size, page->out);
        fprintf(page->out, "</div><figcaption id=\"%s-caption\">%s</figcaption></figure>\n", id, caption);
    }
    free(text);
    free(id);
    free(caption);
}

static int
write_picture(struct rows *rows, struct error *error)
{
    struct graph_request request = { .local = false };
    struct graph graph = { 0 };
    int rc = graph_read(rows->db, &request, &graph, error);

    if (rc == 0 && graph.sockets > 0)
        draw(rows->page, rows->snapshot, &graph);
    graph_free(&graph);
    return rc ? rc : rows_write_table(rows, 0, error);
}

const struct shape shape_picture = { .name = "picture", .write = write_picture };
