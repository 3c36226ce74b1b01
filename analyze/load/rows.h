/*
 * Records become rows.  The INSERT of each table is made from its description and prepared
 * once.  Where the table is a view of rows that several members share, they go into the table behind it: see contents.h.
 */
#ifndef ANALYZE_LOAD_ROWS_H
#define ANALYZE_LOAD_ROWS_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/format.h"

struct rows;

/* More such tables no format has. */
enum { ROWS_KINDS_MAX = 4 };

/* The tables of a format that are views of rows that members share (content_kinds): their numbers. */
struct rows_kinds {
    int64_t list[ROWS_KINDS_MAX];
    size_t count;
    bool all; /* the format has no other table */
};

/* Prepares an INSERT for every table that any format fills.  The caller owns *rows and closes it with rows_close before it
 * closes the database. */
int rows_open(sqlite3 *db, struct rows **rows, struct error *error);

/* The text of the INSERT for a table, `shared` for one of content_kinds; the caller frees it with sqlite3_free. */
char *rows_statement(const struct table *table, bool shared);

/* The longest text of a record whose texts and other bytes are more than that together; ptr NULL if they are not. */
struct slice rows_too_long(const struct table *table, const void *record, int64_t most);

struct rows_kinds rows_kinds_of(struct rows *rows, const struct format *format);

/* To what content the next rows of these tables belong; `known`: they are there, and are not inserted. */
void rows_set_content(struct rows *rows, int64_t content_id, bool known);

/* Inserts one record.  `table` is one that a format has in its list. */
int rows_insert(struct rows *rows, const struct table *table, int64_t snapshot_id, int64_t member_id, size_t line,
                const void *record, struct error *error);

/* NULL is fine. */
void rows_close(struct rows *rows);

#endif
