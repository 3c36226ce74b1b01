#include "analyze/load/rows.h"

#include <stdlib.h>

#include "analyze/database/bind.h"
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

static void
bind_column(struct bind *bind, const struct column *column, const void *record)
{
    const void *field = (const char *)record + column->offset;

    switch (column->type) {
    case COLUMN_INTEGER:
        bind_number(bind, *(const int64_t *)field);
        break;
    case COLUMN_MAYBE:
        bind_maybe(bind, *(const struct maybe *)field);
        break;
    case COLUMN_TEXT:
        bind_text(bind, *(const struct slice *)field);
        break;
    case COLUMN_BLOB:
        bind_blob(bind, *(const struct blob *)field);
        break;
    }
}

static struct slice
bytes_of(const struct column *column, const void *record)
{
    const void *field = (const char *)record + column->offset;
    const struct blob *blob = field;

    if (column->type == COLUMN_TEXT)
        return *(const struct slice *)field;
    if (column->type == COLUMN_BLOB)
        return (struct slice){ (const char *)blob->ptr, blob->len };
    return (struct slice){ NULL, 0 };
}

struct slice
rows_too_long(const struct table *table, const void *record, int64_t most)
{
    struct slice longest = { NULL, 0 };
    size_t all = 0;

    for (size_t i = 0; i < table->count; i++) {
        struct slice bytes = bytes_of(&table->columns[i], record);

        all += bytes.len;
        if (bytes.len > longest.len)
            longest = bytes;
    }
    return all > (size_t)most ? longest : (struct slice){ NULL, 0 };
}

int
rows_insert(struct rows *rows, const struct table *table, int64_t snapshot_id, int64_t member_id, size_t line,
            const void *record, struct error *error)
{
    struct insert *insert = insert_of(rows, table);
    struct bind bind;

    if (!insert)
        return error_set(error, "table %s is in no format's list", table->name);
    bind = bind_begin(insert->statement);
    bind_number(&bind, snapshot_id);
    bind_number(&bind, member_id);
    bind_number(&bind, (int64_t)line);
    for (size_t i = 0; i < table->count; i++)
        bind_column(&bind, &table->columns[i], record);
    return bind_run(&bind, error) ? error_prefix(error, "table %s", table->name) : 0;
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
