/*
 * Every command that docs/analyze.1 shows, on two hosts whose pids, descriptors and inodes are the same.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/case_file.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Whatever a row of host `name` shows ends in its name. */
#define HOST(id, name)                                                                                                 \
    "INSERT INTO snapshots (snapshot_id, host, boot_id, started_at, started_ns, booted_ns, clock_ticks, result, "      \
    "complete,"                                                                                                        \
    " directory, archive_name, archive_bytes, archive_sha256, loaded_at) VALUES (" #id ", '" name "', 'boot-" name     \
    "', '2026-01-31T12:00:0" #id "Z', 176986080000000000" #id ", 1, 100, 'complete', 1, 'd', 'a', 1, 's" #id           \
    "', 'l');"                                                                                                         \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (" #id ", " #id ", 'member-of-" name   \
    "', 'ok', 1);"                                                                                                     \
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr, "     \
    "flags, minflt,"                                                                                                   \
    " majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss) VALUES (" #id ", " #id                 \
    ", 1, 7, 7, 'nc-of-" name "', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 0, 0, 0);"                                 \
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target) VALUES (" #id ", " #id           \
    ", 1, 7, 7, 'exe', '/nc-of-" name "');"                                                                            \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, "        \
    "local_port,"                                                                                                      \
    " remote_address, remote_ip, remote_port, inode, recv_q, send_q, seen, ownership, member_id, line) VALUES"         \
    " (" #id                                                                                                           \
    ", 100, 2, 6, 'stream', 'LISTEN', '0.0.0.0', x'00000000', 8080, '0.0.0.0', x'00000000', 0, 26442, 0, 0, 'after',"  \
    " 'owned', " #id ", 2),"                                                                                           \
    " (" #id                                                                                                           \
    ", 100, 2, 6, 'stream', 'ESTABLISHED', '10.0.0.1', x'0a000001', 8080, '203.0.113.9', x'cb007109', 4000, 26443, 0," \
    " 0, 'after', 'owned', " #id ", 3),"                                                                               \
    " (" #id ", 100, 2, 6, 'stream', 'ESTABLISHED', '10.0.0.1', x'0a000001', 8080, '192.0.2.9', x'c0000209', 4001, "   \
    "26444, 0, 0,"                                                                                                     \
    " 'after', 'owned', " #id ", 4);"                                                                                  \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES"           \
    " (" #id ", " #id ", 5, 7, 7, 3, 'rw', 'socket', 26442, 'socket:[26442]'),"                                        \
    " (" #id ", " #id ", 6, 7, 7, 4, 'rw', 'socket', 26443, 'socket:[26443]'),"                                        \
    " (" #id ", " #id ", 7, 7, 7, 5, 'rw', 'socket', 26444, 'socket:[26444]');"

static const char *const hosts[] = { HOST(1, "web1"), HOST(2, "db1"), NULL };

/* What stands between .Bd and .Ed, from a line that begins with `analyze ` on; a pipe from another host is no example that runs here. */
#define EXAMPLES \
    "awk '/^\\.Bd -literal/ { on = 1; next } /^\\.Ed/ { on = 0 } on && !/^ssh /' $TOP/docs/analyze.1 >examples"

TEST(manual_examples_do_not_mix_hosts)
{
    struct scene *scene = scene_begin();
    char *lines, *commands;

    case_file(scene, "case.db", hosts);
    sh_ok(scene, EXAMPLES);
    commands = sh_ok(scene, "grep -c '^analyze ' examples");
    assert_true(strtoul(commands, NULL, 10) >= 10);
    sh_ok(scene, "bash -c 'trap \"s=\\$?; [ \\$s -le 1 ] || { echo exit \\$s: \\$BASH_COMMAND >&2; exit 2; }\" ERR;"
                 " . ./examples' >out");
    lines = sh_ok(scene, "grep -e -of-web1 out | grep -e -of-db1; true");
    assert_string_equal(lines, "");
    assert_string_equal(
        sh_ok(scene, "grep -c -e nc-of-web1 out | grep -v -x 0 >/dev/null && grep -c -e nc-of-db1 out | grep -v -x 0"
                     " >/dev/null && echo both"),
        "both\n");
    sh_ok(scene,
          "awk '/^analyze .*--host web1/ { on = 1 } /^analyze / && !/--host web1/ { on = 0 } on' examples >scoped");
    assert_string_equal(sh_ok(scene, "bash ./scoped | grep -e -of-db1; true"), "");
    scene_end(scene);
}
