/*
 * What lsfd, lsof and the kernel tell of descriptors beyond their links.
 */
#include "tests/support/test.h"

#include <sys/stat.h>
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
