/*
 * The analyst's SQL: any number of statements, the result of each handed on to a format as its rows come.
 */
#ifndef ANALYZE_QUERY_QUERY_H
#define ANALYZE_QUERY_QUERY_H

#include <sqlite3.h>
#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/narrow.h"
#include "analyze/query/parameters.h"
#include "analyze/render/render.h"

struct query {
    sqlite3 *db;
    struct render *render;
    struct parameters *parameters; /* values for :name in the SQL; NULL for none */
    const struct snapshots *each;  /* run every statement for each of these; NULL for once, as the connection is */
    bool without_scope; /* there are several snapshots, and nobody said which: see analyze/query/scope_check.h */
    bool *interrupted;  /* set where Ctrl-C ends it; NULL where nobody asks */
};

/*
 * Runs the statements in order, guarded (analyze/query/sandbox.h); the first that fails ends it with -1.  Nothing is answered while any of
 * them is one that cannot be: each is compiled first.  For each snapshot means: a result under its own heading where the format has
 * headings, else one result whose first column is the snapshot_id.  SQL without any statement is an error.  Notices tell of what
 * the tables that were read lack (analyze/query/missing.h), and of comparisons that can never be true (analyze/query/words.h).
 */
int query_run(const struct query *query, const char *sql, struct error *error);

#endif
