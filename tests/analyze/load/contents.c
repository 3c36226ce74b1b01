/* Members with the same content share their rows, and no view shows that they do. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "analyze/formats/registry.h"
#include "analyze/load/rows.h"
#include "tests/support/database.h"
#include "tests/support/loading.h"
#include "tests/support/query.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

#define CGROUP "0::/system.slice/ssh.service\n"

/* A snapshot of the second `second` with some members. */
static void
begin(struct sample *sample, int second)
{
    char meta[2048];
    const char *at = strstr(sample_meta, "\"realtime\":");

    assert_non_null(at);
    assert_true(snprintf(meta, sizeof(meta), "%.*s\"realtime\":%d%s", (int)(at - sample_meta), sample_meta,
                         1700000000 + second, strchr(at, ',')) < (int)sizeof(meta));
    *sample = (struct sample){ 0 };
    sample_member(sample, "meta.json", slice_of(meta));
    sample_segment(sample);
}

/* Without an end it was cut. */
static struct load_result
load_and_free(struct scene *scene, struct sample *sample)
{
    struct load_result result;

    result = load_ok(scene, buffer_slice(&sample->tar));
    sample_free(sample);
    load_result_free(&result);
    return result;
}

TEST(contents_are_stored_once)
{
    struct scene *scene = scene_begin();
    struct load_result results[3];
    struct sample sample;

    for (int i = 0; i < 3; i++) {
        begin(&sample, i);
        sample_member(&sample, "proc/7/cgroup", slice_of(CGROUP));
        sample_member(&sample, "proc/8/cgroup", slice_of(i == 2 ? "0::/user.slice\n1:cpu:/\n" : CGROUP));
        sample_member(&sample, "proc/7/fdinfo", slice_of("fd/3\tpos:\t0\nfd/3\tflags:\t02\n"));
        sample_member(&sample, "etc/services", slice_of("ssh 22/tcp\n"));
        sample_end(&sample, "complete");
        results[i] = load_and_free(scene, &sample);
        assert_int_equal(results[i].outcome, LOAD_NEW);
        assert_int_equal(results[i].problems, 0);
    }
    assert_int_equal(results[1].rows, results[0].rows);
    assert_int_equal(results[2].rows, results[0].rows + 1);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM process_cgroups_rows"), 3);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM process_fdinfo_rows"), 2);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM services_file_rows"), 1);
    assert_string_equal(query(scene, "case.db",
                              "SELECT c.snapshot_id, m.path, c.line, c.pid, c.cgroup_path FROM process_cgroups AS c"
                              " JOIN members AS m USING (member_id, snapshot_id) ORDER BY 1, 2, 3"),
                        "1|proc/7/cgroup|1|7|/system.slice/ssh.service\n1|proc/8/cgroup|1|8|/system.slice/ssh.service\n"
                        "2|proc/7/cgroup|1|7|/system.slice/ssh.service\n2|proc/8/cgroup|1|8|/system.slice/ssh.service\n"
                        "3|proc/7/cgroup|1|7|/system.slice/ssh.service\n3|proc/8/cgroup|1|8|/user.slice\n"
                        "3|proc/8/cgroup|2|8|/\n");
    /* What a format tells of a descriptor in other tables is each snapshot's own. */
    assert_string_equal(query(scene, "case.db",
                              "SELECT i.snapshot_id, i.pid, i.tid, i.fd, count(i.key), s.flags FROM process_fdinfo AS i"
                              " JOIN process_fd_states AS s USING (snapshot_id, pid, tid, fd) GROUP BY 1 ORDER BY 1"),
                        "1|7|7|3|2|2\n2|7|7|3|2|2\n3|7|7|3|2|2\n");
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, name FROM services_file ORDER BY 1"),
                        "1|ssh\n2|ssh\n3|ssh\n");
    scene_end(scene);
}

/* What reading a member said of it is said of each that has the same bytes. */
TEST(contents_with_problems_are_not_shared)
{
    struct scene *scene = scene_begin();
    struct sample sample;

    for (int i = 0; i < 2; i++) {
        begin(&sample, i);
        sample_member(&sample, "proc/7/cgroup", slice_of(CGROUP "nonsense\n"));
        sample_member(&sample, "proc/7/limits",
                      slice_of("Limit Soft Limit Hard Limit Units Vendor\nMax open files 1 2 files 3\n"));
        sample_truncated(&sample, "proc/8/cgroup", slice_of(CGROUP));
        sample_member(&sample, "proc/9/cgroup", slice_of(CGROUP));
        sample_end(&sample, "complete");
        assert_int_equal(load_and_free(scene, &sample).problems, 1);
    }
    assert_string_equal(
        query(scene, "case.db",
              "SELECT snapshot_id, m.path, p.line FROM problems AS p JOIN members AS m USING (snapshot_id,"
              " member_id) ORDER BY 1"),
        "1|proc/7/cgroup|2\n2|proc/7/cgroup|2\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT snapshot_id, l.pid, l.soft, v.text, c.names FROM process_limits AS l"
                              " JOIN unknown_values AS v USING (snapshot_id, member_id, line)"
                              " JOIN unknown_columns AS c USING (snapshot_id, member_id) ORDER BY 1"),
                        "1|7|1|3|Vendor\n2|7|1|3|Vendor\n");
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, pid FROM process_cgroups ORDER BY 1, 2"),
                        "1|7\n1|8\n1|9\n2|7\n2|8\n2|9\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM process_cgroups_rows"), 4);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM contents WHERE sha256 IS NULL"), 4);
    scene_end(scene);
}

