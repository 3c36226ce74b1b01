/* Mounts over /proc that hide processes.  process_views.c tests the other ways to hide. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* In a new mount namespace, runs `mounts` and then `collect`; loads the snapshot into case.db and unpacks it into the directory s. */
static void
take_by(struct scene *scene, const char *mounts, const char *collect)
{
    sh_usable(scene, "unshare -m sh -ec '%s; exec %s -q --compress none' >s.tar; analyze load case.db s.tar", mounts,
              collect);
    sh_ok(scene, "mkdir s && tar -xf s.tar -C s --strip-components=1");
}

static void
take_behind(struct scene *scene, const char *mounts, const char *prefix)
{
    take_by(scene, mounts, scene_text(scene, "%s collect", prefix));
}

static struct actor *
start_listener(struct scene *scene, const char *prefix)
{
    return actor_start(scene, "%s holder tcp4-listen:127.9.9.9,0", prefix);
}

/* Field 22 of the actor's stat; cut works because the actor's name has no space. */
static char *
start_time(struct scene *scene, const struct actor *actor)
{
    return sh_ok(scene, "cut -d ' ' -f 22 /proc/%d/stat", (int)actor->pid);
}

/* The socket, the names and the start time of the actor are those of the true /proc. */
static void
expect_truth(struct scene *scene, const struct actor *actor)
{
    struct held held = actor_held(actor, "tcp4-listen");

    assert_string_equal(query(scene, "case.db",
                              "SELECT o.pid, o.tid, o.fd, s.state FROM sockets AS s JOIN socket_owners AS o"
                              " USING (socket_id) WHERE s.inode = %llu",
                              (unsigned long long)held.inode),
                        scene_text(scene, "%d|%d|%d|LISTEN\n", (int)actor->pid, (int)actor->pid, held.fd));
    assert_string_equal(
        query(scene, "case.db", "SELECT name, cmdline, starttime FROM processes WHERE pid = %d", (int)actor->pid),
        scene_text(scene, "holder|holder tcp4-listen:127.9.9.9,0|%s", start_time(scene, actor)));
    assert_string_equal(query(scene, "case.db",
                              "SELECT count(*) FROM problems AS p JOIN members AS m USING (member_id)"
                              " WHERE m.path GLOB 'proc/%d/*'",
                              (int)actor->pid),
                        "0\n");
}

static void
expect_sighting(struct scene *scene, int pid, const char *want)
{
    assert_string_equal(query(scene, "case.db",
                              "SELECT listed, opened, known, private, covered FROM process_sightings WHERE pid = %d",
                              pid),
                        want);
}

/* The snapshot has what the mount shows and what the true /proc shows; the database believes the latter and says where they differ. */
TEST(mounts_over_processes)
{
    struct scene *scene = scene_begin();
    struct actor *bound, *blank, *free;
    int a, b;

    scene_needs_root();
    bound = start_listener(scene, "");
    blank = start_listener(scene, "");
    free = start_listener(scene, "");
    a = (int)bound->pid;
    b = (int)blank->pid;
    take_behind(scene,
                scene_text(scene,
                           "mount --bind /proc/1 /proc/%d; mount -t tmpfs none /proc/%d; mkdir /proc/%d/fd;"
                           " echo \"%d (innocent) S 1\" >/proc/%d/stat",
                           a, b, b, b, b),
                "");
    expect_truth(scene, bound);
    expect_truth(scene, blank);
    expect_truth(scene, free);
    expect_sighting(scene, a, "1|1|1|1|1\n");
    expect_sighting(scene, b, "1|1|1|1|1\n");
    expect_sighting(scene, (int)free->pid, "1|1|1|1|0\n");
    assert_string_equal(sh_ok(scene, "cat s/proc/%d/visible/stat", b), scene_text(scene, "%d (innocent) S 1\n", b));
    sh_ok(scene, "grep -q '^1 ' s/proc/%d/visible/stat && cmp s/proc/%d/visible/comm s/proc/1/comm", a, a);
    assert_string_equal(query(scene, "case.db",
                              "SELECT file, visible_state, state, same FROM process_covers WHERE pid = %d"
                              " AND file IN ('comm', 'links', 'cmdline') ORDER BY file",
                              b),
                        "cmdline|absent|ok|NULL\ncomm|absent|ok|NULL\nlinks|ok|ok|0\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT covered_pid, fs_type, root FROM proc_mounts"
                              " WHERE covered_pid IN (%d, %d) ORDER BY covered_pid = %d",
                              a, b, b),
                        scene_text(scene, "%d|proc|/1\n%d|tmpfs|/\n", a, b));
    assert_string_equal(query(scene, "case.db",
                              "SELECT DISTINCT substr(source, 1, 16) FROM members"
                              " WHERE path IN ('proc/%d/stat', 'proc/%d/cmdline')",
                              a, b),
                        "(private procfs)\n");
    scene_end(scene);
}

