/* Sockets in every state that a program can bring about: each once, with its owner or the reason for having none; and what other tools see. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* A namespace with the address 10.9.9.1 and a neighbour 10.9.9.9 that never answers. */
static char *
namespace_with_a_silent_neighbour(struct scene *scene)
{
    char *name = scene_namespace(scene), *other = scene_namespace(scene);

    sh_ok(scene,
          "ip -n %s link add v0 type veth peer name v1 netns %s && ip -n %s link set v1 up && ip -n %s link set v0 up"
          " && ip -n %s addr add 10.9.9.1/24 dev v0 && ip -n %s neigh add 10.9.9.9 lladdr 02:00:00:00:00:09 dev v0",
          name, other, other, name, name, name);
    return name;
}

/* A name that looks like another row of /proc/net/unix. */
#define FORGED "unix-dgram:real\\n0000000000000000: 00000002 00000000 00010000 0001 01 4242 @forged"

#define ROWS                                                                                                        \
    "SELECT family, protocol, state, local_address, iif(local_port > 32767, '*', local_port), remote_address,"      \
    " iif(remote_port > 32767, '*', remote_port), replace(path, char(10), '/'), ownership,"                         \
    " (SELECT count(*) FROM socket_owners AS o WHERE o.socket_id = s.socket_id)"                                    \
    " FROM sockets AS s WHERE net_namespace = %llu AND family <> 16 ORDER BY family, protocol, state, local_port, " \
    "path"

TEST(sockets_in_every_state)
{
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = namespace_with_a_silent_neighbour(scene);
    actor_start(scene,
                "ip netns exec %s holder time-wait:81 orphan:82 request:10.9.9.1,10.9.9.9,83 tcp4-listen:84"
                " tcp4-connect:84 tcp4-bound:85 embryo:@embryo '" FORGED "' udp4:86 fork",
                name);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db", ROWS, (unsigned long long)scene_namespace_inode(scene, name)),
                        "1|0|CONNECTED|NULL|NULL|NULL|NULL|NULL|owned|2\n"
                        "1|0|CONNECTING|NULL|NULL|NULL|NULL|@embryo|not_accepted|0\n"
                        "1|0|LISTENING|NULL|NULL|NULL|NULL|@embryo|owned|2\n"
                        "1|0|LISTENING|NULL|NULL|NULL|NULL|@forged|forged|0\n"
                        "1|0|UNCONNECTED|NULL|NULL|NULL|NULL|"
                        "real/0000000000000000: 00000002 00000000 00010000 0001 01 4242 @forged|owned|2\n"
                        "2|6|CLOSED|0.0.0.0|85|0.0.0.0|0|NULL|owned|2\n"
                        "2|6|ESTABLISHED|127.0.0.1|82|127.0.0.1|*|NULL|owned|2\n"
                        "2|6|ESTABLISHED|127.0.0.1|84|127.0.0.1|*|NULL|not_accepted|0\n"
                        "2|6|ESTABLISHED|127.0.0.1|*|127.0.0.1|84|NULL|owned|2\n"
                        "2|6|FIN_WAIT1|127.0.0.1|*|127.0.0.1|82|NULL|orphan|0\n"
                        "2|6|LISTEN|0.0.0.0|81|0.0.0.0|0|NULL|owned|2\n"
                        "2|6|LISTEN|0.0.0.0|82|0.0.0.0|0|NULL|owned|2\n"
                        "2|6|LISTEN|0.0.0.0|83|0.0.0.0|0|NULL|owned|2\n"
                        "2|6|LISTEN|0.0.0.0|84|0.0.0.0|0|NULL|owned|2\n"
                        "2|6|SYN_RECV|10.9.9.1|83|10.9.9.9|*|NULL|request|0\n"
                        "2|6|TIME_WAIT|127.0.0.1|*|127.0.0.1|81|NULL|time_wait|0\n"
                        "2|17|UNCONNECTED|0.0.0.0|86|0.0.0.0|0|NULL|owned|2\n");
    scene_end(scene);
}