static void
read_by_another(struct scene *scene)
{
    char *sql = sqlite3_mprintf("UPDATE contents SET reading = replace(reading, %Q, 'another')", formats_digest);
    sqlite3 *db;

    assert_int_equal(sqlite3_open(scene_text(scene, "%s/case.db", scene_directory(scene)), &db), SQLITE_OK);
    database_run(db, sql);
    assert_int_equal(sqlite3_changes(db), 1);
    sqlite3_free(sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Rows that other parsers made of the same bytes are not taken for what these make. */
TEST(contents_of_other_parsers_are_not_shared)
{
    struct scene *scene = scene_begin();
    struct sample sample;

    for (int i = 0; i < 3; i++) {
        begin(&sample, i);
        sample_member(&sample, "proc/7/cgroup", slice_of(CGROUP));
        sample_end(&sample, "complete");
        load_and_free(scene, &sample);
        if (i == 0)
            read_by_another(scene);
    }
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM process_cgroups_rows"), 2);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, pid FROM process_cgroups ORDER BY 1"),
                        "1|7\n2|7\n3|7\n");
    scene_end(scene);
}

/* A snapshot that is completed loses the contents that only its part had. */
TEST(contents_without_a_member_go)
{
    struct scene *scene = scene_begin();
    struct sample part, whole;

    begin(&part, 0);
    sample_member(&part, "proc/7/cgroup", slice_of(CGROUP "nonsense\n"));
    sample_segment(&part);
    assert_int_equal(load_and_free(scene, &part).outcome, LOAD_NEW);
    begin(&whole, 0);
    sample_member(&whole, "proc/7/cgroup", slice_of(CGROUP "nonsense\n"));
    sample_segment(&whole);
    sample_member(&whole, "proc/8/cgroup", slice_of(CGROUP));
    sample_end(&whole, "complete");
    assert_int_equal(load_and_free(scene, &whole).outcome, LOAD_COMPLETES);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, pid FROM process_cgroups"), "1|7\n1|8\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM contents"), 2);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM process_cgroups_rows"), 2);
    scene_end(scene);
}

/* Every line of content_kinds has its table and its view, and a format that fills it. */
TEST(contents_have_tables_and_views)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };
    struct rows *rows;
    size_t kinds = 0;
    char *count;

    database_expect(
        db,
        "SELECT name FROM content_kinds AS k WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema AS o WHERE o.type ="
        " 'view' AND o.name = k.name AND o.sql LIKE '%WHERE m.kind = ' || k.kind)"
        " OR NOT EXISTS (SELECT 1 FROM sqlite_schema AS o WHERE o.type = 'table' AND o.name = k.name || '_rows')",
        "");
    database_expect(
        db,
        "SELECT name FROM sqlite_schema AS o WHERE type = 'table' AND name LIKE '%\\_rows' ESCAPE '\\' AND EXISTS"
        " (SELECT 1 FROM pragma_table_info(o.name) AS c WHERE c.name = 'content_id')"
        " AND NOT EXISTS (SELECT 1 FROM content_kinds AS k WHERE k.name || '_rows' = o.name)",
        "");
    if (rows_open(db, &rows, &error))
        fail_msg("%s", error.text);
    /* Of a format that needs more than there is room for, some would have no rows. */
    for (const struct format *const *format = formats; *format; format++) {
        struct rows_kinds some = rows_kinds_of(rows, *format);

        assert_true(some.count < ROWS_KINDS_MAX);
        kinds += some.count;
    }
    count = database_text(db, "SELECT count(*) FROM content_kinds");
    assert_true(kinds >= (size_t)strtoul(count, NULL, 10));
    sqlite3_free(count);
    rows_close(rows);
    sqlite3_close(db);
}

/* Whoever asks for one process of one snapshot comes to its lines by keys alone, as if they were in a table of their own. */
TEST(contents_are_found_by_process)
{
    static const char *const plans[][2] = {
        { "process_limits WHERE snapshot_id = 7 AND pid = 3",
          "SEARCH m USING PRIMARY KEY (snapshot_id=? AND kind=? AND pid=?)|SEARCH r USING PRIMARY KEY "
          "(content_id=?)\n" },
        { "process_fdinfo WHERE snapshot_id = 7 AND pid = 3 AND tid = 3 AND fd = 5 AND key = 'pos'",
          "SEARCH m USING PRIMARY KEY (snapshot_id=? AND kind=? AND pid=? AND tid=?)|"
          "SEARCH r USING INDEX process_fdinfo_rows_by_fd (content_id=? AND fd=? AND key=?)\n" },
        { "services_file WHERE snapshot_id = 7 AND port = 22 AND protocol = 'tcp'",
          "SEARCH m USING PRIMARY KEY (snapshot_id=? AND kind=?)|"
          "SEARCH r USING INDEX services_file_rows_by_port (port=? AND protocol=? AND content_id=?)\n" },
    };
    struct error error = { 0 };
    sqlite3 *db;

    if (db_open_scratch(&db, &error))
        fail_msg("%s", error.text);
    for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
        char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN SELECT * FROM %s", plans[i][0]);
        sqlite3_str *text = sqlite3_str_new(db);
        sqlite3_stmt *statement;
        char *have;

        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW)
            sqlite3_str_appendf(text, "%s%s", sqlite3_str_length(text) > 0 ? "|" : "",
                                sqlite3_column_text(statement, 3));
        sqlite3_str_appendall(text, "\n");
        sqlite3_finalize(statement);
        have = sqlite3_str_finish(text);
        assert_string_equal(have, plans[i][1]);
        sqlite3_free(have);
        sqlite3_free(sql);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
