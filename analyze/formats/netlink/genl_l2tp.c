/*
 * L2TP_CMD_TUNNEL_GET: struct genlmsghdr and L2TP_ATTR_*, written by l2tp_nl_tunnel_send (net/l2tp/l2tp_netlink.c).  The socket of a
 * tunnel belongs to a process, or the kernel made it for the tunnel.
 */
#include <linux/genetlink.h>
#include <linux/l2tp.h>

#include "analyze/formats/lib/nlmsg.h"

struct l2tp_row {
    int64_t net_namespace;
    struct maybe tunnel_id;
    struct maybe peer_tunnel_id;
    struct maybe version;
    struct maybe encapsulation;
    struct nl_ip local;
    struct maybe local_port;
    struct nl_ip remote;
    struct maybe remote_port;
};

#define C(field)                  COLUMN(struct l2tp_row, field)
#define N(type, encoding, column) NL_NUM(type, encoding, struct l2tp_row, column)
#define V(type, column)           NL_VALUE(type, struct l2tp_row, column)

static const struct column columns[] = {
    C(net_namespace),  C(tunnel_id),
    C(peer_tunnel_id), C(version),
    C(encapsulation),  NL_IP_COLUMNS("local_", struct l2tp_row, local),
    C(local_port),     NL_IP_COLUMNS("remote_", struct l2tp_row, remote),
    C(remote_port),
};
static const struct table table = TABLE("genl_l2tp", columns);
static const struct table *const tables[] = { &table, NULL };

static const struct nl_field header[] = { { .kind = NL_END } };
static const struct nl_field attributes[] = {
    N(L2TP_ATTR_CONN_ID, NL_U32, tunnel_id),
    N(L2TP_ATTR_PEER_CONN_ID, NL_U32, peer_tunnel_id),
    N(L2TP_ATTR_PROTO_VERSION, NL_U8, version),
    N(L2TP_ATTR_ENCAP_TYPE, NL_U16, encapsulation),
    V(L2TP_ATTR_IP_SADDR, local),
    V(L2TP_ATTR_IP6_SADDR, local),
    N(L2TP_ATTR_UDP_SPORT, NL_U16, local_port),
    V(L2TP_ATTR_IP_DADDR, remote),
    V(L2TP_ATTR_IP6_DADDR, remote),
    N(L2TP_ATTR_UDP_DPORT, NL_U16, remote_port),
    { .kind = NL_END },
};
static const struct nl_layout layout = { GENL_MIN_ID, GENL_MAX_ID, sizeof(struct genlmsghdr), header, attributes };

static int
parse_message(struct nl_message *m)
{
    struct l2tp_row row = { .net_namespace = m->input->net_namespace };

    return nl_decode(m, &layout, &row) ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_genl_l2tp = { .name = "genl_l2tp", .parse = parse, .tables = tables };
