/*
 * Reading network namespaces, without a kernel: netlink messages, what is left out for its cost, which modules exist, which sockets were
 * seen.
 */
#include "tests/support/test.h"

#include "collect/base/netlink.h"
#include "collect/net/autoload.h"
#include "collect/net/cost.h"
#include "collect/net/generic.h"
#include "collect/net/seen.h"
#include "collect/netns/netns.h"

#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/wireguard.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
put_message(struct bytes *out, unsigned short type, unsigned short flags, const void *body, size_t size)
{
    struct nlmsghdr header = { .nlmsg_len = (uint32_t)(NLMSG_HDRLEN + size), .nlmsg_type = type, .nlmsg_flags = flags };

    bytes_append(out, &header, sizeof(header));
    bytes_append(out, body, size);
    while (out->len % NLMSG_ALIGNTO)
        bytes_byte(out, 0);
}

TEST(netlink_scan_finds_the_end_and_its_error)
{
    struct netlink_answer answer = { 0 };
    struct bytes text = { 0 };
    int32_t error = -2;

    put_message(&text, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, "12345", 5);
    assert_int_equal(netlink_scan(text.data, text.len, &answer), 0);
    assert_false(answer.done);
    put_message(&text, NLMSG_DONE, NLM_F_MULTI | NLM_F_DUMP_INTR, &error, sizeof(error));
    assert_int_equal(netlink_scan(text.data, text.len, &answer), 0);
    assert_true(answer.done);
    assert_true(answer.interrupted);
    assert_int_equal(answer.error, 2);
    bytes_free(&text);
}

TEST(netlink_scan_refuses_what_is_cut_or_too_short)
{
    struct netlink_answer answer = { 0 };
    struct bytes text = { 0 };

    put_message(&text, SOCK_DIAG_BY_FAMILY, 0, "12345678", 8);
    for (size_t len = 1; len < text.len; len++)
        assert_int_equal(netlink_scan(text.data, len, &answer), -1);
    memset(text.data, 0, sizeof(uint32_t)); /* a length of 0 would never end */
    assert_int_equal(netlink_scan(text.data, text.len, &answer), -1);
    bytes_free(&text);
}

static void
put_attribute(struct bytes *out, unsigned type, const void *value, size_t size)
{
    struct nlattr header = { (uint16_t)(sizeof(header) + size), (uint16_t)type };

    bytes_append(out, &header, sizeof(header));
    bytes_append(out, value, size);
    while (out->len % NLMSG_ALIGNTO)
        bytes_byte(out, 0);
}

/* A family as ctrl_fill_info() puts it: the name first, with its NUL. */
static void
put_family(struct bytes *out, const char *name, uint16_t id)
{
    static const struct genlmsghdr header = { .cmd = CTRL_CMD_NEWFAMILY, .version = 2 };
    struct bytes body = { 0 };

    bytes_append(&body, &header, sizeof(header));
    put_attribute(&body, CTRL_ATTR_FAMILY_NAME, name, strlen(name) + 1);
    put_attribute(&body, CTRL_ATTR_FAMILY_ID, &id, sizeof(id));
    put_message(out, GENL_ID_CTRL, NLM_F_MULTI, body.data, body.len);
    bytes_free(&body);
}

TEST(families_are_known_by_their_whole_name)
{
    const struct dump *wireguard = &dumps[dump_find("genetlink/wireguard")], *fou = &dumps[dump_find("genetlink/fou")];
    struct generic generic = { 0 };
    struct bytes text = { 0 };

    put_family(&text, "nlctrl", GENL_ID_CTRL);
    put_family(&text, "wireguard2", 30);
    put_family(&text, "wire", 31);
    put_family(&text, "wireguard", 32);
    generic_take(&generic, text.data, text.len);
    assert_int_equal(generic_id(&generic, wireguard), 32);
    assert_int_equal(generic_id(&generic, fou), 0);
    assert_int_equal(generic_id(&generic, &dumps[dump_find("diag/tcp")]), 0);
    assert_true(generic_is_by_interface(wireguard));
    assert_false(generic_is_by_interface(fou));
    bytes_free(&text);
}

