/* Sockets that the kernel holds for itself: which part of the kernel holds each. */
#include "tests/support/test.h"

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
take_and_load(struct scene *scene, const char *prefix)
{
    sh_usable(scene, "%scollect -q | analyze load case.db -", prefix);
}

/* The sockets of two tunnels: one tunnel was moved to another namespace, but its socket stayed behind. */
TEST(sockets_of_tunnels_have_the_name_of_the_interface)
{
    struct scene *scene = scene_begin();
    char *name, *other;

    scene_needs_root();
    name = scene_namespace(scene);
    other = scene_namespace(scene);
    if (sh(scene, "ip -n %s link add vx0 type vxlan id 7 dstport 4789", name).status != 0) {
        scene_end(scene);
        skip(); /* a kernel without vxlan */
    }
    sh_ok(scene,
          "ip -n %s link set vx0 up && ip -n %s link add vx1 type vxlan id 8 dstport 8472 &&"
          " ip -n %s link set vx1 netns %s && ip -n %s link set vx1 up",
          name, name, name, other, other);
    take_and_load(scene, "");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT local_port, local_address, net_namespace = %llu, ownership, kernel_holder FROM sockets"
              " WHERE net_namespace IN (%llu, %llu) AND protocol = 17 ORDER BY local_port, local_address",
              (unsigned long long)scene_namespace_inode(scene, name),
              (unsigned long long)scene_namespace_inode(scene, name),
              (unsigned long long)scene_namespace_inode(scene, other)),
        "4789|0.0.0.0|1|kernel|vxlan vx0\n"
        "8472|0.0.0.0|1|kernel|vxlan vx1\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT pid, port, ownership, kernel_holder FROM listening_ports"
                              " WHERE net_namespace = %llu AND port = 4789",
                              (unsigned long long)scene_namespace_inode(scene, name)),
                        "-1|4789|kernel|vxlan vx0\n");
    scene_end(scene);
}

/* collect makes the kernel load no module: it asks a family of generic netlink only where the kernel has it and has something to tell. */
TEST(generic_netlink_is_asked_of_families_that_are_there)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cat /proc/modules >before 2>/dev/null || true");
    take_and_load(scene, "");
    sh_ok(scene, "cat /proc/modules >after 2>/dev/null || true; cmp before after");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT DISTINCT (path GLOB '*/genetlink/wireguard') + (path GLOB '*/genetlink/fou') * 2 +"
              " (path GLOB '*/genetlink/l2tp') * 3 FROM members WHERE path GLOB 'net/*/context/genetlink/*'"
              " ORDER BY 1"),
        "1\n2\n3\n");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT path, state, errno, reason FROM members WHERE path GLOB 'net/*/context/genetlink/*'"
              " AND NOT (state IN ('ok', 'empty') OR (state = 'absent' AND errno = 'ENOENT')"
              " OR (state = 'skipped' AND reason = 'no interface of that kind is known'))"),
        "");
    scene_end(scene);
}

/* Only nfsd's own file system says what nfsd listens to. */
TEST(file_that_stands_where_the_ports_of_nfsd_are_listed)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    take_and_load(scene, "unshare -m sh -c 'mount -t tmpfs none /proc/fs/nfsd && echo tcp 9 >/proc/fs/nfsd/portlist &&"
                         " exec \"$@\"' sh ");
    assert_string_equal(query(scene, "case.db", "SELECT state FROM members WHERE path = 'proc/fs/nfsd/portlist'"),
                        "absent\n");
    assert_string_equal(query(scene, "case.db", "SELECT * FROM nfsd_ports"), "");
    scene_end(scene);
}
