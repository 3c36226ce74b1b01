/* `analyze netstat` against netstat of net-tools, on sockets of every kind and state that it knows, in two namespaces. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * What differs and is no difference: the space between fields; the time that is left of a timer; why a socket has no holder; holders behind the first;
 * how full a full queue is, which takes a segment now and then; how many packets the interfaces of a veth pair had, which carry such segments; what -i says of an address that has no counters; empty lines,
 * and the line of dashes below the heading of -g.
 */
#define NORMAL                                                                                                       \
    "sed -E -e 's/ +/ /g; s/ - no statistics available -//; s/^ //; s/ $//; /^(---.*)?$/d; s/ - \\([a-z_]+\\)/ -/; " \
    "s/(\\/[a-z]+),[0-9]+\\/[a-z,0-9\\/]+/\\1/'"                                                                     \
    " -e 's/^(tcp6? ([0-9]+ )?)[0-9]{5,} /\\1# /; s/^(tcp6? ([0-9]+ )?)[0-9]{5,} /\\1# /'"                           \
    " -e 's/^(v[0-9]+ [0-9]+) [0-9]+( [0-9]+ [0-9]+ [0-9]+) [0-9]+ /\\1 #\\2 # /'"                                   \
    " -e 's/([RT]X packets) [0-9]+ bytes [0-9]+ \\([^)]*\\)/\\1 #/'"                                                 \
    " -e 's/(on|keepalive|probe|timewait) \\([0-9.]+\\/[0-9]+\\//\\1 (T\\/N\\//; '"                                  \
    "'s/probe \\(T\\/N\\/[0-9]+/probe (T\\/N\\/P/' | sort"

/* netstat as it is with names from files alone: no server answers here.  The mount ends with the command, which has its own. */
#define NETSTAT                                                                                                     \
    "ip netns exec %s sh -c 'mount --bind nsswitch.conf /etc/nsswitch.conf && exec netstat %s' 2>err-%zu | " NORMAL \
    " >theirs-%zu"

/* A namespace with the address 10.9.9.1, and another one with 10.9.9.2, which does not answer for 10.9.9.9. */
static void
connect_namespaces(struct scene *scene, const char *name, const char *other)
{
    sh_ok(scene,
          "ip -n %s link add v0 type veth peer name v1 netns %s && ip -n %s link set v1 up && ip -n %s link set v0 up"
          " && ip -n %s addr add 10.9.9.1/24 dev v0 && ip -n %s neigh add 10.9.9.9 lladdr 02:00:00:00:00:09 dev v0"
          " && ip -n %s tuntap add p0 mode tun && ip -n %s addr add 10.9.5.1 peer 10.9.5.2 dev p0 && ip -n %s link set "
          "p0 up"
          " && ip -n %s addr add 10.9.9.7/24 dev v0 label v0:x && ip -n %s addr add fd09::1/64 dev v0 nodad"
          " && ip -n %s addr add 10.9.9.2/24 dev v1 && ip -n %s route add default via 10.9.9.1"
          " && ip -n %s route add 10.9.8.0/24 via 10.9.9.1 metric 7 && ip -n %s route add 10.9.9.77 dev v1"
          " && ip -n %s route add unreachable 10.9.7.0/24 && ip -n %s route add fd08::/64 via fe80::1 dev v1",
          name, other, other, name, name, name, name, name, name, name, name, other, other, other, other, other, other);
}

#define HERE                                                                                              \
    "time-wait:81 orphan:82 request:10.9.9.1,10.9.9.9,83 tcp4-listen:84 tcp4-connect:84 half-closed:85"   \
    " syn-sent:10.9.9.9,86 tcp4-bound:87 tcp46-listen:88 tcp4-connect:88 tcp6-connect:88 udp4:80 udp6:81" \
    " udp4-connect:80 udplite4:82 udplite6:83 raw4:89 raw6:58 embryo:@embryo unix-dgram:@dgram unix-pair" \
    " unix-seqpacket:@seqpacket unix-path-listen:short fork"
#define THERE "tcp4-listen:80 tcp4-connect:80 accept tcp6-listen:443 udp4:53 unix-dgram:@there"

static void
begin(struct scene *scene, char **here, char **there)
{
    *here = scene_namespace(scene);
    *there = scene_namespace(scene);
    connect_namespaces(scene, *here, *there);
    actor_start(scene, "ip netns exec %s holder " HERE, *here);
    actor_start(scene, "ip netns exec %s holder " THERE, *there);
    /* Probes of a window that is shut still move bytes for a while. */
    sh_ok(
        scene,
        "n=0; until ip netns exec %s netstat -tan >a && sleep 0.7 && ip netns exec %s netstat -tan >b && cmp -s a b; do"
        " n=$((n + 1)); [ $n -lt 30 ] || exit 1; done",
        *here, *here);
}

