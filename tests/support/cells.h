/*
 * The rows of a format, value by value: for rows that are too wide to compare as text.
 */
#ifndef TESTS_SUPPORT_CELLS_H
#define TESTS_SUPPORT_CELLS_H

#include "analyze/base/format.h"

struct cells;

/* Runs the format, which must not fail, and must stop where its sink refuses something.  The caller frees the cells. */
struct cells *cells_of(const char *format, const struct format_input *input);
void cells_free(struct cells *cells);

/* The number of rows of that table, and of problems. */
size_t cells_count(const struct cells *cells, const char *table);
size_t cells_problems(const struct cells *cells);

/* The value in the nth row of the table (from 0): "NULL", a number, text with \xHH for what is not printable, or a blob in hex.
 * The column "line" is the line.  A row or a column that is not there fails the test. */
const char *cell(const struct cells *cells, const char *table, size_t row, const char *column);

/* The first row that has the value in the column; none fails the test. */
size_t cells_find(const struct cells *cells, const char *table, const char *column, const char *value);

/* "LINE want … have …" of the nth problem. */
const char *cells_problem(const struct cells *cells, size_t n);

/* Fails the test unless each column of the row has that value: pairs of strings. */
#define assert_cells(cells, table, row, ...) cells_assert(cells, table, row, (const char *const[]){ __VA_ARGS__, NULL })

/* The same for a list that NULL ends. */
void cells_assert(const struct cells *cells, const char *table, size_t row, const char *const *pairs);

#endif
