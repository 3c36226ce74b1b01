#include "analyze/query/mistake.h"

#include <stdlib.h>

#include "analyze/base/escape.h"
#include "analyze/base/nearest.h"
#include "analyze/database/dictionary.h"
#include "analyze/database/lexer.h"
#include "analyze/query/sources.h"
#include "sql.h"

/* As much of the line is shown on each side of the place, bytes. */
enum { SHOWN = 60 };

/* As many tables with such a column are named. */
enum { TABLES_SHOWN = 8 };

struct mistake {
    sqlite3 *db;
    struct slice sql;  /* the statement */
    struct slice name; /* that the message is about: qualifier.name */
    struct error *error;
};

/* The statement that the text begins with: up to its semicolon. */
static struct slice
statement_of(const char *sql)
{
    struct slice rest = slice_of(sql);
    struct token token;

    do
        token = token_next(&rest);
    while (token.kind != TOKEN_END && !token_is(&token, ";"));
    return (struct slice){ sql, (size_t)(token.text.ptr - sql) };
}

/* The part of the name behind its last dot. */
static struct slice
last_part(struct slice name)
{
    const char *dot = name.len > 0 ? memrchr(name.ptr, '.', name.len) : NULL;

    return dot ? slice_skip(name, (size_t)(dot - name.ptr) + 1) : name;
}

/* The part before its last dot; ptr NULL without one. */
static struct slice
first_part(struct slice name)
{
    const char *dot = memrchr(name.ptr, '.', name.len);

    return dot ? (struct slice){ name.ptr, (size_t)(dot - name.ptr) } : (struct slice){ 0 };
}

/* Where the name first stands in the statement; NULL for nowhere. */
static const char *
find_name(const struct mistake *mistake)
{
    struct slice rest = mistake->sql, name = last_part(mistake->name);

    for (struct token token = token_next(&rest); token.kind != TOKEN_END; token = token_next(&rest))
        if (name.len > 0 && name_is(token.value, name))
            return token.text.ptr;
    return NULL;
}

/* A copy of a part of the SQL for one line, tabs as spaces. */
static char *
copy_of(const char *from, const char *until)
{
    char *copy = xstrndup(from, (size_t)(until - from));

    for (char *c = copy; *c; c++)
        if (*c == '\t' || *c == '\r')
            *c = ' ';
    return copy;
}

/* Whether the byte goes on with a character of UTF-8. */
static bool
is_inside_character(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The line around the place, cut to what a terminal shows, and a caret below it. */
static void
show_place(const struct mistake *mistake, const char *place)
{
    const char *from = place, *until = place, *end = mistake->sql.ptr + mistake->sql.len;
    char *line, *before;

    while (from > mistake->sql.ptr && from[-1] != '\n' && (place - from < SHOWN || is_inside_character(from[0])))
        from--;
    while (until < end && *until != '\n' && (until - place < SHOWN || is_inside_character(*until)))
        until++;
    line = copy_of(from, until);
    before = copy_of(from, place);
    error_detail(mistake->error, "%s", line);
    error_detail(mistake->error, "%*s^", (int)escape_width(slice_of(before)), "");
    free(line);
    free(before);
}

static void
suggest(const struct mistake *mistake, const struct nearest *nearest)
{
    char *names = nearest_text(nearest);

    if (names)
        error_detail(mistake->error, "nearest: %s", names);
    free(names);
}

static struct nearest
nearest_tables(struct slice name)
{
    struct nearest nearest = { .wanted = name };
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;

    while (dictionary_walk(&walk, &item))
        if (item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW)
            nearest_add(&nearest, item.name);
    return nearest;
}

char *
mistake_nearest_table(const char *name)
{
    struct nearest nearest = nearest_tables(slice_of(name));

    return nearest_text(&nearest);
}

static void
explain_table(const struct mistake *mistake)
{
    struct nearest nearest = nearest_tables(last_part(mistake->name));

    suggest(mistake, &nearest);
    if (nearest.count == 0)
        error_detail(mistake->error, "analyze schema lists the tables");
}

/* Whether the statement names the table, by the qualifier where there is one. */
static bool
is_named(const struct sources *sources, struct slice table, struct slice qualifier)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->list[i].table.ptr && name_is(sources->list[i].table, table) &&
            (!qualifier.ptr || name_is(sources->list[i].alias, last_part(qualifier))))
            return true;
    return false;
}

