/*
 * analyze diff on rows: two snapshots of a host that differ in one thing, or of which one did not read it.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/case_file.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#define SNAPSHOT(id, hour)                                                                                        \
    "INSERT INTO snapshots (snapshot_id, host, machine_id, boot_id, kernel, started_at, started_ns, finished_ns," \
    " booted_ns, uid, tool_pid, pid_namespace, result, complete, directory, archive_name, archive_bytes,"         \
    " archive_sha256, loaded_at) VALUES (" #id ", 'web', 'm', 'b1', '6.1', '2026-01-01T0" #hour                   \
    ":00:00Z', 17672256" #hour "0000000000, 17672256" #hour "0000000001, 1767200000000000000, 0, 99, 4026531836," \
    " 'complete', 1, 'd', 'a', 1, 's" #id "', 'l');"

/* What all snapshots have; collect is process 99. */
static const char processes[] =
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) SELECT 10000 * snapshot_id + key, snapshot_id,"
    " value, 'ok', 1 FROM snapshots, json_each('[\"x\", \"proc/modules\", \"views/bpf\", \"views/listed\","
    " \"etc/passwd\", \"etc/group\", \"proc/mounts\", \"net/5/after/tcp\", \"y\","
    " \"z\", \"proc/sys/kernel/modprobe\", \"proc/7/stat\"]');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified)"
    " SELECT 10000 * snapshot_id + 100 * n.value + t.key, snapshot_id, 'net/' || n.value || t.value, 'ok', 1"
    " FROM snapshots, json_each('[5, 6]') AS n, json_each('[\"/after/tcp6\", \"/after/udp\", \"/after/udp6\","
    " \"/after/udplite\", \"/after/udplite6\", \"/after/raw\", \"/after/raw6\", \"/after/unix\","
    " \"/after/packet\", \"/context/rtnetlink/route\", \"/context/rtnetlink/address\"]') AS t;"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified)"
    " SELECT 10000 * snapshot_id + 900, snapshot_id, 'net/6/after/tcp', 'ok', 1 FROM snapshots;"
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr,"
    " flags, minflt, majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss)"
    " SELECT snapshot_id, 10000 * snapshot_id, value, value, value, iif(value = 99, 'collect', 'sshd'), 'S', 1, 1, 1,"
    " 0, 0, 0, 0, 0, 0, 20, 0, 1, 50, 1, 1 FROM snapshots, json_each('[1, 7, 99]');"
    "INSERT INTO process_status (snapshot_id, member_id, line, pid, tid, euid)"
    " SELECT snapshot_id, 10000 * snapshot_id, value, value, value, 0 FROM snapshots, json_each('[1, 7]');"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target, inode)"
    " SELECT snapshot_id, 10000 * snapshot_id, value, value, value, 'exe',"
    " iif(value = 99, '/tmp/collect', '/usr/sbin/sshd'), NULL FROM snapshots, json_each('[1, 7, 99]');"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target, inode)"
    " SELECT snapshot_id, 10000 * snapshot_id, 100 + value, value, value, 'ns/net', 'net:[5]', 5"
    " FROM snapshots, json_each('[1, 7, 99]');"
    "INSERT INTO process_containers (snapshot_id, pid, runtime, container_id, evidence, own_namespaces, pid_namespace)"
    " SELECT snapshot_id, 7, 'docker', 'c1', 'cgroup', 'pid', 77 FROM snapshots;"
    "INSERT INTO net_namespace_sightings (snapshot_id, member_id, line, net_namespace, how, pid, place)"
    " SELECT snapshot_id, 10000 * snapshot_id, column1, column2, column3, 1, column4 FROM snapshots,"
    " (VALUES (1, 5, 'process', NULL), (2, 6, 'mount', '/run/netns/blue'));";

