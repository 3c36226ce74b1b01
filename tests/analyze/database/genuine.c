/* Databases that say that they are ours, and have other tables, views or what is made on them. */
#include "tests/support/test.h"

#include <string.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "tests/support/scene.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
#define ENDLESS     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"

/* A new database, then what somebody else does to it. */
static char *
forge(struct scene *scene, const char *sql)
{
    char *path = scene_text(scene, "%s/case.db", scene_directory(scene)), *message = NULL;
    struct error error = { 0 };
    sqlite3 *db = NULL;

    (void)unlink(path); /* of the case before */
    if (db_open(path, DB_WRITE, &db, &error))
        fail_msg("%s", error.text);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return path;
}

/* Replaces a part of the text that SQLite has of something. */
#define REWRITE(name, from, to)                                                                      \
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '" from "', '" to "')" \
    " WHERE name = '" name "' AND instr(sql, '" from "') > 0"

TEST(genuine_names_what_is_not_ours)
{
    static const struct {
        const char *sql, *words;
    } cases[] = {
        { "DROP VIEW snapshot_hosts; CREATE VIEW snapshot_hosts AS " ENDLESS,
          "its view snapshot_hosts is not the one" },
        { "DROP VIEW snapshot_hosts; CREATE TABLE Snapshot_Hosts (a)", "its table Snapshot_Hosts is not the one" },
        { "DROP TABLE mounts_file; CREATE VIEW mounts_file AS " ENDLESS, "its view mounts_file is not the one" },
        { "DROP TABLE mounts_file", "mounts_file is missing" },
        { "DROP TABLE mounts_file; CREATE TABLE mounts_file (snapshot_id INTEGER)",
          "its table mounts_file is not the one" },
        { "DROP INDEX sockets_by_inode", "sockets_by_inode is missing" },
        { "ALTER TABLE mounts_file ADD COLUMN x TEXT AS (hex(zeroblob(100000000)))",
          "its table mounts_file is not the one" },
        { "ALTER TABLE mounts_file ADD COLUMN x TEXT CHECK (length(hex(zeroblob(100000000))) > 0)",
          "its table mounts_file is not the one" },
        { REWRITE("snapshots", "STRICT", "WITHOUT ROWID"), "its table snapshots is not the one" },
        { "CREATE TRIGGER t AFTER INSERT ON sockets BEGIN DELETE FROM snapshots; END", "its trigger t is none" },
        { "CREATE TRIGGER sockets AFTER INSERT ON snapshots BEGIN DELETE FROM sockets; END",
          "its trigger sockets is not the one" },
        { "CREATE TRIGGER t INSTEAD OF DELETE ON snapshot_hosts BEGIN DELETE FROM sockets; END",
          "its trigger t is none" },
        { "CREATE INDEX i ON sockets (hex(zeroblob(100000000)))", "its index i is none" },
        { "CREATE UNIQUE INDEX i ON Sockets (snapshot_id)", "its index i is none" },
        { "CREATE VIEW pragma_table_info AS " ENDLESS, "its view pragma_table_info has the name" },
        { "CREATE VIEW pragma_user_version AS " ENDLESS, "its view pragma_user_version has the name" },
        { "CREATE TABLE JSON_each (value)", "its table JSON_each has the name" },
        { "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE sqlite_stat1(tbl,idx,stat AS (1))'"
          " WHERE name = 'sqlite_stat1'",
          "its table sqlite_stat1 has the name" },
        { "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = sql || ' -- x' || char(10) || '; SELECT 1'"
          " WHERE name = 'snapshot_hosts'",
          "its view snapshot_hosts is not the one" },
        { REWRITE("snapshot_hosts", "snapshot_id", "\"snapshot_id\""), "its view snapshot_hosts is not the one" },
    };
    struct scene *scene = scene_begin();

    for (size_t i = 0; i < COUNT(cases); i++)
        for (enum db_mode mode = DB_READ; mode <= DB_WRITE; mode++) {
            char *path = forge(scene, cases[i].sql);
            struct error error = { 0 };
            sqlite3 *db = NULL;

            if (db_open(path, mode, &db, &error) == 0)
                fail_msg("%s: is taken for ours", cases[i].sql);
            if (!strstr(error.text, cases[i].words) ||
                !strstr(error.text, ": load the archives again into a new database"))
                fail_msg("%s: %s", cases[i].sql, error.text);
            error_clear(&error);
        }
    scene_end(scene);
}

/* What an analyst adds, and what a program of this version whose comments are others has made. */
TEST(genuine_takes_what_is_harmless)
{
    static const char *const cases[] = {
        "CREATE TABLE notes (snapshot_id INTEGER, inode INTEGER, note TEXT CHECK (note != ''), n AS (length(note)));"
        "CREATE INDEX notes_by_inode ON notes (inode, lower(note));"
        "CREATE VIEW suspects AS SELECT s.* FROM sockets AS s JOIN notes USING (snapshot_id, inode);"
        "CREATE TRIGGER short AFTER INSERT ON notes BEGIN UPDATE notes SET note = trim(note); END",
        "CREATE TABLE json (pragma TEXT); CREATE TABLE seen (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "VACUUM",
        "ANALYZE",
        REWRITE("snapshot_hosts", "-- ", "/* and */ -- in other words, "),
        REWRITE("snapshots", "\n", "\n\n  -- more\n"),
    };
    struct scene *scene = scene_begin();

    for (size_t i = 0; i < COUNT(cases); i++)
        for (enum db_mode mode = DB_READ; mode <= DB_WRITE; mode++) {
            char *path = forge(scene, cases[i]);
            struct error error = { 0 };
            sqlite3 *db = NULL;

            if (db_open(path, mode, &db, &error))
                fail_msg("%s: %s", cases[i], error.text);
            assert_int_equal(sqlite3_close(db), SQLITE_OK);
        }
    scene_end(scene);
}
