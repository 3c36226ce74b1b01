#include "tests/support/picture_host.h"

#include "analyze/report/report.h"
#include "tests/support/case_file.h"
#include "tests/support/database.h"
#include "tests/support/scene.h"
#include "tests/support/test.h"

/* ?1 the snapshot, ?2 the number of sockets, ?3 the number of processes that a finding names */
static const char *const host_rows[] = {
    "INSERT INTO snapshots (snapshot_id, host, kernel, architecture, machine_id, boot_id, started_at, started_ns, "
    "finished_at, finished_ns,"
    " booted_ns, clock_ticks, case_id, operator, note, uid, tool_version, tool_sha256, tool_pid, result, complete, "
    "directory, archive_name,"
    " archive_bytes, archive_sha256, loaded_at) VALUES (?1, 'host' || ?1, '6.1.0-18-amd64', 'x86_64', printf('%032x', "
    "?1),"
    " printf('boot-%d', ?1), '2026-01-31T12:00:00Z', 1769860800000000000, '2026-01-31T12:00:09Z', 1769860809000000000,"
    " 1769256000000000000, 100, 'case-7', 'alice', 'first look', 0, '0.1.0', printf('%064x', ?1), 99, 'partial', 0, "
    "'d', printf('host%d.tar.zst', ?1),"
    " 123456, printf('%064x', 1000 + ?1), '2026-01-31T13:00:00Z')",
    "INSERT INTO archives (archive_sha256, snapshot_id, archive_name, archive_bytes, result, verified, problems, "
    "loaded_at)"
    " VALUES (printf('%064x', 1000 + ?1), ?1, printf('host%d.tar.zst', ?1), 123456, 'partial', 3, 0, "
    "'2026-01-31T13:00:00Z')",
    "INSERT INTO members (member_id, snapshot_id, path, source, state, errno, bytes, sha256, verified) VALUES"
    " (10 * ?1, ?1, 'proc/net/tcp', '/proc/net/tcp', 'ok', NULL, 1000, printf('%064x', 7), 1),"
    " (10 * ?1 + 1, ?1, 'proc/100/environ', '/proc/100/environ', 'denied', 'EACCES', NULL, NULL, 0)",
    "INSERT INTO problems (snapshot_id, member_id, line, want, have) VALUES (?1, 10 * ?1, 3, 'an address', 'zz')",
    "INSERT OR IGNORE INTO finding_checks (key, title, severity, facts, ruled_out, not_excludable, on_host) VALUES"
    " ('shell_on_socket', 'A shell whose input is a socket', 'high', 'f', 'r', 'n', 'o')",
    "INSERT INTO finding_runs (snapshot_id, key, made, found, withheld, reason) VALUES (?1, 'shell_on_socket', 1, 1, "
    "0, 'proc/100/environ')",
    "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < max(60, ?3))"
    " INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr, "
    "flags, minflt, majflt, utime,"
    " stime, priority, nice, num_threads, starttime, vsize, rss)"
    " SELECT ?1, 10 * ?1, i, 100 + i, 100 + i, 'worker' || i, 'S', iif(i = 0, 1, 100 + i / 4), 1, 1, 0, 0, 0, 0, 0, 0, "
    "20, 0, 1,"
    " 50000000 + i * 6000, 0, 0 FROM n",
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr, "
    "flags, minflt, majflt, utime,"
    " stime, priority, nice, num_threads, starttime, vsize, rss)"
    " VALUES (?1, 10 * ?1, 100000, 1, 1, 'systemd', 'S', 0, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 10, 0, 0)",
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target)"
    " SELECT ?1, 10 * ?1, pid, pid, pid, 'exe', '/usr/sbin/worker' FROM process_stat WHERE snapshot_id = ?1",
    "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value)"
    " SELECT ?1, 10 * ?1, pid, pid, 'cmdline', '/usr/sbin/worker --number ' || pid FROM process_stat WHERE snapshot_id "
    "= ?1",
    "INSERT INTO process_containers (snapshot_id, pid, runtime, container_id, evidence, own_namespaces)"
    " SELECT ?1, pid, 'docker', printf('%012x%052x', 1000 + pid % 5, 7), 'cgroup', 'mnt,net,pid' FROM process_stat "
    "WHERE snapshot_id "
    "= ?1 AND pid % 3 = 0"
    " AND pid BETWEEN 100 AND 160",
    "INSERT INTO finding_rows (finding_id, snapshot_id, key, severity, subject, pid, program, container_id, what, "
    "fact, fact_member_id, fact_line,"
    " other, other_member_id, other_line) VALUES (1000 * ?1, ?1, 'shell_on_socket', 'high', '', 100, '/usr/bin/bash', "
    "'', 'a shell reads a socket',"
    " 'descriptor 0 is a socket', 10 * ?1, 2, 'its terminal is none', 10 * ?1, 3)",
    "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?3)"
    " INSERT INTO finding_processes (snapshot_id, finding_id, pid) SELECT ?1, 1000 * ?1, 100 + i FROM n",
    "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2),"
    " ends AS (SELECT i, CASE WHEN i < 2 THEN 'listen' WHEN i % 2 THEN 'in' ELSE 'out' END AS side,"
    " (i * 2654435761) % 16777216 AS h FROM n)"
    " INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, "
    "local_port, remote_address, remote_ip,"
    " remote_port, inode, recv_q, send_q, seen, ownership, member_id, line)"
    " SELECT ?1, 100, 2, 6, 'stream', iif(side = 'listen', 'LISTEN', iif(i % 7 = 0, 'CLOSE_WAIT', 'ESTABLISHED')), "
    "iif(side = 'listen', '0.0.0.0',"
    " '198.51.100.1'), iif(side = 'listen', x'00000000', x'c6336401'), CASE side WHEN 'listen' THEN iif(i = 0, 22, "
    "443) WHEN 'in' THEN"
    " iif(i % 3, 443, 22) ELSE 1024 + i % 60000 END,"
    " iif(side = 'listen', '0.0.0.0', printf('%d.%d.%d.%d', 11 + h % 90, h / 90 % 250, h / 22500 % 250, i % 250)),"
    " iif(side = 'listen', x'00000000', bytes4(11 + h % 90, h / 90 % 250, h / 22500 % 250, i % 250)),"
    " CASE side WHEN 'listen' THEN 0 WHEN 'in' THEN 1024 + i % 60000 ELSE 443 + i % 3 END, 500000 + i, 0, 0, "
    "'before,after,diag', 'owned', 10 * ?1, i"
    " FROM ends",
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target)"
    " SELECT ?1, 10 * ?1, inode, 100 + (inode - 500000) % max(60, ?3), 100 + (inode - 500000) % max(60, ?3), inode - "
    "500000, 'rw', 'socket', "
    "inode,"
    " 'socket:[' || inode || ']' FROM sockets WHERE snapshot_id = ?1",
};

