/*
 * What lsfd, lsof and the kernel tell of descriptors beyond their links.
 */
#include "tests/support/test.h"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
take_and_load(struct scene *scene)
{
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
}

/* A socket that was never bound is in no table, and its namespace in nothing but itself. */
TEST(namespace_of_a_socket_that_only_its_descriptor_shows)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    struct held held;

    scene_needs_root();
    actor = actor_start(scene, "holder net=new-net left=tcp4-bare home");
    held = actor_held(actor, "left");
    take_and_load(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT f.net_namespace, f.net_namespace_errno, f.protocol_name, s.net_namespace FROM"
                              " process_fds AS f JOIN sockets AS s USING (inode) WHERE f.pid = %d AND f.fd = %d",
                              (int)actor->pid, held.fd),
                        scene_text(scene, "%llu|NULL|TCP|%llu\n", (unsigned long long)actor_held(actor, "net").inode,
                                   (unsigned long long)actor_held(actor, "net").inode));
    scene_end(scene);
}

/* More devices than net_namespace_sightings lists: each descriptor tells both namespaces, and one without a device tells one. */
TEST(both_namespaces_of_twenty_tun_descriptors)
{
    struct scene *scene = scene_begin();
    const char *actions = "", *moves = "";
    unsigned long long other;
    struct actor *actor;
    char *name;

    if (geteuid() != 0 || access("/dev/net/tun", R_OK | W_OK) != 0)
        skip();
    name = scene_namespace(scene);
    other = (unsigned long long)scene_namespace_inode(scene, name);
    for (int i = 0; i < 20; i++) {
        actions = scene_text(scene, "%s tun:moved%d", actions, i);
        moves = scene_text(scene, "%s; ip link set moved%d netns %s", moves, i, name);
    }
    actor = actor_start(scene, "holder net=new-net%s bare=tun file=open-net home", actions);
    sh_ok(scene, "nsenter --net=/proc/%d/fd/%d sh -ec 'true%s'", (int)actor->pid, actor_held(actor, "file").fd, moves);
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT count(*), count(DISTINCT interface), net_namespace, device_net_namespace"
              " FROM process_tun_devices WHERE pid = %d AND interface GLOB 'moved*' GROUP BY 3, 4",
              (int)actor->pid),
        scene_text(scene, "20|20|%llu|%llu\n", (unsigned long long)actor_held(actor, "net").inode, other));
    assert_string_equal(query(scene, "case.db",
                              "SELECT net_namespace, device_net_namespace, device_net_namespace_errno FROM process_fds"
                              " WHERE pid = %d AND fd = %d",
                              (int)actor->pid, actor_held(actor, "bare").fd),
                        scene_text(scene, "%llu|NULL|EBADFD\n", (unsigned long long)actor_held(actor, "net").inode));
    scene_end(scene);
}

static void
remove_queue(void *name)
{
    (void)syscall(SYS_mq_unlink, name);
}

/* Each kind of file that the link does not tell, with the attributes that stat(2) has of it, and how it was opened. */
TEST(files_of_descriptors)
{
    static const struct {
        const char *label, *want;
    } files[] = {
        { "fifo", "fifo|1|O_RDONLY,O_NONBLOCK" },
        { "writer", "fifo|1|O_WRONLY" },
        { "queue", "regular|1|O_RDWR,O_CLOEXEC" },
        { "directory", "directory|NULL|O_RDONLY,O_PATH,O_CLOEXEC" },
        { "temporary", "regular|0|O_RDWR,O_TMPFILE" },
        { "log", "regular|1|O_WRONLY,O_APPEND,O_NONBLOCK" },
        { "memory", "regular|0|O_RDWR" },
        { "gone", "regular|0|O_RDWR" },
        { "linked", "regular|1|O_RDWR" },
        { "pty", "character|1|O_RDWR" },
    };
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene,
                        "holder fifo:pipe queue:stillframe%d directory=path-only:. temporary:. log:log memory"
                        " gone=file:gone linked=file:linked pty",
                        (int)getpid());
    scene_defer(scene, remove_queue, scene_text(scene, "stillframe%d", (int)getpid()));
    sh_ok(scene, "rm gone && ln linked elsewhere && rm linked");
    take_and_load(scene);
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct held held = actor_held(actor, files[i].label);
        const char *have =
            query(scene, "case.db",
                  "SELECT file_type, iif(file_type = 'directory', NULL, file_nlink), names FROM process_open_files AS f"
                  " JOIN process_fd_flags USING (snapshot_id, pid, tid, fd)"
                  " WHERE f.pid = %d AND f.fd = %d AND file_inode = %llu",
                  (int)actor->pid, held.fd, (unsigned long long)held.inode);

        assert_string_equal(have, scene_text(scene, "%s\n", files[i].want));
    }
    scene_end(scene);
}