TEST(families_of_this_kernel)
{
    int fd = netlink_socket(&(struct guard){ 0 }, NETLINK_GENERIC);
    struct generic generic;

    assert_true(fd >= 0);
    generic = generic_ask(&(struct guard){ 0 }, fd);
    assert_int_equal(generic.error, 0);
    close(fd);
}

static void
put_link(struct bytes *out, int index, const char *kind)
{
    struct ifinfomsg link = { .ifi_index = index };
    struct bytes body = { 0 }, info = { 0 };

    bytes_append(&body, &link, sizeof(link));
    put_attribute(&body, IFLA_IFNAME, "wireguard", sizeof("wireguard"));
    put_attribute(&info, IFLA_INFO_KIND, kind, strlen(kind) + 1);
    put_attribute(&body, IFLA_LINKINFO | NLA_F_NESTED, info.data, info.len);
    put_message(out, RTM_NEWLINK, NLM_F_MULTI, body.data, body.len);
    bytes_free(&body);
    bytes_free(&info);
}

TEST(interfaces_are_asked_about_by_their_kind)
{
    struct numbers interfaces = { 0 };
    struct bytes text = { 0 };

    put_link(&text, 3, "vxlan");
    put_link(&text, 4, "wireguard");
    put_link(&text, 70000, "wireguard");
    assert_int_equal(generic_add_interfaces(&interfaces, text.data, text.len), 0);
    assert_int_equal(interfaces.count, 2);
    assert_int_equal(interfaces.values[0], 4);
    assert_int_equal(interfaces.values[1], 70000);
    for (size_t len = 0; len < text.len; len++) /* never past the end */
        assert_int_equal(generic_add_interfaces(&interfaces, text.data, len), 0);
    numbers_free(&interfaces);
    bytes_free(&text);
}

/* Takes the id of every peer in every message, and nothing else. */
TEST(keys_are_wiped)
{
    static const struct genlmsghdr header = { .cmd = WG_CMD_GET_DEVICE, .version = 1 };
    struct bytes text = { 0 }, body = { 0 }, peer = { 0 }, peers = { 0 };
    size_t left = 0;

    put_attribute(&peer, WGPEER_A_PUBLIC_KEY, "PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPP", WG_KEY_LEN);
    put_attribute(&peer, WGPEER_A_PRESHARED_KEY, "SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS", WG_KEY_LEN);
    put_attribute(&peers, 0 | NLA_F_NESTED, peer.data, peer.len);
    put_attribute(&peers, 0 | NLA_F_NESTED, peer.data, peer.len);
    bytes_append(&body, &header, sizeof(header));
    put_attribute(&body, WGDEVICE_A_PRIVATE_KEY, "SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS", WG_KEY_LEN);
    put_attribute(&body, WGDEVICE_A_PUBLIC_KEY, "PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPP", WG_KEY_LEN);
    put_attribute(&body, WGDEVICE_A_PEERS | NLA_F_NESTED, peers.data, peers.len);
    put_message(&text, 29, NLM_F_MULTI, body.data, body.len);
    put_message(&text, 29, NLM_F_MULTI, body.data, body.len);
    generic_wipe_keys(text.data, text.len);
    assert_null(memchr(text.data, 'S', text.len));
    for (size_t i = 0; i < text.len; i++)
        left += text.data[i] == 'P';
    assert_int_equal(left, 2 * 3 * WG_KEY_LEN);
    bytes_free(&text);
    bytes_free(&body);
    bytes_free(&peer);
    bytes_free(&peers);
}

TEST(every_dump_has_a_whole_request)
{
    struct dump_options options = { .device = "lo" };
    struct bytes request = { 0 };

    for (size_t i = 0; i < dump_count; i++) {
        struct nlmsghdr header;

        dump_request(&request, &dumps[i], &options);
        assert_true(request.len > sizeof(header));
        memcpy(&header, request.data, sizeof(header));
        assert_int_equal(header.nlmsg_len, request.len);
        assert_int_equal(header.nlmsg_flags, NLM_F_REQUEST | NLM_F_DUMP);
        assert_int_equal(dump_find(dumps[i].path), i);
    }
    bytes_free(&request);
}

static struct socket_counts
counts_of(const char *sockstat, const char *sockstat6)
{
    struct socket_counts counts = { 0 };

    socket_counts_parse(&counts, sockstat, strlen(sockstat));
    socket_counts_parse(&counts, sockstat6, strlen(sockstat6));
    return counts;
}

