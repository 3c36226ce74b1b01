/*
 * Every column of every table and view has a value somewhere: on a host with some of everything, or in a fixture.  For a column that
 * neither fills, columns.txt names the test that asserts a value by the names of table and column, and the reason.
 */
#include "tests/support/test.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/osquery.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Interfaces of as many kinds as this kernel has. */
static void
furnish(struct scene *scene, const char *name, const char *other)
{
    sh_ok(scene,
          "while read line; do ip -n %s $line 2>/dev/null; done <<'.'; ip -n %s link set vb up\n"
          "link add va type veth peer name vb netns %s\n"
          "link set va up promisc on alias outside\n"
          "link add name br0 type bridge\n"
          "link set br0 type bridge stp_state 1\n"
          "link add name vx type vxlan id 42 local 192.0.2.1 remote 192.0.2.2 dstport 4789 dev va\n"
          "link add link va name mv type macvlan mode bridge\n"
          "link add link va name vl type vlan id 5\n"
          "link add vrf0 type vrf table 10\n"
          "link add name bo type bond\n"
          "link set mv master br0\n"
          "address add 192.0.2.1/24 broadcast 192.0.2.255 dev va label va:web\n"
          "address add 10.9.0.1 peer 10.9.0.2 dev va\n"
          "address add 239.1.2.3/32 dev va autojoin\n"
          "address add 2001:db8::1/60 dev va nodad\n"
          "route add 198.51.100.0/24 via 192.0.2.2 src 192.0.2.1 metric 7 mtu 1300\n"
          "route add 198.18.0.0/15 nexthop via 192.0.2.2 nexthop via 192.0.2.3\n"
          "route add default via 192.0.2.254\n"
          "rule add from 192.0.2.0/24 to 10.0.0.0/8 iif va fwmark 1/2 lookup 77 priority 999\n"
          "rule add ipproto tcp sport 1-2 dport 3-4 uidrange 0-5 oif va goto 32766 priority 998\n"
          "neighbour add 192.0.2.9 lladdr 02:00:00:00:00:09 dev va nud permanent\n"
          "neighbour add proxy 192.0.2.77 dev va\n"
          "netns set %s auto\n"
          ".",
          name, other, other, other);
}

/* Rules of each kind of packet filter, as far as this kernel and its programs know them. */
static void
furnish_filters(struct scene *scene, const char *name)
{
    static const char *const commands[] = {
        "iptables-legacy -N sf && iptables-legacy -A INPUT -i lo -j sf && iptables-legacy -A OUTPUT -o lo -p udp &&"
        " iptables-legacy -A sf -s 192.0.2.0/24 ! -d 198.51.100.7 -p tcp -m comment --comment c -j DROP",
        "nft 'add table ip t; add set ip t s { type ipv4_addr; flags timeout; timeout 1h; }; add counter ip t hits;"
        " add map ip t m { type inet_service : verdict; };'",
        "nft 'add flowtable ip t f { hook ingress priority 0; devices = { lo }; }'",
        "unshare -m sh -c 'mkdir pins && mount -t bpf bpf pins && holder bpf-pin-cls:pins/p </dev/null >/dev/null &&"
        " tc qdisc add dev va ingress_block 7 egress_block 8 clsact;"
        " tc qdisc add dev lo clsact && tc filter add dev lo ingress bpf da object-pinned pins/p'",
    };

    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        (void)sh(scene, "ip netns exec %s %s%s%s", name, i == 0 ? "sh -c \"" : "", commands[i], i == 0 ? "\"" : "");
}

/* What not every kernel lets a program have. */
static void
start_if_possible(struct scene *scene, const char *action)
{
    if (sh(scene, "holder %s </dev/null >/dev/null 2>&1", action).status == 0)
        actor_start(scene, "holder %s", action);
}

/* Loads the fixtures and a snapshot of this host that leaves nothing out. */
static void
take_everything(struct scene *scene)
{
    char *name = scene_namespace(scene), *other = scene_namespace(scene);

    furnish(scene, name, other);
    furnish_filters(scene, name);
    /* Ports of vsock belong to the whole machine, not to a namespace. */
    actor_start(scene,
                "ip netns exec %s holder time-wait:81 orphan:82 request:192.0.2.1,192.0.2.9,83"
                " tcp6-listen:84 tcp6-connect:84 accept udp4:85 packet netlink unix-pair vsock-listen:%d file:plain"
                " served=serve:unix-listen:served call:unix-connect:served"
                " sent:tcp4-listen:87 registered:tcp4-listen:88 tun:tun7 tun pty posix-lock:bytes embryo:path "
                "watches:watched mptcp4-listen:89 "
                "mptcp4-connect:89 bpf-prog bpf-filter bpf-map bpf-link classic-filter fork",
                name, 1024 + getpid() % 50000);
    start_if_possible(scene, "bpf-tp-btf");
    start_if_possible(scene, "bpf-iter");
    start_if_possible(scene, "bpf-struct-ops");
    /* A program that is gone, one that was upgraded, and one with capabilities. */
    sh_ok(scene, "cp $(command -v holder) gone; cp gone upgraded; cp gone capable; setcap cap_net_raw=eip capable");
    actor_start(scene, "./gone unix-pair");
    actor_start(scene, "./upgraded unix-pair");
    actor_start(scene, "./capable unix-pair");
    sh_ok(scene, "mv gone newer; mv newer upgraded");
    sh_usable(
        scene,
        "collect -q --thorough --environ --maps --hash-exe --save-deleted --case c --operator o --note n -o s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst $STILLFRAME_BUILD/fixtures/*.tar.zst");
}

