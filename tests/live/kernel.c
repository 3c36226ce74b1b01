/*
 * What hooks the kernel, and what it starts by itself: files of tracefs, binfmt_misc and sysfs.
 */
#include "tests/support/test.h"

#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#define EVENT "sf_probe_%d"

static void
remove_event(void *scene)
{
    sh(scene, "unshare -m sh -c 'mount -t tracefs t m && echo \"-:" EVENT "\" >>m/uprobe_events'", (int)getpid());
}

/* A probe of /bin/sh, found although collect's mount namespace has no tracefs; and, where it has one, through that. */
TEST(probe_of_a_program)
{
    struct scene *scene = scene_begin();
    const char *event = scene_text(scene, EVENT, (int)getpid());
    char *path;

    scene_needs_root();
    path = sh_ok(scene, "mkdir m && readlink -f /bin/sh");
    if (sh(scene, "unshare -m sh -c 'mount -t tracefs t m && echo \"p:%s %.*s:0x1000\" >>m/uprobe_events'", event,
           (int)strcspn(path, "\n"), path)
            .status != 0)
        skip(); /* no tracefs, or no uprobes */
    scene_defer(scene, remove_event, scene);
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT source, name, target FROM kernel_hooks WHERE name GLOB '*%s' AND source = 'uprobe_events'",
              event),
        scene_text(scene, "uprobe_events|uprobes/%s|%.*s:0x0000000000001000\n", event, (int)strcspn(path, "\n"), path));
    sh_usable(scene, "unshare -m sh -c 'mount -t tracefs t m && collect -q' >t.tar; analyze load case.db t.tar");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT m.state FROM kernel_hooks AS h JOIN members AS m ON m.member_id = h.member_id WHERE"
              " h.name GLOB '*%s' AND h.source = 'uprobe_events' AND m.source = '%s/m/uprobe_events'",
              event, scene_directory(scene)),
        "ok\n");
    scene_end(scene);
}

/* Nothing is mounted by collect where anybody else can see it. */
TEST(nothing_is_mounted_for_tracing)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_usable(scene, "cat /proc/self/mountinfo >before; collect -q >s.tar; cat /proc/self/mountinfo >after");
    sh_ok(scene, "cmp before after");
    scene_end(scene);
}

/* Linux 6.7 and later forget the entry with the mount, older kernels are told to. */
TEST(interpreter_of_files)
{
    struct scene *scene = scene_begin();
    int number = (int)getpid();

    scene_needs_root();
    if (sh(scene,
           "unshare -m sh -c 'b=/proc/sys/fs/binfmt_misc; mount -t binfmt_misc b $b || exit 3;"
           " echo \":sf_%d:E::sf_%d::/bin/true:\" >$b/register || exit 3; collect -q >s.tar; echo -1 >$b/sf_%d'",
           number, number, number)
            .status == 3)
        skip(); /* no binfmt_misc */
    sh_usable(scene, "analyze load case.db s.tar");
    assert_string_equal(
        query(scene, "case.db", "SELECT command, enabled, detail FROM usermode_helpers WHERE name = 'sf_%d'", number),
        scene_text(scene, "/bin/true|1|flags , extension .sf_%d\n", number));
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, state FROM members WHERE path GLOB 'proc/sys/fs/binfmt_misc/*' AND state "
                              "NOT IN ('ok', 'vanished')"),
                        "proc/sys/fs/binfmt_misc/register|skipped\n");
    scene_end(scene);
}

/*
 * Symbols of modules, but for those of BPF programs, which others load and unload; directories of /sys/module, each of which has a row;
 * and loaded modules, which are those with initstate.
 */
#define COUNTS                                                                                                  \
    "{ grep '\\]$' /proc/kallsyms | grep -v -c -e '\\[bpf\\]$' -e '\\[__builtin__ftrace\\]$'; ls /sys/module |" \
    " wc -l; ls -d /sys/module/*/initstate 2>/dev/null | wc -l; }"

