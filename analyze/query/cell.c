#include "analyze/query/cell.h"

struct cell
cell_of_column(sqlite3_stmt *row, int column)
{
    static const enum cell_type types[] = {
        [SQLITE_INTEGER] = CELL_NUMBER, [SQLITE_FLOAT] = CELL_NUMBER, [SQLITE_TEXT] = CELL_TEXT,
        [SQLITE_BLOB] = CELL_BLOB,      [SQLITE_NULL] = CELL_NULL,
    };
    struct cell cell = { .type = types[sqlite3_column_type(row, column)] };

    cell.bytes.ptr =
        cell.type == CELL_BLOB ? sqlite3_column_blob(row, column) : (const char *)sqlite3_column_text(row, column);
    cell.bytes.len = (size_t)sqlite3_column_bytes(row, column);
    return cell;
}
