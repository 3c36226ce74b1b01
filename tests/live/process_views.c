/* Processes that some views show and others do not: hidden by libraries, by a false listing, by namespaces, or known to cgroups alone. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
expect_owner(struct scene *scene, const struct actor *actor, const char *label)
{
    struct held held = actor_held(actor, label);

    assert_string_equal(query(scene, "case.db",
                              "SELECT pid, fd, state, ownership FROM process_open_sockets WHERE socket = %llu",
                              (unsigned long long)held.inode),
                        scene_text(scene, "%d|%d|LISTEN|owned\n", (int)held.tid, held.fd));
}

/* The lines with `text` that the tool prints in that environment. */
static char *
lines_with(struct scene *scene, const char *environment, const char *tool, const char *text)
{
    return sh_ok(scene, "(env %s %s | grep -w '%s') || true", environment, tool, text);
}

/* The library is preloaded into the tools and into collect, which is static. */
TEST(library_that_hides_a_process)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *pid, *port, *env;

    scene_needs_static_collect(scene);
    sh_ok(scene, "cc -shared -fPIC -O -o hide.so $TOP/tests/preload/hide.c -ldl");
    port = scene_text(scene, "%u", scene_port(scene, 0));
    actor = actor_start(scene, "env LD_PRELOAD=./hide.so holder tcp4-listen:127.9.9.9,%s", port);
    pid = scene_text(scene, "%d", (int)actor->pid);
    env = scene_text(scene, "LD_PRELOAD=./hide.so HIDE_PID=%s HIDE_PORT=:%04X", pid, scene_port(scene, 0));
    {
        /* These tools show the process without the library, and do not with it. */
        const char *const tools[][2] = {
            { "ps -e -o pid=", pid },
            { scene_text(scene, "lsof -nP -iTCP:%s -t", port), pid },
            { scene_text(scene, "ss -Htlnp sport = :%s", port), "holder" },
            { "netstat -tln", port },
        };

        for (size_t i = 0; i < sizeof(tools) / sizeof(tools[0]); i++) {
            assert_string_not_equal(lines_with(scene, "", tools[i][0], tools[i][1]), "");
            assert_string_equal(lines_with(scene, env, tools[i][0], tools[i][1]), "");
        }
    }
    sh_usable(scene, "env %s collect -q --environ >s.tar; analyze load case.db s.tar", env);
    expect_owner(scene, actor, "tcp4-listen");
    assert_string_equal(query(scene, "case.db", "SELECT name FROM processes WHERE pid = %s", pid), "holder\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT listed, opened, known FROM process_sightings WHERE pid = %s", pid), "1|1|1\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT value FROM process_envs WHERE pid = %s AND key = 'LD_PRELOAD'", pid),
        "./hide.so\n");
    assert_string_equal(query(scene, "case.db", "SELECT count(*) FROM members WHERE path = 'etc/ld.so.preload'"),
                        "1\n");
    scene_end(scene);
}

/* The same for every program of a mount namespace, by /etc/ld.so.preload, which becomes a member. */
TEST(library_for_all_that_hides_a_process)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    int pid;

    scene_needs_root();
    scene_needs_static_collect(scene);
    sh_ok(scene, "cc -shared -fPIC -O -o hide.so $TOP/tests/preload/hide.c -ldl && cp -a /etc etc &&"
                 " echo $PWD/hide.so >etc/ld.so.preload");
    actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    pid = (int)actor->pid;
    sh_usable(scene,
              "unshare -m env HIDE_PID=%d sh -ec 'mount --bind etc /etc; ps -e -o pid= >seen; exec collect -q' >s.tar;"
              " analyze load case.db s.tar",
              pid);
    assert_int_equal(sh(scene, "grep -qw %d seen", pid).status, 1);
    sh_ok(scene, "test $(wc -l <seen) -gt 2");
    expect_owner(scene, actor, "tcp4-listen");
    assert_string_equal(sh_ok(scene, "tar -xOf s.tar --wildcards '*/etc/ld.so.preload'"),
                        scene_text(scene, "%s/hide.so\n", scene_directory(scene)));
    scene_end(scene);
}

/*
 * strace empties every listing of /proc, as a kernel would that hides processes.  collect still finds them by opening numbers, by system
 * calls, in its private procfs and in cgroups, and reads them and the sockets of their namespaces.
 */
TEST(listing_that_leaves_processes_out)
{
    struct scene *scene = scene_begin();
    struct actor *actor, *apart;

    scene_needs_root();
    scene_needs_static_collect(scene);
    actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    apart = actor_start(scene, "unshare -n holder tcp4-listen:8331");
    /* hidden is NULL of a process that started less than a tenth of a second before the listing. */
    sh_usable(scene, "sleep 0.2; strace -f -qq -o calls -P /proc -e trace=getdents64 -e inject=getdents64:retval=0"
                     " collect -q -o s.tar; analyze load case.db s.tar");
    sh_ok(scene, "grep -q INJECTED calls");
    expect_owner(scene, actor, "tcp4-listen");
    expect_owner(scene, apart, "tcp4-listen");
    assert_string_equal(query(scene, "case.db",
                              "SELECT name, listed, opened, known, private, hidden FROM process_sightings"
                              " WHERE pid = %d",
                              (int)actor->pid),
                        "holder|0|1|1|1|1\n");
    assert_string_equal(query(scene, "case.db", "SELECT cmdline FROM processes WHERE pid = %d", (int)actor->pid),
                        "holder tcp4-listen:127.9.9.9,0\n");
    scene_end(scene);
}

