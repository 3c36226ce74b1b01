/*
 * One form of output, that of FUZZ_ONE, on any cells.  What comes out is read again, by SQLite where it is JSON and by a reader of its own
 * where it is CSV, and must be the cells that went in; no form lets through what a terminal would obey.
 *
 * Of an input, the first byte says how many columns there are, the second how cells are shown.  Then names and cells follow, each behind
 * a byte that has its type and length.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/error.h"
#include "analyze/base/escape.h"
#include "analyze/base/scan.h"
#include "analyze/render/registry.h"
#include "tests/support/fuzz.h"

#define COLUMNS 6
#define ROWS    8

struct grid {
    char *names[COLUMNS];
    struct cell cells[ROWS][COLUMNS];
    char *texts[ROWS][COLUMNS];
    size_t columns, rows;
    struct render_style style;
};

/* What is left of an input. */
struct bytes {
    const uint8_t *data;
    size_t size;
};

static struct slice
take(struct bytes *rest, size_t most, unsigned *type)
{
    size_t len;
    struct slice part;

    *type = rest->size > 0 ? rest->data[0] % 4 : 0;
    len = rest->size > 0 ? rest->data[0] / 4 : 0;
    rest->data += rest->size > 0;
    rest->size -= rest->size > 0;
    len = len < rest->size ? len : rest->size;
    len = len < most ? len : most;
    part = (struct slice){ (const char *)rest->data, len };
    rest->data += len;
    rest->size -= len;
    return part;
}

/* A number as SQLite prints it, of up to 8 bytes. */
static char *
number_of(struct slice bytes)
{
    int64_t value = 0;

    memcpy(&value, bytes.ptr, bytes.len < sizeof(value) ? bytes.len : sizeof(value));
    return bytes.len % 2 == 0 ? sqlite3_mprintf("%lld", (long long)value)
                              : sqlite3_mprintf("%!.15g", (double)value / 7);
}

static void
read_grid(struct grid *grid, struct bytes rest)
{
    unsigned type;

    *grid = (struct grid){ .columns = rest.data[0] % COLUMNS + 1 };
    grid->style.raw = rest.data[1] & 1;
    grid->style.null = rest.data[1] & 2 ? "NULL" : NULL;
    grid->style.dim = rest.data[1] & 4;
    grid->style.width = rest.data[1] & 8 ? rest.data[1] / 16 * 8U : 0;
    rest.data += 2;
    rest.size -= 2;
    for (size_t i = 0; i < grid->columns; i++) {
        struct slice name = take(&rest, 20, &type);

        grid->names[i] = fuzz_string((const uint8_t *)name.ptr, name.len);
    }
    for (; grid->rows < ROWS && rest.size > 0; grid->rows++)
        for (size_t i = 0; i < grid->columns; i++) {
            struct slice bytes = take(&rest, 64, &type);
            struct cell *cell = &grid->cells[grid->rows][i];
            char *text = type == CELL_NUMBER ? number_of(bytes) : sqlite3_malloc64(bytes.len + 1);

            if (!text)
                fuzz_fail("no memory");
            if (type != CELL_NUMBER)
                memcpy(text, bytes.ptr, bytes.len);
            grid->texts[grid->rows][i] = text;
            *cell = (struct cell){ (enum cell_type)type, { text, type == CELL_NUMBER ? strlen(text) : bytes.len } };
            if (type == CELL_NULL)
                cell->bytes = (struct slice){ NULL, 0 };
        }
}

static void
free_grid(struct grid *grid)
{
    for (size_t i = 0; i < grid->columns; i++)
        free(grid->names[i]);
    for (size_t row = 0; row < grid->rows; row++)
        for (size_t i = 0; i < grid->columns; i++)
            sqlite3_free(grid->texts[row][i]);
}

static const struct render_format *
the_format(void)
{
    struct error error = { 0 };
    const struct render_format *format =
        strcmp(fuzz_one(), render_nested.name) == 0 ? &render_nested : render_format_by_name(fuzz_one(), &error);

    if (!format)
        fuzz_fail("%s", error.text);
    return format;
}

