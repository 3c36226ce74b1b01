/*
 * Netlink formats survive any bytes: dumps of this machine, cut at every byte and mutated, the same way in every run.
 */
#include "tests/support/test.h"

#include <linux/inet_diag.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "analyze/formats/registry.h"
#include "tests/support/format_touch.h"
#include "tests/support/netlink.h"

#define MUTATIONS 4000

/* Bytes of a dump that are enough: a few messages. */
#define SEED_MAX 4096

static const struct inet_diag_req tcp = { .idiag_ext = 0xff, .idiag_states = ~0U };
static const struct unix_diag_req local = { .sdiag_family = AF_UNIX, .udiag_states = ~0U, .udiag_show = 0x7f };
static const struct packet_diag_req packet = { .sdiag_family = AF_PACKET, .pdiag_show = 0x3f };
static const struct netlink_diag_req netlink = {
    .sdiag_family = AF_NETLINK,
    .sdiag_protocol = NDIAG_PROTO_ALL,
    .ndiag_show = 0xb,
};
static const struct rtmsg any;
static const struct tcmsg queue;

static const struct source {
    const char *format;
    const char *file;
    int protocol;
    unsigned type;
    const void *request;
    size_t size;
} sources[] = {
    { "diag_inet", "diag/tcp", NETLINK_SOCK_DIAG, TCPDIAG_GETSOCK, &tcp, sizeof(tcp) },
    { "diag_unix", "diag/unix", NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, &local, sizeof(local) },
    { "diag_packet", "diag/packet", NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, &packet, sizeof(packet) },
    { "diag_netlink", "diag/netlink", NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, &netlink, sizeof(netlink) },
    { "rtnl_link", "rtnetlink/link", NETLINK_ROUTE, RTM_GETLINK, &any, sizeof(any) },
    { "rtnl_address", "rtnetlink/address", NETLINK_ROUTE, RTM_GETADDR, &any, sizeof(any) },
    { "rtnl_route", "rtnetlink/route", NETLINK_ROUTE, RTM_GETROUTE, &any, sizeof(any) },
    { "rtnl_rule", "rtnetlink/rule", NETLINK_ROUTE, RTM_GETRULE, &any, sizeof(any) },
    { "rtnl_neighbour", "rtnetlink/neighbour", NETLINK_ROUTE, RTM_GETNEIGH, &any, sizeof(any) },
    { "rtnl_qdisc", "rtnetlink/qdisc", NETLINK_ROUTE, RTM_GETQDISC, &queue, sizeof(queue) },
};

#define SOURCES (sizeof(sources) / sizeof(sources[0]))

/* A dump of this machine, and for what it may lack one message of every type with every attribute. */
static struct buffer
seed_of(const struct source *source)
{
    static const unsigned types[] = { SOCK_DIAG_BY_FAMILY, RTM_NEWLINK,  RTM_NEWADDR, RTM_NEWROUTE,
                                      RTM_NEWRULE,         RTM_NEWNEIGH, RTM_NEWNSID, NFNL_SUBSYS_CTNETLINK << 8 };
    static const unsigned char body[80] = { [0] = 10, [1] = 1, [63] = 2 };
    int error;
    struct buffer real = netlink_dump(source->protocol, source->type, source->request, source->size, &error);
    struct made made = { 0 };

    made_bytes(&made, real.ptr, real.len < SEED_MAX ? real.len : SEED_MAX);
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        made_begin(&made, types[i], NLM_F_MULTI);
        made_bytes(&made, body, types[i] == SOCK_DIAG_BY_FAMILY ? 72 : 16);
        for (unsigned attribute = 0; attribute < 24; attribute++)
            made_attribute(&made, attribute, body, 4 + attribute);
        made_end(&made);
    }
    made_done(&made, 0);
    buffer_free(&real);
    return made.bytes;
}

static void
parse(const char *format, const char *file, const char *bytes, size_t len, bool big_endian)
{
    struct format_input input = {
        .text = { bytes, len }, .big_endian = big_endian, .file = slice_of(file), .pass = slice_of("before")
    };

    assert_int_equal(format_touch(format, &input), 0);
}

static uint64_t
random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Changes bytes and lengths, and cuts; lengths and types of attributes are small numbers at even places. */
static size_t
mutate(char *bytes, size_t len, uint64_t *state)
{
    size_t at = (size_t)(random_next(state) % len);

    switch (random_next(state) % 4) {
    case 0:
        bytes[at] = (char)random_next(state);
        return len;
    case 1:
        bytes[at] = (char)(bytes[at] ^ 1 << random_next(state) % 8);
        return len;
    case 2:
        bytes[at & ~(size_t)1] = (char)(random_next(state) % 40);
        return len;
    default:
        return random_next(state) % 16 == 0 ? at + 1 : len;
    }
}

