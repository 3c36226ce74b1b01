/*
 * sock_diag of inet sockets: struct inet_diag_msg and INET_DIAG_*, written by inet_sk_diag_fill, inet_twsk_diag_fill and
 * inet_req_diag_fill (net/ipv4/inet_diag.c), raw_diag.c, udp_diag.c, net/mptcp/mptcp_diag.c and net/sctp/diag.c.
 *
 * Ports and addresses are in network order.  Time-wait and request sockets have the fixed part alone (and the mark).
 * The message does not say the protocol; the name of the member does.
 */
#include <linux/inet_diag.h>
#include <linux/mptcp.h>
#include <linux/sock_diag.h>
#include <linux/tls.h>

#include "analyze/formats/netlink/diag_info.h"
#include "analyze/formats/netlink/diag_socket.h"

/* sizeof(struct tcp_diag_md5sig): family, prefix length, key length, address, and the key, which we do not look at. */
#define MD5SIG_SIZE 100

struct inet_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t family;
    int64_t protocol;
    int64_t state;
    int64_t timer;
    int64_t retrans;
    int64_t expires;
    struct nl_ip local;
    int64_t local_port;
    struct nl_ip remote;
    int64_t remote_port;
    int64_t interface_index;
    int64_t cookie;
    int64_t rqueue;
    int64_t wqueue;
    int64_t uid;
    int64_t inode;
    struct maybe raw_protocol;
    struct maybe rmem;
    struct maybe wmem;
    struct maybe fmem;
    struct maybe tmem;
    struct diag_skmem skmem;
    struct slice congestion;
    struct maybe tos;
    struct maybe tclass;
    struct maybe shutdown;
    struct maybe v6only;
    struct maybe mark;
    struct maybe class_id;
    struct maybe cgroup_id;
    struct maybe recverr;
    struct maybe is_icsk;
    struct maybe freebind;
    struct maybe hdrincl;
    struct maybe mc_loop;
    struct maybe transparent;
    struct maybe mc_all;
    struct maybe nodefrag;
    struct maybe bind_address_no_port;
    struct maybe recverr_rfc4884;
    struct maybe defer_connect;
    struct slice ulp;
    struct maybe tls_version;
    struct maybe tls_cipher;
    struct maybe tls_txconf;
    struct maybe tls_rxconf;
    struct maybe mptcp_token_local;
    struct maybe mptcp_token_remote;
    struct maybe mptcp_id_local;
    struct maybe mptcp_id_remote;
    struct maybe mptcp_flags;
    struct maybe md5_keys;
};

#define C(field) COLUMN(struct inet_row, field)

static const struct column columns[] = {
    C(net_namespace),
    C(pass),
    C(family),
    C(protocol),
    C(state),
    C(timer),
    C(retrans),
    C(expires),
    NL_IP_COLUMNS("local_", struct inet_row, local),
    C(local_port),
    NL_IP_COLUMNS("remote_", struct inet_row, remote),
    C(remote_port),
    C(interface_index),
    C(cookie),
    C(rqueue),
    C(wqueue),
    C(uid),
    C(inode),
    C(rmem),
    C(wmem),
    C(fmem),
    C(tmem),
    DIAG_SKMEM_COLUMNS(struct inet_row, skmem),
    C(congestion),
    C(tos),
    C(tclass),
    C(shutdown),
    C(v6only),
    C(mark),
    C(class_id),
    C(cgroup_id),
    C(recverr),
    C(is_icsk),
    C(freebind),
    C(hdrincl),
    C(mc_loop),
    C(transparent),
    C(mc_all),
    C(nodefrag),
    C(bind_address_no_port),
    C(recverr_rfc4884),
    C(defer_connect),
    C(ulp),
    C(tls_version),
    C(tls_cipher),
    C(tls_txconf),
    C(tls_rxconf),
    C(mptcp_token_local),
    C(mptcp_token_remote),
    C(mptcp_id_local),
    C(mptcp_id_remote),
    C(mptcp_flags),
    C(md5_keys),
};
static const struct table table = TABLE("diag_inet", columns);

/* Further addresses of an sctp association. */
struct sctp_address_row {
    int64_t ordinal;
    struct slice side;
    struct nl_ip ip;
    int64_t port;
};

static const struct column sctp_columns[] = {
    COLUMN(struct sctp_address_row, ordinal),
    COLUMN(struct sctp_address_row, side),
    NL_IP_COLUMNS("", struct sctp_address_row, ip),
    COLUMN(struct sctp_address_row, port),
};
static const struct table sctp_table = TABLE("diag_sctp_addresses", sctp_columns);

