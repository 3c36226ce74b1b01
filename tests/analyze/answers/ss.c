/*
 * analyze ss: the system of a published text, hosts whose pids collide, and what a snapshot cannot answer.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/case_file.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * fixtures/seed-jenkins, as `ss -p` inside the container prints it in the text: the connections are those of its last listing.  The
 * text has http-alt for the port 8080, which its host's /etc/services names and the fixture does not have.
 */
static const char jenkins[] =
    "Netid  State  Recv-Q  Send-Q  Local Address:Port      Peer Address:Port   Process\n"
    "u_str  ESTAB  0       0                   * 606974               * 0      users:((\"java\",pid=26890,fd=18))\n"
    "u_str  ESTAB  0       0                   * 607015               * 0      users:((\"java\",pid=26890,fd=138))\n"
    "tcp    ESTAB  0       0          172.17.0.2:http-alt    172.17.0.1:54842  users:((\"java\",pid=26890,fd=145))\n"
    "tcp    ESTAB  0       0          172.17.0.2:http-alt    172.17.0.1:54846  users:((\"java\",pid=26890,fd=142))\n"
    "tcp    ESTAB  0       0          172.17.0.2:http-alt    172.17.0.1:54850  users:((\"java\",pid=26890,fd=146))\n"
    "tcp    ESTAB  0       0          172.17.0.2:http-alt    172.17.0.1:54854  users:((\"java\",pid=26890,fd=149))\n"
    "tcp    ESTAB  0       0          172.17.0.2:http-alt    172.17.0.1:54858  users:((\"java\",pid=26890,fd=150))\n"
    "tcp    ESTAB  0       0          172.17.0.2:http-alt    172.17.0.1:54862  users:((\"java\",pid=26890,fd=152))\n";

static const char http_alt[] = "INSERT INTO services_file (snapshot_id, member_id, line, name, port, protocol)"
                               " VALUES (1, 1, 1, 'http-alt', 8080, 'tcp');";

static void
load_jenkins(struct scene *scene)
{
    sh_ok(scene, "analyze load case.db \"${STILLFRAME_BUILD:-$TOP/build}\"/fixtures/seed-jenkins.tar.zst");
}

TEST(ss_shows_the_published_container)
{
    struct scene *scene = scene_begin();

    load_jenkins(scene);
    case_file(scene, "case.db", (const char *const[]){ http_alt, NULL });
    assert_string_equal(sh_ok(scene, "analyze ss case.db -p -N 4026532725"), jenkins);
    /* In the namespace of the host no process has such a connection: that is the text's point. */
    assert_string_equal(sh_ok(scene, "analyze ss case.db -pH -N 4026531992 | grep -c 26890 || true"), "0\n");
    assert_string_equal(
        sh_ok(scene, "analyze ss case.db -Htlnp"),
        "LISTEN  0  0        *:8080         *:*  users:((\"docker-proxy\",pid=26850,fd=4))  4026531992\n"
        "LISTEN  0  0  0.0.0.0:8080   0.0.0.0:*  users:((\"java\",pid=26890,fd=137))        4026532725\n"
        "LISTEN  0  0  0.0.0.0:50000  0.0.0.0:*  users:((\"java\",pid=26890,fd=147))        4026532725\n");
    scene_end(scene);
}

/* What only the text tables of the kernel tell. */
TEST(ss_of_a_host_without_dumps)
{
    struct scene *scene = scene_begin();

    load_jenkins(scene);
    assert_string_equal(sh_ok(scene, "analyze ss case.db -Htneip dport 54842"),
                        "ESTAB  0  0  172.17.0.2:8080  172.17.0.1:54842  users:((\"java\",pid=26890,fd=145))"
                        "  uid:1000 ino:621699  4026532725\n\trto:0.2 ato:0.04 qack:1 bidir cwnd:10\n");
    assert_string_equal(sh_fails(scene, 2, "analyze ss case.db -tm"),
                        "analyze: ss: -m: the snapshot of leo-ubuntu-20, 2020-08-10T07:56:00.000000000Z has no dump of"
                        " sock_diag, which alone tells the memory of sockets\n");
    scene_end(scene);
}

#define SNAPSHOT(id, name)                                                                                             \
    "INSERT INTO snapshots (snapshot_id, host, started_at, started_ns, result, complete, directory, archive_name,"     \
    " archive_bytes, archive_sha256, loaded_at) VALUES (" #id ", '" name "', '2026-01-31T12:00:0" #id "Z', 1769860800" \
    "00000000" #id ", 'complete', 1, 'd', 'a', 1, 's" #id "', 'l');"                                                   \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (" #id ", " #id ", 'x', 'ok', 1);"