/* mountinfo writes a space of a path as \040. */
TEST(mounts_over_a_process_of_a_proc_with_a_space_in_its_path)
{
    struct scene *scene = scene_begin();
    struct actor *blank;
    int pid;

    scene_needs_root();
    blank = start_listener(scene, "");
    pid = (int)blank->pid;
    take_by(scene,
            scene_text(scene,
                       "mkdir host\\ proc; mount -t proc proc host\\ proc; mount -t tmpfs none host\\ proc/%d;"
                       " echo \"%d (innocent) S 1\" >host\\ proc/%d/stat",
                       pid, pid, pid),
            "collect --proc \"$PWD/host proc\"");
    expect_truth(scene, blank);
    assert_string_equal(sh_ok(scene, "cat s/proc/%d/visible/stat", pid), scene_text(scene, "%d (innocent) S 1\n", pid));
    scene_end(scene);
}

/* Mounts over single files: of a process, of a namespace, of the host. */
TEST(mounts_over_files)
{
    struct scene *scene = scene_begin();
    struct actor *fds, *args, *table;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    fds = start_listener(scene, "");
    args = start_listener(scene, "");
    table = start_listener(scene, scene_text(scene, "ip netns exec %s", name));
    take_behind(scene,
                scene_text(scene,
                           "echo forged >forged; mount -t tmpfs none /proc/%d/fd; mount --bind forged /proc/%d/cmdline;"
                           " mount --bind forged /proc/%d/net/tcp; mount --bind forged /proc/uptime",
                           (int)fds->pid, (int)args->pid, (int)table->pid),
                "");
    expect_truth(scene, fds);
    expect_truth(scene, args);
    expect_truth(scene, table);
    assert_string_equal(sh_ok(scene, "cat s/proc/%d/visible/cmdline", (int)args->pid), "forged\n");
    assert_string_equal(sh_ok(scene, "grep -c ^fd/ s/proc/%d/visible/links || true", (int)fds->pid), "0\n");
    assert_string_equal(sh_ok(scene, "grep -rl forged s --include=tcp --include=uptime || true"), "");
    assert_true(query_number(scene, "case.db",
                             "SELECT count(*) FROM proc_net_inet WHERE net_namespace = %llu AND inode = %llu",
                             (unsigned long long)scene_namespace_inode(scene, name),
                             (unsigned long long)actor_held(table, "tcp4-listen").inode) >= 1);
    assert_string_equal(query(scene, "case.db", "SELECT source FROM members WHERE path = 'proc/uptime'"),
                        "(private procfs)/uptime\n");
    scene_end(scene);
}

/* An ordinary user cannot mount a procfs to look below the mount: the snapshot says so, and does not trust the covered files. */
TEST(mounts_that_cannot_be_seen_through)
{
    struct scene *scene = scene_begin();
    struct actor *covered, *free;
    int pid;

    scene_needs_root();
    covered = start_listener(scene, "");
    free = start_listener(scene, "");
    pid = (int)covered->pid;
    take_behind(scene,
                scene_text(scene,
                           "echo forged >forged; mount --bind /proc/1 /proc/%d; mount --bind forged /proc/uptime;"
                           " mount --bind /proc/sys /proc/sys",
                           pid),
                "setpriv --bounding-set -sys_admin");
    expect_truth(scene, free);
    assert_string_equal(query(scene, "case.db", "SELECT result FROM snapshots"), "partial\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, state, errno FROM members WHERE path IN ('proc/%d/stat', 'proc/%d/ns',"
                              " 'proc/%d/cmdline', 'proc/uptime') GROUP BY path ORDER BY path",
                              pid, pid, pid),
                        scene_text(scene,
                                   "proc/%d/cmdline|error|EXDEV\nproc/%d/ns|error|EXDEV\nproc/%d/stat|error|EXDEV\n"
                                   "proc/uptime|error|EXDEV\n",
                                   pid, pid, pid));
    assert_string_equal(query(scene, "case.db", "SELECT count(*) FROM processes WHERE pid = %d", pid), "0\n");
    assert_string_equal(query(scene, "case.db", "SELECT state, errno FROM unread_tables WHERE pid = %d", pid),
                        "error|EXDEV\n");
    assert_string_equal(query(scene, "case.db", "SELECT ownership FROM sockets WHERE inode = %llu",
                              (unsigned long long)actor_held(covered, "tcp4-listen").inode),
                        "denied\n");
    sh_ok(scene, "test -e s/proc/%d/visible/stat && test ! -e s/proc/uptime", pid);
    /* A part of /proc that is bound over itself, as in containers, covers nothing. */
    assert_string_equal(query(scene, "case.db", "SELECT state FROM members WHERE path = 'proc/sys/kernel/pid_max'"),
                        "ok\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT DISTINCT path FROM proc_mounts WHERE path IN ('/proc/sys',"
                              " '/proc/uptime')"),
                        "/proc/uptime\n");
    scene_end(scene);
}

