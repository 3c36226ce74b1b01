/*
 * A table with lines drawn around its cells, as sqlite3 -box.
 */
#include "analyze/render/grid.h"
#include "analyze/render/line.h"

/* A rule over all columns: its left end, what crosses the columns' lines, its right end. */
static void
write_rule(const struct render *render, const struct grid *grid, const char *left, const char *cross, const char *right)
{
    fputs(left, render->out);
    for (size_t i = 0; i < render->count; i++) {
        fputs(i > 0 ? cross : "", render->out);
        grid_repeat(render->out, "\xe2\x94\x80", grid->columns[i].width + 2);
    }
    fputs(right, render->out);
    putc('\n', render->out);
}

static void
write_line(const struct render *render, const struct grid *grid, const struct cell *cells)
{
    for (size_t i = 0; i < render->count; i++) {
        const struct grid_column *column = &grid->columns[i];
        size_t width = render_cell_width(render, &cells[i]);
        size_t space = width < column->width ? column->width - width : 0;

        fputs("\xe2\x94\x82 ", render->out);
        grid_repeat(render->out, " ", column->right ? space : 0);
        render_cell(render, &cells[i], grid_room(render, column));
        grid_repeat(render->out, " ", (column->right ? 0 : space) + 1);
    }
    fputs("\xe2\x94\x82\n", render->out);
}

static void
write_header(const struct render *render, const struct grid *grid)
{
    struct cell name;

    write_rule(render, grid, "\xe2\x94\x8c", "\xe2\x94\xac", "\xe2\x94\x90");
    for (size_t i = 0; i < render->count; i++) {
        const struct grid_column *column = &grid->columns[i];
        size_t width;

        name = cell_of_text(render->names[i]);
        width = render_cell_width(render, &name);
        fputs("\xe2\x94\x82 ", render->out);
        render_cell(render, &name, grid_room(render, column));
        grid_repeat(render->out, " ", (width < column->width ? column->width - width : 0) + 1);
    }
    fputs("\xe2\x94\x82\n", render->out);
    write_rule(render, grid, "\xe2\x94\x9c", "\xe2\x94\xbc", "\xe2\x94\xa4");
}

static const struct grid_drawing drawing = {
    .around = 1,
    .for_each = 3,
    .header = write_header,
    .line = write_line,
};

static void
box_row(struct render *render, const struct cell *cells)
{
    grid_row(render, &drawing, cells);
}

static void
box_end(struct render *render)
{
    const struct grid *grid = render->waiting;

    grid_end(render, &drawing);
    if (!grid->lines)
        write_rule(render, grid, "\xe2\x94\x94", "\xe2\x94\xb4", "\xe2\x94\x98");
}

const struct render_format render_box = {
    .name = "box",
    .headings = true,
    .heading = table_heading,
    .begin = grid_begin,
    .row = box_row,
    .end = box_end,
    .discard = grid_discard,
};
