/*
 * A sandbox, missing capabilities or a mount option refuse something.  collect reads the rest and records what was refused, and a snapshot
 * that lacks anything is not complete.  The tests run in fresh namespaces, where nothing else is refused.
 */
#include "tests/support/test.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* listns(2), Linux 6.19, on all architectures that matter here. */
#define LISTNS  470L

#define USER    "setpriv --reuid 65534 --regid 65534 --clear-groups"

#define REFUSED "state NOT IN ('ok', 'empty', 'absent', 'vanished', 'skipped')"

/* Runs a command beside two sleepers, of root and of another user, whose pids in there are 50 and 60 (ns_last_pid: Linux 3.3). */
static const char inside[] = "#!/bin/sh\n"
                             "exec unshare -pfmn --kill-child --mount-proc sh -c '\n"
                             "umount -lR /run/netns 2>/dev/null\n"
                             "(echo 400 >/proc/sys/kernel/pid_max) 2>/dev/null\n"
                             "echo 49 >/proc/sys/kernel/ns_last_pid\n"
                             "sleep 50 & echo 59 >/proc/sys/kernel/ns_last_pid\n" USER " sleep 50 &\n"
                             "until grep -q ^sleep /proc/60/comm; do :; done\n"
                             "sh -c \"$1\"' sh \"$1\"\n";

static struct scene *
begin(void)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    scene_needs_static_collect(scene);
    scene_write(scene, "inside", inside, sizeof(inside) - 1);
    sh_ok(scene, "chmod 711 . && chmod 755 inside && cp $(command -v collect) .");
    return scene;
}

/*
 * A mount namespace bound to a file.  Linux 6.18 numbers namespaces in batches, one for each processor, and a namespace can be bound only
 * inside one with a lower number (mnt_ns_loop()).  That holds on the processor that made the outer namespace.
 */
#define UNSHARE_MOUNT(file) \
    "for cpu in $(seq 0 $(($(nproc) - 1))); do taskset -c $cpu unshare --mount=" file " true && break; done"

/* Runs the command, which makes s.tar, beside the sleepers; checks that the archive is whole and loads it into case.db. */
static void
collect_inside(struct scene *scene, int status, const char *command)
{
    struct result result = sh(scene, "rm -f s.tar* case.db; ./inside '%s'", command);

    if (result.status != status)
        fail_msg("%s: exit %d, want %d: %s", command, result.status, status, result.err);
    sh_ok(scene, "rm -rf x && mkdir x && tar -C x -xf s.tar && cd x/* && sha256sum --quiet -c SHA256SUMS");
    sh_usable(scene, "analyze load case.db s.tar");
    assert_string_equal(query(scene, "case.db", "SELECT result FROM snapshots"),
                        status == 0 ? "complete\n" : "partial\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) > 0 FROM members WHERE " REFUSED), status);
}

/* All views but those of which it depends on the mounts whether they are absent or refused: cgroups, bpf-cgroups, bpf-pins. */
#define VIEWS "views/*[^s]"

/* The refused members whose path matches: "path|state|errno" a line. */
static void
check_refused(struct scene *scene, const char *paths, const char *want)
{
    assert_string_equal(
        query(scene, "case.db",
              "SELECT path, state, errno FROM members WHERE " REFUSED " AND path GLOB '%s' ORDER BY path", paths),
        want);
}

static void
check_fallback(struct scene *scene, const char *name)
{
    sh_ok(scene, "tar -xOf s.tar --wildcards '*/manifest/*' | tail -n1 | jq -e '.end.fallbacks | index(\"%s\")'", name);
}

