/*
 * sock_diag of packet sockets: struct packet_diag_msg and PACKET_DIAG_*, written by sk_diag_fill (net/packet/diag.c).
 */
#include <linux/packet_diag.h>
#include <linux/sock_diag.h>

#include "analyze/base/buffer.h"
#include "analyze/base/digest.h"
#include "analyze/formats/netlink/diag_socket.h"

#include <stdio.h>

/* sizeof(struct sock_filter): an instruction of classic BPF. */
#define FILTER_INSTRUCTION 8

/* A ring that is mapped into the process. */
struct ring {
    struct maybe block_size;
    struct maybe block_nr;
    struct maybe frame_size;
    struct maybe frame_nr;
};

struct packet_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t type;
    int64_t protocol;
    int64_t inode;
    int64_t cookie;
    struct maybe interface_index;
    struct maybe version;
    struct maybe reserve;
    struct maybe copy_threshold;
    struct maybe timestamp;
    struct maybe flags;
    struct maybe fanout;
    struct maybe uid;
    struct ring rx;
    struct ring tx;
    struct diag_skmem skmem;
    struct maybe filter_instructions;
    struct blob filter;
    struct slice filter_sha256;
    struct slice filter_listing;
};

#define C(field) COLUMN(struct packet_row, field)
#define RING_COLUMN(ring_name, member) \
    NL_COLUMN_IN(#ring_name "_ring_" #member, struct packet_row, ring_name, struct ring, member)
#define RING_COLUMNS(ring_name)                                                                               \
    RING_COLUMN(ring_name, block_size), RING_COLUMN(ring_name, block_nr), RING_COLUMN(ring_name, frame_size), \
        RING_COLUMN(ring_name, frame_nr)

static const struct column columns[] = {
    C(net_namespace),
    C(pass),
    C(type),
    C(protocol),
    C(inode),
    C(cookie),
    C(interface_index),
    C(version),
    C(reserve),
    C(copy_threshold),
    C(timestamp),
    C(flags),
    C(fanout),
    C(uid),
    RING_COLUMNS(rx),
    RING_COLUMNS(tx),
    DIAG_SKMEM_COLUMNS(struct packet_row, skmem),
    C(filter_instructions),
    C(filter),
    C(filter_sha256),
    C(filter_listing),
};
static const struct table table = TABLE("diag_packet", columns);

/* A PACKET_ADD_MEMBERSHIP: promiscuous mode, or an address. */
struct membership_row {
    int64_t ordinal;
    int64_t net_namespace;
    struct slice pass;
    int64_t inode;
    int64_t interface_index;
    int64_t count;
    int64_t type;
    struct nl_mac mac;
};

static const struct column membership_columns[] = {
    COLUMN(struct membership_row, ordinal),
    COLUMN(struct membership_row, net_namespace),
    COLUMN(struct membership_row, pass),
    COLUMN(struct membership_row, inode),
    COLUMN(struct membership_row, interface_index),
    COLUMN(struct membership_row, count),
    COLUMN(struct membership_row, type),
    NL_MAC_COLUMN(struct membership_row, mac),
};
static const struct table membership_table = TABLE("diag_packet_memberships", membership_columns);

static const struct table *const tables[] = { &table, &membership_table, NULL };

#define M(member, field)         NL_MEMBER(struct packet_diag_msg, member, struct packet_row, field)
#define I(member, field)         NL_MEMBER(struct packet_diag_info, member, struct packet_row, field)
#define R(member, field)         NL_MEMBER(struct packet_diag_ring, member, struct ring, field)
#define L(member, field)         NL_MEMBER(struct packet_diag_mclist, member, struct membership_row, field)
#define N(type, encoding, field) NL_NUM(type, encoding, struct packet_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(pdiag_type, type),
    M(pdiag_num, protocol),
    M(pdiag_ino, inode),
    END,
};
static const struct nl_field info[] = {
    I(pdi_index, interface_index),
    I(pdi_version, version),
    I(pdi_reserve, reserve),
    I(pdi_copy_thresh, copy_threshold),
    I(pdi_tstamp, timestamp),
    I(pdi_flags, flags),
    END,
};
static const struct nl_field ring[] = {
    R(pdr_block_size, block_size),
    R(pdr_block_nr, block_nr),
    R(pdr_frame_size, frame_size),
    R(pdr_frame_nr, frame_nr),
    END,
};
static const struct nl_field membership[] = {
    L(pdmc_index, interface_index),
    L(pdmc_count, count),
    L(pdmc_type, type),
    END,
};
static const struct nl_field attributes[] = {
    NL_INSIDE(PACKET_DIAG_INFO, NL_STRUCT, info),
    NL_INSIDE_TO(PACKET_DIAG_RX_RING, NL_STRUCT, ring, struct packet_row, rx),
    NL_INSIDE_TO(PACKET_DIAG_TX_RING, NL_STRUCT, ring, struct packet_row, tx),
    N(PACKET_DIAG_FANOUT, NL_U32, fanout),
    N(PACKET_DIAG_UID, NL_U32, uid),
    NL_INSIDE_TO(PACKET_DIAG_MEMINFO, NL_STRUCT, diag_skmem_fields, struct packet_row, skmem),
    END,
};
static const struct nl_layout layout = {
    SOCK_DIAG_BY_FAMILY, SOCK_DIAG_BY_FAMILY, sizeof(struct packet_diag_msg), header, attributes,
};

