/*
 * The named questions, each asked of two hosts whose pids, inodes and ports are the same: no row of one host may tell of the other one.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "analyze/query/functions.h"
#include "analyze/query/narrow.h"
#include "analyze/query/query.h"
#include "analyze/query/questions.h"
#include "analyze/render/registry.h"
#include "tests/support/scene.h"

/* The rows of one snapshot, ?1: whatever has a name ends in of-1 or of-2. */
static const char rows[] =
    "INSERT INTO snapshots (snapshot_id, host, started_at, started_ns, result, complete, directory, archive_name, "
    "archive_bytes,"
    " archive_sha256, loaded_at, meta, clock_ticks, booted_ns) VALUES (?1, 'host-of-' || ?1, '2025-11-21T09:00:00Z', "
    "?1 * 1000000000000000,"
    " 'complete', 1, 'top-of-' || ?1, 'archive-of-' || ?1, 1, 'a' || ?1, '',"
    " '{\"self\":{\"namespaces\":{\"net\":4026531840}}}', 100, 1);"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (?1 * 10 + 1, ?1, 'member-of-' || ?1, "
    "'ok', 1);"
    "INSERT INTO process_stat VALUES (?1, ?1 * 10 + 1, 1, 5, 5, 'first-of-' || ?1, 'S', 1, 5, 5, 0, 0, 0, 0, 1, 1, 20, "
    "0, 1, 9, 1, 1, NULL, NULL, NULL, NULL),"
    " (?1, ?1 * 10 + 1, 2, 6, 6, 'second-of-' || ?1, 'S', 5, 5, 5, 0, 0, 0, 0, 1, 1, 20, 0, 1, 9, 1, 1, NULL, NULL, "
    "NULL, NULL);"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target) VALUES"
    " (?1, ?1 * 10 + 1, 50, 5, 5, 'exe', '/memfd:exe-of-' || ?1 || ' (deleted)'), (?1, ?1 * 10 + 1, 51, 6, 6, 'exe', "
    "'/exe-of-' || ?1);"
    "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value) VALUES"
    " (?1, ?1 * 10 + 1, 60, 5, 'cmdline', 'arguments-of-' || ?1);"
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, "
    "local_port, remote_address,"
    " remote_ip, remote_port, path, inode, seen, ownership, member_id, line) VALUES"
    " (?1, 9, 2, 6, 'stream', 'LISTEN', '0.0.0.0', x'00000000', 80, '0.0.0.0', x'00000000', 0, NULL, 71, 'before', "
    "'owned', ?1 * 10 + 1, 2),"
    " (?1, 9, 2, 6, 'stream', 'ESTABLISHED', '10.0.0.' || ?1, x'0a000001', 80, '203.0.113.9', x'cb007109', 4000, NULL, "
    "72, 'before', 'owned',"
    "  ?1 * 10 + 1, 3),"
    " (?1, 9, 2, 6, 'stream', 'TIME_WAIT', '10.0.0.' || ?1, x'0a000001', 80, '10.0.0.9', x'0a000009', 4001, NULL, 0, "
    "'before', 'time_wait',"
    "  ?1 * 10 + 1, 4),"
    " (?1, 9, 1, 0, 'stream', 'LISTENING', NULL, NULL, NULL, NULL, NULL, NULL, '/path-of-' || ?1, 73, 'before', "
    "'owned', ?1 * 10 + 1, 5),"
    " (?1, 9, 17, 3, 'raw', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 74, 'before', 'owned', ?1 * 10 + 1, 6);"
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, path, inode, seen, ownership, "
    "member_id, line) VALUES"
    " (?1, 9, 1, 0, 'stream', 'CONNECTED', '/path-of-' || ?1, 75, 'before', 'owned', ?1 * 10 + 1, 7);"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES"
    " (?1, ?1 * 10 + 1, 10, 5, 5, 0, 'rw', 'socket', 72, 'socket:[72]'), (?1, ?1 * 10 + 1, 11, 5, 5, 1, 'rw', "
    "'socket', 72, 'socket:[72]'),"
    " (?1, ?1 * 10 + 1, 12, 5, 5, 3, 'rw', 'socket', 71, 'socket:[71]'), (?1, ?1 * 10 + 1, 13, 5, 5, 4, 'rw', "
    "'socket', 73, 'socket:[73]'),"
    " (?1, ?1 * 10 + 1, 14, 6, 7, 3, 'rw', 'socket', 74, 'socket:[74]'), (?1, ?1 * 10 + 1, 15, 6, 6, 5, 'rw', "
    "'socket', 75, 'socket:[75]'),"
    " (?1, ?1 * 10 + 1, 16, 5, 5, 6, 'w', 'pipe', 90, 'pipe:[90]'), (?1, ?1 * 10 + 1, 17, 6, 6, 6, 'r', 'pipe', 90, "
    "'pipe:[90]'),"
    " (?1, ?1 * 10 + 1, 18, 5, 5, 7, 'w', 'file', NULL, '/gone-of-' || ?1 || ' (deleted)');"
    "INSERT INTO process_containers (snapshot_id, pid, runtime, container_id, evidence, own_namespaces, net_namespace) "
    "VALUES"
    " (?1, 5, 'docker', 'container-of-' || ?1, 'cgroup', 'net', 9);"
    "INSERT INTO net_namespace_sightings (snapshot_id, member_id, line, net_namespace, how) VALUES (?1, ?1 * 10 + 1, "
    "20, 9, 'mount');"
    "INSERT INTO process_views (snapshot_id, member_id, line, view, pid, starttime, comm) VALUES"
    " (?1, ?1 * 10 + 1, 30, 'private', 5, 1, 'first-of-' || ?1);"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (?1 * 10 + 2, ?1, "
    "'proc/5/visible/stat', 'ok', 1);"
    "INSERT INTO problems (snapshot_id, member_id, line, want, have) VALUES (?1, ?1 * 10 + 1, 1, 'a-word', 'have-of-' "
    "|| ?1);";

static void
close_database(void *db)
{
    sqlite3_close_v2(db);
}

static sqlite3 *
open_case(struct scene *scene)
{
    const char *path = scene_text(scene, "%s/case.db", scene_directory(scene));
    struct error error = { 0 };
    sqlite3 *db;

    if (db_open(path, DB_WRITE, &db, &error) || db_script(db, rows, 1, &error) || db_script(db, rows, 2, &error))
        fail_msg("%s", error.text);
    sqlite3_close(db);
    if (db_open(path, DB_READ, &db, &error) || functions_add(db, &error))
        fail_msg("%s", error.text);
    scene_defer(scene, close_database, db);
    return db;
}

/* Changes the case that open_case() made. */
static void
write_rows(struct scene *scene, const char *sql)
{
    struct error error = { 0 };
    sqlite3 *db;

    if (db_open(scene_text(scene, "%s/case.db", scene_directory(scene)), DB_WRITE, &db, &error))
        fail_msg("%s", error.text);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* The answer as lines of CSV, where nobody said which snapshot is meant. */
static char *
ask(struct scene *scene, sqlite3 *db, const char *sql, struct parameters *parameters)
{
    struct error error = { 0 };
    struct render render;
    struct query query = { .db = db, .render = &render, .parameters = parameters, .without_scope = true };
    char *text = NULL, *answer;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    render_init(&render, &render_csv, out);
    if (query_run(&query, sql, &error))
        fail_msg("%s\n%s", sql, error.text);
    assert_int_equal(fclose(out), 0);
    answer = scene_text(scene, "%s", text);
    free(text);
    return answer;
}

/* How many lines begin with the number of the snapshot; fails the test where one of them tells of the other host. */
static size_t
count_rows(const char *name, const char *answer, int snapshot)
{
    char begin[] = { (char)('0' + snapshot), ',', '\0' }, other[] = "of-0";
    size_t count = 0;

    other[3] = (char)('0' + 3 - snapshot);
    for (const char *line = answer; *line; line = strchr(line, '\n') + 1) {
        size_t len = strcspn(line, "\n");

        if (strncmp(line, begin, 2) != 0)
            continue;
        count++;
        if (memmem(line, len, other, strlen(other)))
            fail_msg("%s mixes the hosts:\n%.*s", name, (int)len, line);
    }
    return count;
}

/* Values for all parameters that a question may want. */
static struct parameters
all_parameters(void)
{
    struct parameters parameters = { 0 };

    parameters_default(&parameters, "port", 4, "80");
    parameters_default(&parameters, "pid", 3, "5");
    parameters_default(&parameters, "inode", 5, "71");
    parameters_default(&parameters, "address", 7, "203.0.113.9");
    return parameters;
}

TEST(questions_do_not_mix_hosts)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    size_t asked = 0;

    for (const struct question *question = questions; question->name; question++) {
        struct parameters parameters = all_parameters();
        char *answer;
        size_t first;

        question_defaults(question, &parameters);
        if (strcmp(question->name, "who_talked_to") == 0) /* its port is the remote one */
            assert_int_equal(parameters_add(&parameters, "port=4000", &(struct error){ 0 }), 0);
        answer = ask(scene, db, question->sql, &parameters);
        first = count_rows(question->name, answer, 1);
        if (first == 0 || count_rows(question->name, answer, 2) != first)
            fail_msg("%s has no row for one of the hosts:\n%s", question->name, answer);
        parameters_free(&parameters);
        asked++;
    }
    assert_in_range(asked, 20, 100);
    scene_end(scene);
}

/* Of what a path has on both hosts, the digest is rare; one that the other host was not asked for is not. */
TEST(question_what_is_rare)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    const struct question *rare = question_find("rare", &(struct error){ 0 });
    struct parameters parameters = { 0 };

    question_defaults(rare, &parameters);
    assert_null(strstr(ask(scene, db, rare->sql, &parameters), ",203.0.113.9 "));
    write_rows(scene, "UPDATE process_links SET target = '/same' WHERE link = 'exe' AND pid = 6;"
                      "INSERT INTO executable_hashes (snapshot_id, member_id, line, pid, device, inode, bytes, sha256)"
                      " VALUES (1, 11, 90, 6, 1, 2, 3, 'aa')");
    assert_null(strstr(ask(scene, db, rare->sql, &parameters), "same"));
    write_rows(scene, "INSERT INTO executable_hashes (snapshot_id, member_id, line, pid, device, inode, bytes, sha256)"
                      " VALUES (2, 21, 90, 6, 1, 2, 3, 'bb')");
    assert_non_null(strstr(ask(scene, db, rare->sql, &parameters), "\n1,host-of-1,digest,aa,/same,,1,2,"));
    assert_non_null(strstr(ask(scene, db, rare->sql, &parameters), "\n2,host-of-2,digest,bb,/same,,1,2,"));
    /* Of one host, how rare its things are is still told of both. */
    assert_int_equal(narrow(db, 2, &(struct error){ 0 }), 0);
    assert_null(strstr(ask(scene, db, rare->sql, &parameters), "\n1,"));
    assert_non_null(strstr(ask(scene, db, rare->sql, &parameters), "\n2,host-of-2,digest,bb,/same,,1,2,"));
    parameters_free(&parameters);
    scene_end(scene);
}

