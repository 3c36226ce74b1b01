/*
 * Values of a statement's row as cells, for whoever hands rows of SQL to a format.
 */
#ifndef ANALYZE_QUERY_CELL_H
#define ANALYZE_QUERY_CELL_H

#include <sqlite3.h>

#include "analyze/render/render.h"

/* The value, borrowed from the row until its next step; NULL that is no value may be a lack of memory (sqlite3_errcode). */
struct cell cell_of_column(sqlite3_stmt *row, int column);

#endif
