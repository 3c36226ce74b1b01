/* Who talks to whom, over sockets and pipes, within a namespace, between namespaces and between hosts; and containers. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
take_and_load(struct scene *scene)
{
    sh_usable(scene, "collect -q | analyze load case.db -");
}

static int
pid_of(const struct actor *actor, const char *label)
{
    return (int)actor_held(actor, label).tid;
}

/* The text with a network of the scene for each "@" and digit: another run has such namespaces, too. */
static const char *
with_networks(struct scene *scene, const char *text)
{
    char *out = scene_text(scene, "%s", "");

    for (const char *at; (at = strchr(text, '@')) != NULL; text = at + 2)
        out = scene_text(scene, "%s%.*s%s", out, (int)(at - text), text, scene_network(scene, (unsigned)(at[1] - '0')));
    return scene_text(scene, "%s%s", out, text);
}

/* The connections that have an end in one of the two processes, once each. */
static void
expect_connection(struct scene *scene, int pid, int peer, const char *what, const char *want)
{
    assert_string_equal(query(scene, "case.db",
                              "SELECT pid, peer_pid, %s FROM connections WHERE pid IN (%d, %d) OR peer_pid IN (%d, %d)",
                              what, pid, peer, pid, peer),
                        scene_text(scene, "%d|%d|%s\n", pid, peer, want));
}

/* The client is IPv4; the server is IPv4 in one test, and in the other an IPv6 socket that takes both. */
static void
connect_in_namespace(const char *listen, const char *want)
{
    struct scene *scene = scene_begin();
    struct actor *server, *client;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    server = actor_start(scene, "ip netns exec %s holder server=serve:%s:8321", name, listen);
    client = actor_start(scene, "ip netns exec %s holder client=call:tcp4-connect:8321", name);
    take_and_load(scene);
    expect_connection(
        scene, pid_of(client, "client"), pid_of(server, "server"),
        "protocol, state, local_address, remote_address, remote_port, initiator, how, candidates, peer_state",
        "6|ESTABLISHED|127.0.0.1|127.0.0.1|8321|local|namespace|1|ESTABLISHED");
    assert_string_equal(query(scene, "case.db",
                              "SELECT s.local_address FROM connections AS c JOIN sockets AS s ON s.socket_id ="
                              " c.peer_socket_id WHERE c.pid = %d",
                              pid_of(client, "client")),
                        want);
    scene_end(scene);
}

TEST(both_ends_of_a_loopback_connection)
{
    connect_in_namespace("tcp4-listen", "127.0.0.1\n");
}

TEST(both_ends_of_a_connection_to_an_ipv6_socket_that_takes_ipv4)
{
    connect_in_namespace("tcp46-listen", "::ffff:127.0.0.1\n");
}

TEST(both_ends_of_a_udp_pair)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    int pid, child;

    scene_needs_root();
    actor = actor_start(scene, "ip netns exec %s holder end=split-udp", scene_namespace(scene));
    pid = (int)actor->pid;
    child = pid_of(actor, "end-child");
    take_and_load(scene);
    expect_connection(scene, pid, child, "protocol, state, initiator, how, inode, peer_inode",
                      scene_text(scene, "17|ESTABLISHED|NULL|namespace|%llu|%llu",
                                 (unsigned long long)actor_held(actor, "end").inode,
                                 (unsigned long long)actor_held(actor, "end-child").inode));
    scene_end(scene);
}

/* Two namespaces of one snapshot are told apart; the same addresses in a third one make the peer ambiguous. */
TEST(both_ends_of_a_connection_over_veth)
{
    struct scene *scene = scene_begin();
    struct actor *server, *client;
    const char *network;
    char *names[3];

    scene_needs_root();
    for (int i = 0; i < 3; i++)
        names[i] = scene_namespace(scene);
    network = scene_network(scene, 0);
    sh_ok(scene, "ip link add one netns %s type veth peer name two netns %s", names[0], names[1]);
    for (int i = 0; i < 2; i++)
        sh_ok(scene, "ip -n %s address add %s.%d/24 dev %s && ip -n %s link set %s up", names[i], network, i + 1,
              i ? "two" : "one", names[i], i ? "two" : "one");
    server = actor_start(scene, "ip netns exec %s holder server=serve:tcp4-listen:%s.1,8321", names[0], network);
    client = actor_start(scene, "ip netns exec %s holder client=call:tcp4-connect:%s.1,8321", names[1], network);
    take_and_load(scene);
    expect_connection(scene, pid_of(client, "client"), pid_of(server, "server"),
                      "local_address, remote_address, initiator, how, net_namespace, peer_net_namespace",
                      scene_text(scene, "%s.2|%s.1|local|snapshot|%llu|%llu", network, network,
                                 (unsigned long long)scene_namespace_inode(scene, names[1]),
                                 (unsigned long long)scene_namespace_inode(scene, names[0])));
    sh_ok(scene, "ip -n %s address add %s.1/32 dev lo && rm case.db", names[2], network);
    take_and_load(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT how, peer_pid, candidates FROM connections WHERE pid IN (%d, %d)",
                              pid_of(client, "client"), pid_of(server, "server")),
                        "NULL|NULL|2\nNULL|NULL|2\n");
    scene_end(scene);
}

