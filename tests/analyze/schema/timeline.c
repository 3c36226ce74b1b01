/* The view timeline: what happened when, once for all snapshots that show it. */
#include "tests/support/test.h"

#include "tests/support/database.h"

/* Snapshots 1 and 2 of one boot, the second one with a clock that was set; 3 of another host, whose start is not known. */
#define SNAPSHOTS                                                                                                     \
    "INSERT INTO snapshots (snapshot_id, host, machine_id, boot_id, booted_ns, clock_ticks, started_ns, finished_ns," \
    " tool_version, tool_pid, kernel, result, complete, directory, archive_name, archive_bytes, archive_sha256,"      \
    " loaded_at) VALUES"                                                                                              \
    " (1, 'web', 'm', 'b', 1000000000, 100, 100000000000, 101000000000, '1', 99, '6.1', 'complete', 1, 'd', 'a', 1,"  \
    " 's1', 'l'),"                                                                                                    \
    " (2, 'web', 'm', 'b', 1005000000, 100, 200000000000, NULL, '1', 98, '6.1', 'cut', 1, 'd', 'a', 1, 's2', 'l'),"   \
    " (3, 'old', NULL, NULL, NULL, 100, 300000000000, NULL, '1', 97, '2.6', 'cut', 1, 'd', 'a', 1, 's3', 'l');"       \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified, started_ns) VALUES"                          \
    " (1, 1, 'proc/7/stat', 'ok', 1, 100500000000), (2, 2, 'proc/7/stat', 'ok', 1, NULL),"                            \
    " (3, 3, 'proc/7/stat', 'ok', 1, NULL), (4, 1, 'net/5/before/tcp', 'ok', 1, 100200000000),"                       \
    " (5, 1, 'net/5/after/tcp', 'ok', 1, 100900000000), (6, 1, 'net/6/before/tcp', 'ok', 1, 100100000000);"

#define PROCESS(snapshot, line, pid, tid, start)                                                                   \
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr,"  \
    " flags, minflt, majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss) VALUES (" #snapshot \
    ", " #snapshot ", " #line ", " #pid ", " #tid ", 'sh', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, " #start      \
    ", 0, 0);"

#define LOGIN(snapshot, type, user, host, time, address)                                                     \
    "INSERT INTO utmp (snapshot_id, member_id, line, type, pid, tty, id, username, host, termination, exit," \
    " session, time, microseconds, address) SELECT " #snapshot ", " #snapshot ", count(*), " #type           \
    ", 7, 'pts/0', '', '" user "', '" host "', 0, 0, 0, " #time ", 5, " address " FROM utmp;"

static void
check(const char *rows, const char *condition, const char *expected)
{
    sqlite3 *db = database_new();
    char *question = sqlite3_mprintf("SELECT datetime, event, message, user, evidence, first_snapshot_id"
                                     " FROM timeline WHERE %s ORDER BY time_ns, message",
                                     condition);

    database_run(db, SNAPSHOTS);
    database_run(db, rows);
    database_expect(db, question, expected);
    sqlite3_free(question);
    sqlite3_close(db);
}

TEST(timeline_has_a_process_once_by_pid_and_start)
{
    check(PROCESS(1, 1, 7, 7, 250) PROCESS(2, 1, 7, 7, 250) PROCESS(2, 2, 7, 7, 300) PROCESS(2, 3, 7, 8, 310) PROCESS(
              2, 4, 98, 98, 19900) "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value)"
                                   " VALUES (1, 1, 1, 7, 'cmdline', 'sh -c x'), (2, 2, 1, 7, 'cmdline', '');"
                                   "INSERT INTO process_status (snapshot_id, member_id, line, pid, tid, euid)"
                                   " VALUES (1, 1, 1, 7, 7, 0), (2, 2, 1, 7, 7, 5);"
                                   "INSERT INTO passwd_file (snapshot_id, member_id, line, username, password, uid)"
                                   " VALUES (1, 1, 1, 'root', 'x', 0);",
          "event = 'process'",
          "1970-01-01T00:00:03.500000Z|process|process 7 sh started: sh -c x|root|proc/7/stat:1|1\n"
          "1970-01-01T00:00:04.000000Z|process|process 7 sh started|5|proc/7/stat:2|2\n");
}

TEST(timeline_has_a_boot_and_the_passes)
{
    check("", "event IN ('boot', 'capture') AND first_snapshot_id = 1",
          "1970-01-01T00:00:01.000000Z|boot|the host was started: Linux 6.1|NULL|meta.json|1\n"
          "1970-01-01T00:01:40.000000Z|capture|collect 1 began a snapshot|NULL|meta.json|1\n"
          "1970-01-01T00:01:40.100000Z|capture|collect began its first pass over the sockets|NULL|net/6/before/tcp|1\n"
          "1970-01-01T00:01:40.500000Z|capture|collect began to read the processes|NULL|proc/7/stat|1\n"
          "1970-01-01T00:01:40.900000Z|capture|collect began its second pass over the sockets|NULL|net/5/after/tcp|1\n"
          "1970-01-01T00:01:41.000000Z|capture|collect ended the snapshot: complete|NULL|meta.json|1\n");
}

