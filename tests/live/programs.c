/*
 * What became of the files that processes run, and the copies that collect --save-deleted makes.
 */
#include "tests/support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* A copy of the program `holder`, which differs from other copies in its last byte, and is running. */
static struct actor *
start_copy(struct scene *scene, const char *name)
{
    sh_ok(scene, "cp \"$(command -v holder)\" %s && printf %s >>%s", name, name, name);
    return actor_start(scene, "./%s file:held", name);
}

static void
end_child(void *child)
{
    pid_t pid = *(const pid_t *)child;

    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
}

/* A process that runs a memory file with the bytes of the file; it ends with the scene. */
static pid_t
start_memory(struct scene *scene, const char *path)
{
    pid_t *child = scene_memory(scene, sizeof(*child));
    char *arguments[] = { (char *)"memory", (char *)"file:held", NULL }, *none[] = { NULL };
    struct timespec pause = { 0, 10000000 };
    int fd = memfd_create("implant", MFD_CLOEXEC), in[2];
    size_t size;
    const char *bytes = scene_read(scene, path, &size);

    assert_true(fd >= 0 && write(fd, bytes, size) == (ssize_t)size && pipe2(in, O_CLOEXEC) == 0);
    *child = fork();
    assert_true(*child >= 0);
    if (*child == 0) {
        if (chdir(scene_directory(scene)) == 0 && dup2(in[0], 0) == 0)
            (void)fexecve(fd, arguments, none);
        _exit(1);
    }
    scene_defer(scene, end_child, child);
    close(fd);
    close(in[0]);
    for (int i = 0; i < 500 && sh(scene, "readlink /proc/%d/exe | grep -q memfd:", (int)*child).status != 0; i++)
        (void)nanosleep(&pause, NULL);
    return *child;
}

static void
expect_fate(struct scene *scene, pid_t pid, const char *want)
{
    assert_string_equal(query(scene, "case.db",
                              "SELECT f.fate, p.layer, p.nlink FROM process_programs AS f"
                              " JOIN program_processes AS r USING (snapshot_id, pid)"
                              " JOIN programs AS p ON p.snapshot_id = r.snapshot_id AND p.program = r.program"
                              " WHERE f.pid = %d",
                              (int)pid),
                        scene_text(scene, "%s\n", want));
}

/* Each way in which a file comes away from its path, or stays there, has an answer of its own. */
TEST(fates_of_programs)
{
    struct scene *scene = scene_begin();
    struct actor *place, *upgraded, *replaced, *deleted, *linked, *covered, *upper, *lower;
    pid_t memory;

    scene_needs_root();
    place = start_copy(scene, "place");
    upgraded = start_copy(scene, "upgraded");
    replaced = start_copy(scene, "replaced");
    deleted = start_copy(scene, "deleted");
    linked = start_copy(scene, "linked");
    sh_ok(scene, "cp place new && mv new upgraded");
    sh_ok(scene, "rm replaced deleted && echo >replaced && ln linked elsewhere && rm linked");
    memory = start_memory(scene, "place");
    sh_ok(scene, "mkdir lower upper work merged && cp place lower/low && cp place upper/high");
#define MOUNT "mount -t overlay o -o lowerdir=%s/lower,upperdir=%s/upper,workdir=%s/work merged"
#define HERE  scene_directory(scene)
    upper = actor_start(scene, "unshare -m sh -ec '" MOUNT "; exec merged/high file:held'", HERE, HERE, HERE);
    sh_ok(scene, "mkdir upper2 work2");
    lower = actor_start(scene,
                        "unshare -m sh -ec 'mount -t overlay o -o lowerdir=%s/lower,upperdir=%s/upper2,workdir=%s/work2"
                        " merged; exec merged/low file:held'",
                        HERE, HERE, HERE);
    sh_ok(scene, "cp place covered");
    covered = actor_start(scene, "unshare -m ./covered file:held");
    sh_ok(scene, "nsenter -m -t %d mount --bind %s/place %s/covered", (int)covered->pid, HERE, HERE);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_fate(scene, place->pid, "in_place|NULL|1");
    expect_fate(scene, upgraded->pid, "upgraded|NULL|0");
    expect_fate(scene, replaced->pid, "replaced|NULL|0");
    expect_fate(scene, deleted->pid, "deleted|NULL|0");
    expect_fate(scene, linked->pid, "linked_elsewhere|NULL|1");
    expect_fate(scene, memory, "memory|NULL|0");
    expect_fate(scene, upper->pid, "in_place|upper|1");
    expect_fate(scene, lower->pid, "in_place|lower|1");
    expect_fate(scene, covered->pid, "covered|NULL|1");
    scene_end(scene);
}

