/*
 * Checks whose situation this machine's kernel, or a test, cannot make: on rows, each beside its harmless twin.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/findings/findings.h"
#include "tests/support/database.h"

/* A host with processes 7 and 8 of root that run /usr/bin/tool, and process 1. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, tool_pid, result, complete, directory, archive_name, archive_bytes,"
    " archive_sha256, loaded_at) VALUES (1, 99, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1),"
    " (2, 1, 'proc/modules', 'ok', 1), (3, 1, 'proc/sys/kernel/tainted', 'ok', 1), (4, 1, 'proc/7/maps', 'ok', 1),"
    " (5, 1, 'proc/7/environ', 'empty', 1), (6, 1, 'proc/8/environ', 'ok', 1),"
    " (7, 1, 'net/5/before/tcp', 'ok', 1), (8, 1, 'net/5/after/tcp', 'ok', 1);"
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr, "
    "flags, minflt,"
    " majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss)"
    " SELECT 1, 1, value, value, value, 'tool', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 55, 1, 1 FROM json_each('[1, "
    "7, 8]');"
    "INSERT INTO process_status (snapshot_id, member_id, line, pid, tid, uid, euid, tracer_pid, cap_eff)"
    " SELECT 1, 1, value, value, value, 0, 0, 0, iif(value = 8, '0', 'ff') FROM json_each('[1, 7, 8]');"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target, inode)"
    " SELECT 1, 1, value, value, value, 'exe', '/usr/bin/tool', NULL FROM json_each('[1, 7, 8]')"
    " UNION ALL SELECT 1, 1, value + 10, value, value, 'ns/user', 'user:[4]', 4 FROM json_each('[1, 7, 8]');";

/* Fails the test unless the check finds that, as "SEVERITY|PID|SUBJECT" lines. */
static void
expect(const char *key, const char *rows, const char *expected)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };
    char *sql =
        sqlite3_mprintf("SELECT severity, pid, subject FROM finding_rows WHERE key = %Q ORDER BY pid, subject", key);

    database_run(db, base);
    database_run(db, rows);
    if (findings_run(db, 1, &error))
        fail_msg("%s", error.text);
    database_expect(db, sql, expected);
    sqlite3_free(sql);
    sqlite3_close(db);
}

TEST(finding_of_a_tainted_kernel)
{
    expect("tainted_kernel",
           "INSERT INTO sysctls VALUES (1, 3, 1, 'kernel/tainted', '12288');"
           "INSERT INTO proc_modules VALUES (1, 2, 1, 'dkms', 1, 0, '-', 'Live', '0x0', '(O)');",
           "medium|NULL|E\n");
    expect("tainted_kernel", "INSERT INTO sysctls VALUES (1, 3, 1, 'kernel/tainted', '0');", "");
    expect("tainted_kernel",
           "INSERT INTO sysctls VALUES (1, 3, 1, 'kernel/tainted', '12288');"
           "UPDATE members SET state = 'denied' WHERE path = 'proc/modules'",
           "");
}

TEST(finding_of_a_helper_of_the_kernel)
{
    expect("kernel_helper_path", "INSERT INTO sysctls VALUES (1, 1, 1, 'kernel/core_pattern', '|/tmp/x %p');",
           "high|NULL|core_pattern\n");
    expect("kernel_helper_path", "INSERT INTO sysctls VALUES (1, 1, 1, 'kernel/modprobe', '/home/m/modprobe');",
           "medium|NULL|modprobe\n");
    expect("kernel_helper_path",
           "INSERT INTO sysctls VALUES (1, 1, 1, 'kernel/core_pattern', '|/usr/share/apport/apport %p'),"
           " (1, 1, 2, 'kernel/modprobe', '/sbin/modprobe'), (1, 1, 3, 'kernel/poweroff_cmd', '/sbin/poweroff');",
           "");
    expect("kernel_helper_path", "INSERT INTO sysctls VALUES (1, 1, 1, 'kernel/core_pattern', '/tmp/core.%p');", "");
}

TEST(finding_of_writable_code)
{
    const char *rows = "INSERT INTO process_maps VALUES (1, 4, 1, 7, '10', '20', 16, 'rwxp', 0, '00:00', 0, NULL),"
                       " (1, 4, 2, 8, '10', '20', 16, 'r-xp', 0, '00:00', 5, '/usr/lib/libc.so.6'),"
                       " (1, 4, 3, 8, '20', '30', 16, 'r-xp', 0, '00:00', 0, '[vdso]'),"
                       " (1, 4, 4, 8, '30', '40', 16, 'r-xp', 0, '00:00', 5, '/usr/lib/libz.so.1 (deleted)');";

    expect("writable_code", rows, "weak|7|\n");
    expect("writable_code",
           "INSERT INTO process_maps VALUES (1, 4, 1, 7, '10', '20', 16, 'rwxp', 0, '00:00', 0, NULL);"
           "UPDATE process_links SET target = '/usr/bin/java' WHERE link = 'exe'",
           "");
}

