/*
 * Records become rows.  The INSERT of each table is made from its description and prepared
 * once.
 */
#ifndef ANALYZE_LOAD_ROWS_H
#define ANALYZE_LOAD_ROWS_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/table.h"

struct rows;

/* Prepares an INSERT for every table that any format fills.  The caller owns *rows and closes it with rows_close before it
 * closes the database. */
int rows_open(sqlite3 *db, struct rows **rows, struct error *error);

/* The text of the INSERT for a table; the caller frees it with sqlite3_free. */
char *rows_statement(const struct table *table);

/* The longest text of a record whose texts and other bytes are more than that together; ptr NULL if they are not. */
struct slice rows_too_long(const struct table *table, const void *record, int64_t most);

/* Inserts one record.  `table` is one that a format has in its list. */
int rows_insert(struct rows *rows, const struct table *table, int64_t snapshot_id, int64_t member_id, size_t line,
                const void *record, struct error *error);

/* NULL is fine. */
void rows_close(struct rows *rows);

#endif
