/*
 * analyze ss against ss: a scene at rest with sockets of every kind and state, in two network namespaces.  What ss-answer.awk takes away
 * is what docs/analyze.1 says that the two do not have in common.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/actor.h"
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

/* What every kernel has.  Paths are relative to one directory, so each begins with the namespace's name. */
#define HELD                                                                                                         \
    "time-wait:81 orphan:82 request:10.9.9.1,10.9.9.9,83 tcp4-listen:84 tcp4-connect:84 accept close-wait:85 "       \
    "last-ack:86"                                                                                                    \
    " closing:87 syn-sent:10.9.9.9,88 tcp4-bound:89 tcp6-listen:90 tcp6-connect:90 tcp46-listen:91"                  \
    " tcp46-connect:::ffff:127.0.0.1,91 bound-to=tcp4-listen:127.0.0.1%%lo,92 udp4:5353 udp6:5354 udp4-connect:5353" \
    " udp6-of-all=udp6:::1,443 raw4:89 raw6:58 raw6-other=raw6:17 unix-pair 'unix-path-listen:%s a path'"            \
    " unix-listen:@abc unix-dgram:%s.dgram unix-seqpacket:%s.seq embryo:@embryo netlink packet classic-filter fork"

/* What this kernel has beside. */
static char *
more_held(struct scene *scene, const char *name, unsigned port)
{
    const char *const perhaps[] = { "mptcp4-listen:93", scene_text(scene, "vsock-listen:%u", port), "xdp" };
    char *more = scene_text(scene, "%s", "");

    for (size_t i = 0; i < sizeof(perhaps) / sizeof(perhaps[0]); i++)
        if (sh(scene, "ip netns exec %s holder %s </dev/null", name, perhaps[i]).status == 0)
            more = scene_text(scene, "%s %s%s", more, perhaps[i], i == 0 ? " mptcp4-connect:93" : "");
    return more;
}

/* Both columns that tell rows apart are there: more than one table, more than one state. */
static const char *const options[] = {
    "-an",
    "-a",
    "-anp",
    "-n",
    "-ln",
    "-A tcp,udp -an",
    "-A tcp,udp -anp",
    "-A tcp,udp -anee",
    "-A tcp,udp -ano",
    "-A tcp,udp -anm",
    "-A tcp,udp -ani",
    "-A tcp,udp -anoi",
    "-A tcp,udp -anOpeim",
    "-A tcp,udp,raw -anpeim",
    "-A tcp,raw -aneim",
    "-A tcp,mptcp -aneim",
    "-A tcp,udp -an --tos",
    "-A tcp,udp -an --cgroup",
    "-A tcp,udp -an --inet-sockopt",
    "-xan",
    "-xanp",
    "-xanem",
    "-xln",
    "-A unix,netlink -anp",
    "-A unix,netlink -anem",
    "-0anp",
    "-0anem",
    "-0anb",
    "-0anObem",
    "-anb",
    "-tuan",
    "-ltun",
    "-tun",
    "-4an",
    "-6an",
    "-6anp",
    "-f unix -an",
    "-f link -an",
    "-f inet -a",
    "-S -t -an",
    "-d -t -an",
    "-M -t -an",
    "-w -u -a",
    "-A all,!unix,!netlink -an",
    "-A u_str,u_seq -an",
    "-A unix_dgram,packet_raw -an",
    "--vsock -t -an",
    "--xdp -t -an",
    "-tun state established state syn-sent",
    "-tun state syn-recv state time-wait",
    "-tun state fin-wait-1 state fin-wait-2",
    "-tun state close-wait state last-ack",
    "-tun state closing state listening",
    "-tun state closed state listening",
    "-tun state all exclude established",
    "-tun exclude listening exclude unconnected",
    "-tun state connected",
    "-tun state synchronized",
    "-tun state bucket",
    "-tun state big",
    "-tuan sport = :84 or dport = :84",
    "-tuan sport = :84 or dport = :84 and sport = :84",
    "-tuan ! sport = :84 dport = :84",
    "-tuan sport gt 84 and sport lt 5354",
    "-tuan src 127.0.0.0/8",
    "-tuan src 0.0.0.0/0",
    "-tuan dst [::1]",
    "-tuan src [::]",
    "-tuan dst 10.9.9.9",
    "-tuan dst 10.9/16",
    "-tuan dev lo",
    "-tuan src 10.9.9.1:83",
    "-tuan autobound",
    "-xan src @*",
    "-xan src *PATH",
    "-xan autobound",
    "-an src unix:*.seq",
    "-an src netlink:rtnl",
    "-an src link:*",
};

/* The rows of ss first, for all options: the scene does not rest for much more than a minute. */
#define THEIRS                                                                                                         \
    "ip netns exec %s bash -f -c 'n=0; while read -r options; do n=$((n + 1)); ss -H $options >theirs.%u.$n 2>errors " \
    "</dev/null; done <options'"

/* Prints the rows that only one of the two has. */
#define COMPARE                                                                                               \
    "set -f; awk -f $TOP/tests/live/ss-answer.awk theirs.%u.%zu | sort >theirs; cat theirs >>all; "           \
    "analyze ss case.db -H -N %s %s 2>errors | awk -v ours=1 -f $TOP/tests/live/ss-answer.awk | sort >ours; " \
    "cmp -s theirs ours || diff theirs ours || true"

/* How many command lines have another answer in a namespace. */
static size_t
differences(struct scene *scene, const char *name, unsigned n)
{
    size_t count = 0;

    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        char *rows = sh_ok(scene, COMPARE, n, i + 1, name, scene_text(scene, "$(sed -n %zup options)", i + 1));

        if (*rows == '\0')
            continue;
        print_error("ss %s\n", options[i]);
        if (fputs(rows, stderr) < 0) /* more than cmocka prints */
            fail();
        count++;
    }
    return count;
}