#define LISTENER(id, address, inode, port, ownership, holder)                                                        \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip,"       \
    " local_port, remote_address, remote_ip, remote_port, interface_index, inode, recv_q, send_q, seen, ownership,"  \
    " kernel_holder, member_id, line) VALUES (" #id ", 100, 2, 6, 'stream', 'LISTEN', '" address                     \
    "', x'0A000001', " #port ", '0.0.0.0', x'00000000', 0, 0, " #inode ", 0, 128, 'after', '" ownership "', " holder \
    ", " #id ", " #port ");"
#define HOLDER(id, pid, tid, fd, inode, comm)                                                                        \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES (" #id   \
    ", " #id ", " #pid #tid #fd ", " #pid ", " #tid ", " #fd ", 'rw', 'socket', " #inode ", 'socket:[" #inode "]');" \
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr, "   \
    "flags, minflt,"                                                                                                 \
    " majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss) SELECT " #id ", " #id ", " #pid #tid \
    ", " #pid ", " #tid ", " comm ", 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 0, 0, 0 WHERE NOT EXISTS"             \
    " (SELECT 1 FROM process_stat WHERE snapshot_id = " #id " AND pid = " #pid " AND tid = " #tid ");"

/* On both hosts, pid 7 holds the socket with inode 500 as descriptor 3. */
static const char *const hosts[] = {
    SNAPSHOT(1, "web"),
    SNAPSHOT(2, "db"),
    LISTENER(1, "10.0.0.1", 500, 80, "owned", "NULL"),
    LISTENER(2, "10.0.0.2", 500, 5432, "owned", "NULL"),
    HOLDER(1, 7, 7, 3, 500, "'nginx'"),
    HOLDER(1, 8, 8, 4, 500, "'nginx'"),
    HOLDER(1, 8, 9, 5, 500, "'in a thread'"),
    HOLDER(2, 7, 7, 3, 500, "'postgres'"),
    NULL,
};

TEST(ss_never_names_a_process_of_another_host)
{
    struct scene *scene = scene_begin();
    static const char web[] = "LISTEN  0  128  10.0.0.1:80  0.0.0.0:*  users:((\"in a thread\",pid=8,tid=9,fd=5),"
                              "(\"nginx\",pid=8,fd=4),(\"nginx\",pid=7,fd=3))\n";
    static const char db[] = "LISTEN  0  128  10.0.0.2:5432  0.0.0.0:*  users:((\"postgres\",pid=7,fd=3))\n";

    case_file(scene, "case.db", hosts);
    assert_string_equal(sh_ok(scene, "analyze ss case.db -Htlnp"),
                        scene_text(scene, "db, 2026-01-31T12:00:02Z\n%s\nweb, 2026-01-31T12:00:01Z\n%s", db, web));
    assert_string_equal(sh_ok(scene, "analyze ss case.db -Htlnp --host web"),
                        scene_text(scene, "web, 2026-01-31T12:00:01Z\n%s", web));
    assert_string_equal(sh_ok(scene, "analyze ss --snapshot 2 case.db -Htlnp"),
                        scene_text(scene, "db, 2026-01-31T12:00:02Z\n%s", db));
    assert_string_equal(
        sh_ok(scene, "analyze ss case.db -tlp --format csv | cut -d, -f1,7,8,11- "),
        "host,local_address,local_port,process,ownership,kernel_holder,details,info,net_namespace\n"
        "db,10.0.0.2,5432,\"users:((\"\"postgres\"\",pid=7,fd=3))\",owned,,,,100\n"
        "web,10.0.0.1,80,\"users:((\"\"in a thread\"\",pid=8,tid=9,fd=5),(\"\"nginx\"\",pid=8,fd=4),(\"\"nginx\"\""
        ",pid=7,fd=3))\",owned,,,,100\n");
    scene_end(scene);
}

/* A reason stands where the process would, and no name passes for the end of a name. */
TEST(ss_says_why_there_is_no_owner)
{
    static const char *const rows[] = {
        SNAPSHOT(1, "web"),
        LISTENER(1, "10.0.0.1", 501, 1, "kernel", "'wireguard wg0'"),
        LISTENER(1, "10.0.0.1", 502, 2, "denied", "NULL"),
        LISTENER(1, "10.0.0.1", 503, 3, "collector", "NULL"),
        LISTENER(1, "10.0.0.1", 504, 4, "owned", "NULL"),
        HOLDER(1, 7, 7, 3, 504, "'x\",pid=1,fd=0'"),
        NULL,
    };
    struct scene *scene = scene_begin();

    case_file(scene, "case.db", rows);
    assert_string_equal(sh_ok(scene, "analyze ss case.db -Htlnp"),
                        "LISTEN  0  128  10.0.0.1:1  0.0.0.0:*  - (kernel: wireguard wg0)\n"
                        "LISTEN  0  128  10.0.0.1:2  0.0.0.0:*  - (denied)\n"
                        "LISTEN  0  128  10.0.0.1:4  0.0.0.0:*  users:((\"x\\\",pid=1,fd=0\",pid=7,fd=3))\n");
    scene_end(scene);
}

