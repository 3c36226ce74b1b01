/* analyze sql: which statements it accepts, and how it prints answers. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static struct scene *
loaded_scene(void)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q | analyze load case.db -");
    return scene;
}

/* The analyst's SQL can read and do nothing else. */
TEST(sql_that_writes_is_refused)
{
    static const char *const statements[] = {
        "DROP TABLE sockets",
        "DELETE FROM sockets",
        "INSERT INTO problems (snapshot_id, want) VALUES (1, 'x')",
        "UPDATE snapshots SET host = 'x'",
        "ATTACH 'other.db' AS other",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = 1",
        "PRAGMA user_version = 7",
        "PRAGMA journal_mode = WAL",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
        "SELECT 1; DROP TABLE sockets",
        "CREATE TABLE t (x)",
        "BEGIN; DROP TABLE sockets; COMMIT",
    };
    struct scene *scene = loaded_scene();

    sh_ok(scene, "sha256sum case.db >before");
    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        char *error = sh_fails(scene, 2, "analyze query case.db \"%s\"", statements[i]);

        assert_true(strlen(error) > 0);
    }
    sh_ok(scene, "sha256sum --quiet -c before");
    assert_string_equal(sh_ok(scene, "ls"), "before\ncase.db\n");
    scene_end(scene);
}

TEST(sql_that_does_not_end_is_stopped)
{
    struct scene *scene = loaded_scene();

    /* --foreground: else timeout signals twice, once to the group, and the second may come after the query was stopped. */
    assert_int_equal(sh(scene,
                        "timeout --foreground --preserve-status -s INT 1 analyze query case.db"
                        " 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c'")
                         .status,
                     2);
    /* Text beyond every limit: refused, or NULL as printf has it. */
    sh_fails(scene, 2, "analyze query case.db \"SELECT zeroblob(2000000000)\"");
    assert_true(sh(scene, "ulimit -v 4000000; analyze query case.db \"SELECT printf('%%1000000000s', 'x')\"").size <
                1000);
    scene_end(scene);
}

/* Names that break formats: each must come back whole from JSON and CSV, and be harmless in a table. */
TEST(hostile_names_in_every_format)
{
    static const char name[] = "q\"uo'te,\\n;<b>\\x1b[31m\\xff\\xe2\\x80\\xaex";
    static const char right_to_left[] = { '\xe2', '\x80', '\xae', '\0' };
    struct scene *scene = scene_begin();
    struct result result;
    struct actor *actor;
    char *sql;

    scene_write(scene, "name", name, strlen(name));
    actor = actor_start(scene, "holder \"file:$(cat name)\" \"unix-listen:$(cat name).s\"");
    sh_usable(scene, "collect -q | analyze load case.db -");
    sql =
        scene_text(scene,
                   "SELECT path FROM process_open_files WHERE pid = %d AND path LIKE '%%/q%%' UNION ALL"
                   " SELECT path FROM sockets JOIN socket_owners USING (socket_id) WHERE pid = %d AND path LIKE 'q%%'",
                   (int)actor->pid, (int)actor->pid);
    scene_write(scene, "sql", sql, strlen(sql));
    sh_ok(scene, "analyze query --format json -f sql case.db >out.json && jq -e 'length == 2' out.json");
    sh_ok(scene, "analyze query --format jsonl -f sql case.db >out.jsonl && [ $(jq -c . out.jsonl | wc -l) -eq 2 ]");
    sh_ok(scene, "[ \"$(sqlite3 :memory: \"SELECT json_valid(readfile('out.json'))\")\" = 1 ]");
    sh_ok(scene, "iconv -f UTF-8 -t UTF-8 out.json >/dev/null");
    sh_ok(scene, "jq -re '.[].path' out.json | grep -F 'q\"uo'\\''te,'");
    for (const char *const *f = (const char *const[]){ "table", "csv", "json", "jsonl", "markdown", NULL }; *f; f++) {
        result = sh(scene, "analyze query --format %s -f sql case.db", *f);
        assert_int_equal(result.status, 0);
        for (size_t i = 0; i < result.size; i++) {
            unsigned char c = (unsigned char)result.out[i];

            if ((c < 0x20 && c != '\n' && c != '\r') || c == 0x7f)
                fail_msg("byte %#x in %s", c, *f);
        }
        assert_null(strstr(result.out, right_to_left));
    }
    scene_end(scene);
}

TEST(sql_from_argument_file_and_standard_input)
{
    struct scene *scene = loaded_scene();

    sh_ok(scene, "echo 'SELECT 42 AS answer' >q.sql");
    assert_string_equal(sh_ok(scene, "analyze query --format jsonl case.db 'SELECT 42 AS answer'"),
                        "{\"answer\":42}\n");
    assert_string_equal(sh_ok(scene, "analyze query --format jsonl -f q.sql case.db"), "{\"answer\":42}\n");
    assert_string_equal(sh_ok(scene, "analyze query --format jsonl case.db <q.sql"), "{\"answer\":42}\n");
    sh_fails(scene, 2, "analyze query case.db 'SELECT nothing FROM nowhere'");
    sh_fails(scene, 2, "analyze query missing.db 'SELECT 1'");
    sh_ok(scene, "! test -e missing.db");
    scene_end(scene);
}

TEST(foreign_database_is_refused_untouched)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "sqlite3 other.db 'CREATE TABLE t (x)' && cp other.db same.db");
    sh_usable(scene, "collect -q -o s.tar.zst");
    sh_fails(scene, 2, "analyze load other.db s.tar.zst");
    sh_fails(scene, 2, "analyze query other.db 'SELECT 1'");
    sh_ok(scene, "cmp other.db same.db");
    scene_end(scene);
}

TEST(read_only_database_answers)
{
    struct scene *scene = loaded_scene();

    sh_ok(scene, "mkdir ro && mv case.db ro/ && chmod 400 ro/case.db && chmod 500 ro");
    sh_ok(scene, "analyze query ro/case.db 'SELECT count(*) FROM sockets'");
    sh_ok(scene, "chmod 700 ro");
    scene_end(scene);
}

/* Two snapshots of one host in one database: a question is about one of them, or about each. */
TEST(several_snapshots_in_one_database)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    char *count = scene_text(scene, "SELECT count(*) AS n FROM process_open_sockets WHERE socket = %llu",
                             (unsigned long long)actor_held(actor, "tcp4-listen").inode);

    sh_usable(scene, "collect -q | analyze load case.db -");
    actor_end(actor);
    sh_usable(scene, "collect -q | analyze load case.db -");
    assert_string_equal(query(scene, "case.db", "%s AND snapshot_id = 1", count), "1\n");
    assert_string_equal(query(scene, "case.db", "%s", count), "1\n");
    assert_string_equal(sh_ok(scene, "analyze query --format jsonl --snapshot 1 case.db '%s'", count), "{\"n\":1}\n");
    assert_string_equal(sh_ok(scene, "analyze query --format jsonl --snapshot latest case.db '%s'", count),
                        "{\"n\":0}\n");
    assert_string_equal(sh_ok(scene, "analyze query --format jsonl --all case.db '%s'", count), "{\"n\":1}\n");
    assert_non_null(
        strstr(sh_fails(scene, 2, "analyze query case.db '%s'", count), "process_open_sockets.snapshot_id"));
    assert_string_equal(sh_ok(scene, "analyze query --format jsonl case.db '%s AND snapshot_id = 1'", count),
                        "{\"n\":1}\n");
    scene_end(scene);
}
