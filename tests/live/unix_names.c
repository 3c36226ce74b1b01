/* Names of unix sockets: different names read the same, and more than the text of a name tells who listens. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The client, the pid of its peer, the pid of the listener (0: unknown), and how the database must have found the listener. */
struct call {
    struct actor *client;
    int server, listener;
    const char *how;
};

static int
pid_of(const struct actor *actor, const char *label)
{
    return (int)actor_held(actor, label).tid;
}

/* One actor that is server and client. */
static struct call
start_call(struct scene *scene, const char *prefix, const char *serve, const char *listen, const char *connect,
           const char *how)
{
    struct actor *actor = actor_start(scene, "%sholder server=%s:%s client=call:%s", prefix, serve, listen, connect);
    int server = pid_of(actor, "server");

    return (struct call){ actor, server, strcmp(how, "file") == 0 || strcmp(how, "name") == 0 ? server : 0, how };
}

static void
expect_call(struct scene *scene, const struct call *call, const char *path, int abstract)
{
    assert_string_equal(
        query(scene, "case.db",
              "SELECT peer_pid, peer_path, peer_abstract, listener_how, listener_pids FROM"
              " unix_connections WHERE pid = %d AND peer_path = %Q",
              (int)call->client->pid, path),
        call->listener ? scene_text(scene, "%d|%s|%d|%s|%d\n", call->server, path, abstract, call->how, call->listener)
                       : scene_text(scene, "%d|%s|%d|%s|NULL\n", call->server, path, abstract, call->how));
}

/* A mount namespace with its own file system in the directory. */
#define APART(directory) "unshare --mount sh -c 'mount -t tmpfs none " directory " && exec \"$@\"' sh "

TEST(unix_listeners_of_one_path)
{
    struct scene *scene = scene_begin();
    struct call closed, open[2], again;

    scene_needs_root();
    sh_ok(scene, "mkdir closed open");
    /* The same path in two mount namespaces: first one of the two has closed its listener, then both listen. */
    closed = start_call(scene, APART("closed"), "serve-once", "unix-listen:closed/x", "unix-connect:closed/x", "none");
    actor_start(scene, APART("closed") "holder unix-listen:closed/x");
    for (int i = 0; i < 2; i++)
        open[i] = start_call(scene, APART("open"), "serve", "unix-listen:open/x", "unix-connect:open/x", "file");
    /* Unlinked and bound again. */
    again = start_call(scene, "", "serve", "unix-listen:again", "unix-connect:again", "file");
    sh_ok(scene, "rm again");
    actor_start(scene, "holder unix-listen:again");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_call(scene, &closed, "closed/x", 0);
    expect_call(scene, &open[0], "open/x", 0);
    expect_call(scene, &open[1], "open/x", 0);
    expect_call(scene, &again, "again", 0);
    scene_end(scene);
}

TEST(unix_listeners_of_one_path_unlinked_and_closed)
{
    struct scene *scene = scene_begin();
    struct call call = start_call(scene, "", "serve-once", "unix-listen:x", "unix-connect:x", "none");

    sh_ok(scene, "rm x");
    actor_start(scene, "holder unix-listen:x");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_call(scene, &call, "x", 0);
    scene_end(scene);
}

/* The kernel makes the accepted socket in the network namespace of the client. */
TEST(unix_listeners_of_another_network_namespace)
{
    struct scene *scene = scene_begin();
    struct actor *server, *client;

    scene_needs_root();
    server = actor_start(scene, "holder server=serve:unix-listen:x");
    client = actor_start(scene, "ip netns exec %s holder client=call:unix-connect:x", scene_namespace(scene));
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_call(scene, &(struct call){ client, pid_of(server, "server"), pid_of(server, "server"), "file" }, "x", 0);
    scene_end(scene);
}