/* A number in a cgroup.procs that nothing else knows. */
TEST(process_that_only_a_cgroup_shows)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    /* The number is above 2^22, the kernel's limit of pids. */
    sh_usable(scene, "unshare -m sh -ec 'mkdir c; mount -t cgroup2 none c; cat c/cgroup.procs >procs;"
                     " echo 5000000 >>procs; mount --bind procs c/cgroup.procs; exec collect -q' >s.tar;"
                     " analyze load case.db s.tar");
    assert_string_equal(query(scene, "case.db",
                              "SELECT listed, opened, known, private, cgroups, name, hidden FROM process_sightings"
                              " WHERE pid = 5000000"),
                        "0|0|0|0|1|NULL|0\n");
    assert_string_equal(query(scene, "case.db", "SELECT state FROM members WHERE path = 'proc/5000000/stat'"),
                        "vanished\n");
    scene_end(scene);
}

/* Short-lived children are in some views and not in the listing, but never count as hidden.  Repeats until a run meets such a child. */
TEST(children_that_come_and_go_do_not_hide)
{
    struct scene *scene = scene_begin();
    unsigned rounds = 0;

    scene_needs_root();
    do {
        sh_usable(scene, "rm -f case.db; unshare -pf --mount-proc sh -c '(while :; do /bin/true; done) &"
                         " (while :; do /bin/true; done) & collect -q' >s.tar; analyze load case.db s.tar");
        assert_string_equal(query(scene, "case.db", "SELECT count(*) FROM process_sightings WHERE hidden <> 0"), "0\n");
    } while (query_number(scene, "case.db", "SELECT count(*) FROM process_sightings WHERE listed = 0") == 0 &&
             ++rounds < 20);
    assert_true(rounds < 20);
    scene_end(scene);
}

/* From outside, processes of another pid namespace are in all views; threads do not count as processes. */
TEST(processes_of_other_kinds_are_seen_from_every_side)
{
    struct scene *scene = scene_begin();
    struct actor *inside, *leaderless, *threads;
    int pid;

    scene_needs_root();
    inside = actor_start(scene, "unshare -pf --kill-child holder tcp4-listen:127.9.9.9,0");
    leaderless = actor_start(scene, "holder tcp4-listen:127.9.9.9,0 leaderless");
    threads = actor_start(scene, "holder tcp4-listen:127.9.9.9,0 thread");
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    pid = (int)query_number(scene, "case.db", "SELECT pid FROM processes WHERE parent = %d", (int)inside->pid);
    assert_string_equal(query(scene, "case.db", "SELECT pid, ownership FROM process_open_sockets WHERE socket = %llu",
                              (unsigned long long)actor_held(inside, "tcp4-listen").inode),
                        scene_text(scene, "%d|owned\n", pid));
    assert_string_equal(query(scene, "case.db",
                              "SELECT listed, opened, known, private FROM process_sightings WHERE pid IN (%d, %d, %d)",
                              pid, (int)leaderless->pid, (int)threads->pid),
                        "1|1|1|1\n1|1|1|1\n1|1|1|1\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT count(*) FROM process_sightings AS s JOIN threads AS t"
                              " ON t.snapshot_id = s.snapshot_id AND t.tid = s.pid AND t.pid <> t.tid"),
                        "0\n");
    scene_end(scene);
}

/* A pid namespace has its own pid_max from Linux 6.14 on; on older kernels the test would change the host's, so it is skipped. */
static void
needs_own_pid_max(struct scene *scene)
{
    scene_needs_root();
    scene_needs_static_collect(scene);
    if (sh(scene, "unshare -pf --mount-proc sh -c 'test \"$(uname -r | cut -d. -f1)\" -ge 7 ||"
                  " test \"$(uname -r | cut -d. -f1-2 | tr -d .)\" -ge 614'")
            .status != 0)
        skip();
}

/* Takes a snapshot in a pid namespace with numbers up to 4,194,303, after `commands`; the pid of a process in there is in the file `last`. */
static void
take_among_numbers(struct scene *scene, const char *commands, const char *prefix)
{
    sh_usable(scene,
              "unshare -pf --mount-proc sh -ec 'echo 4194304 >/proc/sys/kernel/pid_max; %s sleep 1000 & echo $! >last;"
              " %s collect -q -o s.tar'; analyze load case.db s.tar",
              commands, prefix);
}