static const char others[] =
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip,"
    " local_port, remote_address, remote_ip, remote_port, inode, cookie, uid, seen, ownership, member_id, line)"
    " SELECT snapshot_id, 5, 2, 6, 'stream', column1, column2, column3, 22, column4, column5, column6, column7,"
    " column8, 0, 'after', 'owned', 10000 * snapshot_id, column8 FROM snapshots,"
    " (VALUES ('LISTEN', '0.0.0.0', x'00000000', '0.0.0.0', x'00000000', 0, 500, 51),"
    " ('ESTABLISHED', '10.0.0.1', x'0a000001', '10.0.0.2', x'0a000002', 4000, 501, 52));"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, type, inode)"
    " SELECT snapshot_id, 10000 * snapshot_id, value, 7, 7, value, 'socket', value"
    " FROM snapshots, json_each('[500, 501]');"
    "INSERT INTO proc_modules SELECT snapshot_id, 10000 * snapshot_id + 1, 1, 'nf_tables', 1, 0, '-', 'Live', '0x0',"
    " NULL FROM snapshots;"
    "INSERT INTO bpf_objects (snapshot_id, member_id, line, kind, id, type, name, tag, uid, load_time)"
    " SELECT snapshot_id, 10000 * snapshot_id + 2, 1, 'prog', 4, 8, 'guard', 'ab', 0, 9 FROM snapshots;"
    "INSERT INTO rtnl_route (snapshot_id, member_id, line, net_namespace, family, destination_length, source_length,"
    " gateway_address, table_id, protocol, scope, type, flags, tos)"
    " SELECT snapshot_id, 10000 * snapshot_id + 9, 1, 5, 2, 0, 0, '10.0.0.254', 254, 3, 0, 1, 0, 0 FROM snapshots;"
    "INSERT INTO namespace_addresses (snapshot_id, net_namespace, family, address, ip, prefix_length, label)"
    " SELECT snapshot_id, 5, 2, '10.0.0.1', x'0a000001', 24, 'eth0' FROM snapshots;"
    "INSERT INTO passwd_file SELECT snapshot_id, 10000 * snapshot_id + 4, 1, 'root', 'x', 0, 0, '', '/root', '/bin/sh'"
    " FROM snapshots;"
    "INSERT INTO mounts_file SELECT snapshot_id, 10000 * snapshot_id + 6, 1, '/dev/sda1', '/', 'ext4', 'rw'"
    " FROM snapshots;"
    "INSERT INTO sysctls SELECT snapshot_id, 10000 * snapshot_id + 10, 1, 'kernel/modprobe', '/sbin/modprobe'"
    " FROM snapshots;";

#define TWO_SNAPSHOTS SNAPSHOT(1, 0) SNAPSHOT(2, 1), processes, others

