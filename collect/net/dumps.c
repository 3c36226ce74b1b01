#include "collect/net/dumps.h"

#include "collect/base/netlink.h"

#include <arpa/inet.h>
#include <netinet/in.h> /* first: the headers of musl and of the kernel are compatible only in this order */

#include <linux/fou.h>
#include <linux/genetlink.h>
#include <linux/inet_diag.h>
#include <linux/l2tp.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netfilter/nfnetlink_hook.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <linux/vm_sockets_diag.h>
#include <linux/wireguard.h>
#include <linux/xdp_diag.h>
#include <string.h>
#include <sys/socket.h>

/*
 * One bit for each state in include/net/tcp_states.h.  The last, TCP_BOUND_INACTIVE (13), is new in Linux 6.8: bound,
 * but neither listening nor connected.  Older kernels ignore bits for states that they do not know.
 */
#define ALL_STATES 0x3fffU

static uint8_t
extension(int attribute)
{
    return (uint8_t)(1U << (attribute - 1));
}

static uint8_t
inet_extensions(const struct dump_options *options)
{
    uint8_t bits = extension(INET_DIAG_MEMINFO) | extension(INET_DIAG_CONG) | extension(INET_DIAG_TOS) |
                   extension(INET_DIAG_TCLASS) | extension(INET_DIAG_SKMEMINFO) | extension(INET_DIAG_SHUTDOWN);

    /* VEGASINFO stands for what any congestion control tells: tcp_bbr.c, tcp_dctcp.c and tcp_vegas.c in net/ipv4. */
    return options->without_tcp_info ? bits
                                     : (uint8_t)(bits | extension(INET_DIAG_INFO) | extension(INET_DIAG_VEGASINFO));
}

/* With AF_UNSPEC, one walk of the table gives both families: inet_diag_dump_compat(), net/ipv4/inet_diag.c. */
static void
request_tcp_both(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct inet_diag_req r = { .idiag_family = (uint8_t)dump->family,
                               .idiag_ext = inet_extensions(options),
                               .idiag_states = ALL_STATES };

    netlink_begin(out, TCPDIAG_GETSOCK);
    bytes_append(out, &r, sizeof(r));
}

/* A protocol number that does not fit into the field goes into an attribute instead: inet_diag_get_protocol(). */
static void
request_inet(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    bool fits = dump->number <= UINT8_MAX;
    struct inet_diag_req_v2 r = { .sdiag_family = (uint8_t)dump->family,
                                  .sdiag_protocol = fits ? (uint8_t)dump->number : 0,
                                  .idiag_ext = inet_extensions(options),
                                  .idiag_states = ALL_STATES };
    struct {
        struct nlattr header;
        uint32_t number;
    } attribute = { { sizeof(attribute), INET_DIAG_REQ_PROTOCOL }, dump->number };

    netlink_begin(out, SOCK_DIAG_BY_FAMILY);
    bytes_append(out, &r, sizeof(r));
    if (!fits)
        bytes_append(out, &attribute, sizeof(attribute));
}

static void
request_unix(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct unix_diag_req r = { .sdiag_family = (uint8_t)dump->family,
                               .udiag_states = UINT32_MAX,
                               .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_VFS | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS |
                                             UDIAG_SHOW_RQLEN | UDIAG_SHOW_MEMINFO | UDIAG_SHOW_UID };

    (void)options;
    netlink_begin(out, SOCK_DIAG_BY_FAMILY);
    bytes_append(out, &r, sizeof(r));
}

static void
request_netlink(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct netlink_diag_req r = { .sdiag_family = (uint8_t)dump->family,
                                  .sdiag_protocol = (uint8_t)dump->number,
                                  .ndiag_show = NDIAG_SHOW_MEMINFO | NDIAG_SHOW_GROUPS | NDIAG_SHOW_FLAGS };

    (void)options;
    netlink_begin(out, SOCK_DIAG_BY_FAMILY);
    bytes_append(out, &r, sizeof(r));
}

static void
request_packet(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct packet_diag_req r = { .sdiag_family = (uint8_t)dump->family,
                                 .pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_MCLIST | PACKET_SHOW_RING_CFG |
                                               PACKET_SHOW_FANOUT | PACKET_SHOW_MEMINFO | PACKET_SHOW_FILTER };

    (void)options;
    netlink_begin(out, SOCK_DIAG_BY_FAMILY);
    bytes_append(out, &r, sizeof(r));
}

static void
request_vsock(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct vsock_diag_req r = { .sdiag_family = (uint8_t)dump->family, .vdiag_states = UINT32_MAX };

    (void)options;
    netlink_begin(out, SOCK_DIAG_BY_FAMILY);
    bytes_append(out, &r, sizeof(r));
}

static void
request_xdp(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct xdp_diag_req r = { .sdiag_family = (uint8_t)dump->family,
                              .xdiag_show = XDP_SHOW_INFO | XDP_SHOW_RING_CFG | XDP_SHOW_UMEM | XDP_SHOW_MEMINFO |
                                            XDP_SHOW_STATS };

    (void)options;
    netlink_begin(out, SOCK_DIAG_BY_FAMILY);
    bytes_append(out, &r, sizeof(r));
}

/* rtnl_dump_ifinfo() needs a whole struct ifinfomsg. */
static void
request_link(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct ifinfomsg r = { .ifi_family = (unsigned char)dump->family };

    (void)options;
    netlink_begin(out, dump->number);
    bytes_append(out, &r, sizeof(r));
}