static char *
rendered(const struct render_format *format, const struct grid *grid, size_t *size)
{
    struct error error = { 0 };
    struct render render;
    char *text = NULL;
    FILE *out = open_memstream(&text, size);

    if (!out)
        fuzz_fail("no memory");
    render_init(&render, format, out);
    render.style = grid->style;
    if (render_begin(&render, (const char *const *)grid->names, grid->columns, &error))
        fuzz_fail("%s", error.text);
    for (size_t row = 0; row < grid->rows; row++)
        if (render_row(&render, grid->cells[row], &error))
            fuzz_fail("%s", error.text);
    if (render_end(&render, &error) || fclose(out) != 0)
        fuzz_fail("no end");
    render_free(&render);
    return text;
}

/* ---- what holds for every form */

/* UTF-8 without a character that a terminal obeys or that hides another; `dim` has the two sequences for faint letters. */
static void
check_harmless(struct slice text, bool dim)
{
    struct glyph glyph;

    while (text.len > 0) {
        if (dim && (slice_begins(text, "\x1b[2m") || slice_begins(text, "\x1b[0m"))) {
            text = slice_skip(text, 4);
            continue;
        }
        if (!glyph_next(&text, &glyph))
            return;
        if (glyph.kind != GLYPH_PLAIN && glyph.code != '\n' && glyph.code != '\\')
            fuzz_fail("the output has character %x", (unsigned)glyph.code);
    }
}

static size_t
count(struct slice text, char what)
{
    size_t sum = 0;

    for (size_t i = 0; i < text.len; i++)
        sum += text.ptr[i] == what;
    return sum;
}

/* ---- JSON */

static sqlite3 *
the_database(void)
{
    static sqlite3 *db;

    if (!db && sqlite3_open(":memory:", &db) != SQLITE_OK)
        fuzz_fail("no database");
    return db;
}

