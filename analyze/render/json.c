/*
 * RFC 8259: an array of objects, or one object a line.  Numbers are numbers, NULL is null, a BLOB is a string of
 * hexadecimal digits.  Characters that must not be shown are written \uXXXX, so a reader gets them back; bytes that are
 * no characters cannot be said in JSON and are part of the string as \xHH.
 */
#include "analyze/base/escape.h"
#include "analyze/render/render.h"

static void
write_unit(FILE *out, uint32_t unit)
{
    fprintf(out, "\\u%04x", (unsigned)unit);
}

static void
write_control(FILE *out, uint32_t code)
{
    if (code < 0x10000) {
        write_unit(out, code);
    } else {
        write_unit(out, 0xd800 + ((code - 0x10000) >> 10));
        write_unit(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
    }
}

static void
write_glyph(FILE *out, const struct glyph *glyph)
{
    switch (glyph->kind) {
    case GLYPH_CONTROL:
        write_control(out, glyph->code);
        break;
    case GLYPH_BYTE:
        putc('\\', out);
        escape_bytes(out, glyph->bytes);
        break;
    case GLYPH_PLAIN:
        if (glyph->code == '"' || glyph->code == '\\')
            putc('\\', out);
        fwrite(glyph->bytes.ptr, 1, glyph->bytes.len, out);
        break;
    }
}

void
json_write(FILE *out, struct slice text)
{
    struct glyph glyph;

    putc('"', out);
    while (text.len > 0) {
        size_t run = escape_ascii(text);
        const char *quote = memchr(text.ptr, '"', run);

        if (quote)
            run = (size_t)(quote - text.ptr);
        fwrite(text.ptr, 1, run, out);
        text = slice_skip(text, run);
        if (glyph_next(&text, &glyph))
            write_glyph(out, &glyph);
    }
    putc('"', out);
}

/* SQLite prints infinity as Inf, which JSON does not have: a number that is too large for every reader stands for it. */
static void
write_number(FILE *out, struct slice digits)
{
    if (slice_is(digits, "Inf"))
        fputs("9e999", out);
    else if (slice_is(digits, "-Inf"))
        fputs("-9e999", out);
    else
        fwrite(digits.ptr, 1, digits.len, out);
}

void
json_write_cell(FILE *out, const struct cell *cell)
{
    switch (cell->type) {
    case CELL_NULL:
        fputs("null", out);
        break;
    case CELL_NUMBER:
        write_number(out, cell->bytes);
        break;
    case CELL_TEXT:
        json_write(out, cell->bytes);
        break;
    case CELL_BLOB:
        putc('"', out);
        render_hex(out, cell->bytes);
        putc('"', out);
        break;
    }
}

static void
write_object(const struct render *render, const struct cell *cells)
{
    putc('{', render->out);
    for (size_t i = 0; i < render->count; i++) {
        fputs(i > 0 ? "," : "", render->out);
        json_write(render->out, slice_of(render->names[i]));
        putc(':', render->out);
        json_write_cell(render->out, &cells[i]);
    }
    putc('}', render->out);
}

static void
json_begin(struct render *render)
{
    fputs("[\n", render->out);
}

static void
json_row(struct render *render, const struct cell *cells)
{
    fputs(render->rows > 0 ? ",\n" : "", render->out);
    write_object(render, cells);
}

static void
json_end(struct render *render)
{
    fputs(render->rows > 0 ? "\n]\n" : "]\n", render->out);
}

static void
jsonl_begin(struct render *render)
{
    (void)render; /* each line stands alone */
}

static void
jsonl_row(struct render *render, const struct cell *cells)
{
    write_object(render, cells);
    putc('\n', render->out);
}

static void
jsonl_end(struct render *render)
{
    (void)render;
}

const struct render_format render_json = {
    .name = "json",
    .begin = json_begin,
    .row = json_row,
    .end = json_end,
};

const struct render_format render_jsonl = {
    .name = "jsonl",
    .begin = jsonl_begin,
    .row = jsonl_row,
    .end = jsonl_end,
};