/* NOLINTBEGIN(misc-misleading-bidirectional): that is the point */
const char *const picture_host_hostile[] = {
    "<script>document.title='owned'</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</style><style>*{display:none}",
    "</title></svg><script>alert(1)</script>",
    "]]><!--<script>alert(1)</script>-->",
    "&lt;script&gt;&#x3c;script>",
    "javascript:alert(1)",
    "\" style=\"background:url(http://192.0.2.1/x)\" onmouseover=\"alert(1)",
    "a\001b\033[31mc\r\n\x7f",
    "\xe2\x80\xaegnp.exe\xe2\x80\xac\xe2\x81\xa6",
    "\xff\xfe\xc3(\xed\xa0\x80\xef\xbf\xbe",
    "\xc2\x85\xe2\x80\xa8\xef\xbb\xbf",
    NULL,
};

const char *const picture_host_never[] = { "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\xa8", "\xef\xbb\xbf",
                                           "\xef\xbf\xbe", "\xff",         "\x1b",         "\x01",
                                           "\r",           "\x7f",         "\xc2\x85",     NULL };
/* NOLINTEND(misc-misleading-bidirectional) */

static void
run_rows(sqlite3 *db, const char *sql, const int *values, int count)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    for (int i = 0; i < count && i < sqlite3_bind_parameter_count(statement); i++)
        assert_int_equal(sqlite3_bind_int(statement, i + 1, values[i]), SQLITE_OK);
    if (sqlite3_step(statement) != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_finalize(statement);
}

