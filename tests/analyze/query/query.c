#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "analyze/query/functions.h"
#include "analyze/query/query.h"
#include "analyze/render/registry.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static const char rows[] =
    "INSERT INTO snapshots (snapshot_id, host, started_at, started_ns, result, complete, directory, archive_name, "
    "archive_bytes,"
    " archive_sha256, loaded_at) VALUES"
    " (1, 'web', '2025-11-21T09:00:00Z', 1000, 'complete', 1, 'web', 'web.tar.zst', 1, 'a', ''),"
    " (2, 'db', '2025-11-21T08:00:00Z', 500, 'partial', 0, 'db', 'db.tar.zst', 1, 'b', '');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'a', 'ok', 1), (2, 2, 'a', "
    "'ok', 1);"
    "INSERT INTO sockets (snapshot_id, family, protocol, local_port, remote_port, inode, seen, ownership, member_id, "
    "line) VALUES"
    " (1, 2, 6, 22, 0, 7, 'before', 'owned', 1, 2), (1, 2, 6, 80, 5, 0, 'before', 'time_wait', 1, 3),"
    " (2, 2, 6, 5432, 0, 9, 'before', 'owned', 2, 2);"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES (1, 1, 3, "
    "5, 5, 3, 'rw', 'socket', 7, 'socket:[7]'),"
    " (2, 2, 3, 6, 6, 4, 'rw', 'socket', 9, 'socket:[9]');"
    "INSERT INTO process_stat VALUES (1,1,1,5,5,'sshd','S',1,5,5,0,0,0,0,1,1,20,0,1,9,1,1,NULL,NULL,NULL,NULL),"
    " (2,2,1,6,6,'postgres','S',1,6,6,0,0,0,0,1,1,20,0,1,9,1,1,NULL,NULL,NULL,NULL);";

static void
close_database(void *db)
{
    sqlite3_close_v2(db);
}

/* A case of two snapshots, opened as `analyze query` opens it, and closed with the scene. */
static sqlite3 *
open_case(struct scene *scene)
{
    const char *path = scene_text(scene, "%s/case.db", scene_directory(scene));
    struct error error = { 0 };
    sqlite3 *db;

    if (db_open(path, DB_WRITE, &db, &error) || db_script(db, rows, 0, &error))
        fail_msg("%s", error.text);
    sqlite3_close(db);
    if (db_open(path, DB_READ, &db, &error) || functions_add(db, &error))
        fail_msg("%s", error.text);
    scene_defer(scene, close_database, db);
    return db;
}

/* What the SQL gives in a format: its output, or "error: ..." */
static char *
ask_with(struct scene *scene, sqlite3 *db, const char *format, const struct snapshots *each, const char *sql)
{
    struct error error = { 0 };
    struct render render;
    struct query query = { .db = db, .render = &render, .each = each };
    char *text = NULL, *answer;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    int rc;

    assert_non_null(out);
    render_init(&render, render_format_by_name(format, &error), out);
    rc = query_run(&query, sql, &error);
    assert_int_equal(fclose(out), 0);
    answer = rc ? scene_text(scene, "error: %s", error.text) : scene_text(scene, "%s", text);
    error_clear(&error);
    free(text);
    return answer;
}

static char *
ask(struct scene *scene, sqlite3 *db, const char *sql)
{
    return ask_with(scene, db, "jsonl", NULL, sql);
}

TEST(query_values)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);

    assert_string_equal(ask(scene, db, "SELECT 1 AS i, 1.5 AS r, 'x' AS t, x'00ff' AS b, NULL AS n, 1e999 AS inf"),
                        "{\"i\":1,\"r\":1.5,\"t\":\"x\",\"b\":\"00ff\",\"n\":null,\"inf\":9e999}\n");
    assert_string_equal(ask(scene, db, "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a"),
                        "{\"a\":1,\"a_2\":2,\"a_2_2\":3,\"a_3\":4}\n");
    assert_string_equal(ask(scene, db, "SELECT \"not a column\" AS dqs"), "{\"dqs\":\"not a column\"}\n");
    assert_string_equal(ask(scene, db, "SELECT 1 AS a WHERE 0"), "");
    assert_string_equal(ask(scene, db, "-- one\nSELECT 1 AS a; /* two */ ;; SELECT 2 AS b;\n-- end"),
                        "{\"a\":1}\n{\"b\":2}\n");
    assert_string_equal(ask(scene, db, "SELECT regex_match('a-1', '\\d', 0) AS a"), "{\"a\":\"1\"}\n");
    assert_string_equal(ask(scene, db, "PRAGMA user_version"),
                        scene_text(scene, "{\"user_version\":%d}\n", DB_VERSION));
    scene_end(scene);
}

