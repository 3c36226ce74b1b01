/*
 * sock_diag of netlink sockets: struct netlink_diag_msg and NETLINK_DIAG_*, written by sk_diag_fill (net/netlink/diag.c).
 */
#include <linux/netlink_diag.h>
#include <linux/sock_diag.h>

#include "analyze/base/limits.h"
#include "analyze/formats/netlink/diag_socket.h"

struct netlink_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t type;
    int64_t protocol;
    int64_t state;
    int64_t port_id;
    int64_t destination_port_id;
    int64_t destination_group;
    int64_t inode;
    int64_t cookie;
    struct maybe flags;
    struct diag_skmem skmem;
};

#define C(field) COLUMN(struct netlink_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(pass),
    C(type),
    C(protocol),
    C(state),
    C(port_id),
    C(destination_port_id),
    C(destination_group),
    C(inode),
    C(cookie),
    C(flags),
    DIAG_SKMEM_COLUMNS(struct netlink_row, skmem),
};
static const struct table table = TABLE("diag_netlink", columns);

/* A multicast group that a socket listens to. */
struct group_row {
    int64_t group_number;
    int64_t net_namespace;
    struct slice pass;
    int64_t protocol;
    int64_t port_id;
    int64_t inode;
};

static const struct column group_columns[] = {
    COLUMN(struct group_row, group_number), COLUMN(struct group_row, net_namespace), COLUMN(struct group_row, pass),
    COLUMN(struct group_row, protocol),     COLUMN(struct group_row, port_id),       COLUMN(struct group_row, inode),
};
static const struct table group_table = TABLE("diag_netlink_groups", group_columns);

static const struct table *const tables[] = { &table, &group_table, NULL };

#define M(member, field) NL_MEMBER(struct netlink_diag_msg, member, struct netlink_row, field)

static const struct nl_field header[] = {
    M(ndiag_type, type),
    M(ndiag_protocol, protocol),
    M(ndiag_state, state),
    M(ndiag_portid, port_id),
    M(ndiag_dst_portid, destination_port_id),
    M(ndiag_dst_group, destination_group),
    M(ndiag_ino, inode),
    { .kind = NL_END },
};
static const struct nl_field attributes[] = {
    NL_INSIDE_TO(NETLINK_DIAG_MEMINFO, NL_STRUCT, diag_skmem_fields, struct netlink_row, skmem),
    NL_NUM(NETLINK_DIAG_FLAGS, NL_U32, struct netlink_row, flags),
    { .kind = NL_END },
};
static const struct nl_layout layout = {
    SOCK_DIAG_BY_FAMILY, SOCK_DIAG_BY_FAMILY, sizeof(struct netlink_diag_msg), header, attributes,
};

/*
 * NETLINK_DIAG_GROUPS: a bitmap of unsigned longs, group 1 being the lowest bit of the first.  On a big-endian kernel the
 * order of the bytes therefore depends on the width of a long, 32 or 64 bits.
 */
static bool
has_group(const struct nl_message *m, struct slice bitmap, size_t bit)
{
    size_t word_bytes = m->input->word_bits == 32 || bitmap.len % 8 != 0 ? 4 : 8;
    size_t byte = bit / 8;

    if (m->input->big_endian)
        byte = byte / word_bytes * word_bytes + (word_bytes - 1 - byte % word_bytes);
    return byte < bitmap.len && ((unsigned char)bitmap.ptr[byte] >> bit % 8 & 1) != 0;
}

static int
parse_groups(struct nl_message *m, const struct netlink_row *socket)
{
    struct slice bitmap = nl_find(m, m->attributes, NETLINK_DIAG_GROUPS);
    struct group_row row = {
        .net_namespace = socket->net_namespace,
        .pass = socket->pass,
        .protocol = socket->protocol,
        .port_id = socket->port_id,
        .inode = socket->inode,
    };

    if (bitmap.len > LIMIT_NETLINK_GROUPS / 8) {
        nl_fail(m, "bitmap of groups", bitmap);
        return 0;
    }
    for (size_t bit = 0; bit < 8 * bitmap.len; bit++) {
        row.group_number = (int64_t)bit + 1;
        if (has_group(m, bitmap, bit) && nl_row(m, &group_table, &row) != 0)
            return -1;
    }
    return 0;
}

static int
parse_message(struct nl_message *m)
{
    struct netlink_row row = { .net_namespace = m->input->net_namespace, .pass = m->input->pass };

    if (!nl_decode(m, &layout, &row))
        return 0;
    row.cookie = diag_cookie(m, offsetof(struct netlink_diag_msg, ndiag_cookie));
    return nl_row(m, &table, &row) == 0 ? parse_groups(m, &row) : -1;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_diag_netlink = {
    .name = "diag_netlink", .parse = parse, .tables = tables, .never_empty = true
};
