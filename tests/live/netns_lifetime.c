/* Network namespaces that end: collect keeps none alive, and one that ends during the run disturbs nothing else. */
#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Milliseconds that the kernel may take to end a namespace, in a work queue. */
#define PATIENCE  10000

#define NSFS_ROOT (-10003) /* FD_NSFS_ROOT of linux/fcntl.h */

/* include/uapi/linux/nsfs.h, struct nsfs_file_handle (Linux 6.18), behind the head of a struct file_handle. */
struct namespace_handle {
    uint32_t bytes;
    int32_t type;
    uint64_t id;
    uint32_t ns_type, inode;
};

/* A handle of the namespace of that socket, which does not keep the namespace.  Skips the test on kernels without such handles. */
static struct namespace_handle
handle_of(const struct actor *actor, const char *label)
{
    struct namespace_handle handle = { .bytes = 16 };
    int pidfd = (int)syscall(SYS_pidfd_open, actor->pid, 0), mount, saved;
    int socket = (int)syscall(SYS_pidfd_getfd, pidfd, actor_held(actor, label).fd, 0);
    int net = ioctl(socket, SIOCGSKNS);
    long rc = syscall(SYS_name_to_handle_at, net, "", &handle, &mount, AT_EMPTY_PATH);

    saved = errno;
    assert_true(net >= 0);
    assert_int_equal(close(net) | close(socket) | close(pidfd), 0);
    if (rc < 0 && saved == EOPNOTSUPP)
        skip();
    assert_int_equal(rc, 0);
    return handle;
}

static bool
is_there(const struct namespace_handle *handle)
{
    struct namespace_handle copy = *handle;
    int fd = (int)syscall(SYS_open_by_handle_at, NSFS_ROOT, &copy, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        assert_int_equal(errno, ESTALE);
        return false;
    }
    assert_int_equal(close(fd), 0);
    return true;
}

TEST(nothing_of_ours_keeps_a_namespace)
{
    struct namespace_handle handles[3];
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene, "holder new-mnt net0=new-net file0=open-net kept0=udp4:0 net1=new-net kept1=udp4:0"
                               " net2=new-net bind-net:bound kept2=udp4:0 home");
    for (int i = 0; i < 3; i++)
        handles[i] = handle_of(actor, scene_text(scene, "kept%d", i));
    /* In a mount namespace of its own, so that nobody else's mounts are seen. */
    sh_usable(scene, "unshare -m sh -c 'cat /proc/self/mountinfo >before; collect -q -o s.tar.zst; rc=$?;"
                     " cat /proc/self/mountinfo >after; exit $rc'");
    sh_ok(scene, "cmp before after");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    for (int i = 0; i < 3; i++)
        assert_string_equal(
            query(scene, "case.db",
                  "SELECT DISTINCT how FROM net_namespace_sightings WHERE net_namespace = %llu AND pid = %d",
                  (unsigned long long)actor_held(actor, scene_text(scene, "net%d", i)).inode, (int)actor->pid),
            ((const char *[]){ "descriptor\n", "socket\n", "mount\n" })[i]);
    assert_true(is_there(&handles[0])); /* else the test would show nothing */
    actor_end(actor);
    for (int i = 0; i < 3; i++)
        for (int waited = 0; is_there(&handles[i]); waited += 10) {
            assert_true(waited < PATIENCE);
            assert_int_equal(usleep(10000), 0);
        }
    scene_end(scene);
}

enum { MANY = 24 };

/*
 * One of many namespaces ends during the run.  collect writes into a pipe that the test stops reading after 16 KiB, behind the list of the
 * namespaces and the first member of one; so the second pass waits until the only process of the namespace is killed.
 */