/* Two links between two namespaces, with the same addresses and ports on both: the interfaces tell them apart. */
TEST(both_ends_of_a_link_local_connection)
{
    struct scene *scene = scene_begin();
    struct actor *servers[2], *clients[2];
    const char *link;
    char *names[2];

    scene_needs_root();
    link = scene_text(scene, "fe80::%x", scene_port(scene, 0));
    for (int i = 0; i < 2; i++)
        names[i] = scene_namespace(scene);
    for (int i = 0; i < 2; i++) {
        sh_ok(scene,
              "ip link add a%d netns %s type veth peer name b%d netns %s &&"
              " ip -n %s address add %s:1/64 dev a%d nodad && ip -n %s address add %s:2/64 dev b%d nodad &&"
              " ip -n %s link set a%d up && ip -n %s link set b%d up",
              i, names[0], i, names[1], names[0], link, i, names[1], link, i, names[0], i, names[1], i);
        servers[i] =
            actor_start(scene, "ip netns exec %s holder server=serve:tcp6-listen:%s:1%%a%d,8321", names[0], link, i);
        clients[i] = actor_start(scene, "ip netns exec %s holder client=call:tcp6-connect:%s:1%%b%d,8321,8322",
                                 names[1], link, i);
    }
    take_and_load(scene);
    for (int i = 0; i < 2; i++)
        expect_connection(scene, pid_of(clients[i], "client"), pid_of(servers[i], "server"),
                          "local_port, remote_address, interface_name, initiator, how, candidates",
                          scene_text(scene, "8322|%s:1|b%d|local|snapshot|1", link, i));
    assert_string_equal(query(scene, "case.db",
                              "SELECT address, interface_name FROM listening_ports WHERE port = 8321"
                              " AND net_namespace = '%llu' ORDER BY interface_name",
                              (unsigned long long)scene_namespace_inode(scene, names[0])),
                        scene_text(scene, "%s:1|a0\n%s:1|a1\n", link, link));
    scene_end(scene);
}

/* ss says 0.0.0.0%lo:7300. */
TEST(sockets_that_are_bound_to_an_interface)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene, "ip netns exec %s holder tcp4-listen:0.0.0.0%%lo,7300 tcp4-listen:7301",
                        scene_namespace(scene));
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT port, address, interface_index, interface_name FROM listening_ports WHERE pid = %d"
              " ORDER BY port",
              (int)actor->pid),
        "7300|0.0.0.0|1|lo\n7301|0.0.0.0|0|NULL\n");
    scene_end(scene);
}

/* Client, router and server in namespaces of their own; the client talks to the router, which sends it on.  `nat` is an action. */
static struct actor *
start_behind_router(struct scene *scene, const char *nat, const char *target, struct actor **server)
{
    char *client = scene_namespace(scene), *router = scene_namespace(scene), *inside = scene_namespace(scene);
    const char *commands = scene_text(scene,
                                      "ip link add one netns %s type veth peer name two netns %s &&"
                                      " ip link add three netns %s type veth peer name four netns %s &&"
                                      " ip -n %s address add @8.2/24 dev one && ip -n %s link set one up &&"
                                      " ip -n %s address add @8.1/24 dev two && ip -n %s link set two up &&"
                                      " ip -n %s address add @9.1/24 dev three && ip -n %s link set three up &&"
                                      " ip -n %s address add @9.2/24 dev four && ip -n %s link set four up &&"
                                      " ip -n %s route add default via @8.1 && ip -n %s route add default via @9.1 &&"
                                      " ip netns exec %s sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'",
                                      client, router, router, inside, client, client, router, router, router, router,
                                      inside, inside, client, inside, router);

    sh_ok(scene, "%s", with_networks(scene, commands));
    actor_start(scene, "ip netns exec %s holder %s", router, nat);
    *server = actor_start(scene, "ip netns exec %s holder server=serve:tcp4-listen:8321", inside);
    return actor_start(scene, "ip netns exec %s holder client=call:tcp4-connect:%s,8321", client, target);
}

