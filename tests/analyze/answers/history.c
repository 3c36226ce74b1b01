/*
 * analyze history: what was seen on two hosts, in three snapshots of one of them and one of the other.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/case_file.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Snapshots 1, 2 and 3 are of web, 4 is of db. */
static const char hosts[] =
    "INSERT INTO snapshots (snapshot_id, host, machine_id, boot_id, started_at, started_ns, finished_ns, booted_ns,"
    " result, complete, directory, archive_name, archive_bytes, archive_sha256, loaded_at)"
    " SELECT column1, column2, column2, column2, '2026-01-0' || column1 || 'T00:00:00Z',"
    " (1767225600 + 86400 * (column1 - 1)) * 1000000000, (1767225600 + 86400 * (column1 - 1)) * 1000000000, 5,"
    " 'complete', 1, 'd', 'a', 1, 's' || column1, 'l' FROM (VALUES (1, 'web'), (2, 'web'), (3, 'web'), (4, 'db'));"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) SELECT snapshot_id, snapshot_id, 'x', 'ok', 1"
    " FROM snapshots;"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target) SELECT snapshot_id, snapshot_id,"
    " 1, 7, 7, 'exe', '/usr/bin/curl' || iif(snapshot_id = 3, ' (deleted)', '') FROM snapshots;"
    "INSERT INTO process_status (snapshot_id, member_id, line, pid, tid, euid)"
    " SELECT snapshot_id, snapshot_id, 1, 7, 7, 33 FROM snapshots WHERE snapshot_id <> 2;"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, type, inode)"
    " SELECT snapshot_id, snapshot_id, 1, 7, 7, 3, 'socket', 50 FROM snapshots;"
    "INSERT INTO process_containers (snapshot_id, pid, runtime, container_id, evidence, own_namespaces)"
    " VALUES (4, 7, 'docker', '0123456789abcdef', 'cgroup', 'pid');"
    "INSERT INTO passwd_file VALUES (4, 4, 1, 'www-data', 'x', 33, 33, '', '/', '/bin/sh');"
    "INSERT INTO executable_hashes VALUES (1, 1, 1, 7, printf('%064x', 171), 1, 1, 1);"
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip,"
    " local_port, remote_address, remote_ip, remote_port, inode, uid, seen, ownership, member_id, line)"
    " VALUES (1, 5, 2, 6, 'stream', 'ESTABLISHED', '10.0.0.1', x'0a000001', 4000, '203.0.113.7', x'cb007107', 443, 50,"
    " 0, 'after', 'owned', 1, 1), (4, 5, 10, 6, 'stream', 'ESTABLISHED', '::ffff:10.0.0.2',"
    " x'00000000000000000000ffff0a000002', 4001, '::ffff:203.0.113.7', x'00000000000000000000ffffcb007107', 443, 50, 0,"
    " 'after', 'owned', 4, 1), (3, 5, 2, 6, 'stream', 'LISTEN', '10.0.0.1', x'0a000001', 443, '0.0.0.0', x'00000000',"
    " 0, 50, 0, 'after', 'owned', 3, 1);";

static const struct {
    const char *what, *answer;
} cases[] = {
    { "203.0.113.7", "address,203.0.113.7,2026-01-01T00:00:00Z,2026-01-04T00:00:00Z,2,2,2,4,db,out tcp port 443,"
                     "/usr/bin/curl,0123456789abcdef,2026-01-04T00:00:00Z,2026-01-04T00:00:00Z,1\n"
                     "address,203.0.113.7,2026-01-01T00:00:00Z,2026-01-04T00:00:00Z,2,2,2,4,web,out tcp port 443,"
                     "/usr/bin/curl,,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,1\n" },
    { "203.0.113.8", "" },
    { "203.0.112.0/23 | cut -d, -f2,5,7,9,10",
      "203.0.113.7,2,2,db,out tcp port 443\n203.0.113.7,2,2,web,out tcp port 443\n" },
    { "203.0.112.0/24", "" },
    { "10.0.0.0/8 | cut -d, -f2,5,7,9,10", "10.0.0.1,1,1,web,listens on tcp port 443\n" },
    { "443 | cut -d, -f2,5-10", "tcp port 443,2,2,3,4,db,out\ntcp port 443,2,2,3,4,web,out\n"
                                "tcp port 443,2,2,3,4,web,listens on 10.0.0.1\n" },
    { "4000", "" },
    { "/usr/bin/curl | cut -d, -f2,5-10,13-",
      "/usr/bin/curl,2,2,4,4,db,runs,2026-01-04T00:00:00Z,2026-01-04T00:00:00Z,1\n"
      "/usr/bin/curl,2,2,4,4,web,runs,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,2\n"
      "/usr/bin/curl,2,2,4,4,web,runs (deleted),2026-01-03T00:00:00Z,2026-01-03T00:00:00Z,1\n" },
    { "00000000000000000000000000000000000000000000000000000000000000AB | cut -d, -f1,5,7,9-11",
      "digest,1,1,web,runs,/usr/bin/curl\n" },
    /* A name means the number that the host's own file gives it. */
    { "www-data | cut -d, -f1,2,5,7,9", "user,www-data,1,1,db\nuser,www-data,1,1,db\n" },
    { "33 --kind user | cut -d, -f1,2,5,7,9", "user,33,2,3,db\nuser,33,2,3,db\nuser,33,2,3,web\nuser,33,2,3,web\n" },
    { "0123456789ab | cut -d, -f1,2,5,7,9,10", "container,0123456789abcdef,1,1,db,docker\n" },
    { "01234567", "" },
};

TEST(history_on_two_hosts)
{
    struct scene *scene = scene_begin();
    size_t wrong = 0;

    case_file(scene, "case.db", (const char *const[]){ hosts, NULL });
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct result have =
            sh(scene, "analyze history --format csv case.db %s | tail -n +2 | tr -d '\\r'", cases[i].what);

        if (strcmp(have.out, cases[i].answer) == 0)
            continue;
        print_error("%s\n  want\n%s  have\n%s%s\n", cases[i].what, cases[i].answer, have.out, have.err);
        wrong++;
    }
    scene_end(scene);
    assert_int_equal(wrong, 0);
}

TEST(history_for_people)
{
    struct scene *scene = scene_begin();
    struct result result;

    case_file(scene, "case.db", (const char *const[]){ hosts, NULL });
    result = sh(scene, "analyze history case.db 203.0.113.7");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "address 203.0.113.7\n"
                                       "  first seen 2026-01-01T00:00:00Z, last seen 2026-01-04T00:00:00Z\n"
                                       "  on 2 of 2 hosts, in 2 of 4 snapshots\n"));
    result = sh(scene, "analyze history case.db 203.0.113.8");
    assert_int_equal(result.status, 1);
    assert_string_equal(result.out, "no snapshot shows 203.0.113.8\n");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze history --kind port case.db x"), "x is no port"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze history --kind prt case.db 1"), "no kind prt"));
    scene_end(scene);
}