TEST(system_calls_that_a_filter_refuses)
{
    struct scene *scene = begin();

    collect_inside(
        scene, 0,
        "confine errno openat2 kcmp mount setns pidfd_open pidfd_getfd perf_event_open adjtimex"
        " clock_adjtime renameat2 statx getxattr sched_getaffinity name_to_handle_at -- collect -q -o s.tar");
    check_fallback(scene, "openat2");
    collect_inside(scene, 1, "confine errno fsopen bpf netlink -- collect -q -o s.tar");
    check_fallback(scene, "fsopen");
    check_refused(scene, VIEWS, "views/bpf|denied|EPERM\nviews/private|denied|EPERM\n");
    assert_true(query_number(scene, "case.db",
                             "SELECT count(*) FROM members WHERE path GLOB '*/diag/*' AND state = 'denied'") > 10);
    /* the text tables replace the dumps, and the processes are there */
    assert_true(query_number(scene, "case.db",
                             "SELECT count(*) FROM members WHERE path GLOB 'net/*/before/unix'"
                             " AND state = 'ok'") == 1);
    check_refused(scene, "proc/*", "");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM processes WHERE pid IN (50, 60)"), 2);
    scene_end(scene);
}

/* A process with a thread, which lives until the scene ends. */
#define THREADED \
    "rm -f life said; mkfifo life; holder thread <>life >said & until grep -q ready said 2>/dev/null; do :; done; "

/* A filter kills one worker.  Another goes on, and the snapshot records what the killed one was doing. */
TEST(filter_that_kills_a_thread)
{
    static const struct {
        const char *call, *paths;
    } cases[] = {
        { "openat2", "proc/*/stat" },
        { "bpf", "views/bpf" },
        { "netlink", "net/*/before/diag/unix" },
        { "getpgid", "views/opened" },
        { "kcmp", "proc/*/task/*/links" },
    };
    struct scene *scene = begin();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        collect_inside(
            scene, 1,
            scene_text(scene, THREADED "confine thread %s -- collect -q --timeout 20 -o s.tar", cases[i].call));
        if (query_number(scene, "case.db",
                         "SELECT count(*) FROM members WHERE state = 'denied' AND errno = 'EPERM' AND path GLOB '%s'",
                         cases[i].paths) == 0)
            fail_msg("%s: nothing denied", cases[i].call);
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members WHERE state = 'timeout'"), 0);
    }
    scene_end(scene);
}

/* The filter kills threads that enter a namespace, and the threads that wait for them notice at once. */
TEST(filter_that_kills_who_enters_a_namespace)
{
    static const char spaces[] = "mount -t tmpfs none /run && mount --make-private /run && ip netns add killed &&"
                                 " touch /run/mounts && " UNSHARE_MOUNT("/run/mounts") " &&";
    struct scene *scene = begin();

    collect_inside(scene, 1, scene_text(scene, "%s confine thread setns -- collect -q --timeout 20 -o s.tar", spaces));
    check_refused(scene, "net/namespaces", "net/namespaces|denied|EPERM\n");
    assert_true(query_number(scene, "case.db",
                             "SELECT count(*) FROM members WHERE path GLOB 'net/*/before/unix' AND state = 'denied'") ==
                1);
    assert_true(query_number(scene, "case.db",
                             "SELECT count(*) FROM members WHERE path GLOB 'net/*/diag/unix' AND state = 'denied'") >
                0);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members WHERE state = 'timeout'"), 0);
    collect_inside(scene, 0, scene_text(scene, "%s collect -q -o s.tar", spaces));
    scene_end(scene);
}

/* When the filter kills the whole process, what it wrote before remains.  31 is SIGSYS. */
TEST(filter_that_kills_the_process)
{
    struct scene *scene = begin();

    sh_fails(scene, 128 + 31, "./inside 'confine process bpf -- collect -q -o s.tar'");
    sh_fails(scene, 1, "analyze verify s.tar.partial*");
    sh_fails(scene, 1, "analyze load case.db s.tar.partial*");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM processes WHERE pid IN (50, 60)"), 2);
    scene_end(scene);
}

