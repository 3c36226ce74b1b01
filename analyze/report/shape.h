/*
 * How the rows of a section are written: a shape is a file here that ends in one of these, and its name in the list of shape.c.
 */
#ifndef ANALYZE_REPORT_SHAPE_H
#define ANALYZE_REPORT_SHAPE_H

#include <sqlite3.h>

#include "analyze/query/narrow.h"
#include "analyze/report/page.h"
#include "analyze/report/section.h"

/* The rows of a section, as many as the page has room for. */
struct rows {
    struct page *page;
    const struct section *section;
    const struct snapshot *snapshot; /* whose they are; NULL: of all */
    sqlite3 *db;
    sqlite3_stmt *statement;
    size_t shown;    /* by rows_next() */
    size_t left_out; /* counted after the last that is shown */
};

struct shape {
    const char *name;
    int (*write)(struct rows *rows, struct error *error);
};

extern const struct shape shape_table;
extern const struct shape shape_facts;
extern const struct shape shape_findings;
extern const struct shape shape_tree;
extern const struct shape shape_bars;
extern const struct shape shape_picture;
extern const struct shape shape_matrix;

/* The shape of that name; NULL with the error filled when there is none. */
const struct shape *shape_by_name(const char *name, struct error *error);

/* The next row that shall be shown: 1, 0 behind the last (what there is beyond is counted), -1 with the error filled. */
int rows_next(struct rows *rows, struct error *error);

/* The next row, whether it shall be shown or not; and from the first row again. */
int rows_peek(struct rows *rows, struct error *error);
void rows_rewind(struct rows *rows);

int rows_columns(const struct rows *rows);
const char *rows_name(const struct rows *rows, int column);

/* A value of the row as text; ptr NULL for NULL. */
struct slice rows_text(const struct rows *rows, int column);

/* The rows as a table, from column `first` on; where `first` is 1, column 0 is how far the next one is indented. */
int rows_write_table(struct rows *rows, int first, struct error *error);

#endif