/* Few numbers were ever used: collect asks for no others, records why, and the views are whole. */
TEST(numbers_that_were_never_handed_out)
{
    struct scene *scene = scene_begin();

    needs_own_pid_max(scene);
    if (strtoul(sh_ok(scene, "awk '/^processes/ { print $2 }' /proc/stat"), NULL, 10) > 4000000)
        skip(); /* so many tasks may have used all of them */
    take_among_numbers(scene, "", "");
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, reason GLOB 'numbers from * on were never handed out: loadavg''s last"
                              " pid is *, stat counts * forks' FROM members WHERE path IN ('views/known',"
                              " 'views/opened') AND state = 'ok' ORDER BY path"),
                        "views/known|1\nviews/opened|1\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT listed, opened, known, private FROM process_sightings WHERE pid = %s",
                              sh_ok(scene, "cat last")),
                        "1|1|1|1\n");
    scene_end(scene);
}

/*
 * Numbers have wrapped around to 300, so any may be in use, and strace makes each system call slow: collect stops asking, records which
 * numbers it left out, and still asks for those that a list shows.
 */
TEST(numbers_that_are_too_many_to_ask_for)
{
    struct scene *scene = scene_begin();

    needs_own_pid_max(scene);
    take_among_numbers(scene, "echo 4194302 >/proc/sys/kernel/ns_last_pid;",
                       "strace -f -qq -o /dev/null -e trace=getpgid");
    assert_string_equal(sh_ok(scene, "cat last"), "4194303\n");
    assert_string_equal(
        query(
            scene, "case.db",
            "SELECT path, reason GLOB 'for cost: * numbers, * to *; 4194303 is in use, above loadavg''s last pid, *'"
            " FROM members WHERE path GLOB 'views/*' AND path <> 'views/symbols' AND state = 'skipped' ORDER BY path"),
        "views/known|1\nviews/opened|1\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT count(*) FROM members WHERE path IN ('views/known', 'views/opened')"
                              " AND state = 'ok'"),
                        "2\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT listed, opened, known, private FROM process_sightings WHERE pid = 4194303"),
        "1|1|1|1\n");
    scene_end(scene);
}

/* The slow views come after the second pass over the sockets, not between the two. */
TEST(sockets_are_read_again_before_all_views)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    assert_true(query_number(scene, "case.db", "SELECT count(*) FROM members WHERE path GLOB 'net/*/after/*'") > 0);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT path FROM members WHERE path GLOB 'views/*' AND path <> 'views/listed' AND"
              " monotonic_ns < (SELECT max(monotonic_ns) FROM members WHERE path GLOB 'net/*/after/*')"),
        "");
    scene_end(scene);
}

/* A row of process_bpf_fds: kind, type and name of what the descriptor is. */
static void
expect_bpf(struct scene *scene, const struct actor *actor, const char *label, const char *want)
{
    struct held held = actor_held(actor, label);

    assert_string_equal(query(scene, "case.db",
                              "SELECT b.kind, b.type, b.name FROM process_bpf_fds AS b JOIN bpf_objects AS o"
                              " ON o.snapshot_id = b.snapshot_id AND o.kind = b.kind AND o.id = b.id"
                              " WHERE b.pid = %d AND b.fd = %d",
                              (int)held.tid, held.fd),
                        want);
}

/* Loaded BPF programs, also those that no descriptor holds: a program may hide processes and sockets. */
TEST(loaded_bpf_objects)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned number; /* others have programs, too, and they may outlive a test by a while */

    scene_needs_root();
    number = scene_port(scene, 0) / 8;
    if (sh(scene, "unshare -n holder bpf-link:sf_probe </dev/null").status != 0)
        skip(); /* no bpf(2), or before Linux 5.9 */
    actor = actor_start(scene, "unshare -n holder bpf-prog:prog%u bpf-map:map%u bpf-filter:filter%u bpf-link:link%u",
                        number, number, number, number);
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    /* BPF_PROG_TYPE_SOCKET_FILTER, BPF_MAP_TYPE_ARRAY, BPF_LINK_TYPE_NETNS of include/uapi/linux/bpf.h */
    expect_bpf(scene, actor, "bpf-prog", scene_text(scene, "prog|1|prog%u\n", number));
    expect_bpf(scene, actor, "bpf-map", scene_text(scene, "map|2|map%u\n", number));
    expect_bpf(scene, actor, "bpf-link", "link|5|NULL\n");
    expect_bpf(scene, actor, "bpf-filter", "");
    assert_string_equal(query(scene, "case.db",
                              "SELECT type, length(tag), uid, load_time > 0 FROM bpf_objects WHERE name = 'filter%u'",
                              number),
                        "1|16|0|1\n");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT p.name FROM process_bpf_fds AS f JOIN bpf_objects AS l ON l.kind = f.kind AND l.id = f.id"
              " JOIN bpf_objects AS p ON p.kind = 'prog' AND p.id = l.prog_id WHERE f.pid = %d AND f.kind = 'link'",
              (int)actor->pid),
        scene_text(scene, "link%u\n", number));
    scene_end(scene);
}
