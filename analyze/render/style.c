/*
 * How standard output wants cells to be shown, and a cell as formats for people show it.
 */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "analyze/base/escape.h"
#include "analyze/render/render.h"

/* Narrower than that, nothing is readable: the terminal's own way of breaking lines serves better. */
enum { NARROWEST = 20 };

static size_t
columns_of_output(void)
{
    const char *text = getenv("COLUMNS");
    struct winsize size = { 0 };
    char *end = NULL;
    unsigned long said = text && *text >= '0' && *text <= '9' ? strtoul(text, &end, 10) : 0;

    if (said == 0 || *end || said > 100000)
        said = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    return said < NARROWEST ? 0 : said;
}

/* As no-color.org has it; a dumb terminal has no faint letters either. */
static bool
has_faint_letters(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

    return !(no_color && *no_color) && term && *term && strcmp(term, "dumb") != 0;
}

struct render_style
render_style_of_output(void)
{
    if (!isatty(STDOUT_FILENO))
        return (struct render_style){ 0 };
    return (struct render_style){ .null = "NULL", .dim = has_faint_letters(), .width = columns_of_output() };
}

size_t
render_cell_width(const struct render *render, const struct cell *cell)
{
    if (cell->type == CELL_NULL)
        return render->style.null ? escape_width(slice_of(render->style.null)) : 0;
    return cell->type == CELL_BLOB ? 2 * cell->bytes.len : escape_width(cell->bytes);
}

static void
write_text(FILE *out, struct slice text, size_t width)
{
    if (width > 0)
        escape_write_cut(out, text, width);
    else
        escape_write(out, text);
}

static void
write_null(const struct render *render, size_t width)
{
    if (!render->style.null)
        return;
    fputs(render->style.dim ? "\033[2m" : "", render->out);
    write_text(render->out, slice_of(render->style.null), width);
    fputs(render->style.dim ? "\033[0m" : "", render->out);
}

static void
write_blob(FILE *out, struct slice bytes, size_t width)
{
    bool cut = width > 0 && 2 * bytes.len > width;

    if (cut)
        bytes.len = (width - 1) / 2;
    render_hex(out, bytes);
    if (cut)
        escape_write_cut(out, slice_of("..."), width - 2 * bytes.len);
}

void
render_cell(const struct render *render, const struct cell *cell, size_t width)
{
    if (cell->type == CELL_NULL)
        write_null(render, width);
    else if (cell->type == CELL_BLOB)
        write_blob(render->out, cell->bytes, width);
    else
        write_text(render->out, cell->bytes,
                   cell->type == CELL_NUMBER ? 0 : width); /* part of a number is another one */
}