/* What ss does and a snapshot cannot, and what makes no sense. */
static const struct {
    const char *arguments, *message;
} refusals[] = {
    { "-T",
      "ss: -T, --threads: threads of a process share one table of descriptors, which is captured once; -p names a "
      "thread that has one of its own" },
    { "-tapT", "ss: -T, --threads: threads of a process share" },
    { "-b", "ss: -b: the snapshot of web, 2026-01-31T12:00:01Z has no dump of sock_diag" },
    { "-E", "ss: -E, --events: a snapshot is of one moment" },
    { "-K", "ss: -K, --kill: a snapshot is evidence: nothing is closed" },
    { "-D x", "ss: -D, --diag: the dumps are members of the archive: analyze extract writes them as files" },
    { "-Z", "ss: -Z, --context: contexts of processes are in process_values, as attr/current" },
    { "-z", "ss: -z, --contexts: contexts of processes are in process_values, as attr/current" },
    { "--tipc", "ss: --tipc: no table of tipc sockets is captured" },
    { "--tipcinfo", "ss: --tipcinfo: no table of tipc sockets is captured" },
    { "--bpf-maps", "ss: --bpf-maps: collect captures no BPF storage of sockets" },
    { "--bpf-map-id=3", "ss: --bpf-map-id: collect captures no BPF storage of sockets" },
    { "-f tipc", "ss: -f tipc: no table of tipc sockets is captured" },
    { "-f ipx", "ss: -f wants inet, inet6, link, unix, netlink, vsock or xdp, not \"ipx\"" },
    { "-A tcp,udpp", "ss: -A tcp,udpp: \"udpp\" is no table of sockets" },
    { "-A tcp,", "ss: -A tcp,: \"\" is no table of sockets" },
    { "-N nosuch", "ss: -N nosuch: the snapshot of web, 2026-01-31T12:00:01Z has no network namespace of that name" },
    { "-m", "ss: -m: the snapshot of web, 2026-01-31T12:00:01Z has no dump of sock_diag" },
    { "--tos", "which alone tells types of service" },
    { "--cgroup", "which alone tells the cgroups of sockets" },
    { "--inet-sockopt", "which alone tells socket options" },
    { "-s", "ss: -s: the snapshot of web, 2026-01-31T12:00:01Z has no net/sockstat of network namespace 100" },
    { "-st --format csv", "ss: -s and sockets are two tables" },
    { "-y", "ss: unknown option -y (see analyze ss --help)" },
};

TEST(ss_refuses_what_a_snapshot_cannot_answer)
{
    static const char *const rows[] = {
        SNAPSHOT(1, "web"),
        "INSERT INTO net_namespace_sightings (snapshot_id, member_id, line, net_namespace, how) VALUES (1, 1, 1, 100, "
        "'process');",
        NULL,
    };
    struct scene *scene = scene_begin();
    size_t wrong = 0;

    case_file(scene, "case.db", rows);
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        char *have = sh_fails(scene, 2, "analyze ss case.db %s", refusals[i].arguments);

        if (strstr(have, refusals[i].message) && strchr(have, '\n')[1] == '\0')
            continue;
        print_error("ss %s\n  want %s\n  have %s\n", refusals[i].arguments, refusals[i].message, have);
        wrong++;
    }
    assert_string_equal(sh_fails(scene, 2, "analyze ss"), "analyze: ss: no database given (see analyze ss --help)\n");
    scene_end(scene);
    assert_int_equal(wrong, 0);
}

/* Nothing to show is no failure, as with ss. */
TEST(ss_with_nothing_to_show)
{
    static const char *const rows[] = { SNAPSHOT(1, "web"), NULL };
    struct scene *scene = scene_begin();

    case_file(scene, "case.db", rows);
    assert_string_equal(sh_ok(scene, "analyze ss case.db -t"),
                        "State  Recv-Q  Send-Q  Local Address:Port  Peer Address:Port\n");
    assert_string_equal(sh_ok(scene, "analyze ss case.db -tH"), "");
    assert_string_equal(sh_ok(scene, "analyze ss case.db -tQ"), "State  Local Address:Port  Peer Address:Port\n");
    assert_string_equal(sh_ok(scene, "analyze ss case.db -t state listening"),
                        "Recv-Q  Send-Q  Local Address:Port  Peer Address:Port\n");
    assert_string_equal(sh_ok(scene, "analyze ss case.db -A 'tcp,!tcp' 2>&1"),
                        "analyze: ss: no socket tables to show with such filter\n");
    assert_string_equal(sh_ok(scene, "analyze ss case.db exclude all 2>&1"),
                        "analyze: ss: no socket states to show with such filter\n");
    scene_end(scene);
}