/* The kernel's own connection tracking, in the namespace of the router: what the client sees, and what the server. */
static void
translate(const char *nat, const char *target, const char *seen_by_server)
{
    struct scene *scene = scene_begin();
    struct actor *client, *server;

    scene_needs_root();
    nat = with_networks(scene, nat);
    target = with_networks(scene, target);
    client = start_behind_router(scene, nat, target, &server);
    take_and_load(scene);
    expect_connection(
        scene, pid_of(client, "client"), pid_of(server, "server"),
        "remote_address, initiator, how, candidates, no_peer_reason, (SELECT s.local_address || ' ' ||"
        " s.remote_address FROM sockets AS s WHERE s.socket_id = peer_socket_id),"
        " (SELECT k.orig_destination_address FROM conntrack AS k WHERE k.snapshot_id = connections.snapshot_id"
        " AND k.member_id = translation_member_id AND k.line = translation_line)",
        scene_text(scene, "%s|local|translated|1|NULL|%s %s|%s", target, with_networks(scene, "@9.2"),
                   with_networks(scene, seen_by_server), target));
    scene_end(scene);
}

TEST(both_ends_of_a_connection_to_a_published_port)
{
    translate("nat:@9.2", "@8.1", "@8.2");
}

TEST(both_ends_of_a_connection_that_is_masqueraded)
{
    translate("nat:masquerade", "@9.2", "@9.1");
}

TEST(both_ends_of_a_connection_translated_at_both_ends)
{
    translate("nat:@9.2,masquerade", "@8.1", "@9.1");
}

/* A host of its own, as far as collect can see: pid, network, mount and uts namespace.  Its first process is the holder. */
static struct actor *
start_host(struct scene *scene, const char *name, const char *actions)
{
    return actor_start(
        scene,
        "unshare --pid --net --uts --mount-proc --fork --kill-child sh -c 'hostname %s && ip link set lo up &&"
        " exec holder %s'",
        name, actions);
}

/* Runs a command in that host. */
static const char *
in_host(struct scene *scene, const struct actor *host)
{
    return scene_text(scene, "nsenter --pid --net --uts --mount -t $(cat /proc/%d/task/%d/children)", (int)host->pid,
                      (int)host->pid);
}

TEST(both_ends_of_a_connection_between_two_hosts)
{
    struct scene *scene = scene_begin();
    struct actor *hosts[2], *client;
    const char *in[2];
    int server;

    scene_needs_root();
    hosts[0] = start_host(scene, "alpha", "server=serve:tcp4-listen:8321");
    hosts[1] = start_host(scene, "beta", "");
    server = pid_of(hosts[0], "server");
    for (int i = 0; i < 2; i++)
        in[i] = in_host(scene, hosts[i]);
    sh_ok(scene,
          "ip link add one netns $(cat /proc/%d/task/%d/children) type veth peer name two netns $(cat"
          " /proc/%d/task/%d/children) &&"
          " %s ip address add 198.18.77.1/24 dev one && %s ip link set one up &&"
          " %s ip address add 198.18.77.2/24 dev two && %s ip link set two up",
          (int)hosts[0]->pid, (int)hosts[0]->pid, (int)hosts[1]->pid, (int)hosts[1]->pid, in[0], in[0], in[1], in[1]);
    client = actor_start(scene, "%s holder client=call:tcp4-connect:198.18.77.1,8321", in[1]);
    sh_usable(scene, "%s collect -q >alpha.tar; %s collect -q >beta.tar; analyze load case.db alpha.tar beta.tar",
              in[0], in[1]);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT s.host, c.pids, c.local_address, c.initiator, c.how, c.candidates, c.peer_host, c.peer_pids,"
              " c.seconds_apart < 3600, abs(c.clock_offset_ns) < 1000000000"
              " FROM connections AS c JOIN snapshots AS s USING (snapshot_id) WHERE c.remote_address GLOB '198.18.77.*'"
              " ORDER BY s.host"),
        scene_text(scene,
                   "alpha|%d|198.18.77.1|remote|host|1|beta|%d|1|1\nbeta|%d|198.18.77.2|local|host|1|alpha|%d|1|1\n",
                   server, pid_of(client, "client"), pid_of(client, "client"), server));
    /* A database of one host alone has one end. */
    sh_usable(scene, "analyze load alone.db beta.tar");
    assert_string_equal(
        query(scene, "alone.db",
              "SELECT pid, how, candidates, peer_pid FROM connections WHERE remote_address = '198.18.77.1'"),
        scene_text(scene, "%d|NULL|0|NULL\n", pid_of(client, "client")));
    scene_end(scene);
}

TEST(both_ends_of_a_unix_pair)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder end=split-pair");
    unsigned long long inode = (unsigned long long)actor_held(actor, "end").inode;
    unsigned long long other = (unsigned long long)actor_held(actor, "end-child").inode;

    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT min(pid, peer_pid), max(pid, peer_pid), min(inode, peer_inode), max(inode, peer_inode),"
              " state, how, path, peer_path, listener_pids FROM unix_connections"
              " WHERE pid = %d OR peer_pid = %d",
              (int)actor->pid, (int)actor->pid),
        scene_text(scene, "%d|%d|%llu|%llu|CONNECTED|peer|NULL|NULL|NULL\n", (int)actor->pid,
                   pid_of(actor, "end-child"), inode < other ? inode : other, inode < other ? other : inode));
    scene_end(scene);
}