TEST(sockstat_is_understood)
{
    struct socket_counts c =
        counts_of("sockets: used 16\nTCP: inuse 3 orphan 0 tw 2 alloc 9 mem 1\nUDP: inuse 7 mem 0\n"
                  "UDPLITE: inuse 5\nFRAG: inuse 0 memory 0\n",
                  "TCP6: inuse 4\nUDP6: inuse 1\nFRAG6: inuse 0 memory 0\n");

    assert_true(c.read);
    assert_true(c.read6);
    assert_int_equal(socket_counts_tcp(&c), 9);
    assert_int_equal(c.allocated, 9);
    assert_int_equal(c.udp, 7);
    assert_int_equal(c.udp6, 1);
    c = counts_of("TCP: inuse x\n", "");
    assert_false(c.read);
}

static bool
skips(const struct cost *cost, const struct pass *pass, const char *path)
{
    struct bytes reason = { 0 };
    bool skipped = cost_skips(cost, pass, path, &reason);

    assert_true(skipped == (reason.len > 0));
    bytes_free(&reason);
    return skipped;
}

TEST(a_namespace_without_tcp_is_not_walked)
{
    struct pass pass = { .counts = counts_of("TCP: inuse 0 orphan 0 tw 0 alloc 10 mem 1\n", "TCP6: inuse 0\n") };
    struct cost cost;

    cost_begin(&cost, false);
    cost_add(&cost, &pass.counts);
    assert_true(skips(&cost, &pass, "tcp"));
    assert_true(skips(&cost, &pass, "tcp6"));
    assert_false(skips(&cost, &pass, "diag/tcp")); /* sockets that are only bound */
    pass_has_read(&pass, dump_find("diag/tcp"));
    pass = (struct pass){ .counts = pass.counts, .again = true, .earlier = pass.whole };
    assert_true(skips(&cost, &pass, "diag/tcp"));
    assert_false(skips(&cost, &pass, "udp"));
    cost.thorough = true;
    assert_false(skips(&cost, &pass, "tcp"));
}

TEST(a_namespace_whose_counts_are_unknown_is_walked)
{
    struct pass pass = { .counts = { 0 } };
    struct cost cost;

    cost_begin(&cost, false);
    cost_add(&cost, &pass.counts);
    assert_false(skips(&cost, &pass, "tcp"));
    assert_false(skips(&cost, &pass, "diag/tcp"));
}

TEST(long_tables_are_left_out_when_the_dump_is_whole)
{
    struct pass pass = { .counts = counts_of("TCP: inuse 9000 tw 0 alloc 9000\nUDP: inuse 75000\n", "") };
    struct cost cost;

    cost_begin(&cost, false);
    cost_add(&cost, &pass.counts);
    assert_true(cost_waits(&cost, &pass, "udp"));
    assert_false(cost_waits(&cost, &pass, "tcp"));
    assert_false(skips(&cost, &pass, "udp")); /* there is nothing else to go by */
    pass_has_read(&pass, dump_find("diag/udp"));
    pass_has_read(&pass, dump_find("diag/tcp"));
    assert_true(skips(&cost, &pass, "udp"));
    assert_false(skips(&cost, &pass, "udp6"));
    assert_false(skips(&cost, &pass, "tcp"));
    pass.again = true;
    assert_true(skips(&cost, &pass, "tcp"));
}

TEST(text_is_read_where_the_dump_of_the_same_is_not_whole)
{
    struct pass pass = { .again = true };
    struct cost cost;

    cost_begin(&cost, false);
    assert_true(cost_waits(&cost, &pass, "nf_conntrack"));
    assert_false(cost_waits(&cost, &pass, "nf_conntrack_expect"));
    assert_false(skips(&cost, &pass, "nf_conntrack"));
    pass_has_read(&pass, dump_find("ctnetlink/conntrack"));
    assert_true(skips(&cost, &pass, "nf_conntrack"));
    assert_true(skips(&cost, &pass, "ip_conntrack"));
    assert_false(skips(&cost, &pass, "nf_conntrack_expect"));
    cost.thorough = true;
    assert_false(skips(&cost, &pass, "nf_conntrack"));
    assert_false(cost_waits(&cost, &pass, "nf_conntrack"));
}

