/* Network namespaces that are easily missed: collect finds each, says what keeps it, and reads its sockets and their owners. */
#include "tests/support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The same sockets in each namespace: some that the actor holds, and a connection that nobody holds. */
#define SOCKETS                                                      \
    "listener=tcp4-listen:127.0.0.1,8331 udp=udp4:127.0.0.1,8332 "   \
    "unix=unix-listen:@hidden v6=tcp6-listen:::1,8333 packet=packet" \
    " closed:client=tcp4-connect:127.0.0.1,8331"

/* family|protocol|type|state|address|port|path of the held sockets. */
static const struct {
    const char *label, *want;
} held_sockets[] = {
    { "listener", "2|6|stream|LISTEN|127.0.0.1|8331|NULL" },
    { "udp", "2|17|dgram|UNCONNECTED|127.0.0.1|8332|NULL" },
    { "unix", "1|0|stream|LISTENING|NULL|NULL|@hidden" },
    { "v6", "10|6|stream|LISTEN|::1|8333|NULL" },
    { "packet", "17|3|raw|NULL|NULL|NULL|NULL" },
};

static unsigned long long
inode_of(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    return (unsigned long long)st.st_ino;
}

static unsigned long long
namespace_of(const struct actor *actor, const char *label)
{
    return (unsigned long long)actor_held(actor, label).inode;
}

static void
take_and_load(struct scene *scene)
{
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
}

/* How the namespace was found in the actor.  Ways in other processes are left out: a collect of another test may have it open. */
static char *
ways(struct scene *scene, const struct actor *actor, unsigned long long net)
{
    return query(
        scene, "case.db",
        "SELECT how, place, user_namespace FROM net_namespace_sightings WHERE net_namespace = %llu AND pid = %d"
        " ORDER BY how, place",
        net, (int)actor->pid);
}

static void
needs_tun(void)
{
    if (geteuid() != 0 || access("/dev/net/tun", R_OK | W_OK) != 0)
        skip();
}

/* The sockets of SOCKETS in that namespace, as `tid` of the actor holds them, and those that nobody holds. */
static void
expect_sockets(struct scene *scene, unsigned long long net, const struct actor *actor, pid_t tid)
{
    for (size_t i = 0; i < sizeof(held_sockets) / sizeof(held_sockets[0]); i++) {
        struct held held = actor_held(actor, held_sockets[i].label);

        assert_string_equal(
            query(
                scene, "case.db",
                "SELECT family, protocol, type, state, local_address, local_port, path, net_namespace, ownership, pid,"
                " tid, fd FROM sockets LEFT JOIN socket_owners USING (socket_id) WHERE inode = %llu",
                (unsigned long long)held.inode),
            scene_text(scene, "%s|%llu|owned|%d|%d|%d\n", held_sockets[i].want, net, (int)actor->pid, (int)tid,
                       held.fd));
    }
    assert_string_equal(query(scene, "case.db",
                              "SELECT ownership, local_port = 8331, remote_port = 8331 FROM sockets"
                              " WHERE net_namespace = %llu AND protocol = 6 AND inode = 0 ORDER BY 1",
                              net),
                        "not_accepted|1|0\ntime_wait|0|1\n");
}

/* An actor makes a namespace and leaves it; what is left shows in one way, `how` and `place`. */
static void
find_left_behind(const char *actions, const char *how, const char *place)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned long long net;

    scene_needs_root();
    actor = actor_start(scene, "holder %s", actions);
    net = namespace_of(actor, "net");
    take_and_load(scene);
    if (strcmp(place, "fd") == 0)
        place = scene_text(scene, "fd/%d", actor_held(actor, "left").fd);
    else if (place[0] == '/')
        place = scene_text(scene, "%s%s", scene_directory(scene), place);
    assert_string_equal(ways(scene, actor, net),
                        scene_text(scene, "%s|%s|%llu\n", how, place, inode_of("/proc/self/ns/user")));
    expect_sockets(scene, net, actor, actor->pid);
    scene_end(scene);
}

TEST(namespace_held_only_by_its_file)
{
    find_left_behind("net=new-net left=open-net " SOCKETS " home", "descriptor", "fd");
}

