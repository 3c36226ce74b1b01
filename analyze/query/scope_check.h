/*
 * SQL without a scope on a database of several snapshots: a pid of one host is another process on the next, and a join over the pid alone
 * names innocent ones without a word.
 */
#ifndef ANALYZE_QUERY_SCOPE_CHECK_H
#define ANALYZE_QUERY_SCOPE_CHECK_H

#include <sqlite3.h>
#include <stddef.h>

#include "analyze/base/error.h"

/*
 * Looks whether the statement, `len` bytes of SQL that SQLite compiles, reads the snapshot_id of each table and view of a snapshot each time
 * that it names it, in whatever way: as a result, in a condition, with USING.  0, or -1 with an error that names the table and says what there
 * is to choose from.
 *
 * The statement is compiled for a database in memory, whose tables have the names and columns of those of `db` and no row, and the program
 * that SQLite makes of it is looked at.  So a view counts as one table, and nothing is run.
 */
int scope_check(sqlite3 *db, const char *sql, size_t len, struct error *error);

#endif