/* Perhaps no table or dump of this kernel shows these sockets, but descriptors do, with the kernel's name of the protocol. */
TEST(families_that_only_descriptors_show)
{
    static const struct {
        const char *kind;
        int family;
    } kinds[] = { { "vsock-listen", 40 }, { "xdp", 44 } };
    struct scene *scene = scene_begin();
    struct actor *actors[2];
    bool there[2];

    scene_needs_root();
    for (size_t i = 0; i < 2; i++) {
        there[i] = sh(scene, "holder %s:77 </dev/null", kinds[i].kind).status == 0;
        actors[i] = there[i] ? actor_start(scene, "holder %s:%zu", kinds[i].kind, 78 + i) : NULL;
    }
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    for (size_t i = 0; i < 2; i++) {
        if (there[i])
            assert_string_equal(query(scene, "case.db",
                                      "SELECT family, pid, fd, ownership FROM process_open_sockets WHERE socket = %llu",
                                      (unsigned long long)actor_held(actors[i], kinds[i].kind).inode),
                                scene_text(scene, "%d|%d|%d|owned\n", kinds[i].family, (int)actors[i]->pid,
                                           actor_held(actors[i], kinds[i].kind).fd));
    }
    scene_end(scene);
}

/* The rows of netstat in a namespace, in the words of the database. */
#define NETSTAT                                                                      \
    "ip netns exec %s netstat -tuwan | awk '/^(tcp|udp|raw)/ { sub(/6$/, \"\", $1);" \
    " if ($1 == \"raw\") $6 = \"\"; print $1, $4, $5, $6 }' | sed 's/:\\*/:0/; s/ *$//' | sort >netstat"
#define OUR_NETSTAT                                                                                             \
    "SELECT CASE protocol WHEN 6 THEN 'tcp' WHEN 17 THEN 'udp' WHEN 255 THEN 'raw' ELSE protocol END || ' ' ||" \
    " local_address || ':' || local_port || ' ' || remote_address || ':' || remote_port ||"                     \
    " iif(protocol = 6 OR state <> 'UNCONNECTED', ' ' || state, '') FROM sockets"                               \
    " WHERE net_namespace = %llu AND family IN (2, 10)"

/*
 * netstat prints what the database has, and so does ss, except the state of raw sockets.  Neither shows UDP-Lite, or a TCP socket that is
 * only bound.
 */
TEST(netstat_sees_no_socket_that_we_do_not)
{
    struct scene *scene = scene_begin();
    char *name, *rows;

    scene_needs_root();
    name = scene_namespace(scene);
    actor_start(scene,
                "ip netns exec %s holder time-wait:81 orphan:82 tcp4-listen:84 tcp4-connect:84 tcp6-listen:85"
                " tcp6-connect:85 tcp4-bound:86 udp4:87 udp6:88 udp4-connect:87 raw4:89 raw6:58 udplite4:90",
                name);
    sh_ok(scene, NETSTAT, name);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    rows = query(scene, "case.db", OUR_NETSTAT, (unsigned long long)scene_namespace_inode(scene, name));
    scene_write(scene, "ours", rows, strlen(rows));
    assert_string_equal(sh(scene, "sort ours | diff netstat - | grep '^[<>]'").out,
                        "> 136 0.0.0.0:90 0.0.0.0:0\n> tcp 0.0.0.0:86 0.0.0.0:0 CLOSED\n");
    assert_string_equal(sh_ok(scene, "ip netns exec %s ss -Htuan | wc -l | tr -d ' \\n'", name),
                        sh_ok(scene, "grep -c -e ^tcp -e ^udp netstat | tr -d '\\n'"));
    scene_end(scene);
}

/* The sockets that lsof and lsfd find in a process: descriptor and inode. */
TEST(lsof_and_lsfd_see_the_same_descriptors)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *rows;

    scene_needs_root();
    actor = actor_start(scene,
                        "ip netns exec %s holder tcp4-listen:84 tcp4-connect:84 tcp4-bound:85 udp6:86 raw4:89"
                        " unix-pair netlink packet file:plain",
                        scene_namespace(scene));
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    rows = query(scene, "case.db", "SELECT fd || ' ' || inode FROM process_fds WHERE pid = %d AND type = 'socket'",
                 (int)actor->pid);
    scene_write(scene, "ours", rows, strlen(rows));
    sh_ok(scene, "sort -o ours ours");
    assert_string_equal(
        sh(scene,
           "lsof -nP -a -p %d -d 0-999 -F fit | paste -s -d ' ' | sed 's/ f/\\n/g' |"
           " awk '$2 ~ /^t(IPv|unix|raw|pack|netlink|sock)/ { print $1, substr($3, 2) }' | sort | diff ours -",
           (int)actor->pid)
            .out,
        "");
    if (sh(scene, "command -v lsfd").status == 0)
        assert_string_equal(
            sh(scene,
               "lsfd -n -p %d --raw -o ASSOC,TYPE,INODE | awk '$2 == \"SOCK\" { print $1, $3 }' | sort | diff ours -",
               (int)actor->pid)
                .out,
            "");
    scene_end(scene);
}