TEST(namespace_held_only_by_a_socket)
{
    find_left_behind("net=new-net left=udp4:0 " SOCKETS " home", "socket", "fd");
}

TEST(namespace_bound_in_a_private_mount_namespace)
{
    find_left_behind("new-mnt net=new-net bind-net:bound " SOCKETS " home", "mount", "/bound");
}

TEST(namespace_of_a_tun_device)
{
    needs_tun();
    find_left_behind("net=new-net left=tun:stillframe " SOCKETS " home", "tun", "fd");
}

/* A descriptor of /dev/net/tun keeps the namespace in which it was opened, with or without a device. */
TEST(namespace_of_a_tun_descriptor_without_a_device)
{
    needs_tun();
    find_left_behind("net=new-net left=tun " SOCKETS " home", "tun", "fd");
}

/* A descriptor of /dev/net/tun that was opened in one namespace, while its device was moved to another. */
TEST(both_namespaces_of_a_tun_descriptor)
{
    struct scene *scene = scene_begin();
    unsigned long long own, other;
    struct actor *actor;
    char *name;

    needs_tun();
    name = scene_namespace(scene);
    other = (unsigned long long)scene_namespace_inode(scene, name);
    actor = actor_start(scene, "holder net=new-net left=tun:stillframe file=open-net home");
    own = namespace_of(actor, "net");
    sh_ok(scene, "nsenter --net=/proc/%d/fd/%d ip link set stillframe netns %s", (int)actor->pid,
          actor_held(actor, "file").fd, name);
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT net_namespace, place FROM net_namespace_sightings WHERE how = 'tun' AND pid = %d ORDER BY"
              " net_namespace = %llu",
              (int)actor->pid, other),
        scene_text(scene, "%llu|fd/%d\n%llu|fd/%d\n", own, actor_held(actor, "left").fd, other,
                   actor_held(actor, "left").fd));
    scene_end(scene);
}

/* `ip netns add` without a process in the namespace: one socket is held from outside, the holder of another is gone. */
TEST(named_namespace_without_a_process)
{
    struct scene *scene = scene_begin();
    unsigned long long net;
    struct actor *actor;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    net = (unsigned long long)scene_namespace_inode(scene, name);
    actor = actor_start(scene, "holder in:/run/netns/%s " SOCKETS " home", name);
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT how, place, user_namespace FROM net_namespace_sightings WHERE net_namespace = %llu"
              " AND how = 'mount'",
              net),
        scene_text(scene, "mount|/run/netns/%s|%llu\n", name, inode_of("/proc/self/ns/user")));
    expect_sockets(scene, net, actor, actor->pid);
    scene_end(scene);
}

/* The namespace has nothing but the rest of a closed connection. */
TEST(named_namespace_without_a_process_or_descriptor)
{
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    actor_end(actor_start(scene, "holder in:/run/netns/%s " SOCKETS " accept", name));
    take_and_load(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT family, protocol, remote_port, ownership FROM sockets WHERE net_namespace = %llu"
                              " AND family IN (1, 2, 10)",
                              (unsigned long long)scene_namespace_inode(scene, name)),
                        "2|6|8331|time_wait\n");
    scene_end(scene);
}

TEST(namespace_of_a_thread)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned long long net;

    scene_needs_root();
    actor = actor_start(scene, "holder 'thread:net=new-net " SOCKETS "'");
    net = namespace_of(actor, "net");
    take_and_load(scene);
    assert_string_equal(
        ways(scene, actor, net),
        scene_text(scene, "thread|task/%d|%llu\n", (int)actor_held(actor, "net").tid, inode_of("/proc/self/ns/user")));
    /* The thread shares the descriptors of its process. */
    expect_sockets(scene, net, actor, actor->pid);
    scene_end(scene);
}

TEST(namespace_of_a_thread_with_descriptors_of_its_own)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned long long net;
    pid_t tid;

    scene_needs_root();
    actor = actor_start(scene, "holder 'private:net=new-net " SOCKETS "'");
    net = namespace_of(actor, "net");
    tid = actor_held(actor, "net").tid;
    take_and_load(scene);
    assert_int_not_equal(tid, actor->pid);
    assert_string_equal(ways(scene, actor, net),
                        scene_text(scene, "thread|task/%d|%llu\n", (int)tid, inode_of("/proc/self/ns/user")));
    expect_sockets(scene, net, actor, tid);
    scene_end(scene);
}

