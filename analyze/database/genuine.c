#include "analyze/database/genuine.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "analyze/database/dictionary.h"
#include "analyze/database/lexer.h"
#include "sql.h"

/* Something that our scripts make.  SQLite keeps the text of the statement as it stands there. */
struct object {
    struct slice type; /* as the statement has it */
    struct slice name;
    struct slice sql;
    bool found;
};

struct objects {
    struct object *list;
    size_t count;
    size_t next; /* behind the one that was found last: SQLite lists them in the order in which they were made */
};

/* A row of sqlite_master. */
struct row {
    struct slice type, name, table, sql;
};

static struct slice
column(sqlite3_stmt *row, int number)
{
    const char *text = (const char *)sqlite3_column_text(row, number);

    return (struct slice){ text ? text : "", (size_t)sqlite3_column_bytes(row, number) };
}

/* Takes the beginning of a statement apart: CREATE [UNIQUE] type name. */
static struct object
object_of(struct slice sql)
{
    struct object object = { .sql = sql };
    struct token token;

    token_next(&sql);
    token = token_next(&sql);
    if (token_is(&token, "UNIQUE"))
        token = token_next(&sql);
    object.type = token.text;
    object.name = token_next(&sql).text;
    return object;
}

/* Every statement of the dictionary ends in a semicolon, which SQLite does not keep. */
static void
add_ours(struct objects *objects)
{
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;

    while (dictionary_walk(&walk, &item)) {
        dictionary_skip(&walk, &item);
        if (item.kind == DICTIONARY_ROWS)
            continue;
        if (objects->count % 64 == 0)
            objects->list = xrealloc(objects->list, (objects->count + 64) * sizeof(*objects->list));
        objects->list[objects->count++] = object_of((struct slice){ item.ddl.ptr, item.ddl.len - 1 });
    }
}

/* The object of that name, NULL where none of ours has it. */
static struct object *
find(struct objects *objects, struct slice name)
{
    for (size_t i = 0; i < objects->count; i++) {
        size_t at = (objects->next + i) % objects->count;

        if (name_is(objects->list[at].name, name)) {
            objects->next = at + 1;
            return &objects->list[at];
        }
    }
    return NULL;
}

/* Whether the two are the same but for comments and white space. */
static bool
is_same(struct slice a, struct slice b)
{
    struct token left, right;

    if (a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0)
        return true;
    do {
        left = token_next(&a);
        right = token_next(&b);
        if (left.kind != right.kind || left.text.len != right.text.len ||
            (left.text.len > 0 && memcmp(left.text.ptr, right.text.ptr, left.text.len) != 0))
            return false;
    } while (left.kind != TOKEN_END);
    return true;
}

/* What SQLite makes itself, where somebody wants its statistics or has a table with AUTOINCREMENT. */
static bool
is_made_by_sqlite(const struct row *row)
{
    static const char *const tables[] = { "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
                                          "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
                                          "CREATE TABLE sqlite_sequence(name,seq)" };

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        if (is_same(row->sql, slice_of(tables[i])))
            return true;
    return false;
}

static bool
begins(struct slice name, const char *prefix)
{
    size_t len = strlen(prefix);

    return name.len >= len && name_is((struct slice){ name.ptr, len }, slice_of(prefix));
}

/* Whether a statement that names one of SQLite's tables or of its functions that are used like tables would find this in its place. */
static bool
hides_sqlite(struct slice name)
{
    return begins(name, "sqlite_") || begins(name, "pragma_") || name_is(name, slice_of("json_each")) ||
           name_is(name, slice_of("json_tree"));
}

static int
refuse(const struct row *row, const char *what, struct error *error)
{
    return error_set(error, "its %.*s %.*s %s: load the archives again into a new database", (int)row->type.len,
                     row->type.ptr, (int)row->name.len, row->name.ptr, what);
}

static int
check_row(struct objects *objects, const struct row *row, struct error *error)
{
    struct object *object;

    if (row->sql.len == 0 && slice_is(row->type, "index"))
        return 0; /* of a key, which the table's text has */
    object = find(objects, row->name);
    if (object && !(name_is(object->type, row->type) && is_same(object->sql, row->sql)))
        return refuse(row, "is not the one that analyze makes", error);
    if (object) {
        object->found = true;
        return 0;
    }
    if (hides_sqlite(row->name) && !is_made_by_sqlite(row))
        return refuse(row, "has the name of something of SQLite's", error);
    if (!name_is(row->table, row->name) && find(objects, row->table))
        return refuse(row, "is none that analyze makes, and changes what one of its tables or views is", error);
    return 0;
}

static int
check_rows(struct objects *objects, sqlite3_stmt *rows, sqlite3 *db, struct error *error)
{
    int step;

    while ((step = db_step(db, rows, error)) > 0) {
        const struct row row = { column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3) };

        if (check_row(objects, &row, error))
            return -1;
    }
    for (size_t i = 0; step == 0 && i < objects->count; i++)
        if (!objects->list[i].found)
            return refuse(&(struct row){ .type = slice_of("table or index"), .name = objects->list[i].name },
                          "is missing", error);
    return step;
}

int
genuine_check(sqlite3 *db, struct error *error)
{
    struct objects objects = { 0 };
    sqlite3_stmt *rows = NULL;
    int result = db_prepare(db, sql_database_objects, &rows, error);

    add_ours(&objects);
    if (result == 0)
        result = check_rows(&objects, rows, db, error);
    (void)sqlite3_finalize(rows); /* what failed was said */
    free(objects.list);
    return result;
}