/* What stat(1) says of the file, and its capabilities; two processes that run it are one executable. */
TEST(attributes_of_programs)
{
    /* struct vfs_cap_data: revision 2, effective; cap_net_raw and cap_bpf permitted. */
    static const unsigned char capability[20] = { 1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0x80 };
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *want;

    scene_needs_root();
    sh_ok(scene, "cp \"$(command -v holder)\" x && chown 1:2 x && chmod 6751 x");
    assert_int_equal(setxattr(scene_text(scene, "%s/x", scene_directory(scene)), "security.capability", capability,
                              sizeof(capability), 0),
                     0);
    actor = actor_start(scene, "./x file:held");
    (void)actor_start(scene, "./x file:held");
    want = sh_ok(scene, "stat -c '%%i|%%u|%%g|%%a|%%s|%%o|%%Y|%%Z|%%h' x");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db",
                              "SELECT inode, uid, gid, mode, size, block_size, mtime, ctime, hard_links FROM file"
                              " WHERE path = '%s/x'",
                              scene_directory(scene)),
                        want);
    assert_string_equal(query(scene, "case.db",
                              "SELECT fate, setuid, setgid, processes, e.bytes = f.size, e.device FROM executables AS e"
                              " JOIN file AS f USING (snapshot_id, path) WHERE path = '%s/x'",
                              scene_directory(scene)),
                        scene_text(scene, "in_place|1|1|2|1|%s", sh_ok(scene, "stat -c %%d x")));
    assert_string_equal(query(scene, "case.db",
                              "SELECT capability_set, capability, effective FROM executable_capabilities"
                              " WHERE path = '%s/x' ORDER BY 2",
                              scene_directory(scene)),
                        "permitted|cap_bpf|1\npermitted|cap_net_raw|1\n");
    assert_true(actor->pid > 0);
    scene_end(scene);
}

/* A deleted program, one of which two processes run, and a memory file come back byte for byte; what is at its path does not. */
TEST(deleted_programs_are_saved)
{
    struct scene *scene = scene_begin();
    struct actor *place, *deleted, *second;
    pid_t memory;

    scene_needs_root();
    place = start_copy(scene, "place");
    deleted = start_copy(scene, "deleted");
    second = actor_start(scene, "./deleted file:held");
    memory = start_memory(scene, "deleted");
    sh_ok(scene, "cp deleted kept && rm deleted");
    sh_usable(scene,
              "collect -q --save-deleted -o s.tar.zst; analyze load case.db s.tar.zst; analyze extract s.tar.zst x");
    sh_ok(scene,
          "cmp kept x/proc/%d/exe.saved && cmp kept x/snapshot/proc/%d/exe.saved && cmp kept x/proc/%d/exe.saved",
          (int)deleted->pid, (int)deleted->pid, (int)memory);
    sh_ok(scene, "test ! -e x/proc/%d/exe.saved -a ! -e x/proc/%d/exe.saved", (int)place->pid, (int)second->pid);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT fate, state, bytes = size, verified, member, sha256 FROM saved_programs"
              " WHERE pid IN (%d, %d, %d, %d) ORDER BY fate",
              (int)place->pid, (int)deleted->pid, (int)second->pid, (int)memory),
        scene_text(scene, "deleted|ok|1|1|proc/%d/exe.saved|%.64s\nmemory|ok|1|1|proc/%d/exe.saved|%.64s\n",
                   (int)deleted->pid, sh_ok(scene, "sha256sum kept"), (int)memory, sh_ok(scene, "sha256sum kept")));
    scene_end(scene);
}

/* Of a program that is larger than the limit, the first bytes are saved, and the manifest says so. */
TEST(saved_programs_have_a_limit)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    sh_ok(scene, "cp \"$(command -v holder)\" large && truncate -s 100M large");
    actor = actor_start(scene, "./large file:held");
    sh_ok(scene, "rm large");
    sh_usable(scene, "collect -q --save-deleted -o s.tar.zst; analyze load case.db s.tar.zst");
    assert_string_equal(
        query(scene, "case.db", "SELECT state, reason, bytes, size, verified FROM saved_programs WHERE pid = %d",
              (int)actor->pid),
        "truncated|longer than the limit of 41943040 bytes (see --limit saved-file-bytes)|41943040|104857600|1\n");
    scene_end(scene);
}

#define OVER "the programs before it reach the limit for all of them together (see --limit saved-bytes)"

/* Nine programs of the largest size that is saved whole: one is over the limit of all together, and the manifest says so. */
TEST(saved_programs_have_a_limit_together)
{
    struct scene *scene = scene_begin();
    const char *pids = "0";

    scene_needs_root();
    for (int i = 0; i < 9; i++) {
        struct actor *actor;

        sh_ok(scene, "cp \"$(command -v holder)\" large%d && truncate -s 64M large%d", i, i);
        actor = actor_start(scene, "./large%d file:held", i);
        pids = scene_text(scene, "%s,%d", pids, (int)actor->pid);
    }
    sh_ok(scene, "rm large*");
    sh_usable(scene, "collect -q --save-deleted --limit saved-file-bytes=64M -o s.tar.zst; "
                     "analyze load case.db s.tar.zst");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT count(*) BETWEEN 1 AND 2, min(state), max(state), sum(bytes), min(reason), max(reason)"
              " FROM members WHERE path GLOB 'proc/*/exe.saved' AND CAST(substr(path, 6) AS INTEGER) IN (%s) AND state "
              "<> 'ok'",
              pids),
        "1|skipped|skipped|NULL|" OVER "|" OVER "\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT sum(bytes) BETWEEN 6 * 67108864 AND 536870912, min(verified) FROM members"
                              " WHERE path GLOB 'proc/*/exe.saved' AND state = 'ok'"),
                        "1|1\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT sum(bytes) = count(*) * 67108864, count(*) BETWEEN 7 AND 8 FROM saved_programs"
                              " WHERE pid IN (%s) AND state = 'ok'",
                              pids),
                        "1|1\n");
    scene_end(scene);
}
