/* Connection tracking: makes entries through ctnetlink, so that no rule and no traffic is needed. */
#include "tests/support/actions.h"

#include <arpa/inet.h>
#include <err.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A request of one message. */
struct made {
    _Alignas(struct nlmsghdr) unsigned char bytes[1024];
    size_t len;
};

/* NLA_ALIGN without its sign. */
static size_t
aligned(size_t len)
{
    return (len + NLA_ALIGNTO - 1) / NLA_ALIGNTO * NLA_ALIGNTO;
}

static void
put(struct made *made, const void *bytes, size_t len)
{
    if (sizeof(made->bytes) - made->len < aligned(len))
        errx(1, "request too long");
    memcpy(made->bytes + made->len, bytes, len);
    made->len += aligned(len);
}

/* Begins an attribute: where, for close_attribute(), which is told of bytes at the end that do not count. */
static size_t
open_attribute(struct made *made, unsigned type)
{
    struct nlattr header = { .nla_type = (uint16_t)type };
    size_t at = made->len;

    put(made, &header, sizeof(header));
    return at;
}

static void
close_attribute(struct made *made, size_t at, size_t unused)
{
    uint16_t len = (uint16_t)(made->len - at - unused);

    memcpy(made->bytes + at, &len, sizeof(len));
}

static void
put_attribute(struct made *made, unsigned type, const void *bytes, size_t len)
{
    size_t at = open_attribute(made, type);

    put(made, bytes, len);
    close_attribute(made, at, aligned(len) - len);
}

static void
put_u8(struct made *made, unsigned type, unsigned value)
{
    put_attribute(made, type, (unsigned char[]){ (unsigned char)value }, 1);
}

static void
put_be16(struct made *made, unsigned type, unsigned value)
{
    put_attribute(made, type, (uint16_t[]){ htons((uint16_t)value) }, 2);
}

static void
put_be32(struct made *made, unsigned type, unsigned value)
{
    put_attribute(made, type, (uint32_t[]){ htonl(value) }, 4);
}

/* One direction: addresses as text, and ports; of ICMP type and id. */
struct tuple {
    int family;
    unsigned protocol;
    const char *source, *destination;
    unsigned first, second;
};

static void
put_address(struct made *made, const struct tuple *tuple, unsigned type, const char *text)
{
    unsigned char ip[16];

    if (inet_pton(tuple->family, text, ip) != 1)
        errx(1, "%s", text);
    put_attribute(made, type, ip, tuple->family == AF_INET ? 4 : 16);
}

static void
put_tuple(struct made *made, unsigned type, struct tuple tuple)
{
    size_t outer = open_attribute(made, type | NLA_F_NESTED);
    size_t inner = open_attribute(made, CTA_TUPLE_IP | NLA_F_NESTED);

    put_address(made, &tuple, tuple.family == AF_INET ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, tuple.source);
    put_address(made, &tuple, tuple.family == AF_INET ? CTA_IP_V4_DST : CTA_IP_V6_DST, tuple.destination);
    close_attribute(made, inner, 0);
    inner = open_attribute(made, CTA_TUPLE_PROTO | NLA_F_NESTED);
    put_u8(made, CTA_PROTO_NUM, tuple.protocol);
    if (tuple.protocol == IPPROTO_ICMP) {
        put_u8(made, CTA_PROTO_ICMP_TYPE, tuple.first);
        put_u8(made, CTA_PROTO_ICMP_CODE, 0);
        put_be16(made, CTA_PROTO_ICMP_ID, tuple.second);
    } else {
        put_be16(made, CTA_PROTO_SRC_PORT, tuple.first);
        put_be16(made, CTA_PROTO_DST_PORT, tuple.second);
    }
    close_attribute(made, inner, 0);
    close_attribute(made, outer, 0);
}

static void
begin(struct made *made, unsigned subsystem, unsigned type, int family)
{
    struct nlmsghdr header = { .nlmsg_type = (uint16_t)(subsystem << 8 | type),
                               .nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK };

    memset(made, 0, sizeof(*made));
    put(made, &header, sizeof(header));
    put(made, (unsigned char[]){ (unsigned char)family, NFNETLINK_V0, 0, 0 }, 4);
}

/* Sends the message and waits for the answer. */
static void
send_request(struct made *made)
{
    struct {
        struct nlmsghdr header;
        struct nlmsgerr error;
        char request[512];
    } answer;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);

    ((struct nlmsghdr *)(void *)made->bytes)->nlmsg_len = (uint32_t)made->len;
    if (fd < 0 || send(fd, made->bytes, made->len, 0) < 0 || recv(fd, &answer, sizeof(answer), 0) < 0)
        err(1, "ctnetlink");
    if (answer.error.error != 0)
        errx(1, "ctnetlink: %s", strerror(-answer.error.error));
    if (close(fd) < 0)
        err(1, "close");
}

