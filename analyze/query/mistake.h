/*
 * Help for SQL that does not compile: where in it the mistake is, and what may have been meant.
 */
#ifndef ANALYZE_QUERY_MISTAKE_H
#define ANALYZE_QUERY_MISTAKE_H

#include <sqlite3.h>

#include "analyze/base/error.h"

/*
 * Right after sqlite3_prepare_v2() refused the statement that `sql` begins with: adds lines to the error's detail.  The line of the
 * SQL with a caret below the place; the nearest names of tables, columns or functions; the tables that have such a column.
 */
void mistake_explain(sqlite3 *db, const char *sql, struct error *error);

/* The names among the tables and views of the dictionary that are nearest to this one, as "a, b"; NULL for none.  The caller frees it. */
char *mistake_nearest_table(const char *name);

#endif