TEST(query_mistakes)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);

    assert_string_equal(ask(scene, db, ""), "error: the SQL is empty");
    assert_string_equal(ask(scene, db, " \n-- only a comment"), "error: the SQL is empty");
    assert_string_equal(ask(scene, db, "SELEC 1"), "error: SQL: near \"SELEC\": syntax error");
    assert_string_equal(ask(scene, db, "SELECT x FROM nowhere"), "error: SQL: no such table: nowhere");
    assert_string_equal(ask(scene, db, "SELECT ?"),
                        "error: SQL: the parameter ? has no name, and so can have no value: write :name");
    assert_string_equal(ask(scene, db, "SELECT :pid"),
                        "error: SQL: the parameter :pid has no value: give it with --param pid=VALUE");
    scene_end(scene);
}

TEST(query_refuses_all_but_reading)
{
    static const char *const cases[][2] = {
        { "DROP TABLE sockets", "a change of the tables in sqlite_master" },
        { "CREATE TABLE t (x)", "a change of the tables in sqlite_master" },
        { "CREATE TEMP TABLE t (x)", "a change of the tables in sqlite_temp_master" },
        { "CREATE VIRTUAL TABLE t USING fts5(x)", "a change of the tables in sqlite_master" },
        { "INSERT INTO sockets (inode) VALUES (1)", "INSERT into sockets" },
        { "UPDATE sockets SET inode = 1", "UPDATE of sockets" },
        { "DELETE FROM sockets", "DELETE from sockets" },
        { "EXPLAIN DELETE FROM sockets", "DELETE from sockets" },
        { "WITH x AS (SELECT 1) DELETE FROM sockets", "DELETE from sockets" },
        { "ATTACH ':memory:' AS x", "ATTACH of :memory:" },
        { "DETACH main", "DETACH of main" },
        { "BEGIN", "the transaction BEGIN" },
        { "SAVEPOINT x", "the savepoint BEGIN" },
        { "PRAGMA journal_mode", "PRAGMA journal_mode" },
        { "PRAGMA user_version = 1", "PRAGMA user_version" },
        { "PRAGMA writable_schema = 1", "PRAGMA writable_schema" },
        { "SELECT load_extension('x')", "the function load_extension" },
        { "SELECT fts3_tokenizer('x')", "the function fts3_tokenizer" },
        { "VACUUM", "a statement that writes" },
        { "VACUUM INTO '/nowhere/x'", "a statement that writes" },
    };
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(ask(scene, db, cases[i][0]),
                            scene_text(scene, "error: %s is refused: a query may only read", cases[i][1]));
    assert_string_equal(ask(scene, db, "SELECT count(*) AS n FROM sockets"), "{\"n\":3}\n");
    scene_end(scene);
}

/* Pragmas that tell work as statements and as tables. */
TEST(query_allows_harmless_pragmas)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);

    assert_non_null(strstr(ask(scene, db, "PRAGMA table_info(snapshots)"), "\"machine_id\""));
    assert_non_null(strstr(ask(scene, db, "SELECT name FROM pragma_table_info('snapshots')"), "\"machine_id\""));
    assert_string_equal(ask(scene, db, "SELECT value FROM json_each('[7]')"), "{\"value\":7}\n");
    assert_string_equal(ask(scene, db, "UPDATE sqlite_master SET sql = ''"),
                        "error: SQL: table sqlite_master may not be modified");
    assert_non_null(strstr(ask(scene, db, "EXPLAIN QUERY PLAN SELECT * FROM sockets"), "SCAN sockets"));
    scene_end(scene);
}

TEST(query_has_bounds)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    char *deep = scene_memory(scene, 20000), *end = stpcpy(deep, "SELECT 1");

    for (int i = 0; i < 3000; i++)
        end = stpcpy(end, "+1");
    assert_non_null(strstr(ask(scene, db, deep), "error: SQL: Expression tree is too large"));
    assert_string_equal(ask(scene, db, "SELECT zeroblob(1000000000)"), "error: SQL: string or blob too big");
    assert_non_null(strstr(ask(scene, db,
                               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                               " SELECT json_group_array(randomblob(1000000)) FROM n"),
                           "error: "));
    scene_end(scene);
}

/* Ctrl-C that comes while a query runs ends the query, not the program. */
TEST(query_is_interrupted)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    sigset_t interrupt, before, after;

    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &before);
    kill(getpid(), SIGINT);
    assert_string_equal(
        ask(scene, db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"),
        "error: interrupted");
    sigpending(&after);
    assert_int_equal(sigismember(&after, SIGINT), 0);
    sigprocmask(SIG_SETMASK, &before, NULL);
    scene_end(scene);
}

/* SQL as for a live host: no word of snapshots in it. */
static const char live_sql[] = "SELECT p.name, s.local_port FROM process_open_sockets s JOIN processes p USING (pid)";