/* PACKET_DIAG_MCLIST: an array of struct packet_diag_mclist. */
static int
parse_memberships(struct nl_message *m, const struct packet_row *socket)
{
    const size_t size = sizeof(struct packet_diag_mclist);
    struct slice list = nl_find(m, m->attributes, PACKET_DIAG_MCLIST);
    struct membership_row row;
    struct slice mac;

    for (int64_t ordinal = 1; list.len >= size; ordinal++) {
        row = (struct membership_row){
            .ordinal = ordinal,
            .net_namespace = socket->net_namespace,
            .pass = socket->pass,
            .inode = socket->inode,
        };
        nl_struct(m, membership, list, &row);
        mac.ptr = list.ptr + offsetof(struct packet_diag_mclist, pdmc_addr);
        mac.len = (size_t)nl_number(m, list.ptr + offsetof(struct packet_diag_mclist, pdmc_alen), NL_U16);
        if (!nl_set_mac(&row.mac, mac))
            nl_fail(m, "length of an address", list);
        if (nl_row(m, &membership_table, &row) != 0)
            return -1;
        list = slice_skip(list, size);
    }
    return 0;
}

/* "0xCODE JT JF K" of each instruction, as ss -0b prints them: struct sock_filter. */
static void
list_filter(const struct nl_message *m, struct slice filter, struct buffer *out)
{
    char text[64];

    for (; filter.len >= FILTER_INSTRUCTION; filter = slice_skip(filter, FILTER_INSTRUCTION)) {
        int len = snprintf(
            text, sizeof(text), "%s0x%02llx %lld %lld %lld", out->len > 0 ? ", " : "",
            (unsigned long long)nl_number(m, filter.ptr, NL_U16), (long long)nl_number(m, filter.ptr + 2, NL_U8),
            (long long)nl_number(m, filter.ptr + 3, NL_U8), (long long)nl_number(m, filter.ptr + 4, NL_U32));

        buffer_add(out, text, (size_t)len);
    }
}

/* Hands on the row with its filter.  A filter of which we may see nothing has no bytes: sock_diag_put_filterinfo(). */
static int
put_filter(struct nl_message *m, struct packet_row *row, struct slice filter)
{
    struct sha256_ctx context;
    struct buffer listing = { 0 };
    struct digest digest;
    int result;

    sha256_init(&context);
    digest_add(&context, filter.ptr, filter.len);
    digest = digest_take(&context);
    list_filter(m, filter, &listing);
    row->filter = (struct blob){ filter.ptr, filter.len };
    row->filter_sha256 = slice_of(digest.hex);
    row->filter_listing = buffer_slice(&listing);
    result = nl_row(m, &table, row);
    row->filter_sha256 = row->filter_listing = (struct slice){ NULL, 0 };
    buffer_free(&listing);
    return result;
}

static int
parse_message(struct nl_message *m)
{
    struct packet_row row = { .net_namespace = m->input->net_namespace, .pass = m->input->pass };
    struct slice filter;
    int result;

    if (!nl_decode(m, &layout, &row))
        return 0;
    row.cookie = diag_cookie(m, offsetof(struct packet_diag_msg, pdiag_cookie));
    filter = nl_find(m, m->attributes, PACKET_DIAG_FILTER);
    if (filter.ptr)
        row.filter_instructions = maybe_of((int64_t)(filter.len / FILTER_INSTRUCTION));
    result = filter.len >= FILTER_INSTRUCTION ? put_filter(m, &row, filter) : nl_row(m, &table, &row);
    return result == 0 ? parse_memberships(m, &row) : -1;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_diag_packet = {
    .name = "diag_packet", .parse = parse, .tables = tables, .never_empty = true
};
