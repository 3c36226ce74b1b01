/*
 * What SQLite does for a view of one snapshot in a database of hundreds: it may pass by every row of that snapshot, and by none of
 * the others.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

#include "analyze/query/narrow.h"
#include "sql.h"
#include "tests/support/database.h"

/* Opcodes that open a table or an index for reading, and that go to its first or last row whatever it is. */
static const char *const openers[] = { "OpenRead", "ReopenIdx" };
static const char *const scanners[] = { "Rewind", "Last", "Count" };

enum { CURSORS = 512 };

static bool
is_one_of(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, list[i]) == 0)
            return true;
    return false;
}

/*
 * The table or index that begins at the page; "" for one that may be read whole: the snapshots, and what has no rows of any snapshot.
 */
static const char *
owner_of_page(sqlite3 *db, int page, char name[128])
{
    sqlite3_stmt *statement;

    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT name FROM sqlite_schema AS o WHERE rootpage = ?1 AND tbl_name NOT IN ('snapshots', "
                           "'contents') AND EXISTS"
                           " (SELECT 1 FROM pragma_table_info(o.tbl_name) WHERE name IN ('snapshot_id', 'content_id'))",
                           -1, &statement, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_bind_int(statement, 1, page), SQLITE_OK);
    name[0] = '\0';
    if (sqlite3_step(statement) == SQLITE_ROW)
        assert_non_null(sqlite3_snprintf(128, name, "%s", sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    return name;
}

/* Appends what the statement reads from end to end. */
static void
find_scans(sqlite3 *db, const char *view, sqlite3_str *found)
{
    char *sql = sqlite3_mprintf("EXPLAIN SELECT * FROM \"%w\"", view);
    int pages[CURSORS] = { 0 };
    char name[128];
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL))
        fail_msg("%s: %s", view, sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *opcode = (const char *)sqlite3_column_text(statement, 1);
        int cursor = sqlite3_column_int(statement, 2), page = sqlite3_column_int(statement, 3);
        bool is_main = sqlite3_column_int(statement, 4) == 0;

        if (cursor < 0 || cursor >= CURSORS)
            continue;
        if (strncmp(opcode, "Open", 4) == 0 || strcmp(opcode, "SorterOpen") == 0 || is_one_of(opcode, openers, 2))
            pages[cursor] = is_one_of(opcode, openers, 2) && is_main ? page : 0;
        else if (is_one_of(opcode, scanners, 3) && pages[cursor] > 0 && *owner_of_page(db, pages[cursor], name))
            sqlite3_str_appendf(found, "%s reads %s whole\n", view, name);
    }
    sqlite3_finalize(statement);
    sqlite3_free(sql);
}

/* Of all views of the database `db`. */
static char *
scans_of_views(sqlite3 *db)
{
    sqlite3_str *found = sqlite3_str_new(db);
    sqlite3_stmt *views;

    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT name FROM temp.sqlite_schema WHERE type = 'view'", -1, &views, NULL), SQLITE_OK);
    while (sqlite3_step(views) == SQLITE_ROW)
        find_scans(db, (const char *)sqlite3_column_text(views, 0), found);
    sqlite3_finalize(views);
    return sqlite3_str_finish(found);
}

TEST(no_view_of_a_snapshot_reads_the_others)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };
    char *found;

    database_run(db, sql_statistics);
    assert_int_equal(narrow(db, 7, &error), 0);
    found = scans_of_views(db);
    if (found)
        fail_msg("%s", found);
    sqlite3_close(db);
}

/* The test itself sees one when there is one. */
TEST(a_view_that_reads_everything_is_found)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };
    char *found;

    database_run(db, sql_statistics);
    database_run(db, "CREATE VIEW bad AS SELECT s.snapshot_id, (SELECT count(*) FROM sockets) AS n FROM sockets AS s;");
    assert_int_equal(narrow(db, 7, &error), 0);
    found = scans_of_views(db);
    assert_non_null(found);
    assert_non_null(strstr(found, "bad reads"));
    sqlite3_free(found);
    sqlite3_close(db);
}

/* Which of our views have a snapshot_id is known; SQLite knows it, too, and takes its time. */
TEST(every_view_of_a_snapshot_is_narrowed)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };

    /* An analyst's views are laid out in any way. */
    database_run(db,
                 "CREATE VIEW other AS SELECT snapshot_id, host AS name FROM snapshots;"
                 "CREATE VIEW indented (\n  snapshot_id,\n  name\n) AS\nSELECT snapshot_id, host FROM snapshots;"
                 "CREATE VIEW inner (n, Snapshot_Id) AS SELECT x.n, x.i FROM (\nSELECT snapshot_id AS i, 1 AS n FROM"
                 " sockets\n) AS\nx;"
                 "CREATE VIEW of_none AS SELECT 1 AS number;"
                 "CREATE VIEW of_nearly_none (\n    snapshot_id_a\n) AS\nSELECT 1;");
    assert_int_equal(narrow(db, 7, &error), 0);
    database_expect(
        db,
        "SELECT count(*) FROM main.sqlite_schema AS o WHERE o.type IN ('table', 'view') AND "
        "(EXISTS (SELECT 1 FROM pragma_table_info(o.name, 'main') AS c WHERE lower(c.name) = 'snapshot_id') <>"
        " EXISTS (SELECT 1 FROM temp.sqlite_schema AS t WHERE t.name = o.name AND instr(t.sql, 'narrowed_snapshot')))",
        "0\n");
    database_expect(db, "SELECT count(*) FROM temp.sqlite_schema WHERE name IN ('other', 'of_none', 'of_nearly_none')",
                    "1\n");
    database_expect(db, "SELECT count(*) FROM temp.sqlite_schema WHERE name IN ('indented', 'inner')", "2\n");
    sqlite3_close(db);
}

/* A statement that is prepared already tells of the snapshot that is narrowed to next. */
TEST(narrowing_again_is_seen_by_all)
{
    sqlite3 *db = database_host();
    struct error error = { 0 };
    sqlite3_stmt *statement;

    database_run(db, "INSERT INTO problems (problem_id, snapshot_id, want) VALUES (1, 1, 'a'), (2, 2, 'b');");
    assert_int_equal(narrow(db, 1, &error), 0);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT want FROM problems", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "a");
    assert_int_equal(sqlite3_reset(statement), SQLITE_OK);
    assert_int_equal(narrow(db, 2, &error), 0);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "b");
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static int
stop(void *steps)
{
    return --*(int *)steps <= 0;
}

/* The names that were not reached would mean every snapshot, and nobody would see it. */
TEST(narrowing_that_is_interrupted_leaves_nothing)
{
    int interrupted = 0, rc = -1;

    for (int steps = 1; rc != 0; steps += 1 + steps / 4) {
        sqlite3 *db = database_new();
        struct error error = { 0 };
        int left = steps;

        sqlite3_progress_handler(db, 100, stop, &left);
        rc = narrow(db, 7, &error);
        interrupted += rc != 0;
        sqlite3_progress_handler(db, 0, NULL, NULL);
        database_expect(
            db,
            "SELECT count(*) IN (0, (SELECT count(*) FROM main.sqlite_schema AS o WHERE o.type IN ('table', 'view')"
            " AND EXISTS (SELECT 1 FROM pragma_table_info(o.name, 'main') AS c WHERE c.name = 'snapshot_id')))"
            " FROM temp.sqlite_schema WHERE instr(sql, 'narrowed_snapshot')",
            "1\n");
        error_clear(&error);
        sqlite3_close(db);
    }
    assert_true(interrupted > 0);
}