static const struct {
    const char *what;   /* happens in snapshot 2 */
    const char *rows;   /* of it */
    const char *answer; /* resource, change, item and detail of each line, with | between them */
    int status;
} cases[] = {
    { "nothing", "", "", 0 },
    { "a restart on the same port",
      "UPDATE process_stat SET pid = 8, tid = 8, starttime = 60 WHERE snapshot_id = 2 AND pid = 7;"
      "UPDATE process_status SET pid = 8, tid = 8 WHERE snapshot_id = 2 AND pid = 7;"
      "UPDATE process_links SET pid = 8, tid = 8 WHERE snapshot_id = 2 AND pid = 7;"
      "UPDATE process_containers SET pid = 8 WHERE snapshot_id = 2;"
      "UPDATE process_fds SET pid = 8, tid = 8, inode = inode + 10 WHERE snapshot_id = 2;"
      "UPDATE sockets SET inode = inode + 10, cookie = cookie + 10 WHERE snapshot_id = 2;",
      "listeners|replaced|tcp 0.0.0.0:22|pid 7 -> 8\n"
      "connections|replaced|tcp 10.0.0.1:22 <- 10.0.0.2:4000|pid 7 -> 8\n"
      "processes|replaced|sshd|pid 7 -> 8\n",
      0 },
    { "another program on the same port",
      "UPDATE process_links SET target = '/tmp/sshd' WHERE snapshot_id = 2 AND pid = 7 AND link = 'exe';"
      "UPDATE sockets SET inode = inode + 10, cookie = 61 WHERE snapshot_id = 2 AND state = 'LISTEN';"
      "UPDATE process_fds SET inode = 510 WHERE snapshot_id = 2 AND inode = 500;",
      "listeners|new|tcp 0.0.0.0:22|pid 7, program /tmp/sshd, container c1, user 0\n"
      "listeners|vanished|tcp 0.0.0.0:22|pid 7, program /usr/sbin/sshd, container c1, user 0\n"
      "connections|changed|tcp 10.0.0.1:22 <- 10.0.0.2:4000|program /usr/sbin/sshd -> /tmp/sshd\n"
      "processes|changed|sshd|program /usr/sbin/sshd -> /tmp/sshd\n"
      "executables|new|/tmp/sshd|container c1\n"
      "executables|vanished|/usr/sbin/sshd|container c1\n",
      1 },
    { "an inode number that was given out again",
      "UPDATE sockets SET cookie = 99 WHERE snapshot_id = 2 AND state = 'LISTEN';",
      "listeners|replaced|tcp 0.0.0.0:22|made anew\n", 0 },
    { "no dump in the second one", "UPDATE sockets SET cookie = NULL WHERE snapshot_id = 2;", "", 0 },
    { "a new listener", "DELETE FROM sockets WHERE snapshot_id = 1 AND state = 'LISTEN'",
      "listeners|new|tcp 0.0.0.0:22|pid 7, program /usr/sbin/sshd, container c1, user 0\n", 1 },
    { "a closed connection", "DELETE FROM sockets WHERE snapshot_id = 2 AND state = 'ESTABLISHED'",
      "connections|vanished|tcp 10.0.0.1:22 <- 10.0.0.2:4000|state ESTABLISHED, pid 7, program /usr/sbin/sshd,"
      " container c1, local_port 22, remote_port 4000\n",
      0 },
    { "a connection that waits to be forgotten",
      "UPDATE sockets SET state = 'TIME_WAIT', ownership = 'time_wait', inode = 0 WHERE snapshot_id = 2 AND state = "
      "'ESTABLISHED'",
      "connections|vanished|tcp 10.0.0.1:22 <- 10.0.0.2:4000|state ESTABLISHED, pid 7, program /usr/sbin/sshd,"
      " container c1, local_port 22, remote_port 4000\n",
      0 },
    { "a vanished namespace", "DELETE FROM net_namespace_sightings WHERE snapshot_id = 2 AND net_namespace = 6",
      "namespaces|vanished|net 6 blue|name blue\n", 0 },
    { "a namespace of the same name",
      "UPDATE net_namespace_sightings SET net_namespace = 7 WHERE snapshot_id = 2 AND net_namespace = 6;"
      "UPDATE members SET path = replace(path, 'net/6/', 'net/7/') WHERE snapshot_id = 2",
      "namespaces|replaced|net 7 blue|made anew\n", 0 },
    { "a reboot",
      "UPDATE snapshots SET boot_id = 'b2', booted_ns = 1767225601500000000 WHERE snapshot_id = 2;"
      "UPDATE snapshots SET finished_ns = started_ns WHERE snapshot_id = 1;"
      "UPDATE process_stat SET pid = 8, tid = 8, starttime = 60 WHERE snapshot_id = 2 AND pid = 7;"
      "UPDATE process_status SET pid = 8, tid = 8 WHERE snapshot_id = 2 AND pid = 7;"
      "UPDATE process_links SET pid = 8, tid = 8 WHERE snapshot_id = 2 AND pid = 7;"
      "UPDATE process_links SET inode = 6 WHERE snapshot_id = 2 AND link = 'ns/net';"
      "UPDATE net_namespace_sightings SET net_namespace = 11 - net_namespace WHERE snapshot_id = 2;"
      "UPDATE sockets SET inode = inode + 10, net_namespace = 6 WHERE snapshot_id = 2;"
      "UPDATE namespace_addresses SET net_namespace = 6 WHERE snapshot_id = 2;"
      "UPDATE rtnl_route SET net_namespace = 6 WHERE snapshot_id = 2;"
      "UPDATE process_containers SET pid = 8 WHERE snapshot_id = 2;"
      "UPDATE process_fds SET pid = 8, tid = 8, inode = inode + 10 WHERE snapshot_id = 2;",
      "host|rebooted|web|at 2026-01-01T00:00:01Z, boot b1 -> b2\n", 0 },
    { "configuration",
      "UPDATE snapshots SET kernel = '6.2' WHERE snapshot_id = 2;"
      "UPDATE rtnl_route SET gateway_address = '10.0.0.9' WHERE snapshot_id = 2;"
      "UPDATE namespace_addresses SET prefix_length = 8 WHERE snapshot_id = 2;"
      "UPDATE passwd_file SET shell = '/bin/bash', password = '' WHERE snapshot_id = 2;"
      "UPDATE mounts_file SET options = 'ro' WHERE snapshot_id = 2;"
      "UPDATE sysctls SET value = '/tmp/x' WHERE snapshot_id = 2;"
      "UPDATE proc_modules SET taints = '(O)' WHERE snapshot_id = 2;",
      "host|changed|web|kernel 6.1 -> 6.2\n"
      "modules|changed|nf_tables|taints none -> (O)\n"
      "routes|changed|0.0.0.0/0|gateway 10.0.0.254 -> 10.0.0.9\n"
      "addresses|changed|10.0.0.1|prefix_length 24 -> 8\n"
      "users|changed|root|shell /bin/sh -> /bin/bash, password in shadow -> none\n"
      "mounts|changed|/|options rw -> ro\n"
      "sysctls|changed|kernel/modprobe|value /sbin/modprobe -> /tmp/x\n",
      0 },
    { "what runs in the kernel",
      "DELETE FROM proc_modules WHERE snapshot_id = 1;"
      "DELETE FROM bpf_objects WHERE snapshot_id = 1;",
      "modules|new|nf_tables|size 1, state Live\nbpf_programs|new|4 guard|type 8, tag ab, user 0\n", 1 },
    { "a container that was started again", "UPDATE process_containers SET pid_namespace = 78 WHERE snapshot_id = 2",
      "containers|replaced|docker c1|made anew\n", 0 },
    { "what was not read",
      "UPDATE members SET state = 'denied', errno = 'EACCES' WHERE snapshot_id = 2 AND path IN ('proc/modules',"
      " 'views/bpf', 'etc/passwd', 'net/5/after/tcp', 'proc/sys/kernel/modprobe', 'proc/7/stat');"
      "DELETE FROM proc_modules WHERE snapshot_id = 2; DELETE FROM bpf_objects WHERE snapshot_id = 2;"
      "DELETE FROM passwd_file WHERE snapshot_id = 2; DELETE FROM sockets WHERE snapshot_id = 2;"
      "DELETE FROM sysctls WHERE snapshot_id = 2; DELETE FROM process_stat WHERE snapshot_id = 2 AND pid = 7;",
      "listeners|not comparable|tcp 0.0.0.0:22|not read in snapshot 2: net/5/after/tcp: denied, EACCES\n"
      "listeners|not comparable|what snapshot 2 lacks|net/5/after/tcp: denied, EACCES\n"
      "connections|not comparable|tcp 10.0.0.1:22 <- 10.0.0.2:4000|not read in snapshot 2: net/5/after/tcp: denied,"
      " EACCES\n"
      "connections|not comparable|what snapshot 2 lacks|net/5/after/tcp: denied, EACCES\n"
      "processes|not comparable|sshd|not read in snapshot 2: proc/7/stat: denied, EACCES\n"
      "processes|not comparable|what snapshot 2 lacks|proc/7/stat: denied, EACCES\n"
      "modules|not comparable|nf_tables|not read in snapshot 2: proc/modules: denied, EACCES\n"
      "modules|not comparable|what snapshot 2 lacks|proc/modules: denied, EACCES\n"
      "bpf_programs|not comparable|4 guard|not read in snapshot 2: views/bpf: denied, EACCES\n"
      "bpf_programs|not comparable|what snapshot 2 lacks|views/bpf: denied, EACCES\n"
      "users|not comparable|root|not read in snapshot 2: etc/passwd: denied, EACCES\n"
      "users|not comparable|what snapshot 2 lacks|etc/passwd: denied, EACCES\n"
      "sysctls|not comparable|kernel/modprobe|not read in snapshot 2: proc/sys/kernel/modprobe: denied, EACCES\n"
      "sysctls|not comparable|what snapshot 2 lacks|proc/sys/kernel/modprobe: denied, EACCES\n",
      0 },
    { "other rights",
      "UPDATE snapshots SET uid = 1000 WHERE snapshot_id = 2;"
      "UPDATE process_links SET target = NULL, inode = NULL, errno = 'EACCES' WHERE snapshot_id = 2 AND pid = 7;"
      "DELETE FROM process_fds WHERE snapshot_id = 2; UPDATE sockets SET ownership = 'denied' WHERE snapshot_id = 2;"
      "DELETE FROM net_namespace_sightings WHERE snapshot_id = 2 AND net_namespace = 6;",
      "host|not comparable|collect had other rights|user 0 -> 1000\n"
      "listeners|not comparable|container of 1|not known in snapshot 2\n"
      "listeners|not comparable|pid of 1|not known in snapshot 2\n"
      "listeners|not comparable|program of 1|not known in snapshot 2\n"
      "listeners|not comparable|what snapshot 2 lacks|namespaces of 1 processes were not read\n"
      "connections|not comparable|container of 1|not known in snapshot 2\n"
      "connections|not comparable|pid of 1|not known in snapshot 2\n"
      "connections|not comparable|program of 1|not known in snapshot 2\n"
      "connections|not comparable|what snapshot 2 lacks|namespaces of 1 processes were not read\n"
      "processes|not comparable|program of 1|not known in snapshot 2\n"
      "executables|not comparable|/usr/sbin/sshd|not read in snapshot 2: programs of 1 processes were not read\n"
      "executables|not comparable|what snapshot 2 lacks|programs of 1 processes were not read\n"
      "namespaces|not comparable|net 6 blue|not read in snapshot 2: namespaces of 1 processes were not read\n"
      "namespaces|not comparable|what snapshot 2 lacks|namespaces of 1 processes were not read\n"
      "containers|not comparable|what snapshot 2 lacks|namespaces of 1 processes were not read\n"
      "routes|not comparable|what snapshot 2 lacks|namespaces of 1 processes were not read\n"
      "addresses|not comparable|what snapshot 2 lacks|namespaces of 1 processes were not read\n",
      0 },
    /* What both could not look into is no difference. */
    { "a process that nobody may look into",
      "UPDATE process_links SET target = NULL, inode = NULL, errno = 'EACCES' WHERE pid = 7;"
      "DELETE FROM net_namespace_sightings WHERE snapshot_id = 2 AND net_namespace = 6;",
      "namespaces|vanished|net 6 blue|name blue\n", 0 },
    { "an archive that was cut off",
      "UPDATE snapshots SET result = 'cut' WHERE snapshot_id = 2; DELETE FROM mounts_file WHERE snapshot_id = 2;",
      "mounts|not comparable|/|not read in snapshot 2: the archive ends early\n", 0 },
};

