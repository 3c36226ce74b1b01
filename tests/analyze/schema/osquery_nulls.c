/*
 * Where osquery has a value, ours is never NULL, which <> and NOT IN drop: in all fixtures, and in rows of which nothing is known that
 * need not be.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/database.h"
#include "tests/support/osquery.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
expect_no_nulls(struct scene *scene, sqlite3 *db)
{
    char *path = realpath("tests/analyze/schema/osquery_nulls.txt", NULL), *nulls;

    assert_non_null(path);
    nulls = osquery_nulls(db, scene_read(scene, path, NULL));
    free(path);
    if (nulls)
        fail_msg("NULL where osquery has a value:\n%s", nulls);
}

/* Statements that insert into each table a row with those columns alone that must have a value. */
static const char sparse[] =
    "SELECT printf('INSERT INTO \"%w\" (%s) VALUES (%s);', t.name, group_concat(c.name), group_concat("
    " CASE WHEN c.name = 'family' THEN '2' WHEN c.type = 'INTEGER' THEN '1' WHEN c.type = 'BLOB' THEN 'x''00000000'''"
    " ELSE '''1''' END)) FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
    " WHERE t.type = 'table' AND t.name NOT IN ('snapshots', 'members') AND (c.\"notnull\" OR c.name = 'snapshot_id')"
    " GROUP BY t.name";

/* What a view asks for, of which the rest is not known. */
static const char asked[] =
    "INSERT INTO passwd_file (snapshot_id, member_id, line, username, password, uid, gid) VALUES (1, 1, 9, 'u', 'x', "
    "5, 5);"
    "INSERT INTO group_file (snapshot_id, member_id, line, groupname, password, gid) VALUES (1, 1, 9, 'g', 'x', 5);"
    "INSERT INTO utmp SELECT snapshot_id, member_id, 9, type, 9, tty, id, username, host, termination, exit, session, "
    "time,"
    " microseconds, address FROM utmp;"
    "INSERT INTO proc_stat_cpus (snapshot_id, member_id, line, cpu, user, nice, system, idle) VALUES (1, 1, 9, 0, 1, "
    "1, 1, 1);"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target) VALUES (1, 1, 9, 1, 1, 'exe', "
    "'/x');"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, type, inode, target) VALUES"
    " (1, 1, 9, 1, 1, 9, 'socket', 9, ''), (1, 1, 10, 1, 1, 10, 'pipe', 10, ''), (1, 1, 11, 1, 1, 11, 'file', 0, '/f');"
    "INSERT INTO sockets (snapshot_id, family, protocol, inode, seen, ownership, member_id, line) VALUES"
    " (1, NULL, NULL, 9, 'descriptor', 'owned', 1, 9), (1, 2, 6, 9, 'descriptor', 'owned', 1, 9),"
    " (1, 10, 6, 9, 'descriptor', 'denied', 1, 9), (1, 17, NULL, 9, 'descriptor', 'owned', 1, 9);"
    "INSERT INTO resolv_conf VALUES (1, 1, 9, 'nameserver', 0, '10.0.0.1');"
    "INSERT INTO host_values VALUES (1, 1, 9, 'redhat-release', 'Some release');";

TEST(osquery_has_no_nulls_where_nothing_is_known)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = database_host();
    char *statements = database_text(db, sparse);

    assert_non_null(statements);
    database_run(db, "PRAGMA foreign_keys = 0");
    database_run(db, statements);
    database_run(db, asked);
    expect_no_nulls(scene, db);
    sqlite3_free(statements);
    sqlite3_close(db);
    scene_end(scene);
}

TEST(osquery_has_no_nulls_in_any_fixture)
{
    struct scene *scene = scene_begin();
    const char *build = getenv("STILLFRAME_BUILD");
    char *fixtures = realpath(scene_text(scene, "%s/fixtures", build ? build : "build"), NULL);
    sqlite3 *db;

    assert_non_null(fixtures);
    sh_ok(scene, "analyze load case.db '%s'/*.tar.zst", fixtures);
    free(fixtures);
    assert_int_equal(sqlite3_open(scene_text(scene, "%s/case.db", scene_directory(scene)), &db), SQLITE_OK);
    expect_no_nulls(scene, db);
    sqlite3_close(db);
    scene_end(scene);
}
