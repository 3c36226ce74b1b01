/*
 * Reads that hang.  The tests run in small pid, mount and network namespaces, where nothing else happens and nothing is refused: limits of
 * time can be exact, and anything else that is missing shows.  Since Linux 6.14 a pid namespace has its own pid_max; with a small one,
 * collect asks for fewer numbers.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Seconds that a system call gets, and that the whole run may take beyond them. */
#define TIMEOUT 2

/*
 * Runs `count` actors "stall ARGUMENT FILE" in namespaces of their own; returns the prefix of a command that is to run there.  They
 * are killed with the first process of their pid namespace.
 */
static const char *
start_stalls(struct scene *scene, const char *argument, unsigned count)
{
    static const char script[] =
        "exec 3<&0; (echo 2000 >/proc/sys/kernel/pid_max) 2>/dev/null; umount -lR /run/netns 2>/dev/null;"
        " { for i in $(seq %u); do touch f$i; stall %s f$i <&3 & done; } | head -n%u >&2;"
        " echo ready; exec sleep 50";
    struct actor *actor;

    scene_needs_root();
    scene_needs_static_collect(scene);
    actor = actor_start(scene, "unshare -pfmn --kill-child --mount-proc sh -c '%s'",
                        scene_text(scene, script, count, argument, count));
    /* ps would hang, too */
    return scene_text(scene, "nsenter -p -m -n -t $(cat /proc/%d/task/%d/children)", (int)actor->pid, (int)actor->pid);
}

/* Runs collect beside the actors, checks that it exits with `status` in time, and loads the archive into case.db. */
static void
collect_among(struct scene *scene, const char *inside, const char *options, int status)
{
    struct result result = sh(scene, "%s collect -q %s --timeout %d -o $PWD/s.tar.zst", inside, options, TIMEOUT);

    if (result.status != status)
        fail_msg("exit %d: %s", result.status, result.err);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    sh_ok(scene, "tar -xf s.tar.zst && cd *Z && sha256sum --quiet -c SHA256SUMS");
}

/* Calls that hang run side by side: together they take far less time than one after the other would. */
static void
check_together(struct scene *scene)
{
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT sum(took_ns) > 4 * (max(monotonic_ns + took_ns) - min(monotonic_ns))"
                                  " FROM members WHERE state = 'timeout' AND took_ns > 1000000000"),
                     1);
}

/* collect gives up all hanging reads at the same time, and reads everything else. */
static void
check_hung(unsigned count)
{
    struct scene *scene = scene_begin();
    const char *inside = start_stalls(scene, "", count);

    collect_among(scene, inside, "", 1);
    assert_string_equal(query(scene, "case.db",
                              "SELECT count(*), group_concat(DISTINCT state) FROM members"
                              " WHERE state NOT IN ('ok', 'empty', 'absent', 'vanished', 'skipped')"),
                        scene_text(scene, "%u|timeout\n", count));
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM members JOIN processes ON"
                                  " members.path = 'proc/' || pid || '/cmdline' AND processes.name = 'stall'"
                                  " AND members.snapshot_id = processes.snapshot_id WHERE members.state = 'timeout'"),
                     count);
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(DISTINCT path) FROM process_open_files WHERE path LIKE '%s/f%%'",
                                  scene_directory(scene)),
                     count);
    assert_string_equal(query(scene, "case.db", "SELECT result, complete FROM snapshots"), "partial|0\n");
    if (count > 1)
        check_together(scene);
    /* in the order of their pids, whichever was given up first */
    sh_ok(scene, "tar -xOf s.tar.zst --wildcards '*/manifest/*' | jq -r 'select(.path) | .path' |"
                 " sed -n 's,^proc/\\([0-9]*\\)/cmdline$,\\1,p' >pids && sort -cn pids && test -s pids");
    scene_end(scene);
}

TEST(command_line_that_hangs_is_given_up)
{
    check_hung(1);
}

TEST(many_command_lines_that_hang_cost_one_deadline)
{
    check_hung(20);
}

/*
 * `count` processes are stuck in execve(2).  collect gives up the reads that wait for the lock which they hold, all at the same time, and
 * reads everything else.  Which files need that lock depends on the kernel.
 */