TEST(modules_and_symbols_of_this_kernel)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    /* Whoever uses what a module has gets it loaded: once more, where that was now. */
    do {
        sh_ok(scene, "rm -f case.db; " COUNTS " >counts");
        sh_usable(scene, "collect -q --thorough >s.tar; analyze load case.db s.tar");
    } while (sh(scene, COUNTS " | cmp -s counts -").status != 0);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT state FROM members WHERE path = 'views/symbols' AND state NOT IN ('ok', 'empty')"),
        "");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT coalesce(sum(symbols), 0) FROM kernel_symbols WHERE module NOT IN ('bpf', '__builtin__ftrace')"
              " UNION ALL SELECT count(*) FROM sysfs_objects WHERE kind = 'module' AND ordinal = 0"
              " UNION ALL SELECT count(*) FROM sysfs_objects WHERE key = 'initstate'"),
        sh_ok(scene, "cat counts"));
    scene_end(scene);
}

/* What rules refer to by name, as nft lists it: a set, a counter that has counted, a map. */
TEST(named_things_of_nf_tables)
{
    static const char rules[] =
        "add table ip t; add set ip t blocked { type ipv4_addr; flags timeout; timeout 1h; }; add counter ip t hits;"
        " add map ip t m { type inet_service : verdict; }; add chain ip t in { type filter hook input priority 0; };"
        " add rule ip t in ip saddr @blocked drop; add rule ip t in udp dport 9 counter name hits";
    struct scene *scene = scene_begin();
    unsigned long long inode;
    char *name, *hits;

    scene_needs_root();
    name = scene_namespace(scene);
    inode = (unsigned long long)scene_namespace_inode(scene, name);
    if (sh(scene,
           "ip -n %s link set lo up && ip netns exec %s nft '%s' && ip netns exec %s bash -c 'echo x "
           ">/dev/udp/127.0.0.1/9'",
           name, name, rules, name)
            .status != 0)
        skip(); /* no nft, or no nf_tables */
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    hits = sh_ok(scene, "ip netns exec %s nft list counters | awk '/packets/ { print $2 \"|\" $4 }'", name);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT kind, name, flags, key_type, key_bytes, timeout_ms FROM nft_named WHERE net_namespace = %llu"
              " AND kind = 'set' ORDER BY name",
              inode),
        "set|blocked|16|7|4|3600000\nset|m|8|13|2|NULL\n");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT packets, bytes FROM nft_named WHERE net_namespace = %llu AND kind = 'object' AND packets > 0",
              inode),
        hits);
    scene_end(scene);
}

/* "packets bytes" of the first rule of the chain, as iptables prints them. */
static char *
counters(struct scene *scene, const char *name, const char *chain)
{
    char *text =
        sh_ok(scene, "ip netns exec %s iptables-legacy -nvxL %s | awk 'NR == 3 { print $1, $2 }'", name, chain);

    return scene_text(scene, "%.*s", (int)strcspn(text, "\n"), text);
}

