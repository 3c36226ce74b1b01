#include "tests/support/test.h"

#include <string.h>

#include "tests/support/loading.h"
#include "tests/support/query.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

TEST(load_fills_the_snapshot)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_small(&sample);
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.outcome, LOAD_NEW);
    assert_int_equal(result.snapshot_id, 1);
    assert_int_equal(result.problems, 0);
    assert_string_equal(result.title, "web 2025-11-21T09:03:43.000000005Z");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT host, kernel, byte_order, clock_ticks, started_at, finished_at, booted_ns, operator,"
              " result, complete, directory, archive_bytes = %d FROM snapshots",
              (int)sample.tar.len),
        "web|6.1.0|little|100|2025-11-21T09:03:43.000000005Z|2025-11-21T09:03:44.000000000Z|"
        "1763715763000000005|DOM\\me|complete|1|web-20251121T093703Z|1\n");
    assert_string_equal(query(scene, "case.db", "SELECT path, state, errno, bytes IS NULL, verified FROM members"),
                        "meta.json|ok|NULL|0|1\n"
                        "net/4026531840/before/tcp|ok|NULL|0|1\n"
                        "proc/7/stat|ok|NULL|0|1\n"
                        "proc/7/links|ok|NULL|0|1\n"
                        "proc/7/io|denied|EACCES|1|0\n"
                        "proc/8/links|ok|NULL|0|1\n"
                        "net/4026531840/after/tcp|ok|NULL|0|1\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT pid, fd, local_port, state FROM process_open_sockets ORDER BY pid"),
        "7|3|8321|LISTEN\n8|5|22|ESTABLISHED\n");
    assert_string_equal(query(scene, "case.db", "SELECT hex(target) FROM process_links WHERE link = 'cwd'"),
                        "2F746D702F610A62\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_takes_only_what_verifies)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;
    char *port;

    sample_small(&sample);
    port = memmem(sample.tar.ptr, sample.tar.len, "0100007F:2081", 13);
    port[12] = '2';
    result = load_ok(scene, buffer_slice(&sample.tar));
    /* The member, and the digest of it in SHA256SUMS. */
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db",
                              "SELECT m.path, m.verified, count(r.line) FROM members AS m LEFT JOIN proc_net_inet AS r"
                              " USING (member_id) WHERE m.path LIKE 'net/%%' GROUP BY m.member_id"),
                        "net/4026531840/before/tcp|0|0\nnet/4026531840/after/tcp|1|2\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT complete FROM snapshots"), 0);
    assert_string_equal(query(scene, "case.db", "SELECT path, line FROM problems JOIN members USING (member_id)"),
                        "net/4026531840/before/tcp|NULL\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_keeps_what_was_not_understood)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "proc/7/stat", slice_of("x (a) S\n"));
    sample_member(&sample, "proc/7/unheard-of", slice_of("x"));
    sample_line(&sample, "{\"path\":\"net/1/before/udp\",\"source\":\"/proc/net/udp\",\"state\":\"skipped\","
                         "\"reason\":\"6000 sockets\",\"start\":1,\"monotonic\":1,\"took\":1}");
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db", "SELECT path, line FROM problems JOIN members USING (member_id)"),
                        "proc/7/stat|1\nproc/7/unheard-of|NULL\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT problem_id, snapshot_id, member_id = (SELECT member_id FROM members AS m WHERE"
                              " m.path = 'proc/7/stat'), line, want, have FROM problems ORDER BY problem_id LIMIT 1"),
                        "1|1|1|1|pid|x\n");
    assert_string_equal(query(scene, "case.db", "SELECT path, state, reason FROM members WHERE reason IS NOT NULL"),
                        "net/1/before/udp|skipped|6000 sockets\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT complete FROM snapshots"), 1);
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* What the kernel never leaves empty, and what it may. */
TEST(load_of_emptied_files)
{
    static const char *const files[] = {
        "proc/7/stat",       "proc/7/comm",           "proc/7/links",           "net/1/before/tcp6",
        "net/1/before/unix", "net/1/before/diag/tcp", "proc/modules",           "proc/7/maps",
        "etc/hosts",         "proc/7/cmdline",        "net/1/context/if_inet6", "net/1/context/route",
    };
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        sample_member(&sample, files[i], slice_of(""));
    sample_line(&sample, "{\"path\":\"proc/8/stat\",\"state\":\"vanished\",\"bytes\":0,\"sha256\":"
                         "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}");
    sample_unlisted(&sample, "proc/8/stat", slice_of(""));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_string_equal(query(scene, "case.db", "SELECT path, want, have FROM problems JOIN members USING (member_id)"),
                        "proc/7/stat|content: this file is never empty|no bytes\n"
                        "proc/7/comm|content: this file is never empty|no bytes\n"
                        "proc/7/links|content: this file is never empty|no bytes\n"
                        "net/1/before/tcp6|content: this file is never empty|no bytes\n"
                        "net/1/before/unix|content: this file is never empty|no bytes\n"
                        "net/1/before/diag/tcp|content: this file is never empty|no bytes\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* Columns that a vendor added are no problem, and not passed over in silence. */
TEST(load_counts_files_with_columns_that_are_not_known)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "proc/7/limits",
                  slice_of("Limit Soft Limit Hard Limit Units Used\nMax open files 1024 4096 files 12\n"));
    sample_member(&sample, "proc/8/limits",
                  slice_of("Limit Soft Limit Hard Limit Units Used\nMax nice priority 0 0 3\n"));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.unknown, 2);
    assert_int_equal(result.problems, 0);
    assert_string_equal(query(scene, "case.db",
                              "SELECT l.pid, l.soft, v.text, c.names FROM process_limits AS l"
                              " LEFT JOIN unknown_values AS v USING (member_id, line)"
                              " JOIN unknown_columns AS c ON c.member_id = l.member_id ORDER BY l.pid"),
                        "7|1024|12|Used\n8|0|3|Used\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* A table of sockets that was not read is a gap for who asks what a descriptor is. */
TEST(load_says_where_a_table_of_sockets_was_not_read)
{
    static const char table[] = "  task pid inode local_address\n  nc 8 502 0100007F:0035\n";
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "net/1/before/udp", slice_of(table));
    sample_member(&sample, "proc/8/links", slice_of("fd/5\trw\tsocket:[502]\n"));
    sample_member(&sample, "net/1/after/udp", slice_of(table));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db", "SELECT inode, ownership, unread_tables FROM sockets"),
                        "502|owned|2\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, u.state FROM unread_tables AS u JOIN members USING (member_id) ORDER BY 1"),
                        "net/1/after/udp|ok\nnet/1/before/udp|ok\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* What collect could not read to its end stops in the middle of a line. */