/* The options, and what only our answer has there: lines for grep -vxE, none where empty. */
static const struct {
    const char *options, *ours;
} lists[] = {
    { "-n", NULL },
    { "-l --numeric", NULL },
    { "-an", "tcp 0 0 0.0.0.0:87 0.0.0.0:\\* CLOSE" },
    { "-tan", "tcp 0 0 0.0.0.0:87 0.0.0.0:\\* CLOSE" },
    { "-tln4", NULL },
    { "-uan", NULL },
    { "-ulne", NULL },
    { "-Uan", NULL },
    { "-wan", NULL },
    { "-xan", NULL },
    { "-xl", NULL },
    { "-xap", NULL },
    { "-4an", "tcp 0 0 0.0.0.0:87 0.0.0.0:\\* CLOSE" },
    { "--inet6 --all -n", NULL },
    { "-A inet,unix -an", "tcp 0 0 0.0.0.0:87 0.0.0.0:\\* CLOSE" },
    { "-apeen", "tcp 0 0 0.0.0.0:87 0.0.0.0:\\* CLOSE 0 [0-9]+ [0-9]+/holder" },
    { "-npta", "tcp 0 0 0.0.0.0:87 0.0.0.0:\\* CLOSE [0-9]+/holder" },
    { "-tuwaonW", "tcp 0 0 0.0.0.0:87 0.0.0.0:\\* CLOSE off \\(0.00/0/0\\)" },
    { "-tpeo --numeric-hosts", NULL },
    { "-tuwe --numeric-ports", NULL },
    { "-ule --numeric-users", NULL },
    { "-rn", NULL },
    { "-rne", NULL },
    { "-rnee", NULL },
    { "-r", NULL },
    { "-rn6", NULL },
    { "-r6e", NULL },
    { "-rFn", NULL },
    { "-rCn", NULL },
    { "-rCn6", NULL },
    { "-i", NULL },
    { "-ia", NULL },
    { "-ie", NULL },
    { "-iea", NULL },
    { "-ieen", NULL },
    { "-gn", NULL },
    { "-gn4", NULL },
    { "-g -x", NULL },
};

/* The answer, but for what is in both: lines of netstat with <, ours with >. */
static void
compare(struct scene *scene, const char *name, const char *options, const char *ours, size_t i)
{
    char *difference;

    sh_ok(scene, "analyze netstat case.db --netns %s %s >ours; cat ours | " NORMAL " >ours-%zu", name, options, i);
    difference =
        sh(scene, "diff theirs-%zu ours-%zu | grep '^[<>]' | grep -vxE '> (%s)'", i, i, ours ? ours : "none").out;
    if (*difference != '\0')
        fail_msg("netstat %s:\n%s", options, difference);
    if (ours)
        assert_string_equal(sh_ok(scene, "grep -cxE '%s' ours-%zu", ours, i), "1\n");
}

/* netstat first, then the capture: what closes or is repeated in between would be seen by one of them. */
TEST(netstat_prints_the_rows_of_netstat)
{
    struct scene *scene = scene_begin();
    size_t count = sizeof(lists) / sizeof(lists[0]);
    char *names[2];

    scene_needs_root();
    begin(scene, &names[0], &names[1]);
    sh_ok(scene, "printf 'hosts: files\\nservices: files\\npasswd: files\\nprotocols: files\\n' >nsswitch.conf");
    for (size_t i = 0; i < 2 * count; i++)
        sh_ok(scene, NETSTAT, names[i % 2], lists[i / 2].options, i, i);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    for (size_t i = 0; i < 2 * count; i++)
        compare(scene, names[i % 2], lists[i / 2].options, i % 2 == 0 ? lists[i / 2].ours : NULL, i);
    /* The scene is what it is meant to be: every state. */
    sh_ok(scene,
          "analyze netstat case.db -a >all; for s in ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE"
          " CLOSE_WAIT LAST_ACK LISTEN CLOSING LISTENING CONNECTED CONNECTING; do grep -qw $s all || exit 1; done");
    scene_end(scene);
}

/* The counters of a namespace where nothing happens any more. */
TEST(netstat_prints_the_counters_of_netstat)
{
    static const char *const options[] = { "-s", "-st", "-su", "-sw", "-s4", "-s6", "-s6u", "-s6t" };
    size_t count = sizeof(options) / sizeof(options[0]);
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    actor_start(scene, "ip netns exec %s holder " THERE, name);
    sh_ok(scene,
          "ip netns exec %s sh -c 'exec 3<>/dev/udp/127.0.0.1/9' 2>err; ip netns exec %s ping -c 1 127.0.0.1 || true",
          name, name);
    for (size_t i = 0; i < count; i++)
        sh_ok(scene, "ip netns exec %s netstat %s | " NORMAL " >theirs-%zu", name, options[i], i);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    for (size_t i = 0; i < count; i++)
        compare(scene, name, options[i], NULL, i);
    sh_ok(scene, "grep -q ' connection openings' ours-1 && grep -q '^1 passive' ours-1");
    scene_end(scene);
}
