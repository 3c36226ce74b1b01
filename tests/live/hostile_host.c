/*
 * A host that lies: file systems whose servers never come to an end (see liar.c), mounted where collect reads.  A run ends, within little
 * memory, and says what it cut.  The tests run in small namespaces, where little else is to be read.
 *
 * STILLFRAME_FAULTS=all tries the lies, too, that only cost time: what comes in drips.
 */
#include "tests/support/test.h"

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* KiB that collect may have in memory, whatever it reads. */
#define MEMORY 65536

struct lie {
    const char *directories, *files; /* see liar.c */
    const char *cut;                 /* a member that the manifest has with a state of `state`; NULL for none */
    const char *state;               /* an extended regular expression */
};

/*
 * Mounts the lies over the paths, runs `then` in a shell and collect in the same namespaces, and checks its exit status, its memory and
 * the archive s.tar.zst.
 */
static void
collect_behind(struct scene *scene, const struct lie *lie, const char *paths, const char *then, const char *options)
{
    static const char script[] =
        "umount -lR /run/netns 2>/dev/null; (echo 400 >/proc/sys/kernel/pid_max) 2>/dev/null; mkfifo ready;"
        " sleep 100 | liar %s %s %s >ready & read -r word <ready; %s"
        " exec measure cost collect -q --timeout 1 -o s.tar.zst %s";
    struct result result;
    long memory;

    result = sh(scene, "rm -f ready cost s.tar.zst*; unshare -pfmn --kill-child --mount-proc sh -c '%s'",
                scene_text(scene, script, lie->directories, lie->files, paths, then, options));
    if (result.status != 1)
        fail_msg("%s %s over %s: exit %d: %s", lie->directories, lie->files, paths, result.status, result.err);
    memory = strtol(sh_ok(scene, "cut -d' ' -f3 cost"), NULL, 10);
    if (memory <= 0 || memory > MEMORY)
        fail_msg("%s %s over %s: %ld KiB", lie->directories, lie->files, paths, memory);
    sh_ok(scene, "tar -xOf s.tar.zst --wildcards '*/manifest/*' >manifest; tail -n1 manifest | jq -e '.end.result == "
                 "\"partial\"'");
    if (lie->cut && sh(scene, "jq -c 'select(.path == \"%s\" and (.state | test(\"^(%s)$\")))' manifest | grep -q .",
                       lie->cut, lie->state)
                            .status != 0)
        fail_msg("%s %s over %s: %s is not %s:\n%s", lie->directories, lie->files, paths, lie->cut, lie->state,
                 sh(scene, "jq -c 'select(.path == \"%s\")' manifest", lie->cut).out);
}

static struct scene *
begin(void)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    scene_needs_static_collect(scene);
    if (sh(scene, "test -c /dev/fuse").status != 0) {
        scene_end(scene);
        skip();
    }
    sh_ok(scene, "mkdir fake");
    return scene;
}

/* The process 1, which is collect, is read through a procfs of our own, and beside that what is mounted over /proc. */
static void
expect_truth_behind(const struct lie *lies, size_t count)
{
    struct scene *scene = begin();

    for (size_t i = 0; i < count; i++) {
        collect_behind(scene, &lies[i], "/proc", "", "");
        sh_ok(scene, "tar -xOf s.tar.zst --wildcards '*/proc/1/stat' | grep -q '^1 (measure) '");
        sh_ok(scene, "jq -c 'select(.path == \"proc\" and .state == \"error\")' manifest | grep -q 'not a procfs'");
        if (i == 0)
            sh_ok(scene,
                  "mkdir s && tar -xf s.tar.zst -C s --strip-components=1 && cd s && sha256sum --quiet -c SHA256SUMS");
    }
    scene_end(scene);
}

TEST(proc_that_grows_while_it_is_read)
{
    static const struct lie lies[] = {
        { "one", "grow", "proc/1/visible/stat", "truncated" },
        { "one", "lines", "proc/1/visible/uid_map", "truncated" },
        { "one", "fields", "proc/1/visible/stat", "ok" },
        { "one", "odd", "proc/1/visible/stat", "ok" },
    };

    expect_truth_behind(lies, COUNT(lies));
}

TEST(proc_that_lists_what_it_likes)
{
    static const struct lie lies[] = {
        { "odd", "text", "views/listed", "ok" },
        { "slash", "text", "views/listed", "error" },
        { "eio", "text", "views/listed", "error" },
        { "same", "text", "views/listed", "truncated" },
    };

    expect_truth_behind(lies, COUNT(lies));
}

TEST(proc_that_lists_ten_million_processes)
{
    static const struct lie lies[] = { { "many", "text", "views/listed", "truncated" } };

    expect_truth_behind(lies, COUNT(lies));
}