/* The value of a statement whose ?1 is the text; -1 where it has none. */
static int64_t
ask(const char *sql, struct slice text)
{
    sqlite3_stmt *statement;
    int64_t value = -1;

    if (sqlite3_prepare_v2(the_database(), sql, -1, &statement, NULL) ||
        sqlite3_bind_text64(statement, 1, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8))
        fuzz_fail("%s", sqlite3_errmsg(the_database()));
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* Whether text can be said in JSON as it is: a byte that is no character is written as \xHH, which reads as text. */
static bool
is_sayable(struct slice text)
{
    struct glyph glyph;

    while (glyph_next(&text, &glyph))
        if (glyph.kind == GLYPH_BYTE || glyph.code == 0) /* SQLite's own texts end at a NUL */
            return false;
    return true;
}

static void
check_value(sqlite3_stmt *statement, const struct cell *cell)
{
    struct slice have = { (const char *)sqlite3_column_text(statement, 1), (size_t)sqlite3_column_bytes(statement, 1) };
    const char *type = (const char *)sqlite3_column_text(statement, 0);

    if (strcmp(type, cell->type == CELL_NULL ? "null" : cell->type == CELL_NUMBER ? type : "text") != 0)
        fuzz_fail("a cell of type %d became %s", (int)cell->type, type);
    if (cell->type == CELL_TEXT && is_sayable(cell->bytes) &&
        (have.len != cell->bytes.len || memcmp(have.ptr, cell->bytes.ptr, have.len) != 0))
        fuzz_fail("%.*s became %.*s", (int)cell->bytes.len, cell->bytes.ptr, (int)have.len, have.ptr);
}

/* An object has the cells of its row in their order. */
static void
check_object(struct slice object, const struct cell *cells, size_t columns)
{
    sqlite3_stmt *statement;
    size_t i = 0;

    if (sqlite3_prepare_v2(the_database(), "SELECT type, atom FROM json_each(?1)", -1, &statement, NULL) ||
        sqlite3_bind_text64(statement, 1, object.ptr, object.len, SQLITE_STATIC, SQLITE_UTF8))
        fuzz_fail("%s", sqlite3_errmsg(the_database()));
    for (; sqlite3_step(statement) == SQLITE_ROW; i++)
        if (i < columns)
            check_value(statement, &cells[i]);
    if (i != columns)
        fuzz_fail("%zu of %zu columns", i, columns);
    sqlite3_finalize(statement);
}

static void
check_json(const struct grid *grid, struct slice text)
{
    struct lines lines = lines_of(text);
    struct slice line;
    size_t row = 0;

    if (ask("SELECT json_valid(?1)", text) != 1 || ask("SELECT json_array_length(?1)", text) != (int64_t)grid->rows)
        fuzz_fail("no JSON of %zu rows: %.*s", grid->rows, (int)text.len, text.ptr);
    while (lines_next(&lines, &line)) {
        if (line.ptr[0] != '{')
            continue;
        line.len -= line.ptr[line.len - 1] == ',';
        check_object(line, grid->cells[row++], grid->columns);
    }
}

static void
check_jsonl(const struct grid *grid, struct slice text)
{
    struct lines lines = lines_of(text);
    struct slice line;

    for (size_t row = 0; lines_next(&lines, &line); row++) {
        if (row == grid->rows || ask("SELECT json_valid(?1)", line) != 1)
            fuzz_fail("no JSON: %.*s", (int)line.len, line.ptr);
        check_object(line, grid->cells[row], grid->columns);
    }
    if (count(text, '\n') != grid->rows)
        fuzz_fail("not a line for each row");
}

static void
check_nested(const struct grid *grid, struct slice text)
{
    struct lines lines = lines_of(text);
    struct slice line;

    while (lines_next(&lines, &line))
        if (ask("SELECT json_valid(?1) AND json_type(?1) = 'object'", line) != 1)
            fuzz_fail("no JSON: %.*s", (int)line.len, line.ptr);
    if (count(text, '\n') != grid->rows)
        fuzz_fail("not a line for each row");
}

/* ---- CSV, as RFC 4180 has it */

/* Takes a field off: its bytes without quotes, for the caller to free, and whether it had some. */
static char *
take_field(struct slice *rest, size_t *len, bool *quoted, char *end)
{
    char *field = malloc(rest->len + 1);
    bool inside = false;

    if (!field)
        fuzz_fail("no memory");
    *len = 0;
    *quoted = slice_begins(*rest, "\"");
    if (*quoted) {
        inside = true;
        *rest = slice_skip(*rest, 1);
    }
    while (rest->len > 0 && (inside || (rest->ptr[0] != ',' && rest->ptr[0] != '\n'))) {
        if (inside && slice_begins(*rest, "\"\"")) {
            *rest = slice_skip(*rest, 1);
        } else if (inside && rest->ptr[0] == '"') {
            inside = false;
            *rest = slice_skip(*rest, 1);
            continue;
        } else if (rest->ptr[0] == '"') {
            fuzz_fail("a quote in the midst of a field");
        }
        field[(*len)++] = rest->ptr[0];
        *rest = slice_skip(*rest, 1);
    }
    if (rest->len == 0)
        fuzz_fail("CSV without an end");
    *end = rest->ptr[0];
    *rest = slice_skip(*rest, 1);
    return field;
}

static int
digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Takes escapes out, in place; returns the length. */
static size_t
plain(char *text, size_t len)
{
    size_t out = 0;

    for (size_t i = 0; i < len; i++) {
        if (len - i >= 4 && text[i] == '\\' && text[i + 1] == 'x' && digit(text[i + 2]) >= 0 &&
            digit(text[i + 3]) >= 0) {
            text[out++] = (char)(digit(text[i + 2]) * 16 + digit(text[i + 3]));
            i += 3;
        } else {
            text[out++] = text[i];
        }
    }
    return out;
}

/* Whether a spreadsheet would run the field. */
static bool
would_run(const char *field, size_t len)
{
    size_t i = 1;

    if (len == 0 || !strchr("=+-@", field[0]))
        return false;
    while (i < len && ((field[i] >= '0' && field[i] <= '9') || field[i] == '.'))
        i++;
    return field[0] != '-' || i < len || len == 1;
}

static void
check_field(const struct grid *grid, const struct cell *cell, char *field, size_t len, bool quoted)
{
    if (cell->type != CELL_TEXT) {
        const char *null = grid->style.null ? grid->style.null : "";

        if (cell->type == CELL_NULL && (quoted || len != strlen(null) || memcmp(field, null, len) != 0))
            fuzz_fail("a NULL became %.*s", (int)len, field);
        return;
    }
    if (len == 0 && !quoted)
        fuzz_fail("text became NULL");
    if (!grid->style.raw) {
        if (would_run(field, len))
            fuzz_fail("a spreadsheet runs %.*s", (int)len, field);
        if (len > 0 && field[0] == '\'')
            memmove(field, field + 1, --len);
        len = plain(field, len);
    }
    if (len != cell->bytes.len || memcmp(field, cell->bytes.ptr, len) != 0)
        fuzz_fail("%.*s became %.*s", (int)cell->bytes.len, cell->bytes.ptr, (int)len, field);
}

static void
check_csv(const struct grid *grid, struct slice text)
{
    for (size_t row = 0; row < grid->rows + 1; row++)
        for (size_t i = 0; i < grid->columns; i++) {
            size_t len;
            bool quoted;
            char end, *field = take_field(&text, &len, &quoted, &end);

            if (end != (i + 1 < grid->columns ? ',' : '\n'))
                fuzz_fail("row %zu ends at column %zu", row, i);
            if (row > 0)
                check_field(grid, &grid->cells[row - 1][i], field, len, quoted);
            free(field);
        }
    if (text.len > 0)
        fuzz_fail("more records than rows");
}

/* ---- for people */

static void
check_markdown(const struct grid *grid, struct slice text)
{
    struct lines lines = lines_of(text);
    struct slice line;

    while (lines_next(&lines, &line)) {
        size_t bars = 0;

        for (size_t i = 0; i < line.len; i++) {
            if (line.ptr[i] == '\\')
                i++;
            else
                bars += line.ptr[i] == '|';
        }
        if (bars != grid->columns + 1 || line.ptr[0] != '|' || memchr(line.ptr, '<', line.len))
            fuzz_fail("no row of %zu cells: %.*s", grid->columns, (int)line.len, line.ptr);
    }
    if (lines.number != grid->rows + 2)
        fuzz_fail("%zu lines of %zu rows", lines.number, grid->rows);
}

static void
check_people(const struct grid *grid, struct slice text)
{
    if (count(text, '\n') < grid->rows)
        fuzz_fail("fewer lines than rows");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct {
        const struct render_format *format;
        void (*check)(const struct grid *grid, struct slice text);
    } checks[] = {
        { &render_json, check_json },  { &render_jsonl, check_jsonl },       { &render_nested, check_nested },
        { &render_csv, check_csv },    { &render_markdown, check_markdown }, { &render_table, check_people },
        { &render_box, check_people }, { &render_line, check_people },
    };
    const struct render_format *format = the_format();
    struct grid grid;
    size_t len, i = 0;
    char *text;

    if (size < 2)
        return 0;
    read_grid(&grid, (struct bytes){ data, size });
    text = rendered(format, &grid, &len);
    while (i < sizeof(checks) / sizeof(checks[0]) && checks[i].format != format)
        i++;
    if (i == sizeof(checks) / sizeof(checks[0]))
        fuzz_fail("%s: nothing here knows what it must look like", format->name);
    checks[i].check(&grid, (struct slice){ text, len });
    if (format != &render_csv || !grid.style.raw)
        check_harmless((struct slice){ text, len }, grid.style.dim);
    free(text);
    free_grid(&grid);
    return 0;
}
