/*
 * "column = value", a line each and an empty line between rows, as sqlite3 -line.
 */
#include "analyze/render/line.h"

#include "analyze/base/escape.h"
#include "analyze/render/grid.h"

void
line_write(const struct render *render, const struct cell *cells)
{
    size_t widest = 0;

    for (size_t i = 0; i < render->count; i++) {
        size_t width = escape_width(slice_of(render->names[i]));

        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < render->count; i++) {
        struct slice name = slice_of(render->names[i]);

        grid_repeat(render->out, " ", widest - escape_width(name));
        escape_write(render->out, name);
        fputs(render_cell_width(render, &cells[i]) > 0 ? " = " : " =", render->out);
        render_cell(render, &cells[i], 0);
        putc('\n', render->out);
    }
}

static void
line_begin(struct render *render)
{
    (void)render; /* each row has the names */
}

static void
line_row(struct render *render, const struct cell *cells)
{
    if (render->rows > 0)
        putc('\n', render->out);
    line_write(render, cells);
}

static void
line_end(struct render *render)
{
    (void)render; /* as it begins */
}

const struct render_format render_line = {
    .name = "line",
    .headings = true,
    .heading = table_heading,
    .begin = line_begin,
    .row = line_row,
    .end = line_end,
};
