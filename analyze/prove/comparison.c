#include "analyze/prove/comparison.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

enum { DATABASE, FRESH, SIDES };

/* How a table is asked on both sides. */
struct table_pair {
    char *name;
    sqlite3_stmt *statements[SIDES];
};

struct comparison {
    struct side sides[SIDES];
    struct table_pair *tables; /* those of rows that were read from members */
    size_t count;
    sqlite3_stmt *members[SIDES];
};

/* The SELECT of what is compared of a table.  The caller frees it with sqlite3_free. */
static int
write_select(sqlite3 *db, const char *table, const char *condition, char **text, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int rc;

    if (db_prepare(db, sql_prove_columns, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_text(&bind, slice_of(table));
    rc = bind_run(&bind, error);
    if (rc > 0) {
        *text = sqlite3_mprintf("SELECT %s FROM main.\"%w\" AS t WHERE t.snapshot_id = ?1 AND %s ORDER BY %s",
                                sqlite3_column_text(statement, 0), table, condition, sqlite3_column_text(statement, 1));
        if (!*text)
            die("out of memory");
    }
    (void)sqlite3_finalize(statement); /* what failed was said */
    return rc > 0 ? 0 : rc < 0 ? -1 : error_set(error, "no table %s", table);
}

static int
prepare_both(struct comparison *pair, const char *sql, sqlite3_stmt *statements[SIDES], struct error *error)
{
    for (int i = 0; i < SIDES; i++)
        if (db_prepare(pair->sides[i].db, sql, &statements[i], error))
            return -1;
    return 0;
}

static void
finalize_both(sqlite3_stmt *statements[SIDES])
{
    for (int i = 0; i < SIDES; i++)
        (void)sqlite3_finalize(statements[i]);
}

/* The columns are those of the fresh database, which this program made: one that has others cannot be prepared. */
static int
add_table(struct comparison *pair, const char *name, struct error *error)
{
    struct table_pair *table;
    char *text = NULL;
    int rc;

    pair->tables = xrealloc(pair->tables, (pair->count + 1) * sizeof(*pair->tables));
    table = &pair->tables[pair->count++];
    *table = (struct table_pair){ .name = xasprintf("%s", name) };
    rc = write_select(pair->sides[FRESH].db, name, "t.member_id = ?2 AND t.line BETWEEN ?3 AND ?4", &text, error);
    if (rc == 0)
        rc = prepare_both(pair, text, table->statements, error);
    sqlite3_free(text);
    return rc;
}

int
comparison_open(struct side database, struct side fresh, struct comparison **pair, struct error *error)
{
    struct comparison *p = xmalloc(sizeof(*p));
    sqlite3_stmt *names = NULL;
    int rc;

    *p = (struct comparison){ .sides = { database, fresh } };
    *pair = p;
    if (prepare_both(p, sql_prove_member, p->members, error) || db_prepare(fresh.db, sql_prove_tables, &names, error))
        return -1;
    while ((rc = db_step(fresh.db, names, error)) > 0)
        if (add_table(p, (const char *)sqlite3_column_text(names, 0), error)) {
            rc = -1;
            break;
        }
    (void)sqlite3_finalize(names); /* what failed was said */
    return rc;
}

void
comparison_close(struct comparison *pair)
{
    if (!pair)
        return;
    for (size_t i = 0; i < pair->count; i++) {
        finalize_both(pair->tables[i].statements);
        free(pair->tables[i].name);
    }
    finalize_both(pair->members);
    free(pair->tables);
    free(pair);
}

static struct slice
value_of(sqlite3_stmt *row, int column)
{
    const char *bytes = sqlite3_column_blob(row, column);

    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return (struct slice){ NULL, 0 };
    return (struct slice){ bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, column) };
}

static char *
say_value(sqlite3_stmt *row, int column)
{
    struct slice value = value_of(row, column);

    return value.ptr ? xasprintf("\"%.*s\"", value.len < 200 ? (int)value.len : 200, value.ptr) : xasprintf("nothing");
}

static bool
same_value(sqlite3_stmt *const rows[SIDES], int column)
{
    int type = sqlite3_column_type(rows[DATABASE], column);
    struct slice a, b;

    if (type != sqlite3_column_type(rows[FRESH], column))
        return false;
    a = value_of(rows[DATABASE], column);
    b = value_of(rows[FRESH], column);
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Whether the rows on which both statements stand are the same; what differs is a fault. */
static bool
same_row(sqlite3_stmt *const rows[SIDES], const char *what, struct proof *proof)
{
    bool same = true;

    for (int i = 0; i < sqlite3_column_count(rows[FRESH]); i++) {
        char *have, *want;

        if (same_value(rows, i))
            continue;
        have = say_value(rows[DATABASE], i);
        want = say_value(rows[FRESH], i);
        proof_fault(proof, "%s: %s is %s in the database, and %s when it is read from the archive", what,
                    sqlite3_column_name(rows[FRESH], i), have, want);
        free(have);
        free(want);
        same = false;
    }
    return same;
}

static struct proof_row
copy_row(sqlite3_stmt *row, const char *table)
{
    int count = sqlite3_column_count(row);
    struct proof_row copy = { .table = xasprintf("%s", table), .count = (size_t)count };

    copy.cells = xmalloc((copy.count + 1) * sizeof(*copy.cells));
    for (int i = 0; i < count; i++) {
        struct proof_cell *cell = &copy.cells[i];
        struct slice value = value_of(row, i);

        *cell = (struct proof_cell){ .column = xasprintf("%s", sqlite3_column_name(row, i)),
                                     .number = sqlite3_column_type(row, i) == SQLITE_INTEGER };
        if (sqlite3_column_type(row, i) == SQLITE_BLOB) {
            char *hex = xmalloc(2 * value.len + 1);

            for (size_t k = 0; k < value.len; k++) {
                hex[2 * k] = "0123456789abcdef"[(unsigned char)value.ptr[k] >> 4];
                hex[2 * k + 1] = "0123456789abcdef"[(unsigned char)value.ptr[k] & 0xf];
            }
            buffer_add(&cell->bytes, hex, 2 * value.len);
            free(hex);
        } else if (value.ptr) {
            buffer_add(&cell->bytes, value.ptr, value.len);
        }
        cell->null = !value.ptr;
    }
    return copy;
}

/*
 * Steps both statements, whose parameters are bound, to their ends, and resets them.  Rows that are the same are added to *rows, unless that
 * is NULL.
 */
static int
compare(struct comparison *pair, sqlite3_stmt *const statements[SIDES], const char *what, const char *table,
        struct proof_row **rows, size_t *count, struct proof *proof, struct error *error)
{
    int steps[SIDES];

    for (;;) {
        for (int i = 0; i < SIDES; i++)
            if ((steps[i] = db_step(pair->sides[i].db, statements[i], error)) < 0)
                return -1;
        if (!steps[DATABASE] || !steps[FRESH])
            break;
        if (!same_row(statements, what, proof) || !rows)
            continue;
        *rows = xrealloc(*rows, (*count + 1) * sizeof(**rows));
        (*rows)[(*count)++] = copy_row(statements[FRESH], table);
    }
    if (steps[DATABASE])
        proof_fault(proof, "%s: the database has a row that the archive does not give", what);
    if (steps[FRESH])
        proof_fault(proof, "%s: the archive gives a row that the database does not have", what);
    for (int i = 0; i < SIDES; i++)
        (void)sqlite3_reset(statements[i]);
    return 0;
}

/* The number of a member on a side, 0 where it has none. */
static int
find_member(struct comparison *pair, int side, const char *path, int64_t *member_id, struct error *error)
{
    struct bind bind = bind_begin(pair->members[side]);
    int rc;

    bind_number(&bind, pair->sides[side].snapshot_id);
    bind_text(&bind, slice_of(path));
    rc = bind_run(&bind, error);
    *member_id = rc > 0 ? sqlite3_column_int64(pair->members[side], 0) : 0;
    (void)sqlite3_reset(pair->members[side]);
    return rc < 0 ? -1 : 0;
}

static int
bind_numbers(sqlite3_stmt *statement, const int64_t *numbers, int count, struct error *error)
{
    (void)sqlite3_reset(statement);
    for (int i = 0; i < count; i++)
        if (sqlite3_bind_int64(statement, i + 1, numbers[i]) != SQLITE_OK)
            return error_set(error, "a statement that takes too few parameters");
    return 0;
}

int
comparison_place(struct comparison *pair, const char *table, struct proof_place *place, struct proof *proof,
                 struct error *error)
{
    int64_t members[SIDES];
    bool known = false;

    for (int i = 0; i < SIDES; i++)
        if (find_member(pair, i, place->path, &members[i], error))
            return -1;
    for (size_t i = 0; i < pair->count; i++) {
        struct table_pair *asked = &pair->tables[i];
        char *what;
        int rc = 0;

        if (table && strcmp(table, asked->name) != 0)
            continue;
        known = true;
        for (int k = 0; rc == 0 && k < SIDES; k++) {
            const int64_t numbers[] = { pair->sides[k].snapshot_id, members[k], place->line,
                                        place->line ? place->line : INT64_MAX };

            rc = bind_numbers(asked->statements[k], numbers, 4, error);
        }
        what = xasprintf("%s of %s:%" PRId64, asked->name, place->path, place->line);
        if (rc == 0)
            rc = compare(pair, asked->statements, what, asked->name, &place->rows, &place->count, proof, error);
        free(what);
        if (rc)
            return -1;
    }
    if (!known)
        return error_set(error, "%s is no table of rows that were read from a line (see analyze schema)", table);
    if (table && place->count == 0)
        proof_fault(proof, "%s:%" PRId64 ": %s has no row of it", place->path, place->line, table);
    return 0;
}

/* A statement of two parameters, the snapshot and a number. */
static int
compare_numbered(struct comparison *pair, const char *sql, const int64_t numbers[2], const char *what,
                 const char *table, struct proof_row **rows, size_t *count, struct proof *proof, struct error *error)
{
    sqlite3_stmt *statements[SIDES] = { NULL };
    int rc = prepare_both(pair, sql, statements, error);

    for (int i = 0; rc == 0 && i < SIDES; i++) {
        const int64_t values[] = { pair->sides[i].snapshot_id, numbers[i] };

        rc = bind_numbers(statements[i], values, 2, error);
    }
    if (rc == 0)
        rc = compare(pair, statements, what, table, rows, count, proof, error);
    finalize_both(statements);
    return rc;
}

int
comparison_thing(struct comparison *pair, const char *table, const char *id, const int64_t numbers[2],
                 struct proof_thing *thing, struct proof *proof, struct error *error)
{
    char *condition = xasprintf("t.%s = ?2", id), *text = NULL;
    size_t count = 0;
    int rc = write_select(pair->sides[FRESH].db, table, condition, &text, error);

    if (rc == 0)
        rc = compare_numbered(pair, text, numbers, table, table, &thing->row, &count, proof, error);
    sqlite3_free(text);
    free(condition);
    return rc;
}

int
comparison_statement(struct comparison *pair, const char *what, const char *sql, const int64_t numbers[2],
                     struct proof *proof, struct error *error)
{
    return compare_numbered(pair, sql, numbers, what, what, NULL, NULL, proof, error);
}
