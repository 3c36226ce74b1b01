#include "analyze/load/rows.h"

#include <stdlib.h>

#include "analyze/database/db.h"
#include "analyze/formats/registry.h"

struct insert {
    const struct table *table;
    sqlite3_stmt *statement;
};

struct rows {
    sqlite3 *db;
    struct insert *inserts;
    size_t count;
    size_t last; /* used last */
};

enum { KEY_COLUMNS = 3 }; /* snapshot_id, member_id, line */

char *
rows_statement(const struct table *table)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    char *statement;

    sqlite3_str_appendf(text, "INSERT INTO %s (snapshot_id, member_id, line", table->name);
    for (size_t i = 0; i < table->count; i++)
        sqlite3_str_appendf(text, ", %s", table->columns[i].name);
    sqlite3_str_appendf(text, ") VALUES (?1, ?2, ?3");
    for (size_t i = 0; i < table->count; i++)
        sqlite3_str_appendf(text, ", ?%d", (int)(KEY_COLUMNS + 1 + i));
    sqlite3_str_appendf(text, ")");
    statement = sqlite3_str_finish(text);
    if (!statement)
        die("out of memory");
    return statement;
}

/* Most rows go where the one before went. */
static struct insert *
insert_of(struct rows *rows, const struct table *table)
{
    if (rows->last < rows->count && rows->inserts[rows->last].table == table)
        return &rows->inserts[rows->last];
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->inserts[i].table == table) {
            rows->last = i;
            return &rows->inserts[i];
        }
    }
    return NULL;
}

static int
prepare(struct rows *rows, const struct table *table, struct error *error)
{
    struct insert *insert;
    char *text;
    int result;

    if (insert_of(rows, table))
        return 0;
    rows->inserts = xrealloc(rows->inserts, (rows->count + 1) * sizeof(*rows->inserts));
    insert = &rows->inserts[rows->count];
    *insert = (struct insert){ .table = table };
    text = rows_statement(table);
    result = db_prepare(rows->db, text, &insert->statement, error);
    sqlite3_free(text);
    if (result)
        return error_prefix(error, "table %s", table->name);
    rows->count++;
    return 0;
}

static int
prepare_all(struct rows *rows, const struct table *const *tables, struct error *error)
{
    for (const struct table *const *table = tables; *table; table++)
        if (prepare(rows, *table, error))
            return -1;
    return 0;
}

int
rows_open(sqlite3 *db, struct rows **rows, struct error *error)
{
    int result;

    *rows = xmalloc(sizeof(**rows));
    **rows = (struct rows){ .db = db };
    result = prepare_all(*rows, shared_tables, error);
    for (const struct format *const *format = formats; result == 0 && *format; format++)
        result = prepare_all(*rows, (*format)->tables, error);
    if (result == 0)
        return 0;
    rows_close(*rows);
    *rows = NULL;
    return -1;
}

static int
bind_text(sqlite3_stmt *statement, int index, const struct slice *text)
{
    if (!text->ptr)
        return sqlite3_bind_null(statement, index);
    return sqlite3_bind_text64(statement, index, text->ptr, text->len, SQLITE_STATIC, SQLITE_UTF8);
}

static int
bind_blob(sqlite3_stmt *statement, int index, const struct blob *blob)
{
    if (!blob->ptr)
        return sqlite3_bind_null(statement, index);
    return sqlite3_bind_blob64(statement, index, blob->ptr, blob->len, SQLITE_STATIC);
}

static int
bind_maybe(sqlite3_stmt *statement, int index, const struct maybe *maybe)
{
    return maybe->known ? sqlite3_bind_int64(statement, index, maybe->value) : sqlite3_bind_null(statement, index);
}

static int
bind_column(sqlite3_stmt *statement, int index, const struct column *column, const void *record)
{
    const void *field = (const char *)record + column->offset;

    switch (column->type) {
    case COLUMN_INTEGER:
        return sqlite3_bind_int64(statement, index, *(const int64_t *)field);
    case COLUMN_MAYBE:
        return bind_maybe(statement, index, field);
    case COLUMN_TEXT:
        return bind_text(statement, index, field);
    case COLUMN_BLOB:
        return bind_blob(statement, index, field);
    }
    return SQLITE_MISUSE;
}

int
rows_insert(struct rows *rows, const struct table *table, int64_t snapshot_id, int64_t member_id, size_t line,
            const void *record, struct error *error)
{
    struct insert *insert = insert_of(rows, table);
    sqlite3_stmt *statement;
    int result;

    if (!insert)
        return error_set(error, "table %s is in no format's list", table->name);
    statement = insert->statement;
    result = sqlite3_bind_int64(statement, 1, snapshot_id) | sqlite3_bind_int64(statement, 2, member_id) |
             sqlite3_bind_int64(statement, 3, (int64_t)line);
    for (size_t i = 0; i < table->count; i++)
        result |= bind_column(statement, (int)(KEY_COLUMNS + 1 + i), &table->columns[i], record);
    if (result != SQLITE_OK)
        return error_set(error, "table %s: binding line %zu failed", table->name, line);
    return db_step(rows->db, statement, error) ? error_prefix(error, "table %s", table->name) : 0;
}

void
rows_close(struct rows *rows)
{
    if (!rows)
        return;
    for (size_t i = 0; i < rows->count; i++)
        (void)sqlite3_finalize(rows->inserts[i].statement);
    free(rows->inserts);
    free(rows);
}
