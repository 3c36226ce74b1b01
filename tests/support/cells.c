#include "tests/support/cells.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/error.h"
#include "analyze/formats/registry.h"
#include "tests/support/format_refusal.h"
#include "tests/support/test.h"

struct row {
    const struct table *table;
    char *line;
    char **values;
};

struct cells {
    struct row *rows;
    size_t row_count;
    char **problems;
    size_t problem_count;
};

static void
put_text(FILE *to, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= ' ' && text.ptr[i] <= '~')
            fputc(text.ptr[i], to);
        else
            fprintf(to, "\\x%02x", (unsigned char)text.ptr[i]);
    }
}

static void
put_value(FILE *to, enum column_type type, const void *at)
{
    const struct maybe *maybe = at;
    const struct slice *text = at;
    const struct blob *blob = at;

    if (type == COLUMN_INTEGER) {
        fprintf(to, "%jd", (intmax_t) * (const int64_t *)at);
    } else if (type == COLUMN_MAYBE && maybe->known) {
        fprintf(to, "%jd", (intmax_t)maybe->value);
    } else if (type == COLUMN_TEXT && text->ptr) {
        put_text(to, *text);
    } else if (type == COLUMN_BLOB && blob->ptr) {
        for (size_t i = 0; i < blob->len; i++)
            fprintf(to, "%02x", ((const unsigned char *)blob->ptr)[i]);
    } else {
        fputs("NULL", to);
    }
}

static char *
value_text(enum column_type type, const void *at)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);

    assert_non_null(to);
    put_value(to, type, at);
    assert_int_equal(fclose(to), 0);
    return text;
}

static int
keep_row(void *context, const struct table *table, const void *record, size_t line)
{
    struct cells *cells = context;
    struct row *row;

    cells->rows = xrealloc(cells->rows, (cells->row_count + 1) * sizeof(*cells->rows));
    row = &cells->rows[cells->row_count++];
    row->table = table;
    row->line = value_text(COLUMN_INTEGER, &(int64_t){ (int64_t)line });
    row->values = xmalloc(table->count * sizeof(*row->values));
    for (size_t i = 0; i < table->count; i++)
        row->values[i] = value_text(table->columns[i].type, (const char *)record + table->columns[i].offset);
    return 0;
}

static int
keep_problem(void *context, size_t line, const char *want, struct slice have)
{
    struct cells *cells = context;

    cells->problems = xrealloc(cells->problems, (cells->problem_count + 1) * sizeof(*cells->problems));
    assert_true(asprintf(&cells->problems[cells->problem_count++], "%zu want %s have %.*s", line, want, (int)have.len,
                         have.ptr) > 0);
    return 0;
}

struct cells *
cells_of(const char *format, const struct format_input *input)
{
    struct cells *cells = calloc(1, sizeof(*cells));
    struct format_sink sink = { cells, keep_row, keep_problem };
    const struct format *f = format_by_name(format);

    assert_non_null(cells);
    assert_non_null(f);
    assert_int_equal(f->parse(input, &sink), 0);
    assert_format_stops(f, input);
    return cells;
}

void
cells_free(struct cells *cells)
{
    for (size_t i = 0; i < cells->row_count; i++) {
        for (size_t j = 0; j < cells->rows[i].table->count; j++)
            free(cells->rows[i].values[j]);
        free(cells->rows[i].values);
        free(cells->rows[i].line);
    }
    for (size_t i = 0; i < cells->problem_count; i++)
        free(cells->problems[i]);
    free(cells->rows);
    free(cells->problems);
    free(cells);
}

/* The nth row of the table; NULL when there are fewer. */
static const struct row *
find_row(const struct cells *cells, const char *table, size_t n)
{
    for (size_t i = 0; i < cells->row_count; i++) {
        if (strcmp(cells->rows[i].table->name, table) == 0 && n-- == 0)
            return &cells->rows[i];
    }
    return NULL;
}

size_t
cells_count(const struct cells *cells, const char *table)
{
    size_t n = 0;

    while (find_row(cells, table, n))
        n++;
    return n;
}

size_t
cells_problems(const struct cells *cells)
{
    return cells->problem_count;
}

const char *
cells_problem(const struct cells *cells, size_t n)
{
    assert_true(n < cells->problem_count);
    return cells->problems[n];
}

static const char *
cell_of(const struct row *row, const char *column)
{
    if (strcmp(column, "line") == 0)
        return row->line;
    for (size_t i = 0; i < row->table->count; i++) {
        if (strcmp(row->table->columns[i].name, column) == 0)
            return row->values[i];
    }
    fail_msg("%s has no column %s", row->table->name, column);
    return NULL;
}

const char *
cell(const struct cells *cells, const char *table, size_t row, const char *column)
{
    const struct row *found = find_row(cells, table, row);

    if (!found) {
        fail_msg("%s has no row %zu", table, row);
        return NULL;
    }
    return cell_of(found, column);
}

/* In one walk, since a busy machine's dump has many rows. */
size_t
cells_find(const struct cells *cells, const char *table, const char *column, const char *value)
{
    size_t n = 0;

    for (size_t i = 0; i < cells->row_count; i++) {
        if (strcmp(cells->rows[i].table->name, table) != 0)
            continue;
        if (strcmp(cell_of(&cells->rows[i], column), value) == 0)
            return n;
        n++;
    }
    fail_msg("%s has no row with %s = %s", table, column, value);
    return 0;
}

void
cells_assert(const struct cells *cells, const char *table, size_t row, const char *const *pairs)
{
    for (; *pairs; pairs += 2) {
        const char *have = cell(cells, table, row, pairs[0]);

        if (strcmp(have, pairs[1]) != 0)
            fail_msg("%s[%zu].%s: want %s, have %s", table, row, pairs[0], pairs[1], have);
    }
}