TEST(capabilities_that_were_dropped)
{
    static const struct {
        const char *dropped;
        int status;
        const char *root, *other, *views; /* what is refused of root's process, of the other user's, of the views */
    } cases[] = {
        { "-net_admin", 1, "", "", "" }, /* the rules of nf_tables */
        { "-sys_admin", 1, "", "", "views/bpf|denied|EPERM\nviews/private|denied|EPERM\n" },
        { "-sys_ptrace", 1, "proc/50/fdinfo|denied|EACCES\nproc/50/io|denied|EACCES\nproc/50/links|denied|EACCES\n",
          "proc/60/fdinfo|denied|EACCES\nproc/60/io|denied|EACCES\nproc/60/links|denied|EACCES\n", "" },
        { "-all", 1, "proc/50/fdinfo|denied|EACCES\nproc/50/io|denied|EACCES\nproc/50/links|denied|EACCES\n",
          "proc/60/io|denied|EACCES\nproc/60/links|denied|EACCES\n",
          "views/bpf|denied|EPERM\nviews/private|denied|EPERM\n" },
    };
    struct scene *scene = begin();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        collect_inside(scene, cases[i].status,
                       scene_text(scene, "setpriv --bounding-set %s ./collect -q >s.tar", cases[i].dropped));
        check_refused(scene, "proc/50/*", cases[i].root);
        check_refused(scene, "proc/60/*", cases[i].other);
        check_refused(scene, VIEWS, cases[i].views);
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM processes WHERE pid IN (50, 60)"), 2);
    }
    scene_end(scene);
}

/* hidepid hides the process of the other user, but system calls know it: the snapshot reports that gap. */
TEST(ordinary_user_under_hidepid)
{
    struct scene *scene = begin();

    collect_inside(scene, 1, "mount -t proc -o hidepid=2 proc /proc && " USER " ./collect -q >s.tar");
    check_refused(scene, "proc/60/*", "");
    assert_int_equal(
        query_number(scene, "case.db", "SELECT count(*) FROM members WHERE path = 'proc/60/links' AND state = 'ok'"),
        1);
    assert_int_equal(
        query_number(scene, "case.db", "SELECT count(*) FROM members WHERE path = 'proc/50/stat' AND state = 'denied'"),
        1);
    sh_ok(scene, "tar -xOf s.tar --wildcards '*/views/known' | grep -q '^50\t'");
    sh_ok(scene, "! tar -xOf s.tar --wildcards '*/views/listed' | grep -q '^50\t'");
    scene_end(scene);
}

/* A filter makes the calls fail that say whether a pid is in use: not every number may count as a process or as a thread. */
TEST(filter_that_refuses_to_tell_who_is_there)
{
    static const char *const calls[] = { "getpgid", "tgkill", "getpgid tgkill" };
    struct scene *scene = begin();

    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        collect_inside(scene, 1, scene_text(scene, "confine errno %s -- collect -q -o s.tar", calls[i]));
        check_refused(scene, VIEWS, "views/known|denied|EPERM\n");
        check_refused(scene, "proc/*", "");
        assert_string_equal(
            query(scene, "case.db",
                  "SELECT count(*) FROM process_sightings WHERE listed = 0 OR opened = 0 OR known IS NOT NULL"),
            "0\n");
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM processes WHERE pid IN (50, 60)"), 2);
    }
    scene_end(scene);
}

/* A namespace is known from mountinfo alone, and its mount point is covered by another mount: it must not count as absent. */
TEST(namespaces_below_a_covered_mount_point)
{
    struct scene *scene = begin();

    if (syscall(LISTNS, NULL, NULL, 0UL, 0U) >= 0 || errno != ENOSYS) {
        scene_end(scene); /* this kernel shows the namespace in another way */
        skip();
    }
    collect_inside(scene, 1,
                   "mkdir a b && mount -t tmpfs none a && mount -t tmpfs none b && touch a/net b/mnt &&"
                   " unshare --net=a/net true && " UNSHARE_MOUNT(
                       "b/mnt") " &&"
                                " stat -Lc %i a/net >inode && mount -t tmpfs none a && mount -t tmpfs none b &&"
                                " collect -q -o s.tar");
    check_refused(scene, "net/namespaces", "net/namespaces|error|ESTALE\n");
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM members WHERE path LIKE 'net/%s/before/sockstat'"
                                  " AND state = 'error' AND errno = 'ESTALE'",
                                  sh_ok(scene, "printf %%s $(cat inode)")),
                     1);
    scene_end(scene);
}