TEST(proc_that_lists_for_ever)
{
    static const struct lie lies[] = { { "endless", "grow", "views/listed", "truncated" } };

    expect_truth_behind(lies, COUNT(lies));
}

TEST(proc_that_fails_in_the_middle)
{
    static const struct lie lies[] = {
        { "one", "eio", "proc/1/visible/stat", "error" },
        { "one", "ecanceled", "proc/1/visible/stat", "error" },
    };

    expect_truth_behind(lies, COUNT(lies));
}

/* A call that returns EINTR is made again, but not for ever. */
TEST(proc_whose_reads_are_interrupted_for_ever)
{
    static const struct lie lies[] = { { "one", "eintr", "proc/1/visible/stat", "truncated" } };

    expect_truth_behind(lies, COUNT(lies));
}

/* Each call returns soon, and the file never ends. */
TEST(proc_that_comes_in_drips)
{
    static const struct lie lies[] = {
        { "one", "drip", "proc/1/visible/stat", "truncated" },
        { "drip", "text", "views/listed", "timeout" },
    };

    if (!getenv("STILLFRAME_FAULTS"))
        skip();
    expect_truth_behind(lies, COUNT(lies));
}

/* --proc names a directory of whatever file system.  Links of the longest length, and names of all kinds, are in each. */
TEST(copy_of_proc_that_lies)
{
    static const struct lie lies[] = {
        { "one", "fields", "proc/1/fdinfo", "error" }, /* a directory in its place: ENODEV of what is no regular file */
        { "odd", "text", "proc/1/fdinfo", "error" },    { "one", "eio", "proc/1/stat", "error" },
        { "one", "ecanceled", "proc/1/stat", "error" }, { "same", "text", "proc", "truncated" },
    };
    struct scene *scene = begin();

    for (size_t i = 0; i < COUNT(lies); i++) {
        collect_behind(scene, &lies[i], "fake", "", "--proc $PWD/fake --maps --environ");
        sh_ok(scene, "tar -xOf s.tar.zst --wildcards '*/links' | grep -Eq 't{4094}$'");
    }
    sh_ok(scene, "tar -tf s.tar.zst | LC_ALL=C grep -q '[^A-Za-z0-9._/-]' && exit 1; exit 0");
    scene_end(scene);
}

TEST(copy_of_proc_that_never_ends)
{
    static const struct lie lies[] = {
        { "many", "text", "proc", "truncated" },
        { "endless", "text", "proc", "truncated" },
        { "one", "grow", "proc/1/stat", "truncated" },
        { "one", "drip", "proc/1/stat", "truncated" },
    };
    struct scene *scene = begin();
    size_t count = getenv("STILLFRAME_FAULTS") ? COUNT(lies) : 1;

    for (size_t i = 0; i < count; i++)
        collect_behind(scene, &lies[i], "fake", "", "--proc $PWD/fake");
    scene_end(scene);
}

/* A name with a slash in it: the kernel refuses the listing, and without a process there is nothing to take a snapshot of. */
TEST(copy_of_proc_that_cannot_be_listed)
{
    struct scene *scene = begin();
    struct actor *actor = actor_start(scene, "unshare -m sh -c 'liar slash text fake'");
    struct result result =
        sh(scene,
           "nsenter -m -t $(cat /proc/%d/task/%d/children | cut -d\" \" -f1) collect -q --timeout 1 --proc $PWD/fake"
           " -o $PWD/s.tar 2>&1",
           (int)actor->pid, (int)actor->pid);

    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.out, "/fake: "));
    assert_ptr_equal(strchr(result.out, '\n'), strrchr(result.out, '\n'));
    sh_fails(scene, 1, "test -e s.tar");
    scene_end(scene);
}

/* Files of the host that grow as they are read: somebody mounted them there. */
TEST(files_of_the_host_that_grow)
{
    static const struct lie lie = { "one", "grow", "etc/hosts", "truncated" };
    struct scene *scene = begin();

    collect_behind(scene, &lie, "fake", "for f in hosts passwd group; do mount --bind fake/$f /etc/$f; done;", "");
    sh_ok(scene, "tar -xOf s.tar.zst --wildcards '*/etc/hosts' | wc -c | grep -qx 16777216");
    sh_ok(scene, "jq -c 'select(.path == \"etc/protocols\")' manifest | grep -Eq '\"(ok|absent)\"'");
    scene_end(scene);
}