TEST(query_one_snapshot)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    struct error error = { 0 };

    assert_int_equal(narrow(db, 2, &error), 0);
    assert_string_equal(ask(scene, db, live_sql), "{\"name\":\"postgres\",\"local_port\":5432}\n");
    assert_string_equal(ask(scene, db, "SELECT host FROM snapshots"), "{\"host\":\"db\"}\n");
    assert_string_equal(ask(scene, db, "SELECT count(*) AS n FROM main.snapshots"), "{\"n\":2}\n");
    assert_string_equal(ask(scene, db, "DROP VIEW temp.sockets"),
                        "error: a change of the tables in sqlite_temp_master is refused: a query may only read");
    assert_int_equal(widen(db, &error), 0);
    assert_string_equal(ask(scene, db, "SELECT count(*) AS n FROM snapshots"), "{\"n\":2}\n");
    scene_end(scene);
}

/* The number of the snapshot must reach the indexes, through the views. */
TEST(query_one_snapshot_uses_indexes)
{
    static const char *const cases[][2] = {
        { "SELECT * FROM sockets WHERE inode = 7", "sockets_by_inode (snapshot_id=? AND inode=?)" },
        { "SELECT * FROM process_open_sockets WHERE pid = 5", "process_fds_by_pid (snapshot_id=? AND pid=?)" },
        { "SELECT * FROM processes WHERE pid = 5", "process_stat_by_pid (snapshot_id=? AND pid=? AND tid=?)" },
        { "SELECT * FROM process_open_sockets", "(snapshot_id=? AND inode=?)" },
        { live_sql, "process_stat_by_pid (snapshot_id=? AND pid=? AND tid=?)" },
    };
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    struct error error = { 0 };

    /* The state of ownership narrows nothing: a join by it is every process with every socket. */
    assert_null(strstr(ask(scene, db, scene_text(scene, "EXPLAIN QUERY PLAN %s", live_sql)), "(ownership=?)"));
    assert_int_equal(narrow(db, 1, &error), 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *plan = ask(scene, db, scene_text(scene, "EXPLAIN QUERY PLAN %s", cases[i][0]));

        if (!strstr(plan, cases[i][1]) || strstr(plan, "PRIMARY KEY (snapshot_id=?)"))
            fail_msg("%s: want %s, have\n%s", cases[i][0], cases[i][1], plan);
    }
    scene_end(scene);
}

TEST(query_each_snapshot)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    struct snapshots snapshots;
    struct error error = { 0 };

    assert_int_equal(snapshots_read(db, &snapshots, &error), 0);
    assert_string_equal(ask_with(scene, db, "csv", &snapshots, live_sql),
                        "snapshot_id,name,local_port\n2,postgres,5432\n1,sshd,22\n");
    assert_string_equal(ask_with(scene, db, "json", &snapshots, "SELECT snapshot_id, host FROM snapshots"),
                        "[\n{\"snapshot_id\":2,\"snapshot_id_2\":2,\"host\":\"db\"},\n"
                        "{\"snapshot_id\":1,\"snapshot_id_2\":1,\"host\":\"web\"}\n]\n");
    assert_string_equal(ask_with(scene, db, "table", &snapshots, "SELECT name FROM processes; SELECT 1 AS a"),
                        "snapshot 2: db, 2025-11-21T08:00:00Z\nname\n--------\npostgres\n\n"
                        "snapshot 1: web, 2025-11-21T09:00:00Z\nname\n----\nsshd\n\n"
                        "snapshot 2: db, 2025-11-21T08:00:00Z\na\n-\n1\n\n"
                        "snapshot 1: web, 2025-11-21T09:00:00Z\na\n-\n1\n");
    assert_string_equal(ask_with(scene, db, "table", &snapshots, "ATTACH 'x' AS y"),
                        "error: ATTACH of x is refused: a query may only read");
    snapshots_free(&snapshots);
    scene_end(scene);
}

TEST(query_several_results_in_a_table)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);

    assert_string_equal(ask_with(scene, db, "table", NULL, "SELECT 1 AS a; SELECT 2 AS b"), "a\n-\n1\n\nb\n-\n2\n");
    scene_end(scene);
}

/* The SQL of the next `analyze query` example at *text, which is moved behind it; NULL when there is none.  It begins in the command's line. */
static char *
next_example(struct scene *scene, char **text)
{
    char *command = strstr(*text, "\nanalyze query "), *begin, *end;

    while (command && command[1 + strcspn(command + 1, "\"\n")] != '"')
        command = strstr(command + 1, "\nanalyze query ");
    begin = command ? strchr(command, '"') : NULL;
    end = begin ? strchr(begin + 1, '"') : NULL;
    if (!end)
        return NULL;
    *text = end + 1;
    return scene_text(scene, "%.*s", (int)(end - begin - 1), begin + 1);
}

TEST(query_examples_of_the_manual)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    char *manual = sh_ok(scene, "cat \"$TOP/docs/analyze.1\"");
    char *sql;
    int examples = 0;

    while ((sql = next_example(scene, &manual))) {
        char *answer = ask(scene, db, sql);

        if (strncmp(answer, "error:", 6) == 0)
            fail_msg("%s\n%s", sql, answer);
        examples++;
    }
    assert_int_equal(examples, 4);
    scene_end(scene);
}