TEST(a_namespace_that_ends_during_the_run_disturbs_no_other)
{
    struct scene *scene = scene_begin();
    struct actor *actor, *doomed;
    unsigned long long net;
    char *command;

    scene_needs_root();
    command = scene_text(scene, "holder");
    for (int i = 0; i < MANY; i++)
        command =
            scene_text(scene, "%s net%d=new-net file%d=open-net held%d=tcp4-listen:%d", command, i, i, i, 8400 + i);
    actor = actor_start(scene, "%s home", command);
    doomed = actor_start(scene, "holder net=new-net held=tcp4-listen:8399");
    net = (unsigned long long)actor_held(doomed, "net").inode;
    sh_usable(scene,
              "collect -q --compress none | { dd bs=1 count=16384 2>dd.err >first; kill -KILL %d; cat; } >rest;"
              " cat first rest >s.tar; analyze load case.db s.tar",
              (int)doomed->pid);
    for (int i = 0; i < MANY; i++) {
        struct held held = actor_held(actor, scene_text(scene, "held%d", i));

        assert_string_equal(query(scene, "case.db",
                                  "SELECT local_port, net_namespace, ownership, pid, fd FROM sockets"
                                  " LEFT JOIN socket_owners USING (socket_id) WHERE inode = %llu",
                                  (unsigned long long)held.inode),
                            scene_text(scene, "%d|%llu|owned|%d|%d\n", 8400 + i,
                                       (unsigned long long)actor_held(actor, scene_text(scene, "net%d", i)).inode,
                                       (int)actor->pid, held.fd));
    }
    /* The namespace was known, and then no process was left to read it through.  Its number may belong to another one by then. */
    assert_string_equal(query(scene, "case.db",
                              "SELECT pid FROM net_namespace_sightings WHERE net_namespace = %llu AND how = 'process'",
                              net),
                        scene_text(scene, "%d\n", (int)doomed->pid));
    assert_string_equal(
        query(scene, "case.db", "SELECT DISTINCT state FROM members WHERE path GLOB 'net/%llu/after/*'", net),
        "vanished\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT DISTINCT state FROM members WHERE path GLOB 'net/%llu/*' AND state NOT IN"
                              " ('ok', 'empty', 'absent', 'skipped', 'vanished')",
                              net),
                        "");
    scene_end(scene);
}

/* The same, but the namespace has a name: collect reads it although its last process is gone. */
TEST(a_named_namespace_whose_process_ends_during_the_run)
{
    struct scene *scene = scene_begin();
    struct actor *holder, *doomed;
    unsigned long long net;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    net = (unsigned long long)scene_namespace_inode(scene, name);
    holder = actor_start(scene, "holder in:/run/netns/%s held=tcp4-listen:8398 home", name);
    doomed = actor_start(scene, "holder in:/run/netns/%s", name);
    sh_usable(scene,
              "collect -q --compress none | { dd bs=1 count=16384 2>dd.err >first; kill -KILL %d; cat; } >rest;"
              " cat first rest >s.tar; analyze load case.db s.tar",
              (int)doomed->pid);
    assert_string_equal(
        query(
            scene, "case.db",
            "SELECT instr(seen, 'after') > 0, ownership, pid, fd FROM sockets LEFT JOIN socket_owners USING (socket_id)"
            " WHERE inode = %llu",
            (unsigned long long)actor_held(holder, "held").inode),
        scene_text(scene, "1|owned|%d|%d\n", (int)holder->pid, actor_held(holder, "held").fd));
    assert_string_equal(query(scene, "case.db",
                              "SELECT DISTINCT how, user_namespace > 0 FROM net_namespace_sightings"
                              " WHERE net_namespace = %llu AND how IN ('process', 'mount') ORDER BY how",
                              net),
                        "mount|1\nprocess|1\n");
    scene_end(scene);
}

/*
 * listns(2) names a namespace that has ended, and one that nothing else shows before the walk over the descriptors.  This kernel may lack
 * the call, or would name every namespace, so `fake_listns` answers instead.
 */
TEST(a_namespace_that_the_kernel_names)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned long long net;

    scene_needs_root();
    actor = actor_start(scene, "holder net=new-net file=open-net held=tcp4-listen:8421 home");
    net = (unsigned long long)actor_held(actor, "net").inode;
    sh_usable(scene, "fake_listns - /proc/%d/fd/%d - -- collect -q -o s.tar; analyze load case.db s.tar",
              (int)actor->pid, actor_held(actor, "file").fd);
    assert_string_equal(query(scene, "case.db",
                              "SELECT how, pid, place, user_namespace IS NULL FROM net_namespace_sightings"
                              " WHERE net_namespace = %llu AND how = 'listns'",
                              net),
                        "listns|NULL|NULL|0\n");
    assert_string_equal(query(scene, "case.db", "SELECT state FROM members WHERE path = 'net/%llu/before/tcp'", net),
                        "ok\n");
    assert_string_equal(query(scene, "case.db", "SELECT net_namespace, ownership FROM sockets WHERE inode = %llu",
                              (unsigned long long)actor_held(actor, "held").inode),
                        scene_text(scene, "%llu|owned\n", net));
    /* collect read the whole list, and a namespace that has ended counts as no failure. */
    sh_fails(scene, 1, "tar -xOf s.tar --wildcards '*/manifest/*' | grep '^{\"end\"' | grep '\"listns\"'");
    sh_usable(scene, "fake_listns '!' -- collect -q -o refused.tar");
    sh_ok(scene, "tar -xOf refused.tar --wildcards '*/manifest/*' | grep '^{\"end\"' | grep '\"listns\"'");
    scene_end(scene);
}