/* Directories of sysfs and of cgroups that list for ever, or lead ever deeper. */
TEST(directories_of_the_host_without_end)
{
    static const struct lie lies[] = {
        { "endless", "text", "views/modules", "truncated" },
        { "deep", "lines", "views/cgroups", "truncated|error" },
        { "deep", "lines", "views/bpf-cgroups", "truncated|error" },
    };
    struct scene *scene = begin();

    if (sh(scene, "grep -qw cgroup2 /proc/filesystems && test -d /sys/module -a -d /sys/fs/cgroup").status != 0) {
        scene_end(scene);
        skip();
    }
    collect_behind(scene, &lies[0], "/sys/module", "", "");
    for (size_t i = 1; i < COUNT(lies); i++)
        collect_behind(scene, &lies[i], "fake",
                       "mount -t cgroup2 none /sys/fs/cgroup && mount --bind fake /sys/fs/cgroup;", "");
    scene_end(scene);
}

/* Descriptors of one process whose paths fill the limit: what is cut is said, and the memory is bounded. */
TEST(descriptors_that_fill_the_memory)
{
    struct scene *scene = begin();
    struct actor *actor = actor_start(scene, "hoard 15000");
    struct result result = sh(scene, "measure cost collect -q --compress none -o s.tar");

    assert_int_equal(result.status, 1);
    assert_true(strtol(sh_ok(scene, "cut -d' ' -f3 cost"), NULL, 10) < MEMORY);
    sh_ok(scene,
          "tar -xOf s.tar --wildcards '*/manifest/*' | jq -c 'select(.path == \"proc/%d/links\") | .state' |"
          " grep -q truncated",
          (int)actor->pid);
    scene_end(scene);
}

/* The kernel's answers to netlink requests fail, end early or are said to have another length: the dumps are lost, and said to be. */
TEST(netlink_that_fails)
{
    static const struct {
        const char *fault, *error;
    } faults[] = {
        { "error=ENOBUFS", "ENOBUFS" }, { "error=EINTR:when=1..6", NULL }, /* the call is made again */
        { "retval=0", "EBADMSG" },      { "retval=9", "EBADMSG" },         { "retval=70000", "EMSGSIZE" },
    };
    struct scene *scene = begin();

    if (sh(scene, "strace -f --seccomp-bpf -qq -o trace -e trace=read -e inject=read:error=EIO:when=60000 true")
            .status != 0) {
        scene_end(scene);
        skip();
    }
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct result result =
            sh(scene,
               "rm -f s.tar; unshare -pfmn --kill-child --mount-proc sh -c 'umount -lR /run/netns 2>/dev/null;"
               " exec strace -f --seccomp-bpf -qq -o trace -e trace=recvfrom -e inject=recvfrom:%s"
               " collect -q --timeout 2 -o s.tar'",
               faults[i].fault);

        if (result.status != (faults[i].error ? 1 : 0))
            fail_msg("%s: exit %d: %s", faults[i].fault, result.status, result.err);
        if (faults[i].error)
            sh_ok(scene,
                  "tar -xOf s.tar --wildcards '*/manifest/*' | jq -c 'select(.errno == \"%s\" and .state == \"error\") "
                  "| .path' |"
                  " grep -q diag/unix",
                  faults[i].error);
    }
    scene_end(scene);
}

/*
 * The wall clock may be set during a run: each line has a time of the clock that nobody sets, too, and the beginning and the end have
 * both, so that a jump is their difference.
 */
TEST(clock_that_is_set_can_be_told)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o s.tar");
    sh_ok(scene, "tar -xOf s.tar --wildcards '*/manifest/*' >manifest");
    assert_string_equal(sh_ok(scene, "jq -c 'select(.path) | (.start > 0 and .monotonic > 0)' manifest | sort -u"),
                        "true\n");
    sh_ok(scene, "tar -xOf s.tar --wildcards '*/meta.json' | jq -e '.clocks | .realtime > 0 and .monotonic > 0 and "
                 ".boottime > 0'");
    sh_ok(scene, "tail -n1 manifest | jq -e '.end | .realtime > 0 and .monotonic > 0 and .boottime > 0'");
    scene_end(scene);
}

/* tests/live/hostility.txt says which tests build which situation, of both programs.  Each is there, and no situation is without. */
TEST(situations_of_hostile_input_have_tests)
{
    struct scene *scene = scene_begin();

    assert_string_equal(
        sh_ok(scene, "cd $TOP; grep -v '^#' tests/live/hostility.txt | cut -f2 | tr ' ' '\\n' | while read -r name; do"
                     " grep -rqs \"^TEST($name)\" tests || echo $name; done"),
        "");
    assert_string_equal(
        sh_ok(scene, "grep -v '^#' $TOP/tests/live/hostility.txt | grep -vP '^[^\\t]+\\t[a-z]' || true"), "");
    sh_ok(scene, "[ $(grep -c '^#.* to collect:$' $TOP/tests/live/hostility.txt) = 1 ] && "
                 "[ $(sed '1,/to analyze:$/d' $TOP/tests/live/hostility.txt | wc -l) -ge 17 ]");
    scene_end(scene);
}