/* Something else is mounted over /proc: the snapshot keeps what it shows beside the truth. */
static void
find_behind(const char *mounts, const char *listed, const char *kept)
{
    struct scene *scene = scene_begin();
    struct actor *actor, *other;

    scene_needs_root();
    actor = start_listener(scene, "");
    other = start_listener(scene, "unshare -pf --kill-child");
    /* A process that started less than a tenth of a second before the listing may not have been there: hidden is NULL then. */
    sh_ok(scene, "sleep 0.2");
    take_behind(scene, scene_text(scene, "pid=%d; other=%d; %s", (int)actor->pid, (int)other->pid, mounts), "");
    expect_truth(scene, actor);
    assert_string_equal(query(scene, "case.db",
                              "SELECT listed, opened, known, private, hidden FROM process_sightings WHERE pid = %d",
                              (int)actor->pid),
                        scene_text(scene, "%s|1|1|1|%d\n", listed, strcmp(listed, "0") == 0));
    assert_string_equal(query(scene, "case.db", "SELECT result FROM snapshots"), "partial\n");
    assert_string_equal(query(scene, "case.db", "SELECT path, source, state FROM members WHERE path = 'proc'"),
                        "proc|/proc|error\n");
    sh_ok(scene, "%s", kept);
    /* collect knows itself from the true procfs, too. */
    assert_string_equal(query(scene, "case.db", "SELECT meta ->> '$.self.namespaces.pid', tool_sha256 FROM snapshots"),
                        scene_text(scene, "%s|%s", strtok(sh_ok(scene, "stat -Lc %%i /proc/self/ns/pid"), "\n"),
                                   sh_ok(scene, "sha256sum $(command -v collect) | cut -c-64")));
    scene_end(scene);
}

TEST(proc_replaced_by_a_forgery)
{
    find_behind("mount -t tmpfs none /proc; mkdir -p /proc/1 /proc/$pid /proc/self /proc/4000000;"
                " echo \"$pid (innocent) S 1\" >/proc/$pid/stat; mkfifo /proc/$pid/comm; echo x >/proc/4000000/cmdline",
                "1",
                "grep -q innocent s/proc/*/visible/stat && grep -q '^4000000' s/views/listed &&"
                " grep -q x s/proc/4000000/visible/cmdline && ! grep -q '^4000000' s/views/known");
}

TEST(proc_of_another_pid_namespace)
{
    find_behind("nsenter --pid=/proc/$other/ns/pid_for_children mount -t proc none /proc", "0",
                "grep -q '^1\t' s/views/listed && test -s s/proc/1/visible/stat");
}

TEST(part_of_proc_in_its_place)
{
    find_behind("mount --bind /proc/1/task /proc", "0", "test -s s/views/listed");
}

/* hidepid=2: the snapshot of an ordinary user says that other processes exist and were not shown. */
TEST(processes_that_may_not_be_seen)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    int pid;

    scene_needs_root();
    sh_ok(scene, "chmod 711 . && cp $(command -v collect) .");
    actor = start_listener(scene, "");
    pid = (int)actor->pid;
    sh_usable(
        scene,
        "unshare -m sh -ec 'mount -t proc -o hidepid=2 none /proc;"
        " exec setpriv --reuid 65534 --regid 65534 --clear-groups ./collect -q' >s.tar; analyze load case.db s.tar");
    assert_string_equal(query(scene, "case.db", "SELECT result FROM snapshots"), "partial\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, state, errno FROM members WHERE path GLOB 'proc/%d/*' ORDER BY path", pid),
                        scene_text(scene, "proc/%d/cmdline|denied|ENOENT\nproc/%d/stat|denied|ENOENT\n", pid, pid));
    assert_string_equal(
        query(scene, "case.db", "SELECT listed, known, private, hidden FROM process_sightings WHERE pid = %d", pid),
        "0|1|NULL|NULL\n");
    assert_string_equal(query(scene, "case.db", "SELECT state, errno FROM unread_tables WHERE pid = %d", pid),
                        "denied|ENOENT\n");
    scene_end(scene);
}

/* A procfs with subset=pid has no files but those of processes. */
TEST(proc_without_the_files_of_the_host)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = start_listener(scene, "");
    take_behind(scene, "mount -t proc -o subset=pid none /proc", "");
    expect_truth(scene, actor);
    assert_string_equal(query(scene, "case.db", "SELECT source, state FROM members WHERE path = 'proc/uptime'"),
                        "(private procfs)/uptime|ok\n");
    expect_sighting(scene, (int)actor->pid, "1|1|1|1|0\n");
    scene_end(scene);
}