static void
check_stuck_in_exec(unsigned count)
{
    static const char lost[] = "state NOT IN ('ok', 'empty', 'absent', 'vanished', 'skipped')";
    static const char pid[] = "substr(path, 6, instr(substr(path, 6), '/') - 1)";
    static const char *const known[] = {
        "path LIKE 'proc/%/status' AND bytes > 0",
        "path LIKE 'proc/%/cmdline'",
        "path LIKE 'proc/%/links' OR (path LIKE 'proc/%/fdinfo' AND bytes > 0)",
    };
    struct scene *scene = scene_begin();
    const char *inside = start_stalls(scene, "-x", count);

    collect_among(scene, inside, "--thorough --environ --maps --hash-exe", 1);
    assert_string_equal(query(scene, "case.db", "SELECT group_concat(DISTINCT state) FROM members WHERE %s", lost),
                        "timeout\n");
    if (count > 1)
        check_together(scene);
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(DISTINCT %s) FROM members WHERE %s AND path LIKE 'proc/%%'", pid, lost),
                     count);
    assert_int_equal(
        query_number(scene, "case.db", "SELECT count(*) FROM members WHERE %s AND path NOT LIKE 'proc/%%'", lost), 0);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    /* their names and open files are known all the same; their command line is empty, since it is that of the next program */
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        assert_int_equal(query_number(scene, "case.db",
                                      "SELECT count(DISTINCT %s) FROM members WHERE state IN ('ok', 'empty') AND (%s)"
                                      " AND %s IN (SELECT %s FROM members WHERE %s)",
                                      pid, known[i], pid, pid, lost),
                         count);
    scene_end(scene);
}

TEST(process_stuck_in_exec_is_given_up)
{
    check_stuck_in_exec(1);
}

TEST(many_processes_stuck_in_exec_cost_one_deadline)
{
    check_stuck_in_exec(20);
}

/* Before begin_new_exec(), the process holds cred_guard_mutex alone, for which other readers wait on kernels before 5.8. */
TEST(process_whose_program_cannot_be_read)
{
    struct scene *scene = scene_begin();
    const char *inside = start_stalls(scene, "-i", 1);
    struct result result = sh(scene, "%s collect -q --timeout %d -o $PWD/s.tar.zst", inside, TIMEOUT);

    assert_true(result.status < 2);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_int_equal(
        query_number(scene, "case.db",
                     "SELECT count(*) FROM members WHERE state NOT IN ('ok', 'empty', 'absent', 'vanished',"
                     " 'skipped', 'timeout')"),
        0);
    scene_end(scene);
}

/* collect reads links and follows none. */
TEST(descriptor_on_a_dead_mount_costs_nothing)
{
    struct scene *scene = scene_begin();
    const char *inside = start_stalls(scene, "-d", 1);

    collect_among(scene, inside, "", 0);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM process_open_files WHERE path = '%s/f1'",
                                  scene_directory(scene)),
                     1);
    assert_string_equal(query(scene, "case.db", "SELECT result, complete FROM snapshots"), "complete|1\n");
    scene_end(scene);
}

/*
 * Mounts file systems of that kind (see stall.c) over the paths, then runs the command in the same mount namespace.  With a dead /etc no
 * dynamic program starts, so the shell must do with its builtins.
 */
static struct result
run_behind(struct scene *scene, const char *kind, const char *paths, const char *command)
{
    static const char script[] = "umount -lR /run/netns 2>/dev/null; (echo 2000 >/proc/sys/kernel/pid_max) 2>/dev/null;"
                                 " mkfifo ready; sleep 50 | stall %s %s >ready & read -r word <ready; exec %s";

    scene_needs_root();
    scene_needs_static_collect(scene);
    return sh(scene, "rm -f ready; unshare -pfmn --kill-child --mount-proc sh -c '%s'",
              scene_text(scene, script, kind, paths, command));
}