TEST(load_trusts_no_half_line)
{
    static const char io[] = "rchar: 10\nwchar: 2";
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "proc/7/io", slice_of(io));
    sample_truncated(&sample, "proc/8/io", slice_of(io));
    sample_end(&sample, "partial");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db", "SELECT pid, rchar, coalesce(wchar, '-') FROM process_io ORDER BY pid"),
                        "7|10|2\n8|10|-\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* A million bad lines are not a million rows. */
TEST(load_bounds_problems)
{
    struct scene *scene = scene_begin();
    struct buffer lines = { 0 };
    struct sample sample = { 0 };
    struct load_result result;

    for (int i = 0; i < 30000; i++)
        buffer_add(&lines, "x\n", 2);
    sample_begin(&sample);
    sample_member(&sample, "proc/7/links", buffer_slice(&lines));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 10000);
    load_result_free(&result);
    buffer_free(&lines);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_refuses_and_leaves_nothing)
{
    struct scene *scene = scene_begin();
    struct error error = { 0 };
    struct sample sample = { 0 };
    struct load_result result;

    result = load_bytes(scene, "case.db", slice_of("a letter\n"), &error);
    assert_non_null(strstr(error.text, "not a snapshot"));
    error_clear(&error);
    load_result_free(&result);
    sample_member(&sample, "meta.json", slice_of("{\"format\":2}"));
    result = load_bytes(scene, "case.db", buffer_slice(&sample.tar), &error);
    assert_non_null(strstr(error.text, "a snapshot of format 2"));
    error_clear(&error);
    load_result_free(&result);
    assert_int_equal(
        query_number(scene, "case.db", "SELECT (SELECT count(*) FROM snapshots) + (SELECT count(*) FROM members)"), 0);
    sample_free(&sample);
    scene_end(scene);
}
