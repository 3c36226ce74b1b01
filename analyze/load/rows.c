#include "analyze/load/rows.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/formats/registry.h"
#include "sql.h"

struct insert {
    const struct table *table;
    sqlite3_stmt *statement;
    int64_t kind; /* in content_kinds; 0 where each member has rows of its own */
};

struct rows {
    sqlite3 *db;
    struct insert *inserts;
    size_t count;
    size_t last; /* used last */
    sqlite3_stmt *kind;
    int64_t content_id;
    bool content_known;
};

enum { KEY_COLUMNS = 3, CONTENT_KEY_COLUMNS = 2 }; /* snapshot_id, member_id, line; content_id, line */

/* Whether the rows of a content lack the column: two processes may have it. */
static bool
is_of_member(const struct column *column)
{
    return strcmp(column->name, "pid") == 0 || strcmp(column->name, "tid") == 0;
}

/* `begin`: up to the key. */
static char *
write_statement(const struct table *table, const char *begin, int keys, bool shared)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    int count = keys;
    char *statement;

    sqlite3_str_appendall(text, begin);
    for (size_t i = 0; i < table->count; i++) {
        if (shared && is_of_member(&table->columns[i]))
            continue;
        sqlite3_str_appendf(text, ", %s", table->columns[i].name);
        count++;
    }
    sqlite3_str_appendf(text, ") VALUES (?1");
    for (int i = 2; i <= count; i++)
        sqlite3_str_appendf(text, ", ?%d", i);
    sqlite3_str_appendf(text, ")");
    statement = sqlite3_str_finish(text);
    if (!statement)
        die("out of memory");
    return statement;
}

char *
rows_statement(const struct table *table, bool shared)
{
    char *begin = shared ? xasprintf("INSERT INTO %s_rows (content_id, line", table->name)
                         : xasprintf("INSERT INTO %s (snapshot_id, member_id, line", table->name);
    char *statement = write_statement(table, begin, shared ? CONTENT_KEY_COLUMNS : KEY_COLUMNS, shared);

    free(begin);
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

/* Finds the number of the table in content_kinds, 0 where it has none. */
static int
find_kind(struct rows *rows, const char *name, int64_t *kind, struct error *error)
{
    struct bind bind = bind_begin(rows->kind);
    int result;

    bind_text(&bind, slice_of(name));
    result = bind_run(&bind, error);
    *kind = result > 0 ? sqlite3_column_int64(rows->kind, 0) : 0;
    (void)sqlite3_reset(rows->kind);
    return result < 0 ? -1 : 0;
}

static int
prepare(struct rows *rows, const struct table *table, struct error *error)
{
    struct insert *insert;
    int64_t kind;
    char *text;
    int result;

    if (insert_of(rows, table))
        return 0;
    if (find_kind(rows, table->name, &kind, error))
        return -1;
    rows->inserts = xrealloc(rows->inserts, (rows->count + 1) * sizeof(*rows->inserts));
    insert = &rows->inserts[rows->count];
    *insert = (struct insert){ .table = table, .kind = kind };
    text = rows_statement(table, kind != 0);
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
    result = db_prepare(db, sql_content_kind, &(*rows)->kind, error);
    if (result == 0)
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

struct rows_kinds
rows_kinds_of(struct rows *rows, const struct format *format)
{
    struct rows_kinds kinds = { .all = true };

    for (const struct table *const *table = format->tables; *table; table++) {
        const struct insert *insert = insert_of(rows, *table);

        if (insert && insert->kind && kinds.count < ROWS_KINDS_MAX)
            kinds.list[kinds.count++] = insert->kind;
        else
            kinds.all = false;
    }
    return kinds;
}

void
rows_set_content(struct rows *rows, int64_t content_id, bool known)
{
    rows->content_id = content_id;
    rows->content_known = known;
}

int
rows_insert(struct rows *rows, const struct table *table, int64_t snapshot_id, int64_t member_id, size_t line,
            const void *record, struct error *error)
{
    struct insert *insert = insert_of(rows, table);
    struct bind bind;

    if (!insert)
        return error_set(error, "table %s is in no format's list", table->name);
    if (insert->kind && rows->content_known)
        return 0;
    bind = bind_begin(insert->statement);
    if (insert->kind) {
        bind_number(&bind, rows->content_id);
    } else {
        bind_number(&bind, snapshot_id);
        bind_number(&bind, member_id);
    }
    bind_number(&bind, (int64_t)line);
    for (size_t i = 0; i < table->count; i++)
        if (!insert->kind || !is_of_member(&table->columns[i]))
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
    (void)sqlite3_finalize(rows->kind);
    free(rows->inserts);
    free(rows);
}