/* The columns that have no value anywhere, "table.column", a line each. */
static char *
empty_columns(struct scene *scene)
{
    /* A statement for each table: query() keeps a connection for each. */
    char *statements = query(scene, "case.db",
                             "SELECT group_concat('SELECT ''' || o.name || '.' || c.name || ''' WHERE NOT EXISTS "
                             "(SELECT 1 FROM \"' || o.name ||"
                             " '\" WHERE \"' || c.name || '\" IS NOT NULL)', ' UNION ALL ')"
                             " FROM sqlite_schema AS o JOIN pragma_table_info(o.name) AS c"
                             " WHERE o.type IN ('table', 'view') AND o.name NOT GLOB 'sqlite_*' GROUP BY o.name");
    char *empty = scene_text(scene, "%s", "");

    for (char *rest = NULL, *sql = strtok_r(statements, "\n", &rest); sql; sql = strtok_r(NULL, "\n", &rest)) {
        char *one = query(scene, "case.db", "%s", sql);

        if (*one)
            empty = scene_text(scene, "%s%s", empty, one);
    }
    return empty;
}

/* A line of columns.txt: pattern of table.column, the test that fills it or "-", and why nothing here does. */
struct excuse {
    char *pattern, *test, *why;
};

static struct excuse
find_excuse(struct scene *scene, const char *list, const char *column)
{
    char *text = scene_text(scene, "%s", list);

    for (char *rest = NULL, *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *field = NULL;
        struct excuse excuse = { strtok_r(line, "\t", &field), strtok_r(NULL, "\t", &field),
                                 strtok_r(NULL, "\t", &field) };

        if (excuse.why && fnmatch(excuse.pattern, column, 0) == 0)
            return excuse;
    }
    return (struct excuse){ 0 };
}

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The next place between `from` and `end` where the word stands by itself; NULL when there is none. */
static const char *
find_word(const char *from, const char *end, const char *word)
{
    size_t len = strlen(word);

    for (const char *at = from; (size_t)(end - at) >= len && (at = memmem(at, (size_t)(end - at), word, len)); at++) {
        if ((at == from || !is_word(at[-1])) && (at + len == end || !is_word(at[len])))
            return at;
    }
    return NULL;
}

/* Whether the word begins a pair of assert_cells that expects NULL. */
static bool
wants_null(const char *after, const char *end)
{
    static const char null[] = "NULL\"";

    if (end - after < 2 || after[0] != '"' || after[1] != ',')
        return false;
    for (after += 2; after < end && (isspace((unsigned char)*after) || *after == '"'); after++)
        ;
    return (size_t)(end - after) >= strlen(null) && strncmp(after, null, strlen(null)) == 0;
}

/* Where the statement ends: strings with a semicolon in them stand within a line. */
static const char *
end_of_statement(const char *from)
{
    const char *end = strstr(from, ";\n");

    return end ? end + 1 : from + strlen(from);
}

/* Whether a statement of the test names the table, and the column with a value for it. */
static bool
is_asserted(const char *test, const char *table, const char *column)
{
    for (const char *from = test, *end; *from; from = end) {
        end = end_of_statement(from);
        if (!find_word(from, end, table))
            continue;
        for (const char *at = from; (at = find_word(at, end, column));) {
            at += strlen(column);
            if (!wants_null(at, end))
                return true;
        }
    }
    return false;
}

/* What is wrong with the line of columns.txt on that column; NULL when the line is right. */
static const char *
find_fault(struct scene *scene, const char *list, const char *name)
{
    struct excuse excuse = find_excuse(scene, list, name);
    char *table = scene_text(scene, "%s", name);
    char *column = strchr(table, '.');

    assert_non_null(column);
    *column++ = '\0';
    if (!excuse.why)
        return "columns.txt does not say why";
    if (strcmp(excuse.test, "-") == 0 || is_asserted(sh_ok(scene, "cat \"$TOP/%s\"", excuse.test), table, column))
        return NULL;
    return scene_text(scene, "%s asserts no value of it", excuse.test);
}

/* A TCP socket that is neither bound nor connected is in no table and no dump. */
TEST(no_column_of_osquery_is_null_where_osquery_has_a_value)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4 tcp6 udp4:0 unix-pair packet netlink file:plain");
    char *nulls;
    sqlite3 *db;

    sh_usable(scene, "collect -q --environ --maps --hash-exe -o s.tar.zst; analyze load case.db s.tar.zst");
    assert_int_equal(sqlite3_open(scene_text(scene, "%s/case.db", scene_directory(scene)), &db), SQLITE_OK);
    nulls = osquery_nulls(db, sh_ok(scene, "cat $TOP/tests/analyze/schema/osquery_nulls.txt"));
    if (nulls)
        fail_msg("NULL where osquery has a value:\n%s", nulls);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_string_equal(query(scene, "case.db",
                              "SELECT family, protocol, state, local_port, remote_address FROM process_open_sockets"
                              " WHERE pid = %d AND state <> 'LISTEN' AND protocol = 6 ORDER BY family",
                              (int)actor->pid),
                        "2|6|UNKNOWN|0|\n10|6|UNKNOWN|0|\n");
    scene_end(scene);
}

TEST(every_column_is_filled_by_something)
{
    struct scene *scene = scene_begin();
    char *list, *empty;
    int wrong = 0;

    scene_needs_root();
    take_everything(scene);
    list = sh_ok(scene, "cat $TOP/tests/live/columns.txt");
    empty = empty_columns(scene);
    for (char *rest = NULL, *column = strtok_r(empty, "\n", &rest); column; column = strtok_r(NULL, "\n", &rest)) {
        const char *fault = find_fault(scene, list, column);

        if (fault)
            print_error("%s: empty, and %s\n", column, fault);
        wrong += fault != NULL;
    }
    assert_int_equal(wrong, 0);
    scene_end(scene);
}