/* The lines of a change, without those that say in general that an archive was cut. */
static char *
changes(struct scene *scene, const char *arguments, int *status)
{
    struct result result =
        sh(scene,
           "analyze diff --format csv case.db %s >out; s=$?; sed -n '2,$ { s/\"//g; s/^[^,]*,[^,]*,[^,]*,//; p }' out |"
           " sed 's/,/|/; s/,/|/; s/\\([^|]*|[^|]*|[^|,]*\\),/\\1|/' | grep -v '|the archive ends early$'; exit $s",
           arguments);

    *status = result.status;
    return result.out;
}

TEST(diff_of_two_snapshots)
{
    size_t wrong = 0;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct scene *scene = scene_begin();
        int status;
        char *have;

        case_file(scene, "case.db", (const char *const[]){ TWO_SNAPSHOTS, cases[i].rows, NULL });
        have = changes(scene, "", &status);
        if (strcmp(have, cases[i].answer) != 0 || status != cases[i].status) {
            print_error("%s\n  want %d\n%s  have %d\n%s\n", cases[i].what, cases[i].status, cases[i].answer, status,
                        have);
            wrong++;
        }
        scene_end(scene);
    }
    assert_int_equal(wrong, 0);
}

/* The other way round: what is new in one direction is gone in the other. */
TEST(diff_of_two_numbers)
{
    struct scene *scene = scene_begin();
    int status;

    case_file(scene, "case.db",
              (const char *const[]){ TWO_SNAPSHOTS, "DELETE FROM proc_modules WHERE snapshot_id = 1", NULL });
    assert_string_equal(changes(scene, "1 2", &status), "modules|new|nf_tables|size 1, state Live\n");
    assert_int_equal(status, 1);
    assert_string_equal(changes(scene, "2 1", &status), "modules|vanished|nf_tables|size 1, state Live\n");
    assert_int_equal(status, 0);
    assert_string_equal(changes(scene, "2 2", &status), "");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze diff case.db 1 7"), "no snapshot 7: the database has 1 (web, "));
    sh_fails(scene, 2, "analyze diff case.db 1");
    scene_end(scene);
}

/* Which snapshots are compared with which, by the headings: "1-2 2-3 ". */
static char *
compared(struct scene *scene, const char *arguments)
{
    return sh(scene,
              "analyze diff case.db %s 2>noted | sed -n 's/^snapshot \\([0-9]*\\) .* -> snapshot \\([0-9]*\\) "
              ".*/\\1-\\2/p'"
              " | tr '\\n' ' '",
              arguments)
        .out;
}

/* Snapshots 1 to 3 are of web, 4 and 5 of db; the newest of each has a module that the one before lacks, and 6 is the only one of lone. */
TEST(diff_of_hosts)
{
    struct scene *scene = scene_begin();
    const char *const rows[] = {
        SNAPSHOT(1, 0) SNAPSHOT(2, 1) SNAPSHOT(3, 2),
        SNAPSHOT(4, 3) SNAPSHOT(5, 4) SNAPSHOT(6, 5),
        processes,
        others,
        "UPDATE snapshots SET machine_id = 'n', boot_id = 'b9', host = 'db'"
        " WHERE snapshot_id > 3;"
        "UPDATE snapshots SET machine_id = 'o', boot_id = 'b8', host = 'lone' WHERE snapshot_id = 6;"
        "DELETE FROM proc_modules WHERE snapshot_id IN (1, 2, 4)",
        NULL
    };
    static const struct {
        const char *scope, *snapshots;
    } scopes[] = {
        { "", "4-5 2-3 " },
        { "--host db", "4-5 " },
        { "--snapshot web", "2-3 " },
        { "--snapshot 2", "1-2 " },
        { "--each", "4-5 1-2 2-3 " },
        { "--host web --each", "1-2 2-3 " },
        { "--at 2026-01-01T00:00:15Z", "1-2 " }, /* by started_ns, ten seconds an hour here */
        { "1 db", "1-5 " },
        { "lone web", "6-3 " },
    };
    int status;

    case_file(scene, "case.db", rows);
    for (size_t i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++)
        assert_string_equal(compared(scene, scopes[i].scope), scopes[i].snapshots);
    assert_string_equal(changes(scene, "--host web", &status), "modules|new|nf_tables|size 1, state Live\n");
    assert_string_equal(changes(scene, "", &status),
                        "modules|new|nf_tables|size 1, state Live\nmodules|new|nf_tables|size 1, state Live\n");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze diff --host no case.db"), "no snapshot of a host no: "));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze diff --host lone case.db"), "no two snapshots of one host: "));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze diff case.db latest 1"), "latest may be one of several"));
    sh_fails(scene, 2, "analyze diff --each case.db 1 2");
    scene_end(scene);
}

TEST(diff_for_people)
{
    struct scene *scene = scene_begin();
    struct result result;

    case_file(scene, "case.db",
              (const char *const[]){ TWO_SNAPSHOTS, "DELETE FROM mounts_file WHERE snapshot_id = 2", NULL });
    result = sh(scene, "analyze diff case.db");
    assert_string_equal(result.out,
                        "snapshot 1 web, 2026-01-01T00:00:00Z -> snapshot 2 web, 2026-01-01T01:00:00Z\n"
                        "RESOURCE    CHANGE    ITEM                  DETAIL\n"
                        "mounts      vanished  /                     device /dev/sda1, type ext4, options rw\n"
                        "1 vanished, 16 unchanged\n");
    result = sh(scene, "analyze diff --all case.db | grep -c ' unchanged '");
    assert_string_equal(result.out, "16\n");
    scene_end(scene);
}
