/*
 * Columns aligned with spaces, below a header.  The widths are those of the first rows, so that memory stays bounded
 * and a long result begins to appear at once; a later cell that is wider pushes its line out.  Numbers stand to the
 * right.  NULL and empty text look the same here: the other formats tell them apart.  A column with a look has at least its width, and
 * stands where the look says; there is no line below the header then.
 */
#include "analyze/base/escape.h"
#include "analyze/render/render.h"

#include <stdlib.h>

/* Rows are held back for the widths up to this many of them or this many bytes. */
#define SAMPLE_ROWS  5000
#define SAMPLE_BYTES (4 << 20)

/* A column, as far as the rows up to now show it. */
struct layout {
    size_t width;
    bool numbers; /* no text among them: it stands to the right */
};

/* A row that waits; its cells' bytes stand behind the cells. */
struct waiting_row {
    struct waiting_row *next;
    struct cell cells[];
};

struct waiting {
    struct waiting_row *first, **end;
    size_t bytes;
    bool shown; /* the header is out, rows no longer wait */
    struct layout columns[];
};

static size_t
cell_width(const struct cell *cell)
{
    if (cell->type == CELL_NULL)
        return 0;
    return cell->type == CELL_BLOB ? 2 * cell->bytes.len : escape_width(cell->bytes);
}

static void
pad(FILE *out, size_t width)
{
    while (width-- > 0)
        putc(' ', out);
}

static void
write_cell(FILE *out, const struct cell *cell)
{
    if (cell->type == CELL_BLOB)
        render_hex(out, cell->bytes);
    else if (cell->type != CELL_NULL)
        escape_write(out, cell->bytes);
}

/* Writes the spaces that are due only before a cell that is not empty, so that no line ends in spaces. */
static void
write_line(const struct render *render, const struct cell *cells)
{
    const struct waiting *waiting = render->waiting;
    size_t owed = 0;

    for (size_t i = 0; i < render->count; i++) {
        const struct layout *column = &waiting->columns[i];
        size_t width = cell_width(&cells[i]);
        size_t space = width < column->width ? column->width - width : 0;

        if (i > 0)
            owed += 2;
        if (column->numbers)
            owed += space;
        if (width > 0) {
            pad(render->out, owed);
            owed = 0;
        }
        write_cell(render->out, &cells[i]);
        if (!column->numbers)
            owed += space;
    }
    putc('\n', render->out);
}

static void
write_header(const struct render *render)
{
    const struct waiting *waiting = render->waiting;
    struct cell *names = xmalloc(render->count * sizeof(*names));

    for (size_t i = 0; i < render->count; i++)
        names[i] = (struct cell){ CELL_TEXT, slice_of(render->names[i]) };
    write_line(render, names);
    free(names);
    if (render->looks)
        return;
    for (size_t i = 0; i < render->count; i++) {
        fputs(i > 0 ? "  " : "", render->out);
        for (size_t n = 0; n < waiting->columns[i].width; n++)
            putc('-', render->out);
    }
    putc('\n', render->out);
}

/* Shows the header and all rows that wait. */
static void
show(struct render *render)
{
    struct waiting *waiting = render->waiting;

    write_header(render);
    for (struct waiting_row *row = waiting->first, *next; row; row = next) {
        next = row->next;
        write_line(render, row->cells);
        free(row);
    }
    waiting->first = NULL;
    waiting->shown = true;
}

static struct layout
layout_of(const struct render *render, size_t column)
{
    size_t width = escape_width(slice_of(render->names[column]));
    const struct look *look = render->looks ? &render->looks[column] : NULL;

    if (!look)
        return (struct layout){ width, true };
    return (struct layout){ width > look->width ? width : look->width, look->right };
}

static void
table_begin(struct render *render)
{
    struct waiting *waiting = xmalloc(sizeof(*waiting) + render->count * sizeof(waiting->columns[0]));

    *waiting = (struct waiting){ .end = &waiting->first };
    for (size_t i = 0; i < render->count; i++)
        waiting->columns[i] = layout_of(render, i);
    render->waiting = waiting;
}

static void
hold_back(struct render *render, const struct cell *cells)
{
    struct waiting *waiting = render->waiting;
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
    *waiting->end = row;
    waiting->end = &row->next;
    waiting->bytes += size;
}

static void
table_row(struct render *render, const struct cell *cells)
{
    struct waiting *waiting = render->waiting;

    if (waiting->shown) {
        write_line(render, cells);
        return;
    }
    for (size_t i = 0; i < render->count; i++) {
        struct layout *column = &waiting->columns[i];
        size_t width = cell_width(&cells[i]);

        column->width = width > column->width ? width : column->width;
        if (!render->looks)
            column->numbers = column->numbers && (cells[i].type == CELL_NUMBER || cells[i].type == CELL_NULL);
    }
    hold_back(render, cells);
    if (render->rows + 1 >= SAMPLE_ROWS || waiting->bytes >= SAMPLE_BYTES)
        show(render);
}

static void
table_end(struct render *render)
{
    const struct waiting *waiting = render->waiting;

    if (!waiting->shown)
        show(render);
}

static void
table_heading(struct render *render, struct slice text)
{
    escape_write(render->out, text);
    putc('\n', render->out);
}

static void
table_discard(struct render *render)
{
    struct waiting *waiting = render->waiting;

    if (!waiting)
        return;
    for (struct waiting_row *row = waiting->first, *next; row; row = next) {
        next = row->next;
        free(row);
    }
    free(waiting);
    render->waiting = NULL;
}

const struct render_format render_table = {
    .name = "table",
    .headings = true,
    .heading = table_heading,
    .begin = table_begin,
    .row = table_row,
    .end = table_end,
    .discard = table_discard,
};