TEST(among_many_namespaces_each_is_walked_once)
{
    struct pass pass = { .counts = counts_of("TCP: inuse 1 tw 0 alloc 200000\n", "") };
    struct cost cost;

    cost_begin(&cost, false);
    for (int i = 0; i < 200; i++)
        cost_add(&cost, &pass.counts);
    assert_false(skips(&cost, &pass, "diag/tcp"));
    pass_has_read(&pass, dump_find("diag/tcp"));
    assert_true(skips(&cost, &pass, "tcp6"));
    assert_true(skips(&cost, &pass, "diag/udp")); /* so many namespaces that empty tables are not read */
    assert_false(skips(&cost, &pass, "diag/udp6"));
    assert_false(skips(&cost, &pass, "diag/mptcp"));
    assert_false(skips(&cost, &pass, "diag/unix"));
    pass = (struct pass){ .counts = pass.counts, .again = true, .earlier = pass.whole };
    assert_true(skips(&cost, &pass, "diag/tcp"));
    assert_true(skips(&cost, &pass, "tcp"));
    pass.earlier = 0; /* the namespace was found later: this is its first pass */
    assert_false(skips(&cost, &pass, "diag/tcp"));
}

/* Few sockets, many namespaces: the tables once, the dumps twice. */
TEST(among_several_namespaces_the_tables_are_walked_once)
{
    struct pass pass = { .counts = counts_of("TCP: inuse 1 tw 0 alloc 100\n", "") };
    struct cost cost;

    cost_begin(&cost, false);
    for (int i = 0; i < 20; i++)
        cost_add(&cost, &pass.counts);
    pass_has_read(&pass, dump_find("diag/tcp"));
    assert_false(skips(&cost, &pass, "tcp"));
    pass = (struct pass){ .counts = pass.counts, .again = true, .earlier = pass.whole };
    assert_false(skips(&cost, &pass, "diag/tcp"));
    assert_false(skips(&cost, &pass, "tcp")); /* the dump failed */
    pass_has_read(&pass, dump_find("diag/tcp"));
    assert_true(skips(&cost, &pass, "tcp"));
    assert_true(skips(&cost, &pass, "tcp6"));
}

/* The table before the walk, the dump after it. */
TEST(many_sockets_are_dumped_once)
{
    struct pass pass = { .counts = counts_of("TCP: inuse 20001 tw 0 alloc 20001\n", "") };
    struct cost cost;

    cost_begin(&cost, false);
    cost_add(&cost, &pass.counts);
    assert_true(skips(&cost, &pass, "diag/tcp"));
    assert_false(skips(&cost, &pass, "tcp"));
    pass = (struct pass){ .counts = pass.counts, .again = true };
    assert_false(skips(&cost, &pass, "diag/tcp"));
    pass_has_read(&pass, dump_find("diag/tcp"));
    assert_true(skips(&cost, &pass, "tcp"));
    pass = (struct pass){ .counts = pass.counts };
    cost.thorough = true;
    assert_false(skips(&cost, &pass, "diag/tcp"));
}

/* A table is held in memory as a whole. */
TEST(a_table_that_is_too_long_for_memory_is_left_out)
{
    struct pass pass = { .counts = counts_of("TCP: inuse 1000000 tw 0 alloc 1000000\n", "") };
    struct cost cost;

    cost_begin(&cost, false);
    cost_add(&cost, &pass.counts);
    assert_true(cost_waits(&cost, &pass, "tcp"));
    assert_false(skips(&cost, &pass, "tcp"));
    assert_false(skips(&cost, &pass, "diag/tcp"));
    pass_has_read(&pass, dump_find("diag/tcp"));
    assert_true(skips(&cost, &pass, "tcp"));
}

TEST(conntrack_counts_are_hexadecimal)
{
    static const char none[] = "entries  clashres\n00000000  00000000\n";
    static const char some[] = "entries  clashres\n0000001f  00000000\n";

    assert_true(conntrack_is_empty(none, sizeof(none) - 1));
    assert_false(conntrack_is_empty(some, sizeof(some) - 1));
    assert_false(conntrack_is_empty("entries", 7));
}