static void
put_text_in(struct made *made, unsigned outer, unsigned inner, const char *text)
{
    size_t opened = open_attribute(made, outer | NLA_F_NESTED);

    put_attribute(made, inner, text, strlen(text) + 1);
    close_attribute(made, opened, 0);
}

/* helper is NULL, state -1 for none. */
static void
track(struct tuple orig, struct tuple reply, unsigned status, int state, const char *helper)
{
    struct made made;

    begin(&made, NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_NEW, orig.family);
    put_tuple(&made, CTA_TUPLE_ORIG, orig);
    put_tuple(&made, CTA_TUPLE_REPLY, reply);
    put_be32(&made, CTA_STATUS, status);
    put_be32(&made, CTA_TIMEOUT, 10000);
    put_be32(&made, CTA_MARK, 7);
    if (state >= 0) {
        size_t outer = open_attribute(&made, CTA_PROTOINFO | NLA_F_NESTED);
        size_t inner = open_attribute(&made, CTA_PROTOINFO_TCP | NLA_F_NESTED);

        put_u8(&made, CTA_PROTOINFO_TCP_STATE, (unsigned)state);
        close_attribute(&made, inner, 0);
        close_attribute(&made, outer, 0);
    }
    if (helper)
        put_text_in(&made, CTA_HELP, CTA_HELP_NAME, helper);
    send_request(&made);
}

static void
expect(struct tuple master, struct tuple expected)
{
    struct tuple mask = { expected.family, expected.protocol, "255.255.255.255", "255.255.255.255", 0, 0xffff };
    struct made made;

    begin(&made, NFNL_SUBSYS_CTNETLINK_EXP, IPCTNL_MSG_EXP_NEW, master.family);
    put_tuple(&made, CTA_EXPECT_MASTER, master);
    put_tuple(&made, CTA_EXPECT_TUPLE, expected);
    put_tuple(&made, CTA_EXPECT_MASK, mask);
    put_be32(&made, CTA_EXPECT_TIMEOUT, 300);
    send_request(&made);
}

/*
 * tracked: makes, in the network namespace of the thread, a translated TCP connection, an unanswered one, a UDP flow of IPv6, an echo request,
 * and an FTP session that expects its data connection.
 */
static int
do_tracked(const char *label, const char *argument)
{
    const unsigned replied = IPS_CONFIRMED | IPS_SEEN_REPLY, assured = replied | IPS_ASSURED;
    struct tuple ftp = { AF_INET, IPPROTO_TCP, "10.0.0.7", "192.0.2.9", 40001, 21 };

    (void)argument;
    track((struct tuple){ AF_INET, IPPROTO_TCP, "10.0.0.7", "192.0.2.1", 40000, 80 },
          (struct tuple){ AF_INET, IPPROTO_TCP, "172.17.0.2", "192.0.2.254", 8080, 1024 }, assured, 3, NULL);
    track((struct tuple){ AF_INET, IPPROTO_TCP, "10.0.0.8", "192.0.2.1", 40000, 81 },
          (struct tuple){ AF_INET, IPPROTO_TCP, "192.0.2.1", "10.0.0.8", 81, 40000 }, IPS_CONFIRMED, 1, NULL);
    track((struct tuple){ AF_INET6, IPPROTO_UDP, "2001:db8::7", "2001:db8::1", 5353, 53 },
          (struct tuple){ AF_INET6, IPPROTO_UDP, "2001:db8::1", "2001:db8::7", 53, 5353 }, replied, -1, NULL);
    track((struct tuple){ AF_INET, IPPROTO_ICMP, "10.0.0.7", "192.0.2.1", 8, 4711 },
          (struct tuple){ AF_INET, IPPROTO_ICMP, "192.0.2.1", "10.0.0.7", 0, 4711 }, replied, -1, NULL);
    track(ftp, (struct tuple){ AF_INET, IPPROTO_TCP, "192.0.2.9", "10.0.0.7", 21, 40001 }, assured, 3, "ftp");
    expect(ftp, (struct tuple){ AF_INET, IPPROTO_TCP, "192.0.2.9", "10.0.0.7", 0, 50000 });
    action_print_number(label, getpid(), 0);
    return -1;
}

const struct action actions_of_conntrack[] = {
    { "tracked", do_tracked },
    { NULL, NULL },
};
