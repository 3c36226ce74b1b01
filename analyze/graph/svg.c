/*
 * The picture as SVG: three columns of rows, curves between them.  Letters have one width here, whatever the font of the reader: each text says
 * how long it is (textLength), so that none reaches another.  Only classes and attributes of presentation, since a page may refuse styles.
 */
#include "analyze/base/escape.h"
#include "analyze/base/memory.h"
#include "analyze/graph/draw.h"
#include "analyze/graph/text.h"
#include "analyze/render/markup.h"
#include "sql.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pixels.  The columns: texts of the left one end at OUTER, those of the right one begin at WIDTH - OUTER.  What the longest of them leaves
 * free at the edges is cut off, or a narrow screen would begin with nothing. */
#define WIDTH       1180
#define EDGE        8
#define OUTER       300
#define MIDDLE      300 /* width of the boxes */
#define MIDDLE_LEFT 440 /* so that they are in the middle */
#define HEAD        40  /* titles of the columns */
#define PITCH       36  /* from row to row */
#define FRAME_HEAD  24  /* name of a container */
#define FRAME_FOOT  8
#define BOX         30

/* Letters of names and of the text below them: their width, and how many fit. */
#define NAME_WIDTH   7.2
#define DETAIL_WIDTH 6.0
#define NAME_MAX     40
#define DETAIL_MAX   48

/* A picture that is drawn: where the rows are. */
struct drawing {
    FILE *out;
    const struct graph *graph;
    const struct graph_row **rows; /* by column and order */
    size_t begin[GRAPH_SIDES + 1];
    double *y; /* middle of each row, by its index in the graph */
    double left, right, height;
};

static const char *const titles[GRAPH_SIDES] = { [GRAPH_IN] = "Who comes in", [GRAPH_OUT] = "Whom it calls" };
static const char *const sides[GRAPH_SIDES] = { [GRAPH_IN] = "in", [GRAPH_HERE] = "here", [GRAPH_OUT] = "out" };

static int
by_side_and_order(const void *left, const void *right)
{
    const struct graph_row *a = *(const struct graph_row *const *)left, *b = *(const struct graph_row *const *)right;

    if (a->side != b->side)
        return (int)a->side - (int)b->side;
    return (a->order > b->order) - (a->order < b->order);
}

static void
sort_rows(struct drawing *drawing)
{
    const struct graph *graph = drawing->graph;
    size_t count = 0;

    drawing->rows = xmalloc((graph->row_count + 1) * sizeof(void *));
    for (size_t i = 0; i < graph->row_count; i++)
        if (graph->rows[i].drawn)
            drawing->rows[count++] = &graph->rows[i];
    qsort(drawing->rows, count, sizeof(void *), by_side_and_order);
    for (size_t side = 0; side <= GRAPH_SIDES; side++)
        for (drawing->begin[side] = 0;
             drawing->begin[side] < count && drawing->rows[drawing->begin[side]]->side < side;)
            drawing->begin[side]++;
}

static const char *
place_of(const struct graph_row *row)
{
    return row->place ? row->place : "";
}

/* Whether a frame begins before the nth row of the middle, or ends behind the one before. */
static bool
place_changes(const struct drawing *drawing, size_t n)
{
    return n == drawing->begin[GRAPH_HERE] || strcmp(place_of(drawing->rows[n]), place_of(drawing->rows[n - 1])) != 0;
}

static double
place_column(struct drawing *drawing, enum graph_side side, double top)
{
    double y = top;

    for (size_t i = drawing->begin[side]; i < drawing->begin[side + 1]; i++) {
        if (side == GRAPH_HERE && place_changes(drawing, i)) {
            y += i > drawing->begin[side] && *place_of(drawing->rows[i - 1]) ? FRAME_FOOT : 0;
            y += *place_of(drawing->rows[i]) ? FRAME_HEAD : 0;
        }
        drawing->y[drawing->rows[i] - drawing->graph->rows] = y + PITCH / 2.0;
        y += PITCH;
    }
    return y - top + FRAME_FOOT;
}

/* Each column stands in the middle of the height that the longest needs. */
static void
place_rows(struct drawing *drawing)
{
    double heights[GRAPH_SIDES], most = PITCH;

    for (size_t side = 0; side < GRAPH_SIDES; side++) {
        heights[side] = place_column(drawing, (enum graph_side)side, 0);
        most = heights[side] > most ? heights[side] : most;
    }
    for (size_t side = 0; side < GRAPH_SIDES; side++)
        (void)place_column(drawing, (enum graph_side)side, HEAD + (most - heights[side]) / 2);
    drawing->height = ceil(HEAD + most);
}