TEST(only_modules_that_are_there_are_asked)
{
    static const char text[] = "0000000000000000 t tcp_diag_get_info\n"
                               "0000000000000000 t udp_diag_dump_one\n"
                               "ffffffffc0a01000 t unix_diag_dump\t[unix_diag]\n"
                               "ffffffffc0a02000 t raw_diag_dump.llvm.42\n";
    struct autoload autoload = { 0 };

    autoload_take(&autoload, text, sizeof(text) - 1);
    assert_null(autoload_module(&autoload, &dumps[dump_find("diag/tcp")]));
    assert_null(autoload_module(&autoload, &dumps[dump_find("diag/unix")]));
    assert_null(autoload_module(&autoload, &dumps[dump_find("diag/raw6")]));
    assert_string_equal(autoload_module(&autoload, &dumps[dump_find("diag/udplite6")]), "udp_diag");
    assert_string_equal(autoload_module(&autoload, &dumps[dump_find("ctnetlink/conntrack")]), "nf_conntrack_netlink");
    assert_null(autoload_module(&autoload, &dumps[dump_find("rtnetlink/link")]));
    autoload.is_impossible = true;
    assert_null(autoload_module(&autoload, &dumps[dump_find("diag/udp")]));
}

TEST(sockets_of_dumps_and_tables_are_remembered)
{
    static const char tcp[] =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
        "26442 1 0000000000000000 100 0 0 10 0\n";
    const struct dump *dump = &dumps[dump_find("diag/tcp")];
    struct inet_diag_msg body = { 0 };
    struct bytes text = { 0 };
    struct inodes set;

    inodes_init(&set);
    for (uint32_t i = 1; i <= 10000; i++) {
        body.idiag_inode = i;
        bytes_clear(&text);
        put_message(&text, TCPDIAG_GETSOCK, NLM_F_MULTI, &body, sizeof(body));
        seen_add_dump(&set, dump, text.data, text.len);
    }
    seen_add_dump(&set, dump, text.data, text.len - 1); /* cut: no message at all */
    assert_int_equal(set.count, 10000);
    assert_true(inodes_has(&set, 10000));
    assert_false(inodes_has(&set, 26442));
    assert_false(inodes_has(&set, 0));
    seen_add_table(&set, "inet", tcp, sizeof(tcp) - 1);
    assert_true(inodes_has(&set, 26442));
    inodes_free(&set);
    bytes_free(&text);
}

TEST(namespaces_are_listed_once_with_the_ways_to_them)
{
    struct netns_table table;
    int fd = dup(0), other = dup(0);

    netns_table_init(&table);
    netns_add_inhabited(&table, 7);
    assert_true(netns_is_known(&table, 7));
    netns_add(&table, 5, NETNS_MOUNT, 1, "/run/netns/a", -1, 13);
    assert_false(netns_is_known(&table, 5));
    netns_add(&table, 5, NETNS_MOUNT, 2, "/run/netns/a", fd,
              0); /* the same namespace, from another mount namespace, and readable */
    netns_add(&table, 5, NETNS_DESCRIPTOR, 3, "fd/4", other, 0);
    assert_true(netns_is_known(&table, 5));
    assert_int_equal(table.count, 2);
    assert_int_equal(table.list[0].inode, 5);
    assert_int_equal(table.list[0].fd, fd);
    assert_int_equal(table.sighting_count, 2);
    assert_int_equal(close(other), -1); /* the descriptor was not kept */
    netns_table_free(&table);
    assert_int_equal(close(fd), -1);
}

/* On Linux 3.8 to 3.18, the file of a namespace is a regular file of procfs, so any regular file there may be one. */
TEST(netns_inode_of_files_that_may_be_one)
{
    static const struct {
        const char *path;
        bool may_be;
    } cases[] = {
        { "/proc/self/ns/net", true }, { "/proc/self/stat", true }, { "/proc/self/ns", false },
        { "/dev/null", false },        { "/etc/passwd", false },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int fd = open(cases[i].path, O_RDONLY);
        struct stat st;

        assert_int_equal(fstat(fd, &st), 0);
        assert_int_equal(netns_inode(&(struct guard){ 0 }, fd), cases[i].may_be ? st.st_ino : 0);
        close(fd);
    }
}