TEST(finding_of_an_empty_environment)
{
    expect("empty_environment", "", "weak|7|\n");
    expect("empty_environment", "UPDATE process_stat SET comm = 'nginx'", "");
    expect("empty_environment", "UPDATE process_stat SET flags = 0x200000", "");
    expect("empty_environment", "UPDATE process_status SET euid = 1000", "");
}

/* An empty environment beside writable code; with a third weak fact it is high. */
TEST(finding_of_weak_facts_together)
{
    static const char code[] =
        "INSERT INTO process_maps VALUES (1, 4, 1, 7, '10', '20', 16, 'rwxp', 0, '00:00', 0, NULL);";
    char *three = sqlite3_mprintf("%sUPDATE process_links SET target = '/home/u/.x/tool' WHERE link = 'exe'", code);

    expect("weak_facts_together", "", "");
    expect("weak_facts_together", code, "medium|7|\n");
    expect("weak_facts_together", three, "high|7|\n");
    sqlite3_free(three);
}

/* Each fact has the place where that fact was read. */
TEST(finding_of_weak_facts_has_its_evidence)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };

    database_run(db, base);
    database_run(
        db,
        "INSERT INTO process_maps VALUES (1, 4, 1, 7, '10', '20', 16, 'rwxp', 0, '00:00', 0, NULL);"
        "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (30, 1, 'proc/7/status', 'ok', 1);"
        "UPDATE process_status SET member_id = 30, tracer_pid = 8 WHERE pid = 7;");
    if (findings_run(db, 1, &error))
        fail_msg("%s", error.text);
    database_expect(db,
                    "SELECT f.severity, f.fact = a.fact AND f.fact_member_id = a.fact_member_id, f.other = z.fact AND"
                    " f.other_member_id = z.fact_member_id FROM finding_rows AS f JOIN finding_rows AS a ON a.key ="
                    " 'empty_environment' JOIN finding_rows AS z ON z.key = 'writable_code'"
                    " WHERE f.key = 'weak_facts_together'",
                    "high|1|1\n");
    sqlite3_close(db);
}

TEST(finding_of_a_container_with_keys)
{
    static const char container[] =
        "INSERT INTO process_containers (snapshot_id, pid, runtime, container_id, evidence, own_namespaces,"
        " member_id, line) VALUES (1, %d, 'docker', 'c1', 'cgroup', 'mnt', 1, 1);";
    char *all = sqlite3_mprintf(container, 7), *few = sqlite3_mprintf(container, 8);
    char *disk =
        sqlite3_mprintf("%sINSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, target)"
                        " VALUES (1, 1, 1, 8, 8, 3, 'rw', 'file', '/dev/sda1')",
                        few);

    expect("container_with_keys", all, "medium|7|\n");
    expect("container_with_keys", few, "");
    expect("container_with_keys", disk, "medium|8|\n");
    sqlite3_free(disk);
    sqlite3_free(few);
    sqlite3_free(all);
}

/* A socket of TCP that the dumps of both passes show, and no table. */
TEST(finding_of_a_socket_that_a_table_hides)
{
    static const char rows[] =
        "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (20, 1, 'net/5/before/diag/tcp', "
        "'ok', 1),"
        " (21, 1, 'net/5/after/diag/tcp', 'ok', 1);"
        "INSERT INTO diag_inet (snapshot_id, member_id, line, net_namespace, pass, family, protocol, state, timer, "
        "retrans, expires,"
        " local_address, local_ip, local_port, remote_address, remote_ip, remote_port, interface_index, cookie, "
        "rqueue, wqueue, uid,"
        " inode) VALUES"
        " (1, 20, 1, 5, 'before', 2, 6, 10, 0, 0, 0, '0.0.0.0', x'00000000', 31337, '0.0.0.0', x'00000000', 0, 0, 77, "
        "0, 0, 0, 500),"
        " (1, 21, 1, 5, 'after', 2, 6, 10, 0, 0, 0, '0.0.0.0', x'00000000', 31337, '0.0.0.0', x'00000000', 0, 0, 77, "
        "0, 0, 0, 500);"
        "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_address, local_port, "
        "remote_port, inode, cookie,"
        " seen, ownership, member_id, line, diag_member_id, diag_line)"
        " VALUES (1, 5, 2, 6, 'LISTEN', '0.0.0.0', 31337, 0, 500, 77, 'diag', 'unexplained', 21, 1, 21, 1);";
    const char *const harmless[] = {
        "UPDATE sockets SET seen = 'after,diag'",                                /* the table shows it */
        "DELETE FROM diag_inet WHERE pass = 'before'",                           /* it came meanwhile */
        "UPDATE members SET state = 'truncated' WHERE path = 'net/5/after/tcp'", /* the table was not read to its end */
        "UPDATE sockets SET state = 'CLOSED'",                                   /* bound alone */
        "UPDATE sockets SET ownership = 'collector'",
    };

    expect("socket_missing_in_table", rows, "high|NULL|socket 500 of namespace 5\n");
    for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++) {
        char *both = sqlite3_mprintf("%s%s", rows, harmless[i]);

        expect("socket_missing_in_table", both, "");
        sqlite3_free(both);
    }
}