TEST(namespace_of_a_thread_whose_leader_is_a_zombie)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned long long net;
    pid_t tid;

    scene_needs_root();
    actor = actor_start(scene, "holder 'leaderless:net=new-net " SOCKETS "'");
    net = namespace_of(actor, "net");
    tid = actor_held(actor, "survivor").tid;
    take_and_load(scene);
    assert_string_equal(ways(scene, actor, net),
                        scene_text(scene, "thread|task/%d|%llu\n", (int)tid, inode_of("/proc/self/ns/user")));
    expect_sockets(scene, net, actor, tid);
    scene_end(scene);
}

/* As `unshare -Urn unshare -Urn` makes them: the inner namespace has a process, the outer one only a socket. */
TEST(namespaces_of_nested_user_namespaces)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned long long outer, inner;

    scene_needs_root();
    actor = actor_start(scene, "holder user1=new-user net1=new-net left=udp4:0 user2=new-user net2=new-net " SOCKETS);
    outer = namespace_of(actor, "net1");
    inner = namespace_of(actor, "net2");
    take_and_load(scene);
    assert_string_equal(
        ways(scene, actor, outer),
        scene_text(scene, "socket|fd/%d|%llu\n", actor_held(actor, "left").fd, namespace_of(actor, "user1")));
    assert_string_equal(ways(scene, actor, inner),
                        scene_text(scene, "process|NULL|%llu\n", namespace_of(actor, "user2")));
    expect_sockets(scene, inner, actor, actor->pid);
    assert_string_equal(query(scene, "case.db", "SELECT net_namespace, ownership FROM sockets WHERE inode = %llu",
                              namespace_of(actor, "left")),
                        scene_text(scene, "%llu|owned\n", outer));
    scene_end(scene);
}

/* mountinfo and net/namespaces escape the name of a mount point, each in its own way. */
TEST(namespace_bound_to_a_name_that_needs_escapes)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene, "holder new-mnt net=new-net 'bind-net:a b\\n\\x09\\x5c040\\xff#' held=udp4:8341 home");
    take_and_load(scene);
    assert_string_equal(
        ways(scene, actor, namespace_of(actor, "net")),
        scene_text(scene, "mount|%s/a b\n\t\\040\xff#|%llu\n", scene_directory(scene), inode_of("/proc/self/ns/user")));
    assert_string_equal(query(scene, "case.db", "SELECT net_namespace FROM sockets WHERE inode = %llu",
                              (unsigned long long)actor_held(actor, "held").inode),
                        scene_text(scene, "%llu\n", namespace_of(actor, "net")));
    scene_end(scene);
}

/* The namespace is bound in a mount namespace without a process, as `unshare --mount=FILE` leaves it, which is itself bound in a private one. */
TEST(namespace_bound_in_a_mount_namespace_without_a_process)
{
    struct scene *scene = scene_begin();
    char *net;

    scene_needs_root();
    sh_ok(scene, "touch mounts bound");
    /*
     * On one processor: Linux 6.18 numbers namespaces in a batch for each, and lets one be bound only where its number is the higher
     * (mnt_ns_loop()).
     */
    actor_start(scene,
                "taskset -c 0 unshare -m sh -c '"
                "unshare --mount=mounts --net sh -ec \"stat -Lc %%i /proc/self/ns/net >net; ip link set lo up;"
                " mount --bind /proc/self/ns/net bound;"
                " holder tcp4-listen:8351 closed:tcp4-connect:8351 accept\" >said </dev/null && exec holder thread'");
    net = scene_read(scene, "net", NULL);
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT pid, place, user_namespace FROM net_namespace_sightings WHERE net_namespace = %s"
              " AND how = 'mount'",
              net),
        scene_text(scene, "NULL|%s/bound|%llu\n", scene_directory(scene), inode_of("/proc/self/ns/user")));
    assert_string_equal(query(scene, "case.db",
                              "SELECT remote_port, ownership FROM sockets WHERE net_namespace = %s AND family = 2",
                              net),
                        "8351|time_wait\n");
    scene_end(scene);
}
