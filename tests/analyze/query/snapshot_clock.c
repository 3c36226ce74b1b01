#include "tests/support/test.h"

#include <stdlib.h>
#include <time.h>

#include "analyze/query/snapshot_clock.h"
#include "tests/support/scene.h"

static sqlite3_int64
number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    sqlite3_int64 value;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    value = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return value;
}

/* Every way in which SQL asks for the present. */
TEST(moment_is_the_present_of_a_connection)
{
    struct scene *scene = scene_begin();
    const char *path = scene_text(scene, "%s/a.db", scene_directory(scene));
    time_t begun = time(NULL);
    struct snapshot_clock clock;
    sqlite3 *db, *other;

    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    snapshot_clock_begin(&clock);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_in_range(number(db, "SELECT strftime('%s', 'now')"), begun, begun + 600);
    snapshot_clock_set(other, 1);
    assert_in_range(number(db, "SELECT strftime('%s', 'now')"), begun, begun + 600);
    snapshot_clock_set(db, 1700000000987654321);
    assert_int_equal(number(db, "SELECT strftime('%s', 'now')"), 1700000000);
    assert_int_equal(number(db, "SELECT unixepoch('now', '-1 hour')"), 1699996400);
    assert_int_equal(number(db, "SELECT strftime('%f', 'now') = '20.987'"), 1);
    assert_int_equal(number(db, "SELECT CURRENT_TIMESTAMP = '2023-11-14 22:13:20'"), 1);
    assert_int_equal(number(db, "SELECT (julianday('now') - 2440587.5) * 86400 + 0.1"), 1700000001);
    assert_in_range(number(other, "SELECT strftime('%s', 'now')"), begun, begun + 600);
    snapshot_clock_set(db, 0);
    assert_in_range(number(db, "SELECT strftime('%s', 'now')"), begun, begun + 600);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    snapshot_clock_end(&clock);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_null(sqlite3_vfs_find("stillframe"));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    scene_end(scene);
}
