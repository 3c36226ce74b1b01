/*
 * FOU_CMD_GET: struct genlmsghdr and FOU_ATTR_*, written by fou_fill_info (net/ipv4/fou.c, since Linux 6.4 fou_core.c): a UDP port whose
 * datagrams are packets of another protocol.  The addresses came with Linux 5.2.
 */
#include <linux/fou.h>
#include <linux/genetlink.h>

#include "analyze/formats/lib/nlmsg.h"

struct fou_row {
    int64_t net_namespace;
    struct maybe family;
    struct maybe port;
    struct maybe ip_protocol;
    struct maybe encapsulation;
    struct nl_ip local;
    struct nl_ip peer;
    struct maybe peer_port;
    struct maybe interface_index;
};

#define C(field)                  COLUMN(struct fou_row, field)
#define N(type, encoding, column) NL_NUM(type, encoding, struct fou_row, column)
#define V(type, column)           NL_VALUE(type, struct fou_row, column)

static const struct column columns[] = {
    C(net_namespace),
    C(family),
    C(port),
    C(ip_protocol),
    C(encapsulation),
    NL_IP_COLUMNS("local_", struct fou_row, local),
    NL_IP_COLUMNS("peer_", struct fou_row, peer),
    C(peer_port),
    C(interface_index),
};
static const struct table table = TABLE("genl_fou", columns);
static const struct table *const tables[] = { &table, NULL };

static const struct nl_field header[] = { { .kind = NL_END } };
static const struct nl_field attributes[] = {
    N(FOU_ATTR_AF, NL_U8, family),
    N(FOU_ATTR_PORT, NL_BE16, port),
    N(FOU_ATTR_IPPROTO, NL_U8, ip_protocol),
    N(FOU_ATTR_TYPE, NL_U8, encapsulation),
    V(FOU_ATTR_LOCAL_V4, local),
    V(FOU_ATTR_LOCAL_V6, local),
    V(FOU_ATTR_PEER_V4, peer),
    V(FOU_ATTR_PEER_V6, peer),
    N(FOU_ATTR_PEER_PORT, NL_BE16, peer_port),
    N(FOU_ATTR_IFINDEX, NL_S32, interface_index),
    { .kind = NL_END },
};
static const struct nl_layout layout = { GENL_MIN_ID, GENL_MAX_ID, sizeof(struct genlmsghdr), header, attributes };

static int
parse_message(struct nl_message *m)
{
    struct fou_row row = { .net_namespace = m->input->net_namespace };

    return nl_decode(m, &layout, &row) ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_genl_fou = { .name = "genl_fou", .parse = parse, .tables = tables };
