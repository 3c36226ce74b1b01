/*
 * Columns of one width, for formats that draw them.  The widths are those of the first rows, so that memory stays bounded and a long
 * result begins to appear at once; a later cell that is wider pushes its line out.
 */
#ifndef ANALYZE_RENDER_GRID_H
#define ANALYZE_RENDER_GRID_H

#include "analyze/render/render.h"

struct grid_column {
    size_t width; /* of the cells and the name, or what was left of it on a terminal */
    size_t least; /* what it needs at least: numbers are not cut */
    bool right;   /* numbers alone: they stand to the right */
};

struct grid {
    struct waiting_row *first, **end;
    size_t bytes;
    bool shown; /* the header is out, rows no longer wait */
    bool lines; /* too wide for the terminal even when cut: a line for each column instead */
    struct grid_column columns[];
};

/* How a format draws. */
struct grid_drawing {
    int around;   /* columns of the terminal that it needs beside the cells: in all */
    int for_each; /* and for each column of the result */
    void (*header)(const struct render *render, const struct grid *grid);
    void (*line)(const struct render *render, const struct grid *grid, const struct cell *cells);
};

/* What a format calls from its own functions of these names; the grid is render->waiting. */
void grid_begin(struct render *render);
void grid_row(struct render *render, const struct grid_drawing *drawing, const struct cell *cells);
void grid_end(struct render *render, const struct grid_drawing *drawing);
void grid_discard(struct render *render);

/* The columns that the cell may fill: 0 for any number, where nothing is cut. */
size_t grid_room(const struct render *render, const struct grid_column *column);

/* The same character again and again. */
void grid_repeat(FILE *out, const char *character, size_t count);

#endif
