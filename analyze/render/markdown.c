/*
 * A table of GitHub Flavored Markdown.  Nothing in a cell is markup: no link, no image that would be fetched, no tag.
 */
#include "analyze/base/escape.h"
#include "analyze/render/render.h"

/* Characters that mean something to Markdown or HTML, and what is written instead. */
static const char *
replacement(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *text;
    } table[] = {
        { '<', "&lt;" }, { '>', "&gt;" }, { '&', "&amp;" }, { '|', "\\|" }, { '\\', "\\\\" },
        { '`', "\\`" },  { '*', "\\*" },  { '_', "\\_" },   { '[', "\\[" }, { ']', "\\]" },
        { '!', "\\!" },  { '~', "\\~" },  { '#', "\\#" },   { '$', "\\$" },
    };

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (table[i].code == code)
            return table[i].text;
    return NULL;
}

void
markdown_write(FILE *out, struct slice text)
{
    struct glyph glyph;
    const char *other;

    while (glyph_next(&text, &glyph)) {
        if (glyph.kind != GLYPH_PLAIN) {
            escape_bytes(out, glyph.bytes); /* a backslash before a letter is only a backslash */
            continue;
        }
        other = replacement(glyph.code);
        if (other)
            fputs(other, out);
        else
            fwrite(glyph.bytes.ptr, 1, glyph.bytes.len, out);
    }
}

static void
markdown_heading(struct render *render, struct slice text)
{
    fputs("### ", render->out);
    markdown_write(render->out, text);
    fputs("\n\n", render->out);
}

static void
markdown_begin(struct render *render)
{
    putc('|', render->out);
    for (size_t i = 0; i < render->count; i++) {
        putc(' ', render->out);
        markdown_write(render->out, slice_of(render->names[i]));
        fputs(" |", render->out);
    }
    fputs("\n|", render->out);
    for (size_t i = 0; i < render->count; i++)
        fputs(" --- |", render->out);
    putc('\n', render->out);
}

static void
markdown_row(struct render *render, const struct cell *cells)
{
    putc('|', render->out);
    for (size_t i = 0; i < render->count; i++) {
        putc(' ', render->out);
        if (cells[i].type == CELL_BLOB)
            render_hex(render->out, cells[i].bytes);
        else if (cells[i].type != CELL_NULL)
            markdown_write(render->out, cells[i].bytes);
        else if (render->style.null)
            markdown_write(render->out, slice_of(render->style.null));
        fputs(" |", render->out);
    }
    putc('\n', render->out);
}

static void
markdown_end(struct render *render)
{
    (void)render; /* the next empty line ends the table */
}

const struct render_format render_markdown = {
    .name = "markdown",
    .headings = true,
    .heading = markdown_heading,
    .begin = markdown_begin,
    .row = markdown_row,
    .end = markdown_end,
};
