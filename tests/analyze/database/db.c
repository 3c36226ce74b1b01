#include "tests/support/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "tests/support/scene.h"

static sqlite3 *
open_ok(const char *path, enum db_mode mode)
{
    struct error error = { 0 };
    sqlite3 *db = NULL;

    if (db_open(path, mode, &db, &error))
        fail_msg("%s", error.text);
    return db;
}

/* Asserts that the file is refused in these words, and is not touched. */
static void
assert_refused(struct scene *scene, const char *name, enum db_mode mode, const char *words)
{
    char *path = scene_text(scene, "%s/%s", scene_directory(scene), name);
    struct error error = { 0 };
    size_t size, size_after;
    char *before = scene_read(scene, name, &size);
    char *after;
    sqlite3 *db;

    assert_int_equal(db_open(path, mode, &db, &error), -1);
    assert_null(db);
    if (!strstr(error.text, words) || strchr(error.text, '\n'))
        fail_msg("want %s, have %s", words, error.text);
    error_clear(&error);
    after = scene_read(scene, name, &size_after);
    assert_int_equal(size, size_after);
    assert_memory_equal(before, after, size);
    assert_int_equal(access(scene_text(scene, "%s-journal", path), F_OK), -1);
}

static void
execute(const char *path, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

TEST(db_is_created_for_its_owner_alone)
{
    struct scene *scene = scene_begin();
    char *path = scene_text(scene, "%s/case.db", scene_directory(scene));
    struct stat status;

    sqlite3_close(open_ok(path, DB_WRITE));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    sqlite3_close(open_ok(path, DB_WRITE));
    sqlite3_close(open_ok(path, DB_READ));
    scene_end(scene);
}

TEST(db_names_are_files)
{
    struct scene *scene = scene_begin();
    int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    assert_true(here >= 0);
    assert_int_equal(chdir(scene_directory(scene)), 0);
    sqlite3_close(open_ok(":memory:", DB_WRITE));
    assert_int_equal(access(":memory:", F_OK), 0);
    sqlite3_close(open_ok("file:x?mode=memory", DB_WRITE));
    assert_int_equal(access("file:x?mode=memory", F_OK), 0);
    assert_int_equal(fchdir(here), 0);
    assert_int_equal(close(here), 0);
    scene_end(scene);
}

TEST(db_refuses_what_is_not_ours)
{
    struct scene *scene = scene_begin();
    const char *top = scene_directory(scene);
    static const char text[] = "This is a letter, not a database; but a rather long one.\n"
                               "Dear Sir or Madam, it goes on for more than a hundred bytes, as letters do.\n";

    scene_write(scene, "letter", text, sizeof(text));
    execute(scene_text(scene, "%s/foreign.db", top), "CREATE TABLE t (x)");
    sqlite3_close(open_ok(scene_text(scene, "%s/newer.db", top), DB_WRITE));
    execute(scene_text(scene, "%s/newer.db", top), "PRAGMA user_version = 99");
    sqlite3_close(open_ok(scene_text(scene, "%s/corrupt.db", top), DB_WRITE));
    assert_int_equal(truncate(scene_text(scene, "%s/corrupt.db", top), 3000), 0);
    for (enum db_mode mode = DB_READ; mode <= DB_WRITE; mode++) {
        assert_refused(scene, "letter", mode, "not a database");
        assert_refused(scene, "foreign.db", mode, "a database of something else");
        assert_refused(scene, "newer.db", mode, "a database of version 99");
        assert_refused(scene, "corrupt.db", mode, "malformed");
    }
    scene_write(scene, "empty.db", "", 0);
    assert_refused(scene, "empty.db", DB_READ, "a database without snapshots");
    scene_end(scene);
}

TEST(db_to_read_must_be_there)
{
    struct error error = { 0 };
    sqlite3 *db;

    assert_int_equal(db_open("/nonexistent/case.db", DB_READ, &db, &error), -1);
    assert_string_equal(error.text, "/nonexistent/case.db: No such file or directory");
    error_clear(&error);
    assert_int_equal(db_open("/nonexistent/case.db", DB_WRITE, &db, &error), -1);
    assert_string_equal(error.text, "/nonexistent/case.db: No such file or directory");
    error_clear(&error);
}

TEST(db_read_is_only_for_reading)
{
    struct scene *scene = scene_begin();
    char *path = scene_text(scene, "%s/case.db", scene_directory(scene));
    sqlite3 *db;

    sqlite3_close(open_ok(path, DB_WRITE));
    db = open_ok(path, DB_READ);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM snapshots", NULL, NULL, NULL) & 255, SQLITE_READONLY);
    assert_int_equal(sqlite3_exec(db, "ATTACH 'other.db' AS o", NULL, NULL, NULL), SQLITE_ERROR);
    sqlite3_close(db);
    scene_end(scene);
}

/* What a crashed program leaves: a journal that must be rolled back before anybody can read. */
TEST(db_rolls_back_for_readers)
{
    struct scene *scene = scene_begin();
    char *path = scene_text(scene, "%s/case.db", scene_directory(scene));
    size_t size, journal_size;
    char *content, *journal;
    sqlite3 *db;

    db = open_ok(path, DB_WRITE);
    assert_int_equal(sqlite3_exec(db, "PRAGMA cache_size = 1; BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                                  "INSERT INTO problems (snapshot_id, want) SELECT i, hex(zeroblob(200)) FROM n",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    content = scene_read(scene, "case.db", &size);
    journal = scene_read(scene, "case.db-journal", &journal_size);
    scene_write(scene, "killed.db", content, size);
    scene_write(scene, "killed.db-journal", journal, journal_size);
    sqlite3_close(db);

    db = open_ok(scene_text(scene, "%s/killed.db", scene_directory(scene)), DB_READ);
    assert_int_equal(sqlite3_exec(db, "SELECT 1 FROM problems", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(access(scene_text(scene, "%s/killed.db-journal", scene_directory(scene)), F_OK), -1);
    scene_end(scene);
}