static const struct table *const tables[] = {
    &table, &sctp_table, &tcp_info_table, &tcp_cc_info_table, &mptcp_info_table, &sctp_info_table, NULL,
};

#define M(member, field)            NL_MEMBER(struct inet_diag_msg, member, struct inet_row, field)
#define N(type, encoding, field)    NL_NUM(type, encoding, struct inet_row, field)
#define S(structure, member, field) NL_MEMBER(structure, member, struct inet_row, field)
#define OPTION(byte, bit, field)    NL_BITS(byte, bit, 1, struct inet_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(idiag_family, family),
    M(idiag_state, state),
    M(idiag_timer, timer),
    M(idiag_retrans, retrans),
    N(offsetof(struct inet_diag_msg, id.idiag_sport), NL_BE16, local_port),
    N(offsetof(struct inet_diag_msg, id.idiag_dport), NL_BE16, remote_port),
    M(id.idiag_if, interface_index),
    M(idiag_expires, expires),
    M(idiag_rqueue, rqueue),
    M(idiag_wqueue, wqueue),
    M(idiag_uid, uid),
    M(idiag_inode, inode),
    END,
};
static const struct nl_field meminfo[] = {
    S(struct inet_diag_meminfo, idiag_rmem, rmem),
    S(struct inet_diag_meminfo, idiag_wmem, wmem),
    S(struct inet_diag_meminfo, idiag_fmem, fmem),
    S(struct inet_diag_meminfo, idiag_tmem, tmem),
    END,
};
static const struct nl_field sockopt[] = {
    OPTION(0, 0, recverr),         OPTION(0, 1, is_icsk),       OPTION(0, 2, freebind),
    OPTION(0, 3, hdrincl),         OPTION(0, 4, mc_loop),       OPTION(0, 5, transparent),
    OPTION(0, 6, mc_all),          OPTION(0, 7, nodefrag),      OPTION(1, 0, bind_address_no_port),
    OPTION(1, 1, recverr_rfc4884), OPTION(1, 2, defer_connect), END,
};
static const struct nl_field tls[] = {
    N(TLS_INFO_VERSION, NL_U16, tls_version),
    N(TLS_INFO_CIPHER, NL_U16, tls_cipher),
    N(TLS_INFO_TXCONF, NL_U16, tls_txconf),
    N(TLS_INFO_RXCONF, NL_U16, tls_rxconf),
    END,
};
static const struct nl_field mptcp[] = {
    N(MPTCP_SUBFLOW_ATTR_TOKEN_LOC, NL_U32, mptcp_token_local),
    N(MPTCP_SUBFLOW_ATTR_TOKEN_REM, NL_U32, mptcp_token_remote),
    N(MPTCP_SUBFLOW_ATTR_ID_LOC, NL_U8, mptcp_id_local),
    N(MPTCP_SUBFLOW_ATTR_ID_REM, NL_U8, mptcp_id_remote),
    N(MPTCP_SUBFLOW_ATTR_FLAGS, NL_U32, mptcp_flags),
    END,
};
static const struct nl_field ulp[] = {
    NL_VALUE(INET_ULP_INFO_NAME, struct inet_row, ulp),
    NL_INSIDE(INET_ULP_INFO_TLS, NL_ATTRIBUTES, tls),
    NL_INSIDE(INET_ULP_INFO_MPTCP, NL_ATTRIBUTES, mptcp),
    END,
};
static const struct nl_field attributes[] = {
    NL_INSIDE(INET_DIAG_MEMINFO, NL_STRUCT, meminfo),
    NL_VALUE(INET_DIAG_CONG, struct inet_row, congestion),
    N(INET_DIAG_TOS, NL_U8, tos),
    N(INET_DIAG_TCLASS, NL_U8, tclass),
    NL_INSIDE_TO(INET_DIAG_SKMEMINFO, NL_STRUCT, diag_skmem_fields, struct inet_row, skmem),
    N(INET_DIAG_SHUTDOWN, NL_U8, shutdown),
    N(INET_DIAG_PROTOCOL, NL_U8, raw_protocol),
    N(INET_DIAG_SKV6ONLY, NL_U8, v6only),
    N(INET_DIAG_MARK, NL_U32, mark),
    N(INET_DIAG_CLASS_ID, NL_U32, class_id),
    NL_INSIDE(INET_DIAG_ULP_INFO, NL_ATTRIBUTES, ulp),
    N(INET_DIAG_CGROUP_ID, NL_U64, cgroup_id),
    NL_INSIDE(INET_DIAG_SOCKOPT, NL_STRUCT, sockopt),
    END,
};
static const struct nl_layout layout = {
    TCPDIAG_GETSOCK, SOCK_DIAG_BY_FAMILY, sizeof(struct inet_diag_msg), header, attributes,
};