/* The abstract name \0x and the file @x read the same. */
TEST(unix_listeners_of_an_abstract_name_beside_a_file)
{
    struct scene *scene = scene_begin();
    const char *closed = scene_text(scene, "@closed-%d", (int)getpid()),
               *open = scene_text(scene, "@open-%d", (int)getpid());
    const char *bound = scene_text(scene, "@bound-%d", (int)getpid());
    struct call calls[4];

    calls[0] = start_call(scene, "", "serve-once", scene_text(scene, "unix-listen:%s", closed),
                          scene_text(scene, "unix-connect:%s", closed), "none");
    actor_start(scene, "holder unix-path-listen:%s", closed);
    calls[1] = start_call(scene, "", "serve", scene_text(scene, "unix-listen:%s", open),
                          scene_text(scene, "unix-connect:%s", open), "name");
    calls[2] = start_call(scene, "", "serve", scene_text(scene, "unix-path-listen:%s", open),
                          scene_text(scene, "unix-path-connect:%s", open), "file");
    /* Another process has taken the name. */
    calls[3] = start_call(scene, "", "serve-once", scene_text(scene, "unix-listen:%s", bound),
                          scene_text(scene, "unix-connect:%s", bound), "unproved");
    actor_start(scene, "holder unix-listen:%s", bound);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_call(scene, &calls[0], closed, 1);
    expect_call(scene, &calls[1], open, 1);
    expect_call(scene, &calls[2], open, 0);
    expect_call(scene, &calls[3], bound, 1);
    scene_end(scene);
}

static int
bind_name(const char *name, size_t size)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    memcpy(address.sun_path, name, size);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size)),
                     0);
    return fd;
}

/* Two abstract names and a file: the text of all three is @x-PID@y. */
TEST(unix_names_that_read_the_same)
{
    struct scene *scene = scene_begin();
    char *name = scene_text(scene, "@x-%d@y", (int)getpid());
    size_t size = strlen(name);
    int abstract[2];

    actor_start(scene, "holder unix-path-listen:%s", name);
    name[0] = '\0';
    abstract[0] = bind_name(name, size);
    strchr(name + 1, '@')[0] = '\0';
    abstract[1] = bind_name(name, size);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT abstract, hex(bound_name) = hex(path), substr(hex(bound_name), -4), count(*) FROM unix_sockets"
              " WHERE path = '@x-%d@y' GROUP BY 1, 3",
              (int)getpid()),
        "0|1|4079|1\n1|0|0079|1\n1|0|4079|1\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT abstract, count(DISTINCT bound_name) FROM listening_ports WHERE path = '@x-%d@y'"
                              " GROUP BY 1",
                              (int)getpid()),
                        "0|1\n1|2\n");
    assert_int_equal(close(abstract[0]) | close(abstract[1]), 0);
    scene_end(scene);
}

/* Forged rows: with an inode that nobody has, with none, and with that of another socket. */
TEST(unix_rows_that_a_name_forges)
{
    struct scene *scene = scene_begin();
    struct actor *victim = actor_start(scene, "holder unix-listen:victim tcp4-listen:%u", scene_port(scene, 0));
    const uint64_t inodes[] = { 4242, 0, actor_held(victim, "unix-listen").inode,
                                actor_held(victim, "tcp4-listen").inode };

    for (int i = 0; i < 4; i++)
        actor_start(scene,
                    "holder 'unix-dgram:%d\\n0000000000000000: 00000002 00000000 00010000 0001 01 %llu forged-%d-%d'",
                    i, (unsigned long long)inodes[i], (int)getpid(), i);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    assert_string_equal(
        query(scene, "case.db", "SELECT path, ownership FROM sockets WHERE path GLOB 'forged-%d-*' ORDER BY path",
              (int)getpid()),
        scene_text(scene, "forged-%d-0|forged\nforged-%d-1|forged\nforged-%d-2|forged\nforged-%d-3|forged\n",
                   (int)getpid(), (int)getpid(), (int)getpid(), (int)getpid()));
    assert_string_equal(
        query(scene, "case.db",
              "SELECT count(*) FROM (SELECT path FROM process_open_sockets UNION ALL SELECT path FROM listening_ports"
              " UNION ALL SELECT path FROM unix_sockets UNION ALL SELECT path FROM unix_connections)"
              " WHERE path GLOB 'forged-%d-*'",
              (int)getpid()),
        "0\n");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT s.ownership, o.pid, u.path, u.flags FROM sockets AS s JOIN socket_owners AS o USING (socket_id)"
              " LEFT JOIN unix_sockets AS u USING (socket_id) WHERE s.inode IN (%llu, %llu) ORDER BY s.family",
              (unsigned long long)inodes[2], (unsigned long long)inodes[3]),
        scene_text(scene, "owned|%d|victim|65536\nowned|%d|NULL|NULL\n", (int)victim->pid, (int)victim->pid));
    scene_end(scene);
}