/* The tables that a namespace has, as iptables-legacy-save prints them, and no table that nobody asked for. */
TEST(rules_of_iptables)
{
    static const char rules[] =
        "iptables-legacy -P FORWARD DROP && iptables-legacy -N sf && iptables-legacy -A INPUT -i lo -j sf &&"
        " iptables-legacy -A sf -s 192.0.2.0/24 ! -d 198.51.100.7 -p tcp -m tcp --dport 22 -m comment --comment 'a b' "
        "-j DROP &&"
        " iptables-legacy -A sf -g sf2 2>/dev/null; iptables-legacy -A OUTPUT -o lo -p udp &&"
        " ip6tables-legacy -t mangle -A OUTPUT -d 2001:db8::/32 -j ACCEPT && bash -c 'echo x >/dev/udp/127.0.0.1/9'";
    struct scene *scene = scene_begin();
    unsigned long long inode;
    char *name, *rows;

    scene_needs_root();
    name = scene_namespace(scene);
    inode = (unsigned long long)scene_namespace_inode(scene, name);
    if (sh(scene, "ip -n %s link set lo up && ip netns exec %s sh -c \"%s\"", name, name, rules).status != 0)
        skip(); /* no iptables, or the kernel has no tables of the legacy kind */
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    /* A line a rule of a chain, as -S -v prints it but for the words of matches. */
    rows = query(
        scene, "case.db",
        "SELECT printf('%%s %%s %%s %%s %%s %%s %%s %%s %%d %%d', chain, coalesce(source_address || '/' || "
        "source_length, '-'),"
        " iif(inverted & 16, '!', '') || coalesce(destination_address || '/' || destination_length, '-'),"
        " iif(input_interface = '', '-', input_interface), iif(output_interface = '', '-', output_interface),"
        " coalesce(protocol, '-'), coalesce(comment, '-'), coalesce(target, jump_chain, '-'), packets, bytes)"
        " FROM xt_rules WHERE net_namespace = %llu AND table_name = 'filter' AND NOT policy AND (hook IS NOT NULL OR"
        " position < (SELECT max(position) FROM xt_rules AS x WHERE x.chain = xt_rules.chain)) ORDER BY chain, "
        "position",
        inode);
    assert_string_equal(rows, scene_text(scene,
                                         "INPUT - - lo - - - sf %s\nOUTPUT - - - lo 17 - - %s\n"
                                         "sf 192.0.2.0/24 !198.51.100.7/32 - - 6 a b DROP 0 0\n",
                                         counters(scene, name, "INPUT"), counters(scene, name, "OUTPUT")));
    assert_string_equal(
        query(scene, "case.db",
              "SELECT family, table_name, chain, target, destination_address, destination_length FROM xt_rules"
              " WHERE net_namespace = %llu AND (family = 10 AND NOT policy OR policy AND chain = 'FORWARD') ORDER BY "
              "family",
              inode),
        "2|filter|FORWARD|DROP|NULL|0\n10|mangle|FORWARD|ACCEPT|NULL|0\n10|mangle|OUTPUT|ACCEPT|2001:db8::|32\n");
    assert_string_equal(sh_ok(scene, "ip netns exec %s cat /proc/net/ip_tables_names /proc/net/ip6_tables_names", name),
                        "filter\nmangle\n");
    scene_end(scene);
}

/* Rules in a namespace of their own: their chains, and what they do. */
TEST(rules_of_nf_tables)
{
    struct scene *scene = scene_begin();
    unsigned long long inode;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    inode = (unsigned long long)scene_namespace_inode(scene, name);
    if (sh(scene, "ip netns exec %s holder nat:192.0.2.7,masquerade </dev/null", name).status != 0)
        skip(); /* no nf_tables */
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    if (query_number(scene, "case.db",
                     "SELECT count(*) FROM members WHERE path = 'net/%llu/context/nftables/rule' AND state = 'skipped'",
                     inode))
        skip(); /* collect cannot know whether asking loads a module */
    assert_string_equal(
        query(scene, "case.db", "SELECT family, name, uses FROM nft_tables WHERE net_namespace = %llu", inode),
        "2|nat|2\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT family, table_name, type, hook, priority, policy, uses FROM nft_chains"
                              " WHERE net_namespace = %llu ORDER BY hook",
                              inode),
                        "2|nat|nat|0|-100|1|1\n2|nat|nat|4|100|1|1\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT r.expressions FROM nft_rules AS r JOIN nft_chains AS c ON c.net_namespace ="
                              " r.net_namespace AND c.table_name = r.table_name AND c.chain = r.chain"
                              " WHERE r.net_namespace = %llu ORDER BY c.hook",
                              inode),
                        "immediate, nat\nmasq\n");
    scene_end(scene);
}
