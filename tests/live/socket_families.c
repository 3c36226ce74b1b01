/* Sockets of every family in two network namespaces: the snapshot has each once, in its namespace, with its holder. */
#include "tests/support/test.h"

#include <unistd.h>

#include <stdio.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * What each actor holds, and what the snapshot must say of it: family|protocol|type|state|address|port|peer port|path.  A thing that
 * not every kernel has is tried first.  An MPTCP connection and its subflow are two sockets with one descriptor.
 */
static const struct {
    const char *label, *spec, *want;
    const char *needs; /* what the kernel must be able to do; NULL for what all can */
} things[] = {
    { "listener", "tcp4-listen:8321", "2|6|stream|LISTEN|0.0.0.0|8321|0|NULL", NULL },
    { "client", "tcp4-connect:8321", "2|6|stream|ESTABLISHED|127.0.0.1|*|8321|NULL", NULL },
    { "server", "accept", "2|6|stream|ESTABLISHED|127.0.0.1|8321|*|NULL", NULL },
    { "listener46", "tcp46-listen:8322", "10|6|stream|LISTEN|::|8322|0|NULL", NULL },
    { "client46", "tcp46-connect:::ffff:127.0.0.1,8322", "10|6|stream|ESTABLISHED|::ffff:127.0.0.1|*|8322|NULL", NULL },
    { "server46", "accept", "10|6|stream|ESTABLISHED|::ffff:127.0.0.1|8322|*|NULL", NULL },
    { "listener6", "tcp6-listen:::1,8321", "10|6|stream|LISTEN|::1|8321|0|NULL", NULL },
    { "client6", "tcp6-connect:8321", "10|6|stream|ESTABLISHED|::1|*|8321|NULL", NULL },
    { "udp4", "udp4:127.0.0.1,5353", "2|17|dgram|UNCONNECTED|127.0.0.1|5353|0|NULL", NULL },
    { "udp-peer", "udp4-connect:5353", "2|17|dgram|ESTABLISHED|127.0.0.1|*|5353|NULL", NULL },
    { "udp6", "udp6:5353", "10|17|dgram|UNCONNECTED|::|5353|0|NULL", NULL },
    { "bound", "tcp4-bound:8323", "2|6|stream|CLOSED|0.0.0.0|8323|0|NULL", NULL },
    { "udplite4", "udplite4:127.0.0.1,8324", "2|136|dgram|UNCONNECTED|127.0.0.1|8324|0|NULL", "udplite4:1" },
    { "udplite6", "udplite6:8324", "10|136|dgram|UNCONNECTED|::|8324|0|NULL", "udplite6:1" },
    { "ping4", "ping4:127.0.0.1,8325", "2|1|dgram|UNCONNECTED|127.0.0.1|8325|0|NULL", "ping4:1" },
    { "ping6", "ping6:8325", "10|58|dgram|UNCONNECTED|::|8325|0|NULL", "ping6:1" },
    { "raw4", "raw4:89", "2|255|raw|UNCONNECTED|0.0.0.0|89|0|NULL", NULL },
    { "raw6", "raw6:58", "10|255|raw|UNCONNECTED|::|58|0|NULL", NULL },
    { "path", "unix-listen:path.%s", "1|0|stream|LISTENING|NULL|NULL|NULL|path.%s", NULL },
    { "spaces", "unix-dgram:a b  c.%s", "1|0|dgram|UNCONNECTED|NULL|NULL|NULL|a b  c.%s", NULL },
    { "packets", "unix-seqpacket:seq.%s", "1|0|seqpacket|LISTENING|NULL|NULL|NULL|seq.%s", NULL },
    { "abstract", "unix-listen:@stillframe.%s", "1|0|stream|LISTENING|NULL|NULL|NULL|@stillframe.%s", NULL },
    { "pair", "unix-pair", "1|0|stream|CONNECTED|NULL|NULL|NULL|NULL", NULL },
    { "mptcp", "mptcp4-listen:8326", "2|6|stream|LISTEN|0.0.0.0|8326|0|NULL\n2|262|stream|LISTEN|0.0.0.0|8326|0|NULL",
      "mptcp4-listen:1" },
    { "mptcp-client", "mptcp4-connect:8326",
      "2|6|stream|ESTABLISHED|127.0.0.1|*|8326|NULL\n2|262|stream|ESTABLISHED|127.0.0.1|*|8326|NULL",
      "mptcp4-listen:1" },
    { "netlink", "netlink", "16|0|raw|NULL|NULL|*|NULL|NULL", NULL },
    { "packet", "packet", "17|3|raw|NULL|NULL|NULL|NULL|NULL", NULL },
};

