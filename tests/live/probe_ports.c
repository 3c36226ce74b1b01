/*
 * --probe-ports: ports that are in use and that no table shows.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Of the namespace: protocol and port of each row of unlisted_ports. */
static char *
unlisted(struct scene *scene, const char *name)
{
    return query(
        scene, "case.db",
        "SELECT protocol, port, looks > 1, tables FROM unlisted_ports WHERE net_namespace = %llu ORDER BY port",
        (unsigned long long)scene_namespace_inode(scene, name));
}

/*
 * A TCP socket that is bound and does not listen is in the dump alone, and a filter withholds the dumps from collect.  The
 * ports that the text tables show are no rows.
 */
TEST(port_that_no_table_shows)
{
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    actor_start(scene, "ip netns exec %s holder tcp4-bound:4711 tcp4-listen:4712 tcp6-listen:4713 udp4:4714 udp6:4715",
                name);
    sh_usable(scene, "confine errno netlink -- collect -q --probe-ports -o s.tar; analyze load case.db s.tar");
    assert_string_equal(unlisted(scene, name), "6|4711|1|tcp,tcp6\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT state FROM members WHERE path = 'net/%llu/context/probed-ports'",
                              (unsigned long long)scene_namespace_inode(scene, name)),
                        "ok\n");
    scene_end(scene);
}

/* The same sockets, with the dumps: since Linux 6.8 they show what is only bound. */
TEST(ports_that_a_dump_shows)
{
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    actor_start(scene, "ip netns exec %s holder tcp4-bound:4711 tcp4-listen:4712 tcp6-listen:4713 udp4:4714", name);
    sh_usable(scene, "collect -q --probe-ports -o s.tar; analyze load case.db s.tar");
    if (query_number(scene, "case.db", "SELECT count(*) FROM sockets WHERE local_port = 4711 AND net_namespace = %llu",
                     (unsigned long long)scene_namespace_inode(scene, name)) == 0)
        skip();
    assert_string_equal(unlisted(scene, name), "");
    scene_end(scene);
}

TEST(nothing_is_bound_unasked)
{
    struct scene *scene = scene_begin();

    assert_string_equal(sh(scene, "collect -q >s.tar; tar -tf s.tar | grep probed").out, "");
    assert_non_null(
        strstr(sh(scene, "collect --probe-ports --timeout 60 >s.tar").err, "changes the host for a moment"));
    scene_end(scene);
}

/* Connections come and go on all ports that the kernel gives, while collect looks ten times. */
TEST(busy_ports_are_no_finding)
{
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    sh_ok(scene, "ip netns exec %s sysctl -qw net.ipv4.ip_local_port_range='40000 40999'", name);
    sh_ok(scene, "mkdir churn");
    actor_start(scene, "ip netns exec %s churn churn 2 200 20", name);
    for (int i = 0; i < 10; i++)
        sh_usable(scene, "collect -q --probe-ports -o s%d.tar; analyze load case.db s%d.tar", i, i);
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM members WHERE state = 'empty' AND path ="
                                  " 'net/%llu/context/probed-ports'",
                                  (unsigned long long)scene_namespace_inode(scene, name)),
                     10);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, protocol, port FROM unlisted_ports"), "");
    scene_end(scene);
}