TEST(who_connected_to_a_unix_socket)
{
    struct scene *scene = scene_begin();
    struct actor *server = actor_start(scene, "holder server=serve:unix-listen:x.sock");
    struct actor *client = actor_start(scene, "holder client=call:unix-connect:x.sock");
    struct actor *busy = actor_start(scene, "holder unix-listen:busy.sock");
    struct actor *waits = actor_start(scene, "holder unix-connect:busy.sock");

    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT pid, state, how, peer_pid, listener_pids FROM unix_connections WHERE peer_path = 'x.sock'"),
        scene_text(scene, "%d|CONNECTED|peer|%d|%d\n", (int)client->pid, pid_of(server, "server"),
                   pid_of(server, "server")));
    assert_string_equal(query(scene, "case.db",
                              "SELECT pid, state, how, peer_inode, peer_pid, listener_pids FROM unix_connections WHERE "
                              "peer_path = 'busy.sock'"),
                        scene_text(scene, "%d|WAITING|waiting|0|NULL|%d\n", (int)waits->pid, (int)busy->pid));
    scene_end(scene);
}

TEST(both_ends_of_a_pipe)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder end=split-pipe");
    struct held mine = actor_held(actor, "end"), other = actor_held(actor, "end-child");

    take_and_load(scene);
    assert_int_equal(mine.inode, other.inode);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT pid, fd, mode, type, partner_pid, partner_fd, partner_mode FROM process_open_pipes"
              " WHERE inode = %llu ORDER BY mode",
              (unsigned long long)mine.inode),
        scene_text(scene, "%d|%d|r|anonymous|%d|%d|w\n%d|%d|w|anonymous|%d|%d|r\n", (int)other.tid, other.fd,
                   (int)mine.tid, mine.fd, (int)mine.tid, mine.fd, (int)other.tid, other.fd));
    scene_end(scene);
}

static void
remove_cgroup(void *path)
{
    /* A killed process leaves its cgroup a moment after its parent was told of the death. */
    for (int i = 0; i < 1000 && rmdir(path) != 0; i++)
        usleep(1000);
}

/* Starts a process in a new cgroup of that name. */
static struct actor *
start_in_cgroup(struct scene *scene, const char *mount, const char *name)
{
    char *path = scene_text(scene, "%s/%s", mount, name);

    if (mkdir(path, 0755) != 0)
        skip();
    scene_defer(scene, remove_cgroup, path);
    return actor_start(scene, "sh -c 'echo $$ >%s/cgroup.procs && exec holder'", path);
}

TEST(containers_by_their_cgroups)
{
    struct scene *scene = scene_begin();
    char *id = scene_text(scene, "%064x", (unsigned)getpid()), *mount;
    struct actor *docker, *podman, *lxc;

    scene_needs_root();
    mount = sh_ok(scene, "awk '$3 == \"cgroup2\" { print $2; exit }' /proc/mounts");
    mount[strcspn(mount, "\n")] = '\0';
    docker = start_in_cgroup(scene, mount, scene_text(scene, "docker-%s.scope", id));
    podman = start_in_cgroup(scene, mount, scene_text(scene, "libpod-%s.scope", id));
    lxc = start_in_cgroup(scene, mount, scene_text(scene, "lxc.payload.sf%d", (int)getpid()));
    take_and_load(scene);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT runtime, container_id, evidence, processes, first_pid, own_namespaces FROM containers"
              " WHERE first_pid IN (%d, %d, %d) ORDER BY runtime",
              (int)docker->pid, (int)podman->pid, (int)lxc->pid),
        scene_text(scene, "docker|%s|cgroup|1|%d|\nlxc|sf%d|cgroup|1|%d|\npodman|%s|cgroup|1|%d|\n", id,
                   (int)docker->pid, (int)getpid(), (int)lxc->pid, id, (int)podman->pid));
    scene_end(scene);
}

/* Nothing names the container, but its namespaces differ from the host's. */
TEST(containers_by_their_namespaces)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *child;

    scene_needs_root();
    actor = actor_start(scene, "unshare --pid --uts --mount-proc --fork --kill-child holder");
    child = sh_ok(scene, "cat /proc/%d/task/%d/children", (int)actor->pid, (int)actor->pid);
    take_and_load(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT runtime, container_id, evidence, processes, own_namespaces FROM containers"
                              " WHERE first_pid = %d",
                              (int)strtol(child, NULL, 10)),
                        "NULL|NULL|namespaces|1|mnt,pid,uts\n");
    scene_end(scene);
}