/* The tables of the dictionary with a column of that name. */
static void
name_tables_with(const struct mistake *mistake, struct slice column)
{
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;
    char *names = NULL;
    size_t count = 0;

    while (dictionary_walk(&walk, &item)) {
        char *longer;

        if (item.kind != DICTIONARY_COLUMN || !name_is(item.name, column) || count++ >= TABLES_SHOWN)
            continue;
        longer = xasprintf("%s%s%.*s", names ? names : "", names ? ", " : "", (int)walk.table.len, walk.table.ptr);
        free(names);
        names = longer;
    }
    if (names)
        error_detail(mistake->error, "%.*s is a column of %s%s", (int)column.len, column.ptr, names,
                     count > TABLES_SHOWN ? ", ..." : "");
    free(names);
}

static void
explain_column(const struct mistake *mistake)
{
    struct nearest nearest = { .wanted = last_part(mistake->name) };
    struct slice qualifier = first_part(mistake->name);
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;
    struct sources sources;

    sources_read(&sources, mistake->sql);
    while (dictionary_walk(&walk, &item))
        if (item.kind == DICTIONARY_COLUMN && is_named(&sources, walk.table, qualifier))
            nearest_add(&nearest, item.name);
    suggest(mistake, &nearest);
    name_tables_with(mistake, nearest.wanted);
    sources_free(&sources);
}

static void
explain_function(const struct mistake *mistake)
{
    struct nearest nearest = { .wanted = mistake->name };
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(mistake->db, sql_function_names, -1, &row, NULL))
        return; /* no suggestion */
    if (sqlite3_step(row) == SQLITE_ROW) {
        struct slice rest = slice_of((const char *)sqlite3_column_text(row, 0));

        for (struct token token = token_next(&rest); token.kind != TOKEN_END; token = token_next(&rest))
            nearest_add(&nearest, token.text);
        suggest(mistake, &nearest);
    }
    sqlite3_finalize(row);
}

/* Where the statement ends, white space aside: what SQLite gives no place of is missing there. */
static const char *
end_of(struct slice statement)
{
    const char *end = statement.ptr + statement.len;

    while (end > statement.ptr && strchr(" \t\r\n", end[-1]))
        end--;
    return end;
}

/* What SQLite's message begins with, before the name. */
static const struct {
    const char *begin;
    void (*explain)(const struct mistake *mistake);
} kinds[] = {
    { "no such table: ", explain_table },
    { "no such column: ", explain_column },
    { "cannot join using column ", explain_column },
    { "no such function: ", explain_function },
};

void
mistake_explain(sqlite3 *db, const char *sql, struct error *error)
{
    struct mistake mistake = { .db = db, .sql = statement_of(sql), .error = error };
    char *message = xasprintf("%s", sqlite3_errmsg(db));
    int offset = sqlite3_error_offset(db);
    void (*explain)(const struct mistake *mistake) = NULL;
    const char *place = offset >= 0 && (size_t)offset <= strlen(sql) ? sql + offset : NULL;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        size_t len = strlen(kinds[i].begin);

        if (strncmp(message, kinds[i].begin, len) != 0)
            continue;
        mistake.name = (struct slice){ message + len, strcspn(message + len, " ") };
        explain = kinds[i].explain;
    }
    if (!place)
        place = strcmp(message, "incomplete input") == 0 ? end_of(mistake.sql) : find_name(&mistake);
    if (place)
        show_place(&mistake, place);
    if (explain)
        explain(&mistake);
    free(message);
}
