/*
 * Columns aligned with spaces, below a header.  Numbers stand to the right.  NULL and empty text look the same here, but on a terminal:
 * the other formats tell them apart.  A column with a look has at least its width, and stands where the look says; there is no line below
 * the header then, and no title of a column below the row.
 */
#include "analyze/base/escape.h"
#include "analyze/render/grid.h"
#include "analyze/render/line.h"

#include <stdlib.h>

/* Between two columns. */
#define GAP 2

static struct look
look_of(const struct render *render, size_t column)
{
    return render->looks ? render->looks[column] : (struct look){ 0 };
}

/* Writes the spaces that are due only before a cell that is not empty, so that no line ends in spaces. */
static void
write_line(const struct render *render, const struct grid *grid, const struct cell *cells)
{
    size_t owed = 0;

    for (size_t i = 0; i < render->count; i++) {
        const struct grid_column *column = &grid->columns[i];
        size_t width = render_cell_width(render, &cells[i]);
        size_t space = width < column->width ? column->width - width : 0;

        if (look_of(render, i).below)
            continue;
        if (i > 0 && !look_of(render, i).joined)
            owed += GAP;
        if (column->right)
            owed += space;
        if (width > 0) {
            grid_repeat(render->out, " ", owed);
            owed = 0;
        }
        render_cell(render, &cells[i], grid_room(render, column));
        if (!column->right)
            owed += space;
    }
    putc('\n', render->out);
}

static void
write_row(const struct render *render, const struct grid *grid, const struct cell *cells)
{
    write_line(render, grid, cells);
    for (size_t i = 0; i < render->count; i++) {
        if (!look_of(render, i).below || cells[i].type == CELL_NULL || cells[i].bytes.len == 0)
            continue;
        putc('\t', render->out);
        render_cell(render, &cells[i], 0);
        putc('\n', render->out);
    }
}

static void
write_header(const struct render *render, const struct grid *grid)
{
    struct cell *names = xmalloc(render->count * sizeof(*names));

    for (size_t i = 0; i < render->count; i++)
        names[i] = (struct cell){ CELL_TEXT, slice_of(render->names[i]) };
    write_line(render, grid, names);
    free(names);
    if (render->looks)
        return;
    for (size_t i = 0; i < render->count; i++) {
        fputs(i > 0 ? "  " : "", render->out);
        grid_repeat(render->out, "-", grid->columns[i].width);
    }
    putc('\n', render->out);
}

static const struct grid_drawing drawing = {
    .around = -GAP, /* there is none behind the last */
    .for_each = GAP,
    .header = write_header,
    .line = write_row,
};

static void
table_row(struct render *render, const struct cell *cells)
{
    grid_row(render, &drawing, cells);
}

static void
table_end(struct render *render)
{
    grid_end(render, &drawing);
}

void
table_heading(struct render *render, struct slice text)
{
    escape_write(render->out, text);
    putc('\n', render->out);
}

const struct render_format render_table = {
    .name = "table",
    .headings = true,
    .heading = table_heading,
    .begin = grid_begin,
    .row = table_row,
    .end = table_end,
    .discard = grid_discard,
};