/* Both ends of a named pipe, each with the other as its partner, as osquery says it. */
TEST(both_ends_of_a_named_pipe)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    struct held reader, writer;

    scene_needs_root();
    actor = actor_start(scene, "holder fifo:pipe");
    reader = actor_held(actor, "fifo");
    writer = actor_held(actor, "writer");
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT fd, mode, inode, type, partner_pid, partner_fd, partner_mode FROM process_open_pipes"
              " WHERE pid = %d AND type = 'named' ORDER BY fd",
              (int)actor->pid),
        scene_text(scene, "%d|r|%llu|named|%d|%d|w\n%d|w|%llu|named|%d|%d|r\n", reader.fd,
                   (unsigned long long)reader.inode, (int)actor->pid, writer.fd, writer.fd,
                   (unsigned long long)writer.inode, (int)actor->pid, reader.fd));
    scene_end(scene);
}

/* The holder of each kind of lock, also of one that /proc/locks gives no process. */
TEST(holders_of_locks)
{
    static const struct {
        const char *label, *want;
    } locks[] = {
        { "ofd-lock", "OFDLCK|WRITE|10|19|-1" },
        { "posix-lock", "POSIX|WRITE|10|19|%d" },
        { "lease", "LEASE|READ|0|NULL|%d" },
        { "locked", "FLOCK|WRITE|0|NULL|%d" },
    };
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene, "holder ofd-lock:a posix-lock:b lease:c watches:d");
    take_and_load(scene);
    for (size_t i = 0; i < sizeof(locks) / sizeof(locks[0]); i++) {
        struct held held = actor_held(actor, locks[i].label);
        char *have = query(scene, "case.db",
                           "SELECT kind, access, first, last, iif(lock_pid = pid, '%%d', lock_pid) FROM file_locks"
                           " WHERE pid = %d AND fd = %d AND inode = %llu",
                           (int)actor->pid, held.fd, (unsigned long long)held.inode);

        assert_string_equal(have, scene_text(scene, "%s\n", locks[i].want));
    }
    scene_end(scene);
}

/* Who holds the master of a terminal, and who its slave: here two processes. */
TEST(masters_and_slaves_of_ptys)
{
    struct scene *scene = scene_begin();
    struct actor *actor, *other;
    char *name;

    scene_needs_root();
    actor = actor_start(scene, "holder pty");
    name = sh_ok(scene, "readlink /proc/%d/fd/%d | tr -d '\\n'", (int)actor->pid, actor_held(actor, "slave").fd);
    other = actor_start(scene, "holder file:%s", name);
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT fd, '/dev/pts/' || tty_index, slave_pid = %d, slave_fd, slave_path, evidence FROM process_ptys"
              " WHERE pid = %d ORDER BY slave_pid = %d",
              (int)other->pid, (int)actor->pid, (int)other->pid),
        scene_text(scene, "%d|%s|0|%d|%s|path\n%d|%s|1|%d|%s|path\n", actor_held(actor, "pty").fd, name,
                   actor_held(actor, "slave").fd, name, actor_held(actor, "pty").fd, name, actor_held(other, "file").fd,
                   name));
    scene_end(scene);
}
