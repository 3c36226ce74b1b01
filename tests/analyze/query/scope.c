/*
 * Which snapshots the options of scope mean.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/query/scope.h"
#include "tests/support/database.h"

/* Of web (1 and 3, an hour apart), of db (2), and of two clones that are both called twin (4 and 5). */
static const char rows[] =
    "INSERT INTO snapshots (snapshot_id, host, machine_id, boot_id, started_at, started_ns, result, complete, "
    "directory,"
    " archive_name, archive_bytes, archive_sha256, loaded_at)"
    "SELECT id, host, NULL, boot, strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch'), at * 1000000000 + 500000000,"
    " 'complete', 1, 'd', 'a', 1, 's' || id, 'l' FROM (SELECT 1 AS id, 'web' AS host, 'a' AS boot, 1000000000 AS at"
    " UNION ALL SELECT 2, 'db', 'b', 1000001800 UNION ALL SELECT 3, 'web', 'a', 1000003600"
    " UNION ALL SELECT 4, 'twin', 'c', 1000000000 UNION ALL SELECT 5, 'twin', 'd', 1000000000)";

/* Fails the test unless these are the snapshots, or the beginning of the error. */
static void
expect(const struct scope scope, const char *expected)
{
    sqlite3 *db = database_new();
    struct snapshots all = { 0 }, chosen = { 0 };
    struct error error = { 0 };
    char have[256] = "";

    database_run(db, rows);
    assert_int_equal(snapshots_read(db, &all, &error), 0);
    if (scope_resolve(db, &scope, &all, &chosen, &error))
        sqlite3_snprintf(sizeof(have), have, "%.*s", (int)strlen(expected), error.text);
    for (size_t i = 0; i < chosen.count; i++)
        sqlite3_snprintf((int)(sizeof(have) - strlen(have)), have + strlen(have), "%s%lld", i > 0 ? " " : "",
                         (long long)chosen.list[i].id);
    assert_string_equal(have, expected);
    free(chosen.list);
    error_clear(&error);
    snapshots_free(&all);
    sqlite3_close(db);
}

TEST(scope_of_one_snapshot)
{
    expect((struct scope){ .snapshot = "2" }, "2");
    expect((struct scope){ .snapshot = "web" }, "3");
    expect((struct scope){ .snapshot = "twin" },
           "--snapshot twin may be one of several: give its number or --host, or take --each");
    expect((struct scope){ .snapshot = "latest" }, "--snapshot latest may be one of several: give its number");
    expect((struct scope){ .snapshot = "7" },
           "no snapshot 7: the database has 1 (web, 2001-09-09T01:46:40Z); 4 (twin,");
    expect((struct scope){ .snapshot = "2x" }, "no snapshot 2x: the database has ");
}

TEST(scope_of_hosts_and_times)
{
    expect((struct scope){ .host = NULL }, "2 4 5 3");
    expect((struct scope){ .host = "web" }, "3");
    expect((struct scope){ .host = "twin" }, "4 5");
    expect((struct scope){ .host = "nobody" }, "no snapshot of a host nobody: the database has ");
    expect((struct scope){ .at = "2001-09-09T02:46:39Z" }, "2 4 5 1");
    expect((struct scope){ .at = "2001-09-09T02:46:40Z" }, "2 4 5 3"); /* begun within that second */
    expect((struct scope){ .at = "2001-09-09T01:46:40Z", .host = "web" }, "1");
    expect((struct scope){ .at = "2001-09-09T01:46:40Z", .host = "db" },
           "no snapshot of a host db begun by 2001-09-09");
    expect((struct scope){ .at = "yesterday evening" }, "--at yesterday evening: not a time; write it as ");
}

TEST(scope_of_every_snapshot)
{
    expect((struct scope){ .each = true }, "2 4 5 1 3");
    expect((struct scope){ .all = true }, "2 4 5 1 3");
    expect((struct scope){ .each = true, .host = "web" }, "1 3");
}

/* An option that would be passed over is an error. */
TEST(scope_of_options_that_contradict_each_other)
{
    static const struct scope scopes[] = {
        { .snapshot = "1", .each = true }, { .snapshot = "1", .all = true }, { .snapshot = "1", .host = "web" },
        { .snapshot = "1", .at = "now" },  { .each = true, .all = true },    { .at = "now", .each = true },
        { .at = "now", .all = true },      { .host = "web", .all = true },
    };

    for (size_t i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++)
        expect(scopes[i], "of --snapshot, --at, --each and --all only one can be given");
}