/* What the name of a dump stands for.  protocol is IPPROTO_* of Linux, with 255 (IPPROTO_RAW) for all raw sockets. */
static const struct kind {
    const char *file;
    int64_t protocol;
} kinds[] = {
    { "diag/tcp", 6 },       { "diag/tcp6", 6 },       { "diag/udp", 17 },  { "diag/udp6", 17 },
    { "diag/udplite", 136 }, { "diag/udplite6", 136 }, { "diag/raw", 255 }, { "diag/raw6", 255 },
    { "diag/sctp", 132 },    { "diag/sctp6", 132 },    { "diag/dccp", 33 }, { "diag/dccp6", 33 },
    { "diag/mptcp", 262 },   { "diag/mptcp6", 262 },
};

static int64_t
protocol_of(struct slice file)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (slice_is(file, kinds[i].file))
            return kinds[i].protocol;
    }
    return -1;
}

/* The size of an address of this AF_* in bytes; 0 for another family. */
static size_t
address_size(int64_t family)
{
    return family == 2 ? 4 : family == 10 ? 16 : 0;
}

static void
set_derived(struct nl_message *m, struct inet_row *row)
{
    size_t size = address_size(row->family);
    struct slice md5 = nl_find(m, m->attributes, INET_DIAG_MD5SIG);

    nl_set_ip(&row->local, m->payload.ptr + offsetof(struct inet_diag_msg, id.idiag_src), size);
    nl_set_ip(&row->remote, m->payload.ptr + offsetof(struct inet_diag_msg, id.idiag_dst), size);
    row->cookie = diag_cookie(m, offsetof(struct inet_diag_msg, id.idiag_cookie));
    /* As /proc/net/raw has it.  The port is the same number, but for what user space did with it since. */
    if (row->protocol == 255 && row->raw_protocol.known)
        row->local_port = row->raw_protocol.value;
    if (md5.ptr)
        row->md5_keys = maybe_of((int64_t)(md5.len / MD5SIG_SIZE));
}

/* INET_DIAG_LOCALS and INET_DIAG_PEERS: arrays of struct sockaddr_storage, 128 bytes, the family in host order. */
static int
sctp_addresses(struct nl_message *m, unsigned type, const char *side, int64_t *ordinal)
{
    struct slice all = nl_find(m, m->attributes, type);
    struct sctp_address_row row;
    int64_t family;

    for (; all.len >= 128; all = slice_skip(all, 128)) {
        row = (struct sctp_address_row){ .ordinal = ++*ordinal, .side = slice_of(side) };
        family = nl_number(m, all.ptr, NL_U16);
        if (address_size(family) == 0) {
            nl_fail(m, "address of an association", all);
            continue;
        }
        row.port = nl_number(m, all.ptr + 2, NL_BE16);
        nl_set_ip(&row.ip, all.ptr + (family == 2 ? 4 : 8), address_size(family));
        if (nl_row(m, &sctp_table, &row) != 0)
            return -1;
    }
    return 0;
}

static int
parse_message(struct nl_message *m)
{
    struct inet_row row = {
        .net_namespace = m->input->net_namespace,
        .pass = m->input->pass,
        .protocol = protocol_of(m->input->file),
    };
    int64_t ordinal = 0;

    if (!nl_decode(m, &layout, &row))
        return 0;
    if (address_size(row.family) == 0) {
        nl_fail(m, "address family", m->payload);
        return 0;
    }
    set_derived(m, &row);
    if (nl_row(m, &table, &row) != 0 || sctp_addresses(m, INET_DIAG_LOCALS, "local", &ordinal) != 0 ||
        sctp_addresses(m, INET_DIAG_PEERS, "remote", &ordinal) != 0)
        return -1;
    return diag_info(m, row.protocol) != 0 ? -1 : diag_cc_info(m);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    if (protocol_of(input->file) < 0)
        return sink->problem(sink->context, 0, "name of a socket dump", input->file);
    return nl_messages(input, sink, parse_message);
}

const struct format format_diag_inet = { .name = "diag_inet", .parse = parse, .tables = tables, .never_empty = true };