static double
label_width(const char *text, size_t most, double width)
{
    size_t columns = escape_width(slice_of(text));

    return (double)(columns < most ? columns : most) * width;
}

/* A text of at most `most` letters, each `width` wide; it ends at x where `end` says so. */
static void
write_label(FILE *out, double x, double y, const char *class, bool end, const char *text, size_t most, double width)
{
    char *cut = NULL;
    double length = label_width(text, most, width);
    size_t size = 0;
    FILE *memory = memory_open(&cut, &size);

    escape_write_cut(memory, slice_of(text), most);
    memory_close(memory);
    if (length > 0) {
        fprintf(out,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\"%s textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\">", x,
                y, class, end ? " text-anchor=\"end\"" : "", length);
        markup_write_shown(out, slice_of(cut));
        fputs("</text>\n", out);
    }
    free(cut);
}

/* The name of a row, behind a triangle where a finding names it. */
static char *
marked_name(const struct graph_row *row)
{
    char *name = graph_row_name(row);
    char *marked = xasprintf("%s%s", row->named ? "\xe2\x96\xb2 " : "", name);

    free(name);
    return marked;
}

/* How wide the texts of an outer column are, with its title. */
static double
side_width(const struct drawing *drawing, enum graph_side side, const char *title)
{
    double widest = label_width(title, NAME_MAX, NAME_WIDTH);

    for (size_t i = drawing->begin[side]; i < drawing->begin[side + 1]; i++) {
        char *name = marked_name(drawing->rows[i]), *detail = graph_row_detail(drawing->rows[i]);

        widest = fmax(widest, fmax(label_width(name, NAME_MAX - 1, NAME_WIDTH),
                                   label_width(detail, DETAIL_MAX - 1, DETAIL_WIDTH)));
        free(name);
        free(detail);
    }
    return widest;
}

static void
write_row(const struct drawing *drawing, const struct graph_row *row)
{
    FILE *out = drawing->out;
    double y = drawing->y[row - drawing->graph->rows];
    double x = row->side == GRAPH_IN ? OUTER - 6 : row->side == GRAPH_OUT ? WIDTH - OUTER + 6 : MIDDLE_LEFT + 8;
    char *name = marked_name(row), *detail = graph_row_detail(row);

    if (row->side == GRAPH_HERE)
        fprintf(out, "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"4\" class=\"box%s\"/>\n", MIDDLE_LEFT,
                y - BOX / 2.0, MIDDLE, BOX, row->named ? " named" : "");
    write_label(out, x, y - 2, row->named ? "named" : "n", row->side == GRAPH_IN, name, NAME_MAX - 1, NAME_WIDTH);
    write_label(out, x, y + 11, "d", row->side == GRAPH_IN, detail, DETAIL_MAX - 1, DETAIL_WIDTH);
    free(name);
    free(detail);
}

static void
write_frames(const struct drawing *drawing)
{
    size_t end = drawing->begin[GRAPH_HERE + 1], next;

    for (size_t i = drawing->begin[GRAPH_HERE]; i < end; i = next) {
        const char *place = place_of(drawing->rows[i]);
        double top = drawing->y[drawing->rows[i] - drawing->graph->rows] - PITCH / 2.0 - FRAME_HEAD, bottom;

        for (next = i + 1; next < end && !place_changes(drawing, next);)
            next++;
        if (!*place)
            continue;
        bottom = drawing->y[drawing->rows[next - 1] - drawing->graph->rows] + PITCH / 2.0 + FRAME_FOOT / 2.0;
        fprintf(drawing->out, "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" rx=\"6\" class=\"frame\"/>\n",
                MIDDLE_LEFT - 8, top + 4, MIDDLE + 16, bottom - top - 4);
        write_label(drawing->out, MIDDLE_LEFT, top + 18, "h", false, place, NAME_MAX, NAME_WIDTH);
    }
}

/* Where an edge touches a row: those of a row stand side by side, in the order of their other ends. */
static double
touch(const struct drawing *drawing, const struct graph_edge *edge, bool here)
{
    const struct graph *graph = drawing->graph;
    size_t row = here ? edge->here : edge->there, other = here ? edge->there : edge->here, count = 0, before = 0;

    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct graph_edge *e = &graph->edges[i];
        double y = drawing->y[here ? e->there : e->here];

        if (e->side != edge->side || (here ? e->here : e->there) != row)
            continue;
        count++;
        before += y < drawing->y[other] || (y == drawing->y[other] && e < edge);
    }
    return drawing->y[row] + ((double)before - (double)(count - 1) / 2) * fmin(3, (BOX - 6) / (double)count);
}