/* SQL has no way to make a blob of numbers. */
static void
bytes4(sqlite3_context *context, int count, sqlite3_value **values)
{
    unsigned char bytes[4];

    for (int i = 0; i < count; i++)
        bytes[i] = (unsigned char)sqlite3_value_int(values[i]);
    sqlite3_result_blob(context, bytes, sizeof(bytes), SQLITE_TRANSIENT);
}

void
picture_host(sqlite3 *db, int id, int sockets, int named)
{
    assert_int_equal(sqlite3_create_function(db, "bytes4", 4, SQLITE_UTF8, NULL, bytes4, NULL, NULL), SQLITE_OK);
    database_run(db, "BEGIN");
    for (size_t i = 0; i < sizeof(host_rows) / sizeof(host_rows[0]); i++)
        run_rows(db, host_rows[i], (const int[]){ id, sockets, named }, 3);
    database_run(db, "COMMIT");
}

void
picture_host_texts(sqlite3 *db, const char *text)
{
    static const char *const columns[][2] = {
        { "snapshots", "host" },
        { "snapshots", "kernel" },
        { "snapshots", "case_id" },
        { "snapshots", "operator" },
        { "snapshots", "note" },
        { "snapshots", "archive_name" },
        { "archives", "archive_name" },
        { "members", "source" },
        { "members", "errno" },
        { "members", "path" },
        { "problems", "want" },
        { "problems", "have" },
        { "finding_checks", "title" },
        { "finding_runs", "reason" },
        { "process_stat", "comm" },
        { "process_links", "target" },
        { "process_values", "value" },
        { "process_containers", "container_id" },
        { "process_containers", "runtime" },
        { "finding_rows", "program" },
        { "finding_rows", "what" },
        { "finding_rows", "fact" },
        { "finding_rows", "other" },
        { "sockets", "remote_address" },
        { "sockets", "local_address" },
        { "sockets", "state" },
    };

    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
        const char *column = columns[i][1];
        char *sql = sqlite3_mprintf("UPDATE %s SET %s = %s || CAST(?1 AS TEXT) WHERE %s IS NOT NULL%s", columns[i][0],
                                    column, column, column,
                                    i + 1 == sizeof(columns) / sizeof(columns[0]) ? " AND state <> 'LISTEN'" : "");
        sqlite3_stmt *statement = NULL;

        if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
            fail_msg("%s: %s", sql, sqlite3_errmsg(db));
        assert_int_equal(sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC), SQLITE_OK);
        if (sqlite3_step(statement) != SQLITE_DONE)
            fail_msg("%s: %s", sql, sqlite3_errmsg(db));
        sqlite3_finalize(statement);
        sqlite3_free(sql);
    }
}

void
picture_host_case(struct scene *scene, int hosts, int sockets, const char *text)
{
    static const char *const nothing[] = { NULL };
    sqlite3 *db = NULL;

    case_file(scene, "case.db", nothing);
    assert_int_equal(sqlite3_open(scene_text(scene, "%s/case.db", scene_directory(scene)), &db), SQLITE_OK);
    for (int i = 1; i <= hosts; i++)
        picture_host(db, i, sockets, 3);
    if (text)
        picture_host_texts(db, text);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

char *
picture_host_report(struct scene *scene, struct report_request *request)
{
    FILE *out = fopen(scene_text(scene, "%s/report.html", scene_directory(scene)), "we");
    struct error error = { 0 };

    assert_non_null(out);
    request->database = scene_text(scene, "%s/case.db", scene_directory(scene));
    if (!request->command)
        request->command = "analyze report case.db";
    if (report_write(request, out, &error))
        fail_msg("%s", error.text);
    assert_int_equal(fclose(out), 0);
    return scene_read(scene, "report.html", NULL);
}
