#include "tests/support/hostile_rows.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "analyze/database/db.h"
#include "analyze/formats/registry.h"
#include "analyze/load/load.h"
#include "tests/support/fuzz.h"

#define TABLES_MAX 400

struct row_set {
    char **rows;
    size_t count, room;
};

struct hostile_rows {
    sqlite3 *db;
    struct load *load;
    char *clear; /* the script that empties the tables */
    sqlite3_stmt *select[TABLES_MAX];
    size_t tables;
    struct row_set kept;
};

/* The rows of a table as text, each with the path of its member: numbers of members differ from load to load. */
static sqlite3_stmt *
select_of(sqlite3 *db, const struct table *table)
{
    sqlite3_str *sql = sqlite3_str_new(db);
    sqlite3_stmt *statement;
    char *text;

    sqlite3_str_appendf(sql, "SELECT '%q ' || m.path || ' ' || t.line", table->name);
    for (size_t i = 0; i < table->count; i++)
        sqlite3_str_appendf(sql, " || ' ' || quote(t.\"%w\")", table->columns[i].name);
    sqlite3_str_appendf(sql, " FROM \"%w\" AS t JOIN members AS m ON m.member_id = t.member_id", table->name);
    text = sqlite3_str_finish(sql);
    if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) != SQLITE_OK)
        fuzz_fail("%s: %s", text, sqlite3_errmsg(db));
    sqlite3_free(text);
    return statement;
}

static bool
is_known(const struct hostile_rows *rows, const struct table *const *known, const struct table *table)
{
    for (size_t i = 0; i < rows->tables; i++)
        if (known[i] == table)
            return true;
    return false;
}

static void
add_tables(struct hostile_rows *rows)
{
    const struct table *known[TABLES_MAX];

    for (const struct format *const *f = formats; *f; f++)
        for (const struct table *const *table = (*f)->tables; *table; table++) {
            if (is_known(rows, known, *table))
                continue;
            if (rows->tables == TABLES_MAX)
                fuzz_fail("more than %d tables", TABLES_MAX);
            known[rows->tables] = *table;
            rows->select[rows->tables++] = select_of(rows->db, *table);
        }
}

static char *
clear_script(sqlite3 *db)
{
    static const char sql[] = "SELECT 'BEGIN;' || group_concat(printf('DELETE FROM \"%w\";', o.name), '') || 'COMMIT'"
                              " FROM sqlite_schema AS o WHERE o.type = 'table' AND EXISTS"
                              " (SELECT 1 FROM pragma_table_info(o.name) AS c WHERE c.name = 'snapshot_id')";
    sqlite3_stmt *statement;
    char *text;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) || sqlite3_step(statement) != SQLITE_ROW)
        fuzz_fail("%s", sqlite3_errmsg(db));
    text = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

struct hostile_rows *
hostile_rows_open(void)
{
    struct hostile_rows *rows = xmalloc(sizeof(*rows));
    struct error error = { 0 };

    *rows = (struct hostile_rows){ .db = NULL };
    if (db_open_scratch(&rows->db, &error) || load_open(rows->db, false, &rows->load, &error))
        fuzz_fail("%s", error.text);
    rows->clear = clear_script(rows->db);
    add_tables(rows);
    return rows;
}

static void
forget(struct row_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        free(set->rows[i]);
    free(set->rows);
    *set = (struct row_set){ 0 };
}

void
hostile_rows_close(struct hostile_rows *rows)
{
    for (size_t i = 0; i < rows->tables; i++)
        sqlite3_finalize(rows->select[i]);
    load_close(rows->load);
    sqlite3_free(rows->clear);
    if (sqlite3_close(rows->db) != SQLITE_OK)
        fuzz_fail("the database is in use");
    forget(&rows->kept);
    free(rows);
}

struct hostile_load
hostile_rows_load(struct hostile_rows *rows, struct slice archive)
{
    struct fuzz_file file = fuzz_file(archive.ptr, archive.len);
    struct error error = { 0 };
    struct load_result result;
    struct hostile_load told = { 0 };

    if (db_script(rows->db, rows->clear, 0, &error))
        fuzz_fail("%s", error.text);
    told.refused = load_run(rows->load, file.path, NULL, &result, &error) != 0;
    told.problems = result.problems;
    if (told.refused && (!error.text || strstr(error.text, ": database: ")))
        fuzz_fail("%s", error.text ? error.text : "refused without a word");
    load_result_free(&result);
    error_clear(&error);
    fuzz_unfile(&file);
    return told;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct row_set
read_rows(struct hostile_rows *rows)
{
    struct row_set set = { 0 };

    for (size_t i = 0; i < rows->tables; i++) {
        while (sqlite3_step(rows->select[i]) == SQLITE_ROW) {
            const char *text = (const char *)sqlite3_column_text(rows->select[i], 0);

            if (set.count == set.room) {
                set.room = set.room ? 2 * set.room : 64;
                set.rows = xrealloc(set.rows, set.room * sizeof(*set.rows));
            }
            set.rows[set.count++] = xstrndup(text, strlen(text));
        }
        if (sqlite3_reset(rows->select[i]) != SQLITE_OK)
            fuzz_fail("%s", sqlite3_errmsg(rows->db));
    }
    if (set.count > 0)
        qsort(set.rows, set.count, sizeof(*set.rows), by_text);
    return set;
}

void
hostile_rows_keep(struct hostile_rows *rows)
{
    forget(&rows->kept);
    rows->kept = read_rows(rows);
    if (rows->kept.count == 0)
        fuzz_fail("a sound snapshot without rows");
}

void
hostile_rows_compare(struct hostile_rows *rows, bool all)
{
    struct row_set set = read_rows(rows);

    for (size_t i = 0; i < set.count; i++)
        if (!bsearch(&set.rows[i], rows->kept.rows, rows->kept.count, sizeof(*set.rows), by_text))
            fuzz_fail("a row that the sound snapshot has not: %s", set.rows[i]);
    if (all && set.count != rows->kept.count)
        fuzz_fail("%zu of %zu rows", set.count, rows->kept.count);
    forget(&set);
}