static void
write_options(struct scene *scene)
{
    char *list = scene_text(scene, "%s", "");

    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        list = scene_text(scene, "%s%s\n", list, options[i]);
    scene_write(scene, "options", list, strlen(list));
}

TEST(ss_prints_what_ss_prints)
{
    struct scene *scene = scene_begin();
    char *names[2], *more[2];

    scene_needs_root();
    write_options(scene);
    for (unsigned n = 0; n < 2; n++) {
        names[n] = namespace_with_a_silent_neighbour(scene);
        more[n] = more_held(scene, names[n], 7700 + n);
    }
    for (unsigned n = 0; n < 2; n++)
        actor_start(scene, "ip netns exec %s holder " HELD "%s", names[n], names[n], names[n], names[n], more[n]);
    sh_usable(scene, "collect -q -o s.tar.zst");
    for (unsigned n = 0; n < 2; n++)
        sh_ok(scene, THEIRS, names[n], n);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    for (unsigned n = 0; n < 2; n++)
        assert_int_equal(differences(scene, names[n], n), 0);
    /* The scene has what it should have. */
    assert_string_equal(sh_ok(scene, "awk '$1 == \"tcp\" { print $2 }' all | sort -u | tr '\\n' ' '"),
                        "CLOSE-WAIT CLOSING ESTAB FIN-WAIT-1 FIN-WAIT-2 LAST-ACK LISTEN SYN-RECV SYN-SENT TIME-WAIT ");
    assert_string_equal(sh_ok(scene, "awk '{ print $1 }' all | sort -u | grep -v mptcp | tr '\\n' ' '"),
                        "nl p_raw raw tcp u_dgr u_seq u_str udp ");
    scene_end(scene);
}

/* The transports of the summary; the totals are those of the whole host, and move. */
TEST(ss_counts_what_ss_counts)
{
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    actor_start(scene, "ip netns exec %s holder tcp4-listen:84 tcp4-connect:84 tcp6-listen:85 udp4:86 udp6:87 raw4:89",
                name);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    sh_ok(scene, "ip netns exec %s ss -s | awk '$1 ~ /^(RAW|UDP|TCP|INET|FRAG)$/ { print $1, $2, $3, $4 }' >theirs",
          name);
    assert_string_equal(sh_ok(scene, "wc -l <theirs | tr -d ' '"), "5\n");
    assert_string_equal(sh_ok(scene,
                              "analyze ss -s case.db -N %s | awk '$1 ~ /^(RAW|UDP|TCP|INET|FRAG)$/ { print $1, $2, $3, "
                              "$4 }' | diff theirs -",
                              name),
                        "");
    scene_end(scene);
}

/* -r: both have the names of one /etc/hosts, which is that of a mount namespace; ss asks nobody else for them. */
TEST(ss_resolves_as_ss_does)
{
    static const char hosts[] = "127.0.0.1 localhost here\n# 127.0.0.2 comment\n127.0.0.2 two.example two # a comment\n"
                                "::1 localhost ip6-localhost\n10.9.9.1\tweb.example web\n10.9.9.1 second.example\n"
                                "10.9.9.9 peer\nfe80::1 link\n";
    static const char *const resolving[] = { "-tuarn", "-tar",  "-tuarn dst 10.9.9.9", "-tarp",
                                             "-uar",   "-4tar", "-6tarOpeim",          "-war" };
    static const char inside[] =
        "unshare -m sh -c 'mount --bind hosts /etc/hosts && mount --bind switch /etc/nsswitch.conf && %s'";
    struct scene *scene = scene_begin();
    char *name;

    scene_needs_root();
    name = namespace_with_a_silent_neighbour(scene);
    scene_write(scene, "hosts", hosts, sizeof(hosts) - 1);
    sh_ok(scene, "echo 'hosts: files' >switch; echo 'services: files' >>switch");
    actor_start(
        scene,
        "ip netns exec %s holder tcp4-listen:127.0.0.1,84 tcp4-connect:127.0.0.1,84 accept tcp4-listen:127.0.0.2,86"
        " tcp4-listen:127.0.0.3,87 tcp6-listen:::1,90 tcp6-connect:::1,90 accept tcp6-listen:91"
        " syn-sent:10.9.9.9,22 udp4:10.9.9.1,5353 udp6:53 tcp46-listen:92 tcp46-connect:::ffff:127.0.0.1,92 raw4:89",
        name);
    sh_usable(scene, "%s", scene_text(scene, inside, "collect -q -o s.tar.zst"));
    sh_usable(scene, "analyze load case.db s.tar.zst");
    for (size_t i = 0; i < sizeof(resolving) / sizeof(resolving[0]); i++) {
        char *command = scene_text(scene, "ip netns exec %s ss -H %s", name, resolving[i]);

        sh_ok(scene, "%s 2>errors | awk -f $TOP/tests/live/ss-answer.awk | sort >theirs; cat theirs >>all",
              scene_text(scene, inside, command));
        assert_string_equal(sh_ok(scene,
                                  "analyze ss case.db -H -N %s %s 2>errors"
                                  " | awk -v ours=1 -f $TOP/tests/live/ss-answer.awk | sort | diff theirs - || true",
                                  name, resolving[i]),
                            "");
    }
    sh_ok(scene, "for name in localhost two.example web.example peer; do grep -q \" $name:\" all || exit 1; done");
    scene_end(scene);
}
