/*
 * What is known of findings, and how rare they are.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/findings/known.h"
#include "tests/support/database.h"

static int
read_text(const char *text, struct known **known, struct error *error)
{
    FILE *in = fmemopen((char *)(uintptr_t)text, strlen(text), "r");
    int rc = known_read(in, known, error);

    fclose(in);
    return rc;
}

TEST(known_findings_are_found_until_their_day)
{
    struct error error = { 0 };
    struct known *known;

    assert_int_equal(
        read_text("# ours\n\n sniffer : /opt/*/agent ; our agent ; 2026-06-30\nraw_socket;routers", &known, &error), 0);
    assert_true(known_has(known, "sniffer", "/opt/x/agent", "2026-06-30"));
    assert_false(known_has(known, "sniffer", "/opt/x/agent", "2026-07-01"));
    assert_false(known_has(known, "sniffer", "/tmp/agent", "2026-01-01"));
    assert_true(known_has(known, "raw_socket", "/usr/sbin/bird", "2030-01-01"));
    assert_false(known_has(known, "tunnel_device", "", "2026-01-01"));
    assert_false(known_has(NULL, "sniffer", "", "2026-01-01"));
    known_free(known);
}

TEST(known_lines_that_are_none_are_refused)
{
    const char *const lines[][2] = {
        { "sniffer\n", "line 1: want KEY" },
        { "\nsniffer; \n", "line 2: want KEY" },
        { "; reason\n", "line 1: want KEY" },
        { "snifer; reason\n", "line 1: no check snifer (" },
        { "sniffer; reason; 2026-13-01\n", "line 1: want a date" },
        { "sniffer; reason; 2026-12-32\n", "line 1: want a date" },
        { "sniffer; reason; 2026-00-01\n", "line 1: want a date" },
        { "sniffer; reason; 2026-01-00\n", "line 1: want a date" },
        { "sniffer; reason; soon\n", "line 1: want a date as 2026-01-31 behind the second semicolon, have soon" },
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct error error = { 0 };
        struct known *known;

        assert_int_equal(read_text(lines[i][0], &known, &error), -1);
        assert_memory_equal(error.text, lines[i][1], strlen(lines[i][1]));
        known_free(known);
        error_clear(&error);
    }
}

/* As many hosts as `hosts`; on the first `with` of them a check found /x. */
static void
expect_severity(int hosts, int with, const char *expected)
{
    sqlite3 *db = database_new();
    char *sql = sqlite3_mprintf(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
        " INSERT INTO snapshots (snapshot_id, host, boot_id, result, complete, directory, archive_name, archive_bytes, "
        "archive_sha256,"
        " loaded_at) SELECT i, 'h' || i, 'b' || i, 'complete', 1, 'd', 'a', 1, 's' || i, 'l' FROM n;"
        "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1);"
        "INSERT INTO finding_checks (key, title, severity, facts, ruled_out, not_excludable, on_host) VALUES ('k', "
        "'t', 'low', 'f', 'r', 'n', 'o');"
        "INSERT INTO finding_rows (snapshot_id, key, severity, subject, program, container_id, what, fact, "
        "fact_member_id, other)"
        " SELECT snapshot_id, 'k', 'low', '', '/x', '', 'w', 'f', 1, 'o' FROM snapshots WHERE snapshot_id <= %d",
        hosts, with);

    database_run(db, sql);
    database_expect(db, "SELECT severity, hosts FROM findings WHERE snapshot_id = 1", expected);
    sqlite3_free(sql);
    sqlite3_close(db);
}

TEST(findings_that_are_rare_are_raised)
{
    expect_severity(20, 3, "medium|3\n");
    expect_severity(20, 4, "low|4\n");
    expect_severity(19, 1, "low|1\n");
}