/* Checks that the archive is whole, loads it, and compares what was not read: a line each of `names` (an expression of SQL), state, errno. */
static void
check_behind(struct scene *scene, const char *kind, const char *paths, const char *names, const char *want)
{
    /* A thread that waits in close(2) cannot be killed, so collect stays; the test waits for the archive alone. */
    static const char end[] = " & until test -e s.tar.zst; do sleep 0.05; done; exit 1";
    const char *command =
        scene_text(scene, "collect -q --timeout %d -o s.tar.zst%s", TIMEOUT, strcmp(kind, "-f") == 0 ? end : "");
    struct result result = run_behind(scene, kind, paths, command);

    if (result.status != 1)
        fail_msg("%s: exit %d: %s", paths, result.status, result.err);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    sh_ok(scene, "tar -xf s.tar.zst && cd *Z && sha256sum --quiet -c SHA256SUMS");
    assert_string_equal(query(scene, "case.db",
                              "SELECT DISTINCT %s AS name, state, errno FROM members"
                              " WHERE state NOT IN ('ok', 'empty', 'absent', 'vanished', 'skipped') ORDER BY name",
                              names),
                        want);
    assert_true(query_number(scene, "case.db", "SELECT count(*) FROM processes WHERE name = 'stall'") > 1);
}

/* The writing thread reads the description of the host first; the pool meets the same file a second time. */
TEST(machine_id_on_a_dead_mount)
{
    struct scene *scene = scene_begin();

    check_behind(scene, "-m", "/etc/machine-id", "path",
                 "etc/machine-id|timeout|ETIMEDOUT\nmeta.json|timeout|ETIMEDOUT\n");
    assert_string_equal(query(scene, "case.db", "SELECT machine_id IS NULL, boot_id IS NOT NULL FROM snapshots"),
                        "1|1\n");
    scene_end(scene);
}

/* The directories are opened side by side, which costs one deadline; the cgroups below /sys cost another. */
TEST(directories_on_dead_mounts)
{
    struct scene *scene = scene_begin();

    check_behind(scene, "-m", "/etc /run /sys", "substr(path, 1, instr(path, '/'))",
                 "|timeout|ETIMEDOUT\netc/|timeout|ETIMEDOUT\nrun/|timeout|ETIMEDOUT\nsys/|timeout|ETIMEDOUT\nviews/"
                 "|timeout|ETIMEDOUT\n");
    scene_end(scene);
}

/*
 * The process is collect itself, whose files in /proc are covered by a mount that does not answer.  collect reads the process through its
 * private procfs, and asks the mount once for files and once for memory.  proc/mounts, which leads into the same directory, times out, too.
 */
TEST(process_below_a_dead_mount)
{
    struct scene *scene = scene_begin();

    check_behind(scene, "-m", "/proc/1", "substr(path, 1, 14) || ' ' || ifnull(errno, '')",
                 "proc/1/visible |timeout|NULL\nproc/1/visible ETIMEDOUT|timeout|ETIMEDOUT\n"
                 "proc/mounts ETIMEDOUT|timeout|ETIMEDOUT\n");
    assert_string_equal(query(scene, "case.db", "SELECT name FROM processes WHERE pid = 1"), "collect\n");
    scene_end(scene);
}

/* collect keeps what it read from a file whose descriptor cannot be closed.  The file is a page of empty lines. */
TEST(file_that_cannot_be_closed)
{
    struct scene *scene = scene_begin();

    check_behind(scene, "-f", "/etc/hosts", "path || ' ' || bytes", "etc/hosts 4096|timeout|ETIMEDOUT\n");
    scene_end(scene);
}

/* With a dead /proc, collect mounts a private procfs; where it may not, it makes no snapshot and says so. */
TEST(proc_on_a_dead_mount)
{
    struct scene *scene = scene_begin();
    struct result result;

    check_behind(scene, "-m", "/proc", "path", "proc|error|NULL\nviews/listed|timeout|ETIMEDOUT\n");
    result = run_behind(scene, "-m", "/proc",
                        scene_text(scene, "confine errno fsopen -- collect -q --timeout %d -o t.tar", TIMEOUT));
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.err, "cannot open /proc"));
    sh_fails(scene, 1, "test -e t.tar");
    scene_end(scene);
}