#define ROW(line, sl)                                                                                              \
    "INSERT INTO proc_net_inet (snapshot_id, member_id, line, net_namespace, pass, family, protocol, sl, "         \
    "local_address,"                                                                                               \
    " local_ip, local_port, remote_address, remote_ip, remote_port, st, tx_queue, rx_queue, timer, timer_expires," \
    " retransmits, uid, timeout, inode) VALUES (1, 7, " #line ", 5, 'before', 2, 6, " #sl                          \
    ", '0.0.0.0', x'00000000', 1, '0.0.0.0', x'00000000', 0, 10, 0, 0, 0, 0, 0, 0, 0, 1" #sl ");"

/* The kernel counted three sockets and printed two; where a line was not understood, it was printed. */
TEST(finding_of_a_gap_in_a_table)
{
    expect("gap_in_socket_table", ROW(2, 0) ROW(3, 1), "");
    expect("gap_in_socket_table", ROW(2, 0) ROW(3, 2), "high|NULL|net/5/before/tcp\n");
    expect("gap_in_socket_table", ROW(2, 1), "high|NULL|net/5/before/tcp\n");
    expect("gap_in_socket_table", ROW(2, 0) ROW(4, 2), "");
    expect("gap_in_socket_table", ROW(2, 0) ROW(3, 2) "UPDATE members SET state = 'truncated' WHERE member_id = 7", "");
}

/* The other way round: what both tables show and no dump. */
TEST(finding_of_a_socket_that_a_dump_hides)
{
    static const char rows[] =
        "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (20, 1, 'net/5/before/diag/tcp', "
        "'ok',"
        " 1), (21, 1, 'net/5/after/diag/tcp', 'empty', 1);"
        "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_address, local_port, "
        "remote_port,"
        " inode, seen, ownership, member_id, line)"
        " VALUES (1, 5, 2, 6, 'LISTEN', '0.0.0.0', 31337, 0, 500, 'before,after', 'unexplained', 8, 1);";
    const char *const harmless[] = {
        "UPDATE sockets SET seen = 'before,after,diag'",
        "UPDATE sockets SET seen = 'after'",
        "UPDATE members SET state = 'denied' WHERE member_id = 20",
        "UPDATE members SET reason = 'continued in diag/tcp.1' WHERE member_id = 21",
        "UPDATE sockets SET state = 'TIME_WAIT'",
    };

    expect("socket_missing_in_table", rows, "high|NULL|socket 500 of namespace 5\n");
    for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++) {
        char *both = sqlite3_mprintf("%s%s", rows, harmless[i]);

        expect("socket_missing_in_table", both, "");
        sqlite3_free(both);
    }
}

/* A memory file that talks: to whom decides. */
TEST(finding_of_a_program_in_memory)
{
    static const char rows[] =
        "UPDATE process_links SET target = '/memfd:x (deleted)' WHERE pid = 7 AND link = 'exe';"
        "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES"
        " (1, 1, 40, 7, 7, 3, 'rw', 'socket', 500, 'socket:[500]');"
        "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_address, local_ip, local_port,"
        " remote_address, remote_ip, remote_port, inode, seen, ownership, member_id, line) VALUES"
        " (1, 5, 2, 6, 'ESTABLISHED', '10.0.0.1', x'0a000001', 4000, '198.51.100.7', x'c6336407', 443, 500, 'after', "
        "'owned', 1, 30);";

    expect("deleted_program_on_network", rows, "high|7|\n");
    for (int i = 0; i < 2; i++) {
        char *both = sqlite3_mprintf("%sUPDATE sockets SET remote_ip = x'%s'", rows, i == 0 ? "0a000002" : "7f000001");

        expect("deleted_program_on_network", both, "medium|7|\n");
        sqlite3_free(both);
    }
}

TEST(finding_of_a_kernel_thread_with_a_socket)
{
    static const char thread[] = "UPDATE process_stat SET flags = 0x200000, ppid = 2 WHERE pid = 7;"
                                 "DELETE FROM process_links WHERE pid = 7;";
    char *socket =
        sqlite3_mprintf("%sINSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode,"
                        " target) VALUES (1, 1, 40, 7, 7, 3, 'rw', 'socket', 500, 'socket:[500]')",
                        thread);

    expect("fake_kernel_thread", thread, "");
    expect("fake_kernel_thread", socket, "high|7|\n");
    sqlite3_free(socket);
}