/* Each format reads the dumps of all others, too. */
TEST(netlink_formats_survive_cuts_at_every_byte)
{
    for (size_t i = 0; i < SOURCES; i++) {
        struct buffer seed = seed_of(&sources[i]);

        for (size_t len = 0; len <= seed.len; len++)
            parse(sources[i].format, sources[i].file, seed.ptr, len, false);
        buffer_free(&seed);
    }
}

TEST(netlink_formats_survive_mutations)
{
    static const char *const formats_of_messages[] = {
        "diag_inet", "diag_unix",      "diag_packet", "diag_netlink", "diag_vsock",     "diag_xdp",        "rtnl_link",
        "conntrack", "rtnl_address",   "rtnl_route",  "rtnl_rule",    "rtnl_neighbour", "rtnl_nsid",       "genl_fou",
        "genl_l2tp", "genl_wireguard", "rtnl_qdisc",  "rtnl_filter",  "nf_tables",      "nf_tables_named",
    };
    uint64_t generator = 0x5374696c6c6e6c61;

    for (size_t i = 0; i < SOURCES; i++) {
        struct buffer seed = seed_of(&sources[i]);
        char *bytes = malloc(seed.len);

        assert_non_null(bytes);
        for (size_t n = 0; n < MUTATIONS; n++) {
            size_t len = seed.len;
            size_t other =
                (size_t)(random_next(&generator) % (sizeof(formats_of_messages) / sizeof(formats_of_messages[0])));
            const char *name = n % 4 ? sources[i].format : formats_of_messages[other];

            memcpy(bytes, seed.ptr, len);
            for (size_t changes = 1 + (size_t)(random_next(&generator) % 24); changes > 0; changes--)
                len = mutate(bytes, len, &generator);
            parse(name, sources[i].file, bytes, len, n % 8 == 7);
        }
        free(bytes);
        buffer_free(&seed);
    }
}

/* Random bytes behind a header that claims to be whole, in either byte order. */
TEST(netlink_formats_survive_random_attributes)
{
    static const struct {
        const char *format;
        unsigned type;
    } kinds[] = {
        { "diag_inet", SOCK_DIAG_BY_FAMILY },
        { "diag_unix", SOCK_DIAG_BY_FAMILY },
        { "diag_packet", SOCK_DIAG_BY_FAMILY },
        { "diag_netlink", SOCK_DIAG_BY_FAMILY },
        { "diag_xdp", SOCK_DIAG_BY_FAMILY },
        { "rtnl_link", RTM_NEWLINK },
        { "rtnl_route", RTM_NEWROUTE },
        { "rtnl_rule", RTM_NEWRULE },
        { "rtnl_neighbour", RTM_NEWNEIGH },
        { "rtnl_qdisc", RTM_NEWQDISC },
        { "rtnl_filter", RTM_NEWTFILTER },
        { "nf_tables", NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWRULE },
        { "nf_tables_named", NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWFLOWTABLE },
        { "nf_tables_named", NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWOBJ },
        { "conntrack", NFNL_SUBSYS_CTNETLINK << 8 },
        { "genl_fou", 0x1f },
        { "genl_l2tp", 0x1f },
        { "genl_wireguard", 0x1f },
    };
    uint64_t generator = 0x5374696c6c6e6c62;

    for (size_t n = 0; n < 10 * MUTATIONS; n++) {
        const size_t kind = n % (sizeof(kinds) / sizeof(kinds[0]));
        struct made made = { .big_endian = n % 20 >= 10 };

        made_begin(&made, kinds[kind].type, NLM_F_MULTI);
        made_number(&made, 1, n % 40 >= 20 ? 2 : 10);
        for (size_t i = 0; i < 11 + random_next(&generator) % 64; i++)
            made_number(&made, 1, random_next(&generator));
        while (made.bytes.len % 4 != 0)
            made_number(&made, 1, 0);
        for (size_t i = (size_t)(random_next(&generator) % 12); i > 0; i--) {
            size_t opened = made_open(&made, (unsigned)(random_next(&generator) % 40));

            for (size_t words = (size_t)(random_next(&generator) % 10); words > 0; words--) {
                made_number(&made, 2, random_next(&generator) % 20);
                made_number(&made, 2, random_next(&generator) % 20);
            }
            made_close(&made, opened);
        }
        made_end(&made);
        parse(kinds[kind].format, "diag/tcp", made.bytes.ptr, made.bytes.len, made.big_endian);
        buffer_free(&made.bytes);
    }
}