static void
write_edge(const struct drawing *drawing, const struct graph_edge *edge)
{
    FILE *out = drawing->out;
    bool in = edge->side == GRAPH_IN;
    double here = in ? MIDDLE_LEFT : MIDDLE_LEFT + MIDDLE, there = in ? OUTER : WIDTH - OUTER,
           bend = (here + there) / 2;
    double from = touch(drawing, edge, true), to = touch(drawing, edge, false);
    char *count = graph_count(edge->sockets, "socket", "sockets");

    fprintf(out, "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\" class=\"%s%s\" stroke-width=\"%.1f\"><title>",
            here, from, bend, from, bend, to, there, to, sides[edge->side], edge->named ? " named" : "",
            1 + 0.7 * log2((double)edge->sockets));
    if (edge->label) {
        markup_write(out, slice_of(edge->label));
        fputs(", ", out);
    }
    fprintf(out, "%s</title></path>\n", count);
    free(count);
}

static void
write_title(const struct drawing *drawing, const struct graph_title *title, const char *id)
{
    FILE *out = drawing->out;
    char *caption = graph_caption(drawing->graph);

    fprintf(out, "<title id=\"%s-title\">Connections of ", id);
    markup_write(out, slice_of(title->host));
    fputs(title->captured_at ? " at " : "", out);
    if (title->captured_at)
        markup_write(out, slice_of(title->captured_at));
    fprintf(out, "</title>\n<desc id=\"%s-desc\">", id);
    markup_write(out, slice_of(caption));
    fputs("</desc>\n", out);
    free(caption);
}

/* Between the tags of the document. */
static void
write_content(struct drawing *drawing, const struct graph_title *title)
{
    FILE *out = drawing->out;

    fprintf(out, "<rect x=\"%.0f\" width=\"%.0f\" height=\"%.0f\" class=\"paper\"/>\n", drawing->left,
            drawing->right - drawing->left, drawing->height);
    write_label(out, OUTER - 6, 20, "h", true, titles[GRAPH_IN], NAME_MAX, NAME_WIDTH);
    write_label(out, MIDDLE_LEFT + 8, 20, "h", false, title->host, NAME_MAX - 1, NAME_WIDTH);
    write_label(out, WIDTH - OUTER + 6, 20, "h", false, titles[GRAPH_OUT], NAME_MAX, NAME_WIDTH);
    for (size_t i = 0; i < drawing->graph->edge_count; i++)
        write_edge(drawing, &drawing->graph->edges[i]);
    write_frames(drawing);
    for (size_t i = 0; i < drawing->begin[GRAPH_SIDES]; i++)
        write_row(drawing, drawing->rows[i]);
}

/* What a page can do with it on paper: wide ones fit across, tall ones upright, long ones go on. */
static const char *
shape_of(const struct drawing *drawing)
{
    double shape = drawing->height / (drawing->right - drawing->left);

    return shape < 0.6 ? "" : shape < 2 ? " tall" : " long";
}

static void
place_all(struct drawing *drawing)
{
    sort_rows(drawing);
    place_rows(drawing);
    drawing->left = floor(OUTER - 6 - side_width(drawing, GRAPH_IN, titles[GRAPH_IN]) - EDGE);
    drawing->right = ceil(WIDTH - OUTER + 6 + side_width(drawing, GRAPH_OUT, titles[GRAPH_OUT]) + EDGE);
}

static void
write_document(FILE *out, const struct graph *graph, const struct graph_title *title, const char *id, const char *style)
{
    struct drawing drawing = { .out = out, .graph = graph, .y = xmalloc((graph->row_count + 1) * sizeof(double)) };

    place_all(&drawing);
    fprintf(out,
            "<svg%s class=\"graph%s\" viewBox=\"%.0f 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\""
            " aria-labelledby=\"%s-title %s-desc\">\n",
            style ? " xmlns=\"http://www.w3.org/2000/svg\"" : "", shape_of(&drawing), drawing.left,
            drawing.right - drawing.left, drawing.height, drawing.right - drawing.left, drawing.height, id, id);
    write_title(&drawing, title, id);
    if (style)
        fprintf(out, "<style>%s</style>\n", style);
    write_content(&drawing, title);
    fputs("</svg>\n", out);
    free(drawing.rows);
    free(drawing.y);
}

void
graph_write_svg(FILE *out, const struct graph *graph, const struct graph_title *title, const char *id)
{
    write_document(out, graph, title, id, NULL);
}

static void
write_svg(FILE *out, const struct graph *graph, const struct graph_title *title)
{
    write_document(out, graph, title, "graph", page_graph_css);
}

const struct graph_format graph_svg = { .name = "svg", .write = write_svg };
