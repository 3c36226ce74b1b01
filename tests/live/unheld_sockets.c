/* Sockets that no descriptor holds, and what keeps them. */
#include "tests/support/test.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * A listener whose descriptor is in a message that nobody has received: it has a row and no owner, and the receiver shows how many
 * descriptors wait.  The kernel does not say which, so the socket is certainly in flight only if every descriptor of the host was read.
 */
static void
find_in_flight(const char *way)
{
    struct scene *scene = scene_begin();
    struct actor *actor =
        actor_start(scene, "holder 'box=%s:listener=tcp4-listen:127.9.9.9,%u'", way, scene_port(scene, 0));
    struct held listener = actor_held(actor, "listener"), box = actor_held(actor, "box");
    char *want;

    sh_usable(scene, "collect -q | analyze load case.db -");
    want = query(scene, "case.db", "SELECT iif(count(*) > 0, 'denied', 'in_flight') FROM unread_tables");
    assert_string_equal(query(scene, "case.db",
                              "SELECT state, local_address, local_port, pid, ownership FROM sockets"
                              " LEFT JOIN socket_owners USING (socket_id) WHERE inode = %llu",
                              (unsigned long long)listener.inode),
                        scene_text(scene, "LISTEN|127.9.9.9|%u|NULL|%s", scene_port(scene, 0), want));
    assert_string_equal(
        query(scene, "case.db",
              "SELECT pid, fd, value FROM process_fdinfo WHERE key = 'scm_fds' AND pid = %d AND fd = %d",
              (int)actor->pid, box.fd),
        scene_text(scene, "%d|%d|1\n", (int)actor->pid, box.fd));
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM sockets WHERE inode = %llu AND ownership = 'owned'",
                                  (unsigned long long)box.inode),
                     1);
    scene_end(scene);
}

TEST(listener_in_flight)
{
    find_in_flight("sent");
}

TEST(listener_in_flight_in_a_message_without_a_byte)
{
    find_in_flight("sent-bare");
}

TEST(listener_in_flight_to_a_socket_that_nobody_accepted)
{
    find_in_flight("sent-early");
}

/* The descriptor of the socket is closed, and the ring keeps the socket. */
TEST(listener_registered_with_an_io_uring)
{
    struct scene *scene = scene_begin();
    struct held listener, ring;
    struct actor *actor;

    /* Without parameters the call fails with EFAULT on a kernel that has io_uring. */
    if (syscall(SYS_io_uring_setup, 1, NULL) >= 0 || errno != EFAULT)
        skip();
    actor = actor_start(scene, "holder 'ring=registered:listener=tcp4-listen:127.9.9.9,%u'", scene_port(scene, 0));
    listener = actor_held(actor, "listener");
    ring = actor_held(actor, "ring");
    sh_usable(scene, "collect -q | analyze load case.db -");
    assert_string_equal(query(scene, "case.db",
                              "SELECT state, local_address, local_port, pid, ownership FROM sockets"
                              " LEFT JOIN socket_owners USING (socket_id) WHERE inode = %llu",
                              (unsigned long long)listener.inode),
                        scene_text(scene, "LISTEN|127.9.9.9|%u|NULL|io_uring\n", scene_port(scene, 0)));
    assert_string_equal(query(scene, "case.db",
                              "SELECT pid, tid, fd, slot, target FROM process_io_uring_files WHERE inode = %llu",
                              (unsigned long long)listener.inode),
                        scene_text(scene, "%d|%d|%d|0|socket:[%llu]\n", (int)actor->pid, (int)actor->pid, ring.fd,
                                   (unsigned long long)listener.inode));
    scene_end(scene);
}

/* The thread has its own table of descriptors, with the ring, and its own network namespace. */
TEST(io_uring_of_a_thread)
{
    struct scene *scene = scene_begin();
    struct held listener, ring;
    struct actor *actor;

    scene_needs_root();
    if (syscall(SYS_io_uring_setup, 1, NULL) >= 0 || errno != EFAULT)
        skip();
    actor = actor_start(scene, "holder 'private:net=new-net ring=registered:listener=tcp4-listen:8331'");
    listener = actor_held(actor, "listener");
    ring = actor_held(actor, "ring");
    sh_usable(scene, "collect -q | analyze load case.db -");
    assert_string_equal(query(scene, "case.db",
                              "SELECT s.net_namespace, s.ownership, u.pid, u.tid, u.fd FROM sockets AS s"
                              " JOIN process_io_uring_files AS u USING (inode) WHERE inode = %llu",
                              (unsigned long long)listener.inode),
                        scene_text(scene, "%llu|io_uring|%d|%d|%d\n",
                                   (unsigned long long)actor_held(actor, "net").inode, (int)actor->pid, (int)ring.tid,
                                   ring.fd));
    scene_end(scene);
}