enum { THINGS = sizeof(things) / sizeof(things[0]) };

/* Text in which each %s is replaced. */
static char *
with_name(struct scene *scene, const char *text, const char *name)
{
    const char *hole = strstr(text, "%s");

    return hole ? scene_text(scene, "%.*s%s%s", (int)(hole - text), text, name, hole + 2)
                : scene_text(scene, "%s", text);
}

static bool
is_there(struct scene *scene, const char *namespace, int i)
{
    return !things[i].needs ||
           sh(scene, "ip netns exec %s holder %s </dev/null", namespace, things[i].needs).status == 0;
}

static struct actor *
start_holder(struct scene *scene, const char *namespace)
{
    char *command = scene_text(scene, "ip netns exec %s holder", namespace);

    for (int i = 0; i < THINGS; i++)
        if (is_there(scene, namespace, i))
            command =
                scene_text(scene, "%s '%s=%s'", command, things[i].label, with_name(scene, things[i].spec, namespace));
    return actor_start(scene, "%s", command);
}

static void
expect_thing(struct scene *scene, const char *namespace, const struct actor *actor, int i)
{
    struct held held = actor_held(actor, things[i].label);
    bool any_port = strstr(things[i].want, "|*|") != NULL;
    char *want = with_name(scene, things[i].want, namespace);
    char *have;

    /* An asterisk stands where the kernel chooses the port. */
    have = query(
        scene, "case.db",
        "SELECT family, protocol, type, state, local_address,"
        " CASE WHEN %d AND (local_port > 32767 OR family = 16) THEN '*' ELSE local_port END,"
        " CASE WHEN %d AND remote_port > 32767 THEN '*' ELSE remote_port END, path FROM sockets WHERE inode = %llu"
        " ORDER BY protocol",
        any_port, any_port, (unsigned long long)held.inode);
    assert_string_equal(have, scene_text(scene, "%s\n", want));
    have =
        query(scene, "case.db",
              "SELECT DISTINCT net_namespace, ownership, pid, tid, fd FROM sockets JOIN socket_owners USING (socket_id)"
              " WHERE inode = %llu",
              (unsigned long long)held.inode);
    want = scene_text(scene, "%llu|owned|%d|%d|%d\n", (unsigned long long)scene_namespace_inode(scene, namespace),
                      (int)actor->pid, (int)actor->pid, held.fd);
    assert_string_equal(have, want);
}

/* Runs `way`, which must make case.db, while two namespaces are full of sockets, and looks for each of them. */
static void
find_all(const char *way)
{
    struct scene *scene = scene_begin();
    char *names[2];
    struct actor *actors[2];

    scene_needs_root();
    for (int n = 0; n < 2; n++) {
        names[n] = scene_namespace(scene);
        sh_ok(scene, "ip netns exec %s sysctl -qw net.ipv4.ping_group_range='0 0'", names[n]);
        actors[n] = start_holder(scene, names[n]);
    }
    sh_usable(scene, "%s", way);
    for (int n = 0; n < 2; n++)
        for (int i = 0; i < THINGS; i++)
            if (is_there(scene, names[n], i))
                expect_thing(scene, names[n], actors[n], i);
    /* The two namespaces and the actors raise no problem.  Other processes of the host may. */
    for (int n = 0; n < 2; n++)
        assert_string_equal(
            query(scene, "case.db",
                  "SELECT m.path, p.line, p.want, p.have FROM problems AS p JOIN members AS m USING (member_id)"
                  " WHERE m.path GLOB 'net/%llu/*' OR m.path GLOB 'proc/%d/*'",
                  (unsigned long long)scene_namespace_inode(scene, names[n]), (int)actors[n]->pid),
            "");
    scene_end(scene);
}

