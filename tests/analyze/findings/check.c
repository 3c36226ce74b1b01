/*
 * Checks: what stands in their comments, and what is kept of their rows.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/findings/check.h"
#include "analyze/findings/findings.h"
#include "tests/support/database.h"

#define COMMENT                    \
    "-- title: a title\n"          \
    "-- severity: high\n"          \
    "-- facts: one fact\n"         \
    "--   and another\n"           \
    "-- ruled out: nothing\n"      \
    "-- not excludable: nothing\n" \
    "-- on the host: look\n"

TEST(check_comment_is_read)
{
    struct error error = { 0 };
    struct check check;

    assert_int_equal(check_read(COMMENT "SELECT 1", &check, &error), 0);
    assert_string_equal(check.words[CHECK_TITLE], "a title");
    assert_string_equal(check.words[CHECK_FACTS], "one fact and another");
    assert_null(check.words[CHECK_NEEDS]);
    check_free(&check);
}

static void
expect_refusal(const char *sql, const char *expected)
{
    struct error error = { 0 };
    struct check check;

    assert_int_equal(check_read(sql, &check, &error), -1);
    assert_non_null(strstr(error.text, expected));
    check_free(&check);
    error_clear(&error);
}

TEST(check_comment_must_be_whole)
{
    expect_refusal("-- title: a title\nSELECT 1", "no line that begins with severity:");
    expect_refusal(COMMENT "-- title: again\nSELECT 1", "one that was there: title: again");
    expect_refusal(COMMENT "-- remark: none\nSELECT 1", "no word of a check");
    expect_refusal("--   text without a word\nSELECT 1", "no word of a check");
}

/* Whatever a check is about, it can be made of a snapshot in which there is nothing: it is withheld, or it finds nothing. */
TEST(checks_run_on_an_empty_snapshot)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };

    database_run(db, "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes,"
                     " archive_sha256, loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');");
    if (findings_run(db, 1, &error))
        fail_msg("%s", error.text);
    database_expect(db, "SELECT count(*) FROM finding_rows", "0\n");
    database_expect(db, "SELECT count(*) > 5 FROM finding_runs", "1\n");
    database_expect(db, "SELECT reason FROM finding_runs WHERE key = 'hidden_process'",
                    "views/listed is not in the snapshot\n");
    database_expect(
        db, "SELECT count(*) FROM finding_checks WHERE severity NOT IN (SELECT name FROM finding_severities)", "0\n");
    sqlite3_close(db);
}

/* A host with three processes that call themselves kernel threads: two of one program, and collect. */
static const char rows[] =
    "INSERT INTO snapshots (snapshot_id, tool_pid, result, complete, directory, archive_name, archive_bytes,"
    " archive_sha256, loaded_at) VALUES (1, 9, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'proc/7/stat', 'ok', 1),"
    " (2, 1, 'proc/7/cmdline', 'ok', 1);"
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr, "
    "flags, minflt,"
    " majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss)"
    " SELECT 1, 1, value, value, value, 'x', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 55, 1, 1 FROM json_each('[7, 8, "
    "9]');"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target)"
    " SELECT 1, 1, value, value, value, 'exe', '/tmp/x' FROM json_each('[7, 8, 9]');"
    "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value)"
    " SELECT 1, 2, value, value, 'cmdline', '[kworker/0:1]' FROM json_each('[7, 8, 9]');";

TEST(findings_count_once_for_a_program_and_never_for_collect)
{
    sqlite3 *db = database_new();
    struct findings_counts counts;
    struct error error = { 0 };

    database_run(db, rows);
    assert_int_equal(findings_run(db, 1, &error), 0);
    database_expect(db,
                    "SELECT severity, key, program, processes, evidence, other_evidence FROM findings"
                    " WHERE key = 'fake_kernel_thread'",
                    "high|fake_kernel_thread|/tmp/x|2|proc/7/cmdline:7|proc/7/stat:7\n");
    database_expect(db, "SELECT DISTINCT pid, starttime FROM finding_processes", "7|55\n8|55\n");
    database_expect(db, "SELECT count(*) FROM sqlite_temp_schema", "0\n"); /* nothing stands before a view */
    assert_int_equal(findings_count(db, 1, &counts, &error), 0);
    assert_int_equal(counts.high, 1);
    assert_int_equal(counts.medium + counts.low, 0); /* that the program is in /tmp is weak */
    sqlite3_close(db);
}

TEST(findings_of_what_was_not_read_whole_are_withheld)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };

    database_run(db, rows);
    database_run(db, "UPDATE members SET state = 'truncated' WHERE member_id = 2");
    assert_int_equal(findings_run(db, 1, &error), 0);
    database_expect(db, "SELECT found, withheld, reason FROM finding_runs WHERE key = 'fake_kernel_thread'",
                    "0|3|proc/7/cmdline is truncated\n");
    sqlite3_close(db);
}