/* For a dump of everything, rtnetlink_rcv_msg() needs only the family. */
static void
request_route(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct rtgenmsg r = { .rtgen_family = (unsigned char)dump->family };

    (void)options;
    netlink_begin(out, dump->number);
    bytes_append(out, &r, sizeof(r));
}

/* For tc_dump_qdisc(), net/sched/sch_api.c, and, for one place, tc_dump_tfilter(), net/sched/cls_api.c. */
static void
request_tc(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct tcmsg r = { .tcm_family = (unsigned char)dump->family,
                       .tcm_ifindex = (int)options->interface,
                       .tcm_parent = options->parent };

    netlink_begin(out, dump->number);
    bytes_append(out, &r, sizeof(r));
}

/* For ctnetlink_get_conntrack(), net/netfilter/nf_conntrack_netlink.c. */
static void
request_conntrack(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct nfgenmsg r = { .nfgen_family = (uint8_t)dump->family, .version = NFNETLINK_V0 };

    (void)options;
    netlink_begin(out, NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET);
    bytes_append(out, &r, sizeof(r));
}

/* For nf_tables_dump_tables() and its like, net/netfilter/nf_tables_api.c. */
static void
request_nftables(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct nfgenmsg r = { .nfgen_family = (uint8_t)dump->family, .version = NFNETLINK_V0 };

    (void)options;
    netlink_begin(out, NFNL_SUBSYS_NFTABLES << 8 | dump->number);
    bytes_append(out, &r, sizeof(r));
}

/* One hook of a family: nfnl_hook_dump_start(), net/netfilter/nfnetlink_hook.c.  The number is in network order. */
static void
begin_nfhook(struct bytes *out, const struct dump *dump)
{
    struct nfgenmsg r = { .nfgen_family = (uint8_t)dump->family, .version = NFNETLINK_V0 };
    struct {
        struct nlattr header;
        uint32_t number;
    } attribute = { { sizeof(attribute), NFNLA_HOOK_HOOKNUM }, htonl(dump->number) };

    netlink_begin(out, NFNL_SUBSYS_HOOK << 8 | NFNL_MSG_HOOK_GET);
    bytes_append(out, &r, sizeof(r));
    bytes_append(out, &attribute, sizeof(attribute));
}

static void
request_nfhook(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    (void)options;
    begin_nfhook(out, dump);
}

/* The hooks of the family netdev are those of an interface. */
static void
request_nfhook_device(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    static const char padding[NLA_ALIGNTO] = { 0 };
    const char *device = options->device ? options->device : "";
    size_t size = strlen(device) + 1;
    struct nlattr header = { (uint16_t)(sizeof(header) + size), NFNLA_HOOK_DEV };

    begin_nfhook(out, dump);
    bytes_append(out, &header, sizeof(header));
    bytes_append(out, device, size);
    bytes_append(out, padding, (NLA_ALIGNTO - size % NLA_ALIGNTO) % NLA_ALIGNTO);
}

/* In generic netlink, the type of the message is the id of the family. */
static void
request_generic(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct genlmsghdr r = { .cmd = (uint8_t)dump->number, .version = 1 };

    netlink_begin(out, options->family);
    bytes_append(out, &r, sizeof(r));
}

/* A dump of one interface, by its index: wg_get_device_start(), drivers/net/wireguard/netlink.c. */
static void
request_wireguard(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    struct {
        struct nlattr header;
        uint32_t number;
    } attribute = { { sizeof(attribute), WGDEVICE_A_IFINDEX }, options->interface };

    request_generic(out, dump, options);
    bytes_append(out, &attribute, sizeof(attribute));
}

const struct dump dumps[] = {
#define DUMP(scope, path, format, protocol, request, family, number) \
    { SCOPE_##scope, path, #format, protocol, request_##request, family, number },
#include "schema/snapshot/dumps.def"
#undef DUMP
};

const size_t dump_count = sizeof(dumps) / sizeof(dumps[0]);

size_t
dump_next(enum snapshot_scope scope, size_t from)
{
    while (from < dump_count && dumps[from].scope != scope)
        from++;
    return from;
}

size_t
dump_find(const char *path)
{
    size_t at = 0;

    while (at < dump_count && strcmp(dumps[at].path, path) != 0)
        at++;
    return at;
}

void
dump_request(struct bytes *out, const struct dump *dump, const struct dump_options *options)
{
    dump->request(out, dump, options);
    netlink_finish(out);
}

int
dump_inode_offset(const struct dump *dump)
{
    static const struct {
        const char *format;
        size_t offset;
    } inodes[] = {
        { "diag_inet", offsetof(struct inet_diag_msg, idiag_inode) },
        { "diag_unix", offsetof(struct unix_diag_msg, udiag_ino) },
        { "diag_netlink", offsetof(struct netlink_diag_msg, ndiag_ino) },
        { "diag_packet", offsetof(struct packet_diag_msg, pdiag_ino) },
        { "diag_vsock", offsetof(struct vsock_diag_msg, vdiag_ino) },
        { "diag_xdp", offsetof(struct xdp_diag_msg, xdiag_ino) },
    };

    for (size_t i = 0; i < sizeof(inodes) / sizeof(inodes[0]); i++)
        if (strcmp(inodes[i].format, dump->format) == 0)
            return (int)inodes[i].offset;
    return -1;
}