TEST(every_family_in_two_namespaces_through_a_file)
{
    find_all("collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
}

TEST(every_family_in_two_namespaces_through_a_pipe)
{
    find_all("collect -q | analyze load case.db -");
}

TEST(every_compression_carries_the_same)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder unix-listen:@sf-compression-%d", (int)getpid());
    unsigned long long inode = (unsigned long long)actor_held(actor, "unix-listen").inode;

    sh_usable(scene,
              "collect -q -o a.tar.zst; collect -q -o b.tar.gz; collect -q -o c.tar; collect -q --compress gzip >d");
    sh_usable(scene, "for f in a.tar.zst b.tar.gz c.tar d; do analyze load case.db $f; done");
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM sockets WHERE inode = %llu AND ownership = 'owned'", inode),
                     4);
    assert_string_equal(query(scene, "case.db", "SELECT archive_name FROM snapshots ORDER BY 1"),
                        "a.tar.zst\nb.tar.gz\nc.tar\nd\n");
    sh_ok(scene, "zstd -qt a.tar.zst && gzip -t b.tar.gz && gzip -t <d && tar -tf c.tar >/dev/null");
    scene_end(scene);
}

TEST(netcat_in_a_namespace)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *name, *fd;

    scene_needs_root();
    name = scene_namespace(scene);
    actor = actor_start_until(scene, scene_text(scene, "ip netns exec %s ss -Htln | grep -q :8321", name),
                              "ip netns exec %s nc -l -p 8321", name);
    fd =
        sh_ok(scene, "ip netns exec %s ss -Htlnp sport = :8321 | sed 's/.*fd=\\([0-9]*\\).*/\\1/' | tr -d '\\n'", name);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    assert_string_equal(
        sh_ok(scene,
              "analyze query --format csv case.db 'SELECT pid, fd, local_port, net_namespace"
              " FROM process_open_sockets WHERE local_port = 8321 AND net_namespace = %llu' | tail -n +2",
              (unsigned long long)scene_namespace_inode(scene, name)),
        scene_text(scene, "%d,%s,8321,%llu\n", (int)actor->pid, fd,
                   (unsigned long long)scene_namespace_inode(scene, name)));
    scene_end(scene);
}

/* Every row names its source: that line of that member holds the inode of the socket. */
TEST(rows_name_the_line_they_came_from)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    unsigned long long inode = (unsigned long long)actor_held(actor, "tcp4-listen").inode;

    sh_usable(scene, "collect -q -o s.tar; tar -xf s.tar; analyze load case.db s.tar");
    sh_ok(scene,
          "analyze query --format csv case.db \"SELECT m.path, s.line FROM sockets s JOIN members m USING (member_id)"
          " WHERE inode = %llu UNION SELECT m.path, o.line FROM sockets s JOIN socket_owners o USING (socket_id)"
          " JOIN members m ON m.member_id = o.member_id WHERE inode = %llu\" | tail -n +2 >places",
          inode, inode);
    assert_string_equal(sh_ok(scene, "wc -l <places | tr -d ' '"), "2\n");
    sh_ok(scene, "while IFS=, read -r path line; do sed -n \"$line\"p */\"$path\" | grep -w %llu; done <places >found",
          inode);
    assert_string_equal(sh_ok(scene, "wc -l <found | tr -d ' '"), "2\n");
    scene_end(scene);
}
