/*
 * WG_CMD_GET_DEVICE: struct genlmsghdr and WGDEVICE_A_*, written by wg_get_device_dump (drivers/net/wireguard/netlink.c).  A device
 * with many peers takes several messages; only the first one describes the device.
 */
#include <linux/genetlink.h>
#include <linux/wireguard.h>

#include "analyze/formats/lib/nlmsg.h"

struct wireguard_row {
    int64_t net_namespace;
    struct maybe interface_index;
    struct slice interface_name;
    struct maybe listen_port;
    struct maybe fwmark;
    struct blob public_key;
};

#define C(field) COLUMN(struct wireguard_row, field)

static const struct column columns[] = {
    C(net_namespace), C(interface_index), C(interface_name), C(listen_port), C(fwmark), C(public_key),
};
static const struct table table = TABLE("genl_wireguard", columns);
static const struct table *const tables[] = { &table, NULL };

static const struct nl_field header[] = { { .kind = NL_END } };
static const struct nl_field attributes[] = {
    NL_NUM(WGDEVICE_A_IFINDEX, NL_U32, struct wireguard_row, interface_index),
    NL_VALUE(WGDEVICE_A_IFNAME, struct wireguard_row, interface_name),
    NL_NUM(WGDEVICE_A_LISTEN_PORT, NL_U16, struct wireguard_row, listen_port),
    NL_NUM(WGDEVICE_A_FWMARK, NL_U32, struct wireguard_row, fwmark),
    NL_VALUE(WGDEVICE_A_PUBLIC_KEY, struct wireguard_row, public_key),
    { .kind = NL_END },
};
static const struct nl_layout layout = { GENL_MIN_ID, GENL_MAX_ID, sizeof(struct genlmsghdr), header, attributes };

static int
parse_message(struct nl_message *m)
{
    struct wireguard_row row = { .net_namespace = m->input->net_namespace };

    return nl_decode(m, &layout, &row) && row.interface_index.known ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_genl_wireguard = { .name = "genl_wireguard", .parse = parse, .tables = tables };
