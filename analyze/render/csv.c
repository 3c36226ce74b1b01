/*
 * RFC 4180, with a line feed alone after each record.  NULL is an empty field (or what the user wants there), empty text is "".
 *
 * Spreadsheets run a field that begins with = + - or @ as a formula.  Text that begins so and is not plainly a number gets an
 * apostrophe before it (OWASP, "CSV Injection").  So does text that begins with an apostrophe, so that a reader can take one off.
 * Raw, text is the bytes that the database has, for a program that must get them back.
 */
#include "analyze/base/escape.h"
#include "analyze/render/render.h"

static const char *const formulas[] = {
    "=", "+", "-", "@", "'", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"
}; /* the last four: full width */

/* A sign, digits, at most one point. */
static bool
is_number(struct slice text)
{
    size_t digits = 0, points = 0;

    for (size_t i = 1; i < text.len; i++) {
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
        points += text.ptr[i] == '.';
    }
    return slice_begins(text, "-") && digits > 0 && points <= 1 && digits + points == text.len - 1;
}

static bool
is_formula(struct slice text)
{
    for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
        if (slice_begins(text, formulas[i]))
            return !is_number(text);
    return false;
}

static bool
needs_quotes(struct slice text)
{
    return text.len == 0 || memchr(text.ptr, ',', text.len) || memchr(text.ptr, '"', text.len) || text.ptr[0] == ' ' ||
           text.ptr[text.len - 1] == ' ';
}

/* Raw text has quotes where RFC 4180 wants them for the bytes that escape_write() would have taken out. */
static void
write_raw(FILE *out, struct slice text)
{
    bool quotes = needs_quotes(text) || memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len);

    if (quotes)
        putc('"', out);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            putc('"', out);
        putc(text.ptr[i], out);
    }
    if (quotes)
        putc('"', out);
}

static void
write_text(const struct render *render, struct slice text)
{
    bool quotes = needs_quotes(text);
    FILE *out = render->out;

    if (render->style.raw) {
        write_raw(out, text);
        return;
    }
    if (quotes)
        putc('"', out);
    if (is_formula(text))
        putc('\'', out);
    while (quotes && text.len > 0) {
        const char *mark = memchr(text.ptr, '"', text.len);
        size_t run = mark ? (size_t)(mark - text.ptr) + 1 : text.len;

        escape_write(out, (struct slice){ text.ptr, run });
        if (mark)
            putc('"', out);
        text = slice_skip(text, run);
    }
    escape_write(out, text);
    if (quotes)
        putc('"', out);
}

static void
csv_begin(struct render *render)
{
    for (size_t i = 0; i < render->count; i++) {
        fputs(i > 0 ? "," : "", render->out);
        write_text(render, slice_of(render->names[i]));
    }
    putc('\n', render->out);
}

static void
csv_row(struct render *render, const struct cell *cells)
{
    for (size_t i = 0; i < render->count; i++) {
        fputs(i > 0 ? "," : "", render->out);
        if (cells[i].type == CELL_BLOB)
            render_hex(render->out, cells[i].bytes);
        else if (cells[i].type == CELL_TEXT)
            write_text(render, cells[i].bytes);
        else if (cells[i].type == CELL_NUMBER)
            fwrite(cells[i].bytes.ptr, 1, cells[i].bytes.len, render->out);
        else if (render->style.null)
            fputs(render->style.null, render->out);
    }
    putc('\n', render->out);
}

static void
csv_end(struct render *render)
{
    (void)render; /* a file of records has no end of its own */
}

const struct render_format render_csv = {
    .name = "csv",
    .begin = csv_begin,
    .row = csv_row,
    .end = csv_end,
};
