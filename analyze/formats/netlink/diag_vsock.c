/*
 * sock_diag of vsock sockets: struct vsock_diag_msg, written by sk_diag_fill (net/vmw_vsock/diag.c).
 */
#include <linux/sock_diag.h>
#include <linux/vm_sockets_diag.h>

#include "analyze/formats/netlink/diag_socket.h"

struct vsock_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t type;
    int64_t state;
    int64_t shutdown;
    int64_t local_cid;
    int64_t local_port;
    int64_t remote_cid;
    int64_t remote_port;
    int64_t inode;
    int64_t cookie;
};

#define C(field) COLUMN(struct vsock_row, field)

static const struct column columns[] = {
    C(net_namespace), C(pass),       C(type),        C(state), C(shutdown), C(local_cid),
    C(local_port),    C(remote_cid), C(remote_port), C(inode), C(cookie),
};
static const struct table table = TABLE("diag_vsock", columns);
static const struct table *const tables[] = { &table, NULL };

#define M(member, field) NL_MEMBER(struct vsock_diag_msg, member, struct vsock_row, field)

static const struct nl_field header[] = {
    M(vdiag_type, type),
    M(vdiag_state, state),
    M(vdiag_shutdown, shutdown),
    M(vdiag_src_cid, local_cid),
    M(vdiag_src_port, local_port),
    M(vdiag_dst_cid, remote_cid),
    M(vdiag_dst_port, remote_port),
    M(vdiag_ino, inode),
    { .kind = NL_END },
};
static const struct nl_field attributes[] = { { .kind = NL_END } };
static const struct nl_layout layout = {
    SOCK_DIAG_BY_FAMILY, SOCK_DIAG_BY_FAMILY, sizeof(struct vsock_diag_msg), header, attributes,
};

static int
parse_message(struct nl_message *m)
{
    struct vsock_row row = { .net_namespace = m->input->net_namespace, .pass = m->input->pass };

    if (!nl_decode(m, &layout, &row))
        return 0;
    row.cookie = diag_cookie(m, offsetof(struct vsock_diag_msg, vdiag_cookie));
    return nl_row(m, &table, &row);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_diag_vsock = { .name = "diag_vsock", .parse = parse, .tables = tables, .never_empty = true };
