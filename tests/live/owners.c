/* Holders that are easily missed. */
#include "tests/support/test.h"

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static char *
owners(struct scene *scene, uint64_t inode)
{
    return query(scene, "case.db",
                 "SELECT pid, tid, fd FROM sockets JOIN socket_owners USING (socket_id) WHERE inode = %llu ORDER BY "
                 "pid, tid, fd",
                 (unsigned long long)inode);
}

static void
take_and_load(struct scene *scene)
{
    sh_usable(scene, "collect -q | analyze load case.db -");
}

TEST(socket_shared_by_fork_has_two_owners)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0 fork");
    struct held held = actor_held(actor, "tcp4-listen");
    int child = (int)actor_held(actor, "fork").tid, parent = (int)actor->pid;

    take_and_load(scene);
    assert_true(parent < child);
    assert_string_equal(owners(scene, held.inode),
                        scene_text(scene, "%d|%d|%d\n%d|%d|%d\n", parent, parent, held.fd, child, child, held.fd));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM process_open_sockets WHERE socket = %llu",
                                  (unsigned long long)held.inode),
                     2);
    scene_end(scene);
}

TEST(socket_in_the_private_table_of_a_thread)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder private:secret=tcp4-listen:127.9.9.9,0");
    struct held held = actor_held(actor, "secret");

    take_and_load(scene);
    assert_int_not_equal(held.tid, actor->pid);
    assert_string_equal(owners(scene, held.inode),
                        scene_text(scene, "%d|%d|%d\n", (int)actor->pid, (int)held.tid, held.fd));
    scene_end(scene);
}

TEST(threads_that_share_a_table_own_a_socket_once)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0 thread thread");
    struct held held = actor_held(actor, "tcp4-listen");
    int pid = (int)actor->pid;

    take_and_load(scene);
    assert_string_equal(owners(scene, held.inode), scene_text(scene, "%d|%d|%d\n", pid, pid, held.fd));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM threads WHERE pid = %d", pid), 3);
    scene_end(scene);
}

/* The process acts as root; only the status of the thread shows its other user. */
TEST(thread_that_acts_as_another_user)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    int pid, tid;

    scene_needs_root();
    actor = actor_start(scene, "holder thread thread:user:65534");
    pid = (int)actor->pid;
    tid = (int)actor_held(actor, "user").tid;
    take_and_load(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT tid = %d, uid, euid FROM threads WHERE pid = %d ORDER BY tid = %d", tid, pid,
                              tid),
                        "0|0|0\n0|0|0\n1|0|65534\n");
    assert_string_equal(query(scene, "case.db", "SELECT euid FROM processes WHERE pid = %d", pid), "0\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT path FROM members WHERE path GLOB 'proc/%d/task/*/status'", pid),
        scene_text(scene, "proc/%d/task/%d/status\n", pid, tid));
    scene_end(scene);
}

TEST(socket_of_a_process_whose_leader_is_a_zombie)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0 leaderless");
    struct held held = actor_held(actor, "tcp4-listen");
    int survivor = (int)actor_held(actor, "survivor").tid;

    take_and_load(scene);
    assert_int_not_equal(survivor, actor->pid);
    assert_string_equal(owners(scene, held.inode), scene_text(scene, "%d|%d|%d\n", (int)actor->pid, survivor, held.fd));
    scene_end(scene);
}

/* The process through which collect reads a namespace may have lost its leader: its /proc/PID/net answers EINVAL. */
TEST(namespace_held_only_by_a_leaderless_process)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    struct held held;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    actor = actor_start(scene, "ip netns exec %s holder tcp4-listen:127.9.9.9,0 leaderless", name);
    held = actor_held(actor, "tcp4-listen");
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db", "SELECT net_namespace, state, ownership FROM sockets WHERE inode = %llu",
              (unsigned long long)held.inode),
        scene_text(scene, "%llu|LISTEN|owned\n", (unsigned long long)scene_namespace_inode(scene, name)));
    scene_end(scene);
}

TEST(sockets_without_an_owner_say_why)
{
    struct scene *scene = scene_begin();
    struct actor *actor =
        actor_start(scene,
                    "holder unix-listen:waiting-%u unix-connect:waiting-%u tcp4-listen:127.9.9.9,%u"
                    " tcp4-connect:127.9.9.9,%u",
                    scene_port(scene, 0), scene_port(scene, 0), scene_port(scene, 0), scene_port(scene, 0));

    (void)actor;
    take_and_load(scene);
    assert_string_equal(query(scene, "case.db", "SELECT ownership FROM sockets WHERE inode = 0 AND path = 'waiting-%u'",
                              scene_port(scene, 0)),
                        "not_accepted\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT ownership, state FROM sockets"
                              " WHERE inode = 0 AND local_port = %u AND state <> 'TIME_WAIT'", /* of other tests */
                              scene_port(scene, 0)),
                        "not_accepted|ESTABLISHED\n");
    scene_end(scene);
}

/* No table shows the socket, but its descriptor does. */
TEST(bound_but_not_listening_tcp_socket)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-bound:127.9.9.9,0");
    struct held held = actor_held(actor, "tcp4-bound");

    take_and_load(scene);
    assert_string_equal(query(scene, "case.db", "SELECT pid, ownership FROM process_open_sockets WHERE socket = %llu",
                              (unsigned long long)held.inode),
                        scene_text(scene, "%d|owned\n", (int)actor->pid));
    scene_end(scene);
}

/* The name of a command can hold the characters that delimit it in /proc/PID/stat. */
TEST(process_with_a_hostile_name)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder 'name:a) R 1\\n(b' tcp4-listen:127.9.9.9,0");

    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT p.name, p.parent <> 1, count(s.socket) FROM processes p JOIN process_open_sockets s"
              " USING (pid) WHERE pid = %d AND family = 2",
              (int)actor->pid),
        "a) R 1\n(b|1|1\n");
    scene_end(scene);
}
