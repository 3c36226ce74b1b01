#include "analyze/render/grid.h"

#include <stdlib.h>

#include "analyze/base/escape.h"
#include "analyze/render/line.h"

/* Rows are held back for the widths up to this many of them or this many bytes. */
#define SAMPLE_ROWS  5000
#define SAMPLE_BYTES (4 << 20)

/* A column of text is not cut below that. */
#define LEAST_TEXT 8
/* Nor is the name of a column of numbers. */
#define LEAST_NUMBER 4

/* A row that waits; its cells' bytes stand behind the cells. */
struct waiting_row {
    struct waiting_row *next;
    struct cell cells[];
};

static struct grid_column
column_of(const struct render *render, size_t column)
{
    size_t width = render->headless ? 0 : escape_width(slice_of(render->names[column]));
    const struct look *look = render->looks ? &render->looks[column] : NULL;

    if (!look)
        return (struct grid_column){ width, LEAST_NUMBER, true };
    return (struct grid_column){ width > look->width ? width : look->width, 0, look->right };
}

void
grid_begin(struct render *render)
{
    struct grid *grid = xmalloc(sizeof(*grid) + render->count * sizeof(grid->columns[0]));

    *grid = (struct grid){ .end = &grid->first };
    for (size_t i = 0; i < render->count; i++)
        grid->columns[i] = column_of(render, i);
    render->waiting = grid;
}

static void
hold_back(struct render *render, const struct cell *cells)
{
    struct grid *grid = render->waiting;
    size_t size = sizeof(struct waiting_row) + render->count * sizeof(struct cell);
    struct waiting_row *row;
    char *bytes;

    for (size_t i = 0; i < render->count; i++)
        size += cells[i].bytes.len;
    row = xmalloc(size);
    row->next = NULL;
    bytes = (char *)&row->cells[render->count];
    for (size_t i = 0; i < render->count; i++) {
        row->cells[i] = (struct cell){ cells[i].type, { bytes, cells[i].bytes.len } };
        if (cells[i].bytes.len > 0)
            bytes = mempcpy(bytes, cells[i].bytes.ptr, cells[i].bytes.len);
    }
    *grid->end = row;
    grid->end = &row->next;
    grid->bytes += size;
}

static void
measure(const struct render *render, struct grid_column *column, const struct cell *cell)
{
    size_t width = render_cell_width(render, cell);

    column->width = width > column->width ? width : column->width;
    if (render->looks)
        return;
    column->right = column->right && (cell->type == CELL_NUMBER || cell->type == CELL_NULL);
    column->least = width > column->least ? width : column->least;
}

/* What the column is as wide as, where none is wider than `most` without need. */
static size_t
clamp(const struct grid_column *column, size_t most)
{
    size_t least = column->right ? column->least : LEAST_TEXT;
    size_t width = column->width < most ? column->width : most;

    least = least < column->width ? least : column->width;
    return width > least ? width : least;
}

static size_t
total(const struct render *render, const struct grid *grid, size_t most)
{
    size_t sum = 0;

    for (size_t i = 0; i < render->count; i++)
        sum += clamp(&grid->columns[i], most);
    return sum;
}

/* Makes the widest columns as narrow as the terminal needs them. */
static void
fit(const struct render *render, const struct grid_drawing *drawing, struct grid *grid)
{
    size_t around = (size_t)(drawing->around + drawing->for_each * (int)render->count);
    size_t low = 0, high = render->style.width, room = high > around ? high - around : 0;

    if (high == 0 || render->looks || total(render, grid, SIZE_MAX) <= room)
        return;
    if (total(render, grid, 0) > room && grid->first) {
        grid->lines = true;
        return;
    }
    while (low < high) { /* the largest that fits is at `low` in the end */
        size_t middle = low + (high - low + 1) / 2;

        if (total(render, grid, middle) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    for (size_t i = 0; i < render->count; i++)
        grid->columns[i].width = clamp(&grid->columns[i], low);
}

static void
write_row(const struct render *render, const struct grid_drawing *drawing, const struct cell *cells)
{
    const struct grid *grid = render->waiting;

    if (grid->lines)
        line_write(render, cells);
    else
        drawing->line(render, grid, cells);
}

/* Shows the header and all rows that wait. */
static void
show(struct render *render, const struct grid_drawing *drawing)
{
    struct grid *grid = render->waiting;

    fit(render, drawing, grid);
    if (!grid->lines && !render->headless)
        drawing->header(render, grid);
    for (struct waiting_row *row = grid->first, *next; row; row = next) {
        next = row->next;
        write_row(render, drawing, row->cells);
        if (grid->lines && next)
            putc('\n', render->out);
        free(row);
    }
    grid->first = NULL;
    grid->shown = true;
}

void
grid_row(struct render *render, const struct grid_drawing *drawing, const struct cell *cells)
{
    struct grid *grid = render->waiting;

    if (grid->shown) {
        if (grid->lines)
            putc('\n', render->out);
        write_row(render, drawing, cells);
        return;
    }
    for (size_t i = 0; i < render->count; i++)
        if (!render->looks || !render->looks[i].below) /* which is in no column */
            measure(render, &grid->columns[i], &cells[i]);
    hold_back(render, cells);
    if (render->rows + 1 >= SAMPLE_ROWS || grid->bytes >= SAMPLE_BYTES)
        show(render, drawing);
}

void
grid_end(struct render *render, const struct grid_drawing *drawing)
{
    const struct grid *grid = render->waiting;

    if (!grid->shown)
        show(render, drawing);
}

void
grid_discard(struct render *render)
{
    struct grid *grid = render->waiting;

    if (!grid)
        return;
    for (struct waiting_row *row = grid->first, *next; row; row = next) {
        next = row->next;
        free(row);
    }
    free(grid);
    render->waiting = NULL;
}

size_t
grid_room(const struct render *render, const struct grid_column *column)
{
    return render->style.width > 0 && !render->looks ? column->width : 0;
}

void
grid_repeat(FILE *out, const char *character, size_t count)
{
    while (count-- > 0)
        fputs(character, out);
}