/* This test would see it: a join over the pid alone, which reads both numbers and so is not refused. */
TEST(questions_that_mix_hosts_are_seen)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);
    struct parameters parameters = { 0 };
    char *answer = ask(
        scene, db,
        "SELECT s.snapshot_id, p.snapshot_id, p.name FROM process_open_sockets AS s JOIN processes AS p USING (pid)",
        &parameters);

    assert_non_null(strstr(answer, "\n1,2,first-of-2\n"));
    scene_end(scene);
}

/* Each has a summary, and every parameter of its SQL is in its header. */
TEST(questions_are_explained)
{
    struct scene *scene = scene_begin();
    sqlite3 *db = open_case(scene);

    for (const struct question *question = questions; question->name; question++) {
        sqlite3_stmt *statement = NULL;

        if (strncmp(question->sql, "-- ", 3) != 0 || question->sql[3] < 'A' || question->sql[3] > 'Z')
            fail_msg("%s begins with no summary", question->name);
        assert_int_equal(sqlite3_prepare_v2(db, question->sql, -1, &statement, NULL), SQLITE_OK);
        for (int i = 1; i <= sqlite3_bind_parameter_count(statement); i++)
            if (!strstr(question->sql, scene_text(scene, "\n-- %s ", sqlite3_bind_parameter_name(statement, i))))
                fail_msg("the header of %s does not explain %s", question->name,
                         sqlite3_bind_parameter_name(statement, i));
        sqlite3_finalize(statement);
    }
    scene_end(scene);
}

TEST(questions_have_defaults)
{
    static const struct question question = {
        "test", "-- A test.\n-- :port  needed\n-- :state = LISTEN  a word\n-- :n = NULL  none\n-- end\n"
                "SELECT :port;\n-- :late = 1  no header\n"
    };
    struct parameters parameters = { 0 };

    question_defaults(&question, &parameters);
    assert_int_equal(parameters.count, 2);
    assert_string_equal(parameters.list[0].name, "state");
    assert_string_equal(parameters.list[0].value, "LISTEN");
    assert_string_equal(parameters.list[1].name, "n");
    assert_null(parameters.list[1].value);
    parameters_free(&parameters);
}

TEST(questions_are_found_by_name)
{
    struct error error = { 0 };

    assert_string_equal(question_find("netstat", &error)->name, "netstat");
    assert_null(question_find("netsat", &error));
    assert_string_equal(error.text, "there is no question @netsat; nearest: netstat: @ alone lists all");
    error_clear(&error);
}
