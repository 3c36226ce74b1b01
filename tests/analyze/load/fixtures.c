/*
 * Every tree below fixtures/ is loaded and asked what its expected.sql asks; expected.txt has the answers, written by hand
 * from what was published, as the sqlite3 shell would print them.
 *
 * The questions go through plain SQLite: the database must be usable without any function of ours.
 */
#include "tests/support/test.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The value of a variable that `make` sets, or what it has when a test is run by hand. */
static const char *
setting(const char *name, const char *otherwise)
{
    const char *value = getenv(name);

    return value ? value : otherwise;
}

static char *
read_text(struct scene *scene, const char *path)
{
    char *absolute = realpath(path, NULL);
    char *text;

    if (!absolute)
        fail_msg("%s: cannot be read", path);
    text = scene_read(scene, absolute, NULL);
    free(absolute);
    return text;
}

static void
put_rows(FILE *to, sqlite3 *db, sqlite3_stmt *statement, const char *name)
{
    int rc;

    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            if (i > 0)
                fputc('|', to);
            if (sqlite3_column_bytes(statement, i) > 0)
                (void)fwrite(sqlite3_column_blob(statement, i), 1, (size_t)sqlite3_column_bytes(statement, i), to);
        }
        fputc('\n', to);
    }
    if (rc != SQLITE_DONE)
        fail_msg("%s: %s: %s", name, sqlite3_errmsg(db), sqlite3_sql(statement));
}

/* Runs all statements; the caller frees the answers. */
static char *
answers(const char *database, const char *sql, const char *name)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    sqlite3_stmt *statement;
    sqlite3 *db;

    assert_non_null(to);
    assert_int_equal(sqlite3_open_v2(database, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (const char *next = sql; *next;) {
        if (sqlite3_prepare_v2(db, next, -1, &statement, &next) != SQLITE_OK)
            fail_msg("%s: %s", name, sqlite3_errmsg(db));
        if (!statement)
            break;
        put_rows(to, db, statement, name);
        assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(fclose(to), 0);
    return text;
}

static size_t
line_length(const char *text)
{
    return strcspn(text, "\n");
}

/* Prints both from the first line that differs; whether there is one. */
static bool
differs(const char *name, const char *have, const char *want)
{
    size_t line = 1;

    if (strcmp(have, want) == 0)
        return false;
    while (line_length(have) == line_length(want) && *have && strncmp(have, want, line_length(have)) == 0) {
        have += line_length(have) + 1;
        want += line_length(want) + 1;
        line++;
    }
    print_error("%s: line %zu of expected.txt\n  want %.*s\n  have %.*s\n--- all that is left of the answers:\n%s",
                name, line, (int)line_length(want), want, (int)line_length(have), have, have);
    return true;
}

static bool
fixture_differs(const char *directory)
{
    struct scene *scene = scene_begin();
    const char *name = strrchr(directory, '/') + 1;
    char *archive =
        realpath(scene_text(scene, "%s/fixtures/%s.tar.zst", setting("STILLFRAME_BUILD", "build"), name), NULL);
    char *have;
    bool wrong;

    if (!archive)
        fail_msg("%s: not packed", name);
    sh_ok(scene, "analyze load case.db '%s'", archive);
    free(archive);
    have = answers(scene_text(scene, "%s/case.db", scene_directory(scene)),
                   read_text(scene, scene_text(scene, "%s/expected.sql", directory)), name);
    wrong = differs(name, have, read_text(scene, scene_text(scene, "%s/expected.txt", directory)));
    free(have);
    scene_end(scene);
    return wrong;
}

TEST(fixtures_give_the_answers_that_were_published)
{
    size_t wrong = 0;
    glob_t found;

    assert_int_equal(glob("fixtures/*/meta.json", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        *strrchr(found.gl_pathv[i], '/') = '\0';
        wrong += fixture_differs(found.gl_pathv[i]);
    }
    globfree(&found);
    assert_int_equal(wrong, 0);
}
