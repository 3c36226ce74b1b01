/*
 * The table ownership_reasons explains each word that the scripts analyze/sql/derive_*.sql write to sockets.ownership, and no other.
 */
#include "tests/support/test.h"

#include <ctype.h>
#include <sqlite3.h>
#include <string.h>

#include "tests/support/database.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Comments become spaces: they have quotes, commas and words of SQL. */
static void
blank_comments(char *sql)
{
    for (char *at = sql; (at = strstr(at, "--"));)
        while (*at && *at != '\n')
            *at++ = ' ';
}

/* Behind the string that begins here. */
static const char *
skip_string(const char *at)
{
    for (at++; *at && (at[0] != '\'' || at[1] == '\''); at++)
        at += at[0] == '\'';
    return *at ? at + 1 : at;
}

static bool
is_word(const char *at, const char *start, const char *word)
{
    return strncmp(at, word, strlen(word)) == 0 && !isalnum((unsigned char)at[strlen(word)]) &&
           (at == start || isspace((unsigned char)at[-1]));
}

/*
 * Where the next of these is that stands outside of strings and parentheses: a word, or, where that is NULL, a comma or one of the
 * words that end a list or a value of SET.  A closing parenthesis or a semicolon ends both.
 */
static const char *
find_outside(const char *start, const char *word)
{
    int depth = 0;

    for (const char *at = start; *at; at++) {
        if (*at == '\'') {
            at = skip_string(at) - 1;
            continue;
        }
        depth += *at == '(';
        if (depth == 0 && (*at == ')' || *at == ';'))
            return at;
        depth -= *at == ')';
        if (depth == 0 && word && is_word(at, start, word))
            return at;
        if (depth == 0 && !word && (*at == ',' || is_word(at, start, "FROM") || is_word(at, start, "WHERE")))
            return at;
    }
    fail_msg("no end of %.60s", start);
    return NULL;
}

/* Writes down the strings of an expression that are its values, not what it compares with. */
static void
note_values(sqlite3 *db, const char *from, const char *end)
{
    char before = ' ';

    while (from < end) {
        const char *next = *from == '\'' ? skip_string(from) : from + 1;

        if (*from == '\'' && !strchr("=<>", before)) {
            char *sql = sqlite3_mprintf("INSERT OR IGNORE INTO written VALUES (%.*s)", (int)(next - from), from);

            assert_non_null(sql);
            database_run(db, sql);
            sqlite3_free(sql);
        }
        before = isspace((unsigned char)*from) ? before : *from;
        from = next;
    }
}

/* The value that stands in the SELECT where `ownership` stands in the list of columns. */
static void
note_insert(sqlite3 *db, const char *columns)
{
    const char *value = strchr(columns, ')'), *next = columns;

    assert_non_null(value);
    value = find_outside(value + 1, "SELECT");
    assert_int_equal(*value, 'S');
    for (value += strlen("SELECT"); !is_word(next + strspn(next, " \n"), next, "ownership");) {
        next = find_outside(next, NULL) + 1;
        value = find_outside(value, NULL) + 1;
    }
    note_values(db, value, find_outside(value, NULL));
}

TEST(ownership_reasons_are_the_words_that_are_written)
{
    static const char insert[] = "INSERT INTO sockets (", set[] = "SET ownership =";
    struct scene *scene = scene_begin();
    char *sql = sh_ok(scene, "cat \"$TOP\"/analyze/sql/derive_*.sql");
    sqlite3 *db = database_new();

    database_run(db, "CREATE TEMP TABLE written (name TEXT PRIMARY KEY)");
    blank_comments(sql);
    for (const char *at = sql; (at = strstr(at, insert)); at++)
        note_insert(db, at + strlen(insert));
    for (const char *at = sql; (at = strstr(at, set)); at++)
        note_values(db, at + strlen(set), find_outside(at + strlen(set), NULL));
    database_run(db,
                 sh_ok(scene,
                       "sed -n '/^ownership_of(/,/^}/p' \"$TOP\"/analyze/load/inet_sockets.c | grep -o '\"[a-z_]*\"' |"
                       " tr '\"' \"'\" | sed 's/.*/INSERT OR IGNORE INTO written VALUES (&);/'"));
    database_expect(
        db,
        "SELECT name || ' is written, and has no row in ownership_reasons (schema/database/sockets.sql)' FROM written"
        " WHERE name NOT IN (SELECT name FROM ownership_reasons)"
        " UNION ALL SELECT name || ' has a row in ownership_reasons, and neither derive_*.sql nor inet_sockets.c "
        "writes it' FROM "
        "ownership_reasons"
        " WHERE name NOT IN (SELECT name FROM written)",
        "");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    scene_end(scene);
}
