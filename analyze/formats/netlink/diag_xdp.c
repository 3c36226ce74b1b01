/*
 * sock_diag of AF_XDP sockets: struct xdp_diag_msg and XDP_DIAG_*, written by xsk_diag_fill (net/xdp/xsk_diag.c).
 */
#include <linux/sock_diag.h>
#include <linux/xdp_diag.h>

#include "analyze/formats/netlink/diag_socket.h"

struct xdp_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t type;
    int64_t inode;
    int64_t cookie;
    struct maybe interface_index;
    struct maybe queue_id;
    struct maybe uid;
    struct maybe rx_ring_entries;
    struct maybe tx_ring_entries;
    struct maybe fill_ring_entries;
    struct maybe completion_ring_entries;
    struct maybe umem_id;
    struct maybe umem_size;
    struct maybe umem_num_pages;
    struct maybe umem_chunk_size;
    struct maybe umem_headroom;
    struct maybe umem_interface_index;
    struct maybe umem_queue_id;
    struct maybe umem_flags;
    struct maybe umem_refs;
    struct maybe rx_dropped;
    struct maybe rx_invalid;
    struct maybe rx_full;
    struct maybe fill_ring_empty;
    struct maybe tx_invalid;
    struct maybe tx_ring_empty;
    struct diag_skmem skmem;
};

#define C(field) COLUMN(struct xdp_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(pass),
    C(type),
    C(inode),
    C(cookie),
    C(interface_index),
    C(queue_id),
    C(uid),
    C(rx_ring_entries),
    C(tx_ring_entries),
    C(fill_ring_entries),
    C(completion_ring_entries),
    C(umem_id),
    C(umem_size),
    C(umem_num_pages),
    C(umem_chunk_size),
    C(umem_headroom),
    C(umem_interface_index),
    C(umem_queue_id),
    C(umem_flags),
    C(umem_refs),
    C(rx_dropped),
    C(rx_invalid),
    C(rx_full),
    C(fill_ring_empty),
    C(tx_invalid),
    C(tx_ring_empty),
    DIAG_SKMEM_COLUMNS(struct xdp_row, skmem),
};
static const struct table table = TABLE("diag_xdp", columns);
static const struct table *const tables[] = { &table, NULL };

#define M(structure, member, field) NL_MEMBER(structure, member, struct xdp_row, field)
#define N(type, encoding, field)    NL_NUM(type, encoding, struct xdp_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(struct xdp_diag_msg, xdiag_type, type),
    M(struct xdp_diag_msg, xdiag_ino, inode),
    END,
};
static const struct nl_field info[] = {
    M(struct xdp_diag_info, ifindex, interface_index),
    M(struct xdp_diag_info, queue_id, queue_id),
    END,
};
static const struct nl_field umem[] = {
    M(struct xdp_diag_umem, size, umem_size),           M(struct xdp_diag_umem, id, umem_id),
    M(struct xdp_diag_umem, num_pages, umem_num_pages), M(struct xdp_diag_umem, chunk_size, umem_chunk_size),
    M(struct xdp_diag_umem, headroom, umem_headroom),   M(struct xdp_diag_umem, ifindex, umem_interface_index),
    M(struct xdp_diag_umem, queue_id, umem_queue_id),   M(struct xdp_diag_umem, flags, umem_flags),
    M(struct xdp_diag_umem, refs, umem_refs),           END,
};
static const struct nl_field stats[] = {
    M(struct xdp_diag_stats, n_rx_dropped, rx_dropped),
    M(struct xdp_diag_stats, n_rx_invalid, rx_invalid),
    M(struct xdp_diag_stats, n_rx_full, rx_full),
    M(struct xdp_diag_stats, n_fill_ring_empty, fill_ring_empty),
    M(struct xdp_diag_stats, n_tx_invalid, tx_invalid),
    M(struct xdp_diag_stats, n_tx_ring_empty, tx_ring_empty),
    END,
};
static const struct nl_field attributes[] = {
    NL_INSIDE(XDP_DIAG_INFO, NL_STRUCT, info),
    N(XDP_DIAG_UID, NL_U32, uid),
    N(XDP_DIAG_RX_RING, NL_U32, rx_ring_entries),
    N(XDP_DIAG_TX_RING, NL_U32, tx_ring_entries),
    NL_INSIDE(XDP_DIAG_UMEM, NL_STRUCT, umem),
    N(XDP_DIAG_UMEM_FILL_RING, NL_U32, fill_ring_entries),
    N(XDP_DIAG_UMEM_COMPLETION_RING, NL_U32, completion_ring_entries),
    NL_INSIDE_TO(XDP_DIAG_MEMINFO, NL_STRUCT, diag_skmem_fields, struct xdp_row, skmem),
    NL_INSIDE(XDP_DIAG_STATS, NL_STRUCT, stats),
    END,
};
static const struct nl_layout layout = {
    SOCK_DIAG_BY_FAMILY, SOCK_DIAG_BY_FAMILY, sizeof(struct xdp_diag_msg), header, attributes,
};

static int
parse_message(struct nl_message *m)
{
    struct xdp_row row = { .net_namespace = m->input->net_namespace, .pass = m->input->pass };

    if (!nl_decode(m, &layout, &row))
        return 0;
    row.cookie = diag_cookie(m, offsetof(struct xdp_diag_msg, xdiag_cookie));
    return nl_row(m, &table, &row);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_diag_xdp = { .name = "diag_xdp", .parse = parse, .tables = tables, .never_empty = true };
