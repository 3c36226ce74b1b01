/*
 * The kernel shows tracked connections twice, through ctnetlink and as text in /proc/net.  Both must agree, and the text replaces a dump
 * that fails.
 */
#include "tests/support/test.h"

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

struct tracking {
    struct scene *scene;
    long long inode;
};

static struct tracking
begin(void)
{
    struct tracking t = { .scene = scene_begin() };
    char *name;

    scene_needs_root();
    if (sh(t.scene, "test -e /proc/net/nf_conntrack && test -e /proc/net/nf_conntrack_expect").status != 0)
        skip();
    name = scene_namespace(t.scene);
    t.inode = (long long)scene_namespace_inode(t.scene, name);
    actor_start(t.scene, "ip netns exec %s holder tracked", name);
    return t;
}

static void
expect_states(const struct tracking *t, const char *wanted)
{
    assert_string_equal(
        query(t->scene, "case.db",
              "SELECT replace(path, 'net/%lld/context/', ''), state, reason FROM members WHERE path IN"
              " ('net/%lld/context/ctnetlink/conntrack', 'net/%lld/context/nf_conntrack') ORDER BY path",
              t->inode, t->inode, t->inode),
        wanted);
    assert_string_equal(query(t->scene, "case.db",
                              "SELECT p.want, p.have FROM problems AS p JOIN members AS m USING (member_id)"
                              " WHERE m.path GLOB 'net/%lld/context/*conntrack*'",
                              t->inode),
                        "");
}

#define ENTRIES                                                                                                   \
    "SELECT source, family, protocol, orig_source_address, orig_source_port, orig_destination_port,"              \
    " reply_source_address, reply_source_port, reply_destination_address, icmp_id, status & 62, tcp_state, mark," \
    " zone FROM conntrack_entries WHERE net_namespace = %lld ORDER BY protocol, orig_source_port, "               \
    "orig_destination_port"

/* The status of the translated connection has 16 | 32, derived from its addresses: the kernel sets these bits only where it translated. */
#define WANTED(source, translated)                                                                    \
    source "|2|1|10.0.0.7|NULL|NULL|192.0.2.1|NULL|10.0.0.7|4711|10|NULL|7|NULL\n" source             \
           "|2|6|10.0.0.7|40000|80|172.17.0.2|8080|192.0.2.254|NULL|" translated "|3|7|NULL\n" source \
           "|2|6|10.0.0.8|40000|81|192.0.2.1|81|10.0.0.8|NULL|8|1|7|NULL\n" source                    \
           "|2|6|10.0.0.7|40001|21|192.0.2.9|21|10.0.0.7|NULL|14|3|7|NULL\n" source                   \
           "|10|17|2001:db8::7|5353|53|2001:db8::1|53|2001:db8::7|NULL|10|NULL|7|NULL\n"

TEST(tracked_connections_are_read_once)
{
    struct tracking t = begin();

    sh_usable(t.scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_states(&t, "ctnetlink/conntrack|ok|NULL\nnf_conntrack|skipped|ctnetlink/conntrack has all of it\n");
    assert_string_equal(query(t.scene, "case.db", ENTRIES, t.inode), WANTED("ctnetlink", "14"));
    assert_string_equal(query(t.scene, "case.db",
                              "SELECT family, protocol, source_address, source_port, destination_address,"
                              " destination_port, timeout BETWEEN 1 AND 300, flags, helper"
                              " FROM proc_net_conntrack_expect WHERE net_namespace = %lld",
                              t.inode),
                        "2|6|192.0.2.9|0|10.0.0.7|50000|1|NULL|ftp\n");
    scene_end(t.scene);
}

TEST(tracked_connections_of_the_text_where_the_dump_is_refused)
{
    struct tracking t = begin();

    sh_usable(t.scene, "confine errno netlink -- collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_states(&t, "ctnetlink/conntrack|denied|NULL\nnf_conntrack|ok|NULL\n");
    assert_string_equal(query(t.scene, "case.db", ENTRIES, t.inode), WANTED("nf_conntrack", "62"));
    scene_end(t.scene);
}

/* Compares the two, column by column. */
TEST(tracked_connections_of_text_and_dump_are_the_same)
{
    static const char columns[] =
        "family, protocol, orig_source_address, orig_source_ip, orig_source_port, orig_destination_address,"
        " orig_destination_ip, orig_destination_port, reply_source_address, reply_source_ip, reply_source_port,"
        " reply_destination_address, reply_destination_ip, reply_destination_port, icmp_id, icmp_type, icmp_code,"
        " status & 14, mark, tcp_state, sctp_state, dccp_state, orig_packets, reply_packets, security_context";
    struct tracking t = begin();

    sh_usable(t.scene, "collect -q --thorough -o s.tar.zst; analyze load case.db s.tar.zst");
    expect_states(&t, "ctnetlink/conntrack|ok|NULL\nnf_conntrack|ok|NULL\n");
    assert_string_equal(query(t.scene, "case.db", ENTRIES, t.inode), WANTED("ctnetlink", "14"));
    assert_int_equal(query_number(t.scene, "case.db",
                                  "SELECT count(*) FROM (SELECT %s FROM conntrack WHERE net_namespace = %lld INTERSECT"
                                  " SELECT %s FROM proc_net_conntrack WHERE net_namespace = %lld)",
                                  columns, t.inode, columns, t.inode),
                     5);
    scene_end(t.scene);
}