TEST(timeline_has_logins_and_logouts)
{
    check(LOGIN(1, 7, "root", "home.example", 60, "'10.0.0.9'") LOGIN(2, 7, "root", "home.example", 60, "'10.0.0.9'")
              LOGIN(2, 8, "", "", 70, "NULL") LOGIN(1, 6, "LOGIN", "", 50, "NULL"),
          "event IN ('login', 'logout')",
          "1970-01-01T00:01:00.000005Z|login|login of root on pts/0 from home.example (10.0.0.9)|root|proc/7/stat:0|1\n"
          "1970-01-01T00:01:10.000005Z|logout|logout on pts/0|NULL|proc/7/stat:2|2\n");
}

TEST(timeline_has_bpf_programs)
{
    check(
        "INSERT INTO bpf_objects (snapshot_id, member_id, line, kind, id, type, name, tag, uid, load_time) VALUES"
        " (1, 1, 1, 'prog', 4, 6, 'snoop', 'ab', 0, 2500000000), (2, 2, 1, 'prog', 4, 6, 'snoop', 'ab', 0, 2500000000),"
        " (1, 1, 2, 'map', 4, 1, 'm', NULL, NULL, NULL);",
        "event = 'bpf'",
        "1970-01-01T00:00:03.500000Z|bpf|BPF program 4 snoop was loaded (type 6, tag ab)|0|proc/7/stat:1|1\n");
}

TEST(timeline_has_a_finding_when_it_was_seen_first)
{
    check("INSERT INTO finding_checks (key, title, severity, facts, ruled_out, not_excludable, on_host)"
          " VALUES ('k', 't', 'high', '', '', '', '');"
          "INSERT INTO finding_rows (snapshot_id, key, severity, subject, program, container_id, what, fact,"
          " fact_member_id, fact_line, other) VALUES (2, 'k', 'high', 's', '', '', 'odd', 'f', 2, 3, 'o'),"
          " (1, 'k', 'high', 's', '', '', 'odd', 'f', 1, 3, 'o');",
          "event = 'finding'", "1970-01-01T00:01:40.500000Z|finding|high: odd|NULL|proc/7/stat:3|1\n");
}

#define PROGRAM(snapshot, table, line, inode, modified, changed, born, columns, values)                         \
    "INSERT INTO " table " (snapshot_id, member_id, line, program, " columns "device, inode, uid, modified_ns," \
    " changed_ns, born_ns) VALUES (" #snapshot ", " #snapshot ", " #line ", 4, " values "'254:0', " #inode      \
    ", 0, " #modified ", " #changed ", " #born ");"

/* Once over snapshots and mount namespaces; a file that changes is told again, and a file system may keep no birth. */
TEST(timeline_has_the_times_of_programs)
{
    check(
        PROGRAM(1, "programs", 1, 8, 40000000000, 50000000000, 30000000000, "mount_namespace, path, ", "1, '/bin/x', ")
            PROGRAM(1, "programs", 2, 8, 40000000000, 50000000000, 30000000000, "mount_namespace, path, ",
                    "2, '/bin/x', ") PROGRAM(2, "programs", 1, 8, 40000000000, 60000000000, 0,
                                             "mount_namespace, path, ", "1, '/bin/x (deleted)', ")
                PROGRAM(2, "program_replacements", 2, 9, 70000000000, NULL, NULL, "", ""),
        "event = 'file' AND program GLOB '/bin/x*'",
        "1970-01-01T00:00:30.000000Z|file|/bin/x: it was made|0|proc/7/stat:1|1\n"
        "1970-01-01T00:00:40.000000Z|file|/bin/x: its content was changed|0|proc/7/stat:1|1\n"
        "1970-01-01T00:00:50.000000Z|file|/bin/x: its attributes or its names were changed|0|proc/7/stat:1|1\n"
        "1970-01-01T00:01:00.000000Z|file|/bin/x: its attributes or its names were changed|0|proc/7/stat:1|2\n"
        "1970-01-01T00:01:10.000000Z|file|the file that is now at /bin/x: its content was changed|0|proc/7/stat:2|2\n");
}

/* What has no time is counted, and numbers that no kernel prints make no wrong time. */
TEST(timeline_says_what_it_lacks)
{
    sqlite3 *db = database_new();

    database_run(db, SNAPSHOTS PROCESS(3, 1, 7, 7, 250) PROCESS(1, 1, 8, 8, 9223372036854775807)
                         LOGIN(1, 7, "a", "", 9223372036854775807, "NULL")
                             PROGRAM(2, "programs", 1, 8, -1, 9223372036854775807, NULL, "mount_namespace, path, ",
                                     "1, '/bin/x', "));
    database_expect(db, "SELECT count(*) FROM timeline WHERE event IN ('process', 'login', 'file')", "0\n");
    database_expect(db, "SELECT snapshot_id, event, events FROM timeline_gaps ORDER BY event, snapshot_id",
                    "2|file|1\n1|login|1\n1|process|1\n3|process|1\n");
    sqlite3_close(db);
}
