/*
 * What a load cannot do without: the rows of a case database, inserted into a new one.  The same tables and indexes, widths, pragmas and
 * one transaction; but the rows wait in memory, so that nothing is unpacked, checked, parsed or derived.
 *
 * usage: bare_insert CASE.db NEW.db    prints "SECONDS CPU_SECONDS MAXIMUM_RESIDENT_KIB 0 ROWS"; the seconds are those of the inserts
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "analyze/base/buffer.h"
#include "analyze/database/db.h"

/* A value, as it is bound. */
struct cell {
    int type;
    int bytes; /* of text and blob, which begin `number` bytes behind the table's first */
    sqlite3_int64 number;
};

/* A table: its rows, cell by cell. */
struct rows {
    char *name;
    int columns;
    size_t count; /* of the cells */
    struct buffer cells;
    struct buffer bytes;
};

static _Noreturn void
give_up(sqlite3 *db, const char *what)
{
    errx(1, "%s: %s", what, sqlite3_errmsg(db));
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        give_up(db, sql);
    return statement;
}

static bool
step(sqlite3_stmt *statement)
{
    int result = sqlite3_step(statement);

    if (result != SQLITE_ROW && result != SQLITE_DONE)
        give_up(sqlite3_db_handle(statement), sqlite3_sql(statement));
    return result == SQLITE_ROW;
}

static void
run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        give_up(db, sql);
}

static void
keep_cell(struct rows *rows, sqlite3_stmt *from, int column)
{
    struct cell cell = { .type = sqlite3_column_type(from, column) };

    if (cell.type == SQLITE_TEXT || cell.type == SQLITE_BLOB) {
        const void *bytes = sqlite3_column_blob(from, column);

        cell.bytes = sqlite3_column_bytes(from, column);
        cell.number = (sqlite3_int64)rows->bytes.len;
        buffer_add(&rows->bytes, bytes ? bytes : "", (size_t)cell.bytes);
    } else if (cell.type != SQLITE_NULL) {
        cell.number = sqlite3_column_int64(from, column);
    }
    buffer_add(&rows->cells, (const char *)&cell, sizeof(cell));
    rows->count++;
}

/* Columns that are computed are not in pragma_table_info. */
static char *
columns_of(sqlite3 *db, const char *table)
{
    sqlite3_stmt *names = prepare(db, "SELECT group_concat(format('\"%w\"', name), ', ') FROM pragma_table_info(?1)");
    char *columns;

    (void)sqlite3_bind_text(names, 1, table, -1, SQLITE_STATIC);
    (void)step(names);
    columns = sqlite3_mprintf("%s", sqlite3_column_text(names, 0));
    (void)sqlite3_finalize(names);
    return columns;
}

static void
read_table(sqlite3 *db, struct rows *rows)
{
    char *columns = columns_of(db, rows->name);
    char *sql = sqlite3_mprintf("SELECT %s FROM \"%w\"", columns, rows->name);
    sqlite3_stmt *from = prepare(db, sql);

    rows->columns = sqlite3_column_count(from);
    while (step(from))
        for (int i = 0; i < rows->columns; i++)
            keep_cell(rows, from, i);
    (void)sqlite3_finalize(from);
    sqlite3_free(sql);
    sqlite3_free(columns);
}

static size_t
read_tables(sqlite3 *db, struct rows **tables)
{
    sqlite3_stmt *names =
        prepare(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY rowid");
    size_t count = 0;

    *tables = NULL;
    while (step(names)) {
        *tables = xrealloc(*tables, (count + 1) * sizeof(**tables));
        (*tables)[count] = (struct rows){ .name = sqlite3_mprintf("%s", sqlite3_column_text(names, 0)) };
        read_table(db, &(*tables)[count++]);
    }
    (void)sqlite3_finalize(names);
    return count;
}

static void
bind_cell(sqlite3_stmt *into, int at, const struct cell *cell, const char *bytes)
{
    int result;

    if (cell->type == SQLITE_NULL)
        result = sqlite3_bind_null(into, at);
    else if (cell->type == SQLITE_TEXT)
        result = sqlite3_bind_text(into, at, bytes + cell->number, cell->bytes, SQLITE_STATIC);
    else if (cell->type == SQLITE_BLOB)
        result = sqlite3_bind_blob(into, at, bytes + cell->number, cell->bytes, SQLITE_STATIC);
    else
        result = sqlite3_bind_int64(into, at, cell->number);
    if (result != SQLITE_OK)
        give_up(sqlite3_db_handle(into), "bind");
}

static sqlite3_stmt *
insert_of(sqlite3 *db, const struct rows *rows)
{
    char *columns = columns_of(db, rows->name);
    sqlite3_str *sql = sqlite3_str_new(NULL);
    sqlite3_stmt *into;
    char *text;

    sqlite3_str_appendf(sql, "INSERT INTO \"%w\" (%s) VALUES (?", rows->name, columns);
    for (int i = 1; i < rows->columns; i++)
        sqlite3_str_appendall(sql, ", ?");
    sqlite3_str_appendall(sql, ")");
    text = sqlite3_str_finish(sql);
    into = prepare(db, text);
    sqlite3_free(text);
    sqlite3_free(columns);
    return into;
}

static size_t
insert_table(sqlite3 *db, const struct rows *rows)
{
    const struct cell *cells = (const void *)rows->cells.ptr;
    sqlite3_stmt *into = insert_of(db, rows);
    size_t done = 0;

    for (size_t i = 0; i < rows->count; i += (size_t)rows->columns, done++) {
        for (int n = 0; n < rows->columns; n++)
            bind_cell(into, n + 1, &cells[i + (size_t)n], rows->bytes.ptr);
        (void)step(into);
        (void)sqlite3_reset(into);
    }
    (void)sqlite3_finalize(into);
    return done;
}

/* Some tables have rows when they are made. */
static void
empty_tables(sqlite3 *db, const struct rows *tables, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *sql = sqlite3_mprintf("DELETE FROM \"%w\"", tables[i].name);

        run(db, sql);
        sqlite3_free(sql);
    }
}

static double
seconds(clockid_t clock)
{
    struct timespec t;

    if (clock_gettime(clock, &t) < 0)
        err(1, "clock");
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
insert_tables(sqlite3 *db, const struct rows *tables, size_t count)
{
    double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    size_t rows = 0;
    struct rusage usage;

    run(db, "BEGIN IMMEDIATE");
    for (size_t i = 0; i < count; i++)
        rows += insert_table(db, &tables[i]);
    run(db, "COMMIT");
    if (getrusage(RUSAGE_SELF, &usage) < 0)
        err(1, "getrusage");
    printf("%.3f %.3f %ld 0 %zu\n", seconds(CLOCK_MONOTONIC) - start, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu,
           usage.ru_maxrss, rows);
}

int
main(int argc, char **argv)
{
    struct error error = { 0 };
    struct rows *tables;
    sqlite3 *db;
    size_t count;

    if (argc != 3)
        errx(2, "usage: bare_insert CASE.db NEW.db");
    if (db_open(argv[1], DB_READ, &db, &error))
        errx(1, "%s", error.text);
    count = read_tables(db, &tables);
    (void)sqlite3_close(db);
    if (db_open(argv[2], DB_WRITE, &db, &error))
        errx(1, "%s", error.text);
    empty_tables(db, tables, count);
    insert_tables(db, tables, count);
    (void)sqlite3_close(db);
    for (size_t i = 0; i < count; i++) {
        sqlite3_free(tables[i].name);
        buffer_free(&tables[i].cells);
        buffer_free(&tables[i].bytes);
    }
    free(tables);
    return 0;
}
