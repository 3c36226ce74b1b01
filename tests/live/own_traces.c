/* collect is a process of the host that it reads: what it opens for its own work must not show in the snapshot. */
#include "tests/support/test.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The captures run in batches, since a command may take a minute. */
enum { BATCHES = 10, CAPTURES = 5, BARE = 400 };

/* A condition on a row f of process_fds: neither a standard stream nor inherited from this program. */
static char *
not_handed(struct scene *scene)
{
    return scene_text(scene,
                      "f.fd > 2 AND NOT EXISTS (SELECT 1 FROM process_fds AS h WHERE h.snapshot_id = f.snapshot_id"
                      " AND h.pid = %d AND h.fd = f.fd AND h.target = f.target)",
                      (int)getpid());
}

/* No descriptor that collect opened itself, no thread of collect, no namespace that only a thread of collect is in. */
static void
expect_no_trace(struct scene *scene)
{
    assert_string_equal(
        query(scene, "case.db",
              "SELECT f.fd, f.target, f.errno FROM process_fds AS f JOIN snapshots AS n USING (snapshot_id)"
              " WHERE f.pid = n.tool_pid AND %s",
              not_handed(scene)),
        "");
    assert_string_equal(query(scene, "case.db",
                              "SELECT o.fd, s.inode FROM socket_owners AS o JOIN sockets AS s USING (socket_id)"
                              " JOIN snapshots AS n ON n.snapshot_id = s.snapshot_id WHERE o.pid = n.tool_pid"),
                        "");
    assert_string_equal(query(scene, "case.db",
                              "SELECT t.tid FROM threads AS t JOIN snapshots AS n USING (snapshot_id)"
                              " WHERE t.pid = n.tool_pid AND t.tid <> t.pid"),
                        "");
    assert_string_equal(query(scene, "case.db",
                              "SELECT DISTINCT w.how FROM net_namespaces AS w JOIN snapshots AS n USING (snapshot_id)"
                              " WHERE w.pid = n.tool_pid AND w.how <> 'process'"),
                        "");
}

/* In a namespace where nobody else has a netlink socket, except another collect that reads it at the same time. */
static void
expect_own_netlink(struct scene *scene, uint64_t net_namespace)
{
    static const char alone[] = "NOT EXISTS (SELECT 1 FROM processes AS p WHERE p.snapshot_id = n.snapshot_id"
                                " AND p.name = 'collect' AND p.pid <> n.tool_pid)";
    int64_t count = query_number(scene, "case.db", "SELECT count(*) FROM snapshots AS n WHERE %s", alone);

    assert_true(count > 0);
    assert_string_equal(query(scene, "case.db",
                              "SELECT s.ownership, count(DISTINCT s.snapshot_id)"
                              " FROM sockets AS s JOIN snapshots AS n USING (snapshot_id)"
                              " WHERE s.family = 16 AND s.net_namespace = %llu AND %s GROUP BY s.ownership",
                              (unsigned long long)net_namespace, alone),
                        scene_text(scene, "collector|%lld\nkernel|%lld\n", (long long)count, (long long)count));
}

/*
 * One worker duplicates sockets that no table shows (unbound ones of another namespace, and new ones) while another worker reads the
 * descriptors of collect.
 */
TEST(captures_without_a_trace_of_collect)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *name;
    uint64_t inode;

    scene_needs_root();
    name = scene_namespace(scene);
    inode = scene_namespace_inode(scene, name);
    actor = actor_start(scene, "ip netns exec %s holder $(yes tcp4-bare | head -n %d)", name, BARE);
    (void)actor_start(scene, "holder $(yes tcp4-bare | head -n %d) new-net udp4:127.0.0.1,9 home", BARE);
    sh_ok(scene, "mkdir churn");
    (void)actor_start(scene, "ip netns exec %s churn churn 4 50 5", name);
    for (int i = 0; i < BATCHES; i++)
        sh_ok(scene,
              "for i in $(seq %d); do"
              " { collect -q || [ $? = 1 ]; } | analyze load case.db - >/dev/null || exit; done",
              CAPTURES);
    sh_ok(scene, "echo >churn/stop; cat churn/done");

    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots"), BATCHES * CAPTURES);
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT min(owned) FROM (SELECT count(*) AS owned FROM socket_owners WHERE pid = %d"
                                  " GROUP BY snapshot_id)",
                                  (int)actor->pid),
                     BARE);
    assert_int_equal(
        query_number(scene, "case.db",
                     "SELECT count(*) FROM process_fds AS a JOIN process_fds AS b USING (snapshot_id, inode)"
                     " WHERE a.pid = %d AND a.type = 'socket' AND b.type = 'socket' AND b.pid <> a.pid"
                     /* Another run's collect duplicates them, too. */
                     " AND NOT EXISTS (SELECT 1 FROM processes AS p JOIN snapshots AS n USING (snapshot_id)"
                     " WHERE p.snapshot_id = b.snapshot_id AND p.pid = b.pid AND p.name = 'collect'"
                     " AND p.pid <> n.tool_pid)",
                     (int)actor->pid),
        0);
    expect_no_trace(scene);
    expect_own_netlink(scene, inode);
    scene_end(scene);
}

/* Descriptors that collect was started with are facts of the host, and stay: here, a session over a socket. */
TEST(streams_that_collect_was_started_with)
{
    struct scene *scene = scene_begin();
    struct stat st;
    int ends[2], status;
    pid_t child;

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    assert_int_equal(fstat(ends[0], &st), 0);
    child = fork();
    if (child == 0)
        run_child(scene_directory(scene), "exec collect -q -o s.tar 5</etc/passwd 6<&0", ends[0], 1, ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    sh_usable(scene, "analyze load case.db s.tar");
    assert_string_equal(query(scene, "case.db",
                              "SELECT o.fd FROM socket_owners AS o JOIN sockets AS s USING (socket_id)"
                              " WHERE o.pid = %d AND s.inode = %llu ORDER BY o.fd",
                              (int)child, (unsigned long long)st.st_ino),
                        "0\n2\n6\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT path FROM process_open_files WHERE pid = %d AND fd = 5", (int)child),
        "/etc/passwd\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT tool_pid FROM snapshots"), child);
    close(ends[0]);
    close(ends[1]);
    scene_end(scene);
}

/* With --every, a parent process waits for the one that takes each snapshot: it is collect as well. */
TEST(rounds_leave_no_trace_of_who_waits)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q --every 1 --count 1 -o rounds");
    sh_usable(scene, "analyze load case.db rounds/*");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT count(*), count(f.fd) FROM snapshots AS n JOIN processes AS p ON p.pid = n.tool_pid"
              " JOIN processes AS w ON w.pid = p.parent AND w.name = 'collect'"
              " LEFT JOIN process_fds AS f ON f.pid IN (p.pid, w.pid) AND %s",
              not_handed(scene)),
        "1|0\n");
    scene_end(scene);
}

/* The procfs of another pid namespace shows collect under another pid. */
TEST(procfs_of_an_outer_pid_namespace_shows_no_trace)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_usable(scene, "unshare --pid --fork collect -q --note traceless --proc /proc -o s.tar");
    sh_usable(scene, "analyze load case.db s.tar");
    assert_string_equal(query(scene, "case.db",
                              "SELECT n.tool_pid, p.pid > 1, count(f.fd) FROM snapshots AS n JOIN processes AS p"
                              " ON p.name = 'collect' AND p.cmdline GLOB '* traceless *'"
                              " LEFT JOIN process_fds AS f ON f.pid = p.pid AND %s GROUP BY p.pid",
                              not_handed(scene)),
                        "1|1|0\n");
    scene_end(scene);
}
