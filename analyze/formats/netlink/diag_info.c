/*
 * struct tcp_info, filled by tcp_get_info (net/ipv4/tcp.c) for tcp and by dccp_get_info (net/dccp/diag.c) for dccp; struct
 * mptcp_info, by mptcp_diag_fill_info (net/mptcp/sockopt.c); struct sctp_info, by sctp_get_sctp_info (net/sctp/socket.c).
 *
 * Each structure is one list here.  The list makes the structure as the kernel lays it out, the record, the columns and the
 * fields.  The structure serves only to take offsets; 32-bit and 64-bit compilers agree on them, because the members before
 * each 64-bit member align it.  The kernel only appends to these structures, so the structure of an older kernel is a prefix.
 */
#include "analyze/formats/netlink/diag_info.h"

#include <linux/inet_diag.h>

/* COLUMN: a number.  HIDDEN: a member without a column, which takes room. */
#define TCP_INFO_LIST(COLUMN_, HIDDEN)      \
    COLUMN_(uint8_t, state)                 \
    COLUMN_(uint8_t, ca_state)              \
    COLUMN_(uint8_t, retransmits)           \
    COLUMN_(uint8_t, probes)                \
    COLUMN_(uint8_t, backoff)               \
    COLUMN_(uint8_t, options)               \
    HIDDEN(uint8_t, wscale_bits)            \
    HIDDEN(uint8_t, flag_bits)              \
    COLUMN_(uint32_t, rto)                  \
    COLUMN_(uint32_t, ato)                  \
    COLUMN_(uint32_t, snd_mss)              \
    COLUMN_(uint32_t, rcv_mss)              \
    COLUMN_(uint32_t, unacked)              \
    COLUMN_(uint32_t, sacked)               \
    COLUMN_(uint32_t, lost)                 \
    COLUMN_(uint32_t, retrans)              \
    COLUMN_(uint32_t, fackets)              \
    COLUMN_(uint32_t, last_data_sent)       \
    COLUMN_(uint32_t, last_ack_sent)        \
    COLUMN_(uint32_t, last_data_recv)       \
    COLUMN_(uint32_t, last_ack_recv)        \
    COLUMN_(uint32_t, pmtu)                 \
    COLUMN_(uint32_t, rcv_ssthresh)         \
    COLUMN_(uint32_t, rtt)                  \
    COLUMN_(uint32_t, rttvar)               \
    COLUMN_(uint32_t, snd_ssthresh)         \
    COLUMN_(uint32_t, snd_cwnd)             \
    COLUMN_(uint32_t, advmss)               \
    COLUMN_(uint32_t, reordering)           \
    COLUMN_(uint32_t, rcv_rtt)              \
    COLUMN_(uint32_t, rcv_space)            \
    COLUMN_(uint32_t, total_retrans)        \
    COLUMN_(uint64_t, pacing_rate)          \
    COLUMN_(uint64_t, max_pacing_rate)      \
    COLUMN_(uint64_t, bytes_acked)          \
    COLUMN_(uint64_t, bytes_received)       \
    COLUMN_(uint32_t, segs_out)             \
    COLUMN_(uint32_t, segs_in)              \
    COLUMN_(uint32_t, notsent_bytes)        \
    COLUMN_(uint32_t, min_rtt)              \
    COLUMN_(uint32_t, data_segs_in)         \
    COLUMN_(uint32_t, data_segs_out)        \
    COLUMN_(uint64_t, delivery_rate)        \
    COLUMN_(uint64_t, busy_time)            \
    COLUMN_(uint64_t, rwnd_limited)         \
    COLUMN_(uint64_t, sndbuf_limited)       \
    COLUMN_(uint32_t, delivered)            \
    COLUMN_(uint32_t, delivered_ce)         \
    COLUMN_(uint64_t, bytes_sent)           \
    COLUMN_(uint64_t, bytes_retrans)        \
    COLUMN_(uint32_t, dsack_dups)           \
    COLUMN_(uint32_t, reord_seen)           \
    COLUMN_(uint32_t, rcv_ooopack)          \
    COLUMN_(uint32_t, snd_wnd)              \
    COLUMN_(uint32_t, rcv_wnd)              \
    COLUMN_(uint32_t, rehash)               \
    COLUMN_(uint16_t, total_rto)            \
    COLUMN_(uint16_t, total_rto_recoveries) \
    COLUMN_(uint32_t, total_rto_time)       \
    COLUMN_(uint32_t, received_ce)          \
    COLUMN_(uint32_t, delivered_e1_bytes)   \
    COLUMN_(uint32_t, delivered_e0_bytes)   \
    COLUMN_(uint32_t, delivered_ce_bytes)   \
    COLUMN_(uint32_t, received_e1_bytes)    \
    COLUMN_(uint32_t, received_e0_bytes)    \
    COLUMN_(uint32_t, received_ce_bytes)
/* The four bytes behind these members are tcpi_accecn_fail_mode and tcpi_accecn_opt_seen in 6.18, tcpi_ecn_mode and others
 * later.  Nothing says which, so the bytes are not read. */

#define MPTCP_INFO_LIST(COLUMN_, HIDDEN)    \
    COLUMN_(uint8_t, subflows)              \
    COLUMN_(uint8_t, add_addr_signal)       \
    COLUMN_(uint8_t, add_addr_accepted)     \
    COLUMN_(uint8_t, subflows_max)          \
    COLUMN_(uint8_t, add_addr_signal_max)   \
    COLUMN_(uint8_t, add_addr_accepted_max) \
    COLUMN_(uint32_t, flags)                \
    COLUMN_(uint32_t, token)                \
    COLUMN_(uint64_t, write_seq)            \
    COLUMN_(uint64_t, snd_una)              \
    COLUMN_(uint64_t, rcv_nxt)              \
    COLUMN_(uint8_t, local_addr_used)       \
    COLUMN_(uint8_t, local_addr_max)        \
    COLUMN_(uint8_t, csum_enabled)          \
    COLUMN_(uint32_t, retransmits)          \
    COLUMN_(uint64_t, bytes_retrans)        \
    COLUMN_(uint64_t, bytes_sent)           \
    COLUMN_(uint64_t, bytes_received)       \
    COLUMN_(uint64_t, bytes_acked)          \
    COLUMN_(uint8_t, subflows_total)        \
    HIDDEN(uint8_t, reserved0)              \
    HIDDEN(uint8_t, reserved1)              \
    HIDDEN(uint8_t, reserved2)              \
    COLUMN_(uint32_t, last_data_sent)       \
    COLUMN_(uint32_t, last_data_recv)       \
    COLUMN_(uint32_t, last_ack_recv)

#define SCTP_INFO_LIST(COLUMN_, HIDDEN)    \
    COLUMN_(uint32_t, tag)                 \
    COLUMN_(uint32_t, state)               \
    COLUMN_(uint32_t, rwnd)                \
    COLUMN_(uint16_t, unackdata)           \
    COLUMN_(uint16_t, penddata)            \
    COLUMN_(uint16_t, instrms)             \
    COLUMN_(uint16_t, outstrms)            \
    COLUMN_(uint32_t, fragmentation_point) \
    COLUMN_(uint32_t, inqueue)             \
    COLUMN_(uint32_t, outqueue)            \
    COLUMN_(uint32_t, overall_error)       \
    COLUMN_(uint32_t, max_burst)           \
    COLUMN_(uint32_t, maxseg)              \
    COLUMN_(uint32_t, peer_rwnd)           \
    COLUMN_(uint32_t, peer_tag)            \
    COLUMN_(uint8_t, peer_capable)         \
    COLUMN_(uint8_t, peer_sack)            \
    HIDDEN(uint16_t, reserved1)            \
    COLUMN_(uint64_t, isacks)              \
    COLUMN_(uint64_t, osacks)              \
    COLUMN_(uint64_t, opackets)            \
    COLUMN_(uint64_t, ipackets)            \
    COLUMN_(uint64_t, rtxchunks)           \
    COLUMN_(uint64_t, outofseqtsns)        \
    COLUMN_(uint64_t, idupchunks)          \
    COLUMN_(uint64_t, gapcnt)              \
    COLUMN_(uint64_t, ouodchunks)          \
    COLUMN_(uint64_t, iuodchunks)          \
    COLUMN_(uint64_t, oodchunks)           \
    COLUMN_(uint64_t, iodchunks)           \
    COLUMN_(uint64_t, octrlchunks)         \
    COLUMN_(uint64_t, ictrlchunks)

#define LAYOUT_MEMBER(type, member) type member;
#define RECORD_FIELD(type, field)   struct maybe field;
#define NOT_IN_RECORD(type, field)

struct tcp_info_layout {
    TCP_INFO_LIST(LAYOUT_MEMBER, LAYOUT_MEMBER)
};
struct tcp_info_row {
    TCP_INFO_LIST(RECORD_FIELD, NOT_IN_RECORD)
    struct maybe snd_wscale;
    struct maybe rcv_wscale;
    struct maybe delivery_rate_app_limited;
    struct maybe fastopen_client_fail;
};
struct mptcp_info_layout {
    MPTCP_INFO_LIST(LAYOUT_MEMBER, LAYOUT_MEMBER)
};
struct mptcp_info_row {
    MPTCP_INFO_LIST(RECORD_FIELD, NOT_IN_RECORD)
};
struct sctp_info_layout {
    SCTP_INFO_LIST(LAYOUT_MEMBER, LAYOUT_MEMBER)
};
struct sctp_info_row {
    SCTP_INFO_LIST(RECORD_FIELD, NOT_IN_RECORD)
};

#define TCP_COLUMN(type, field) COLUMN(struct tcp_info_row, field),
#define TCP_FIELD(type, field)  NL_MEMBER(struct tcp_info_layout, field, struct tcp_info_row, field),
#define TCP_BITS(byte, first, count, field) \
    NL_BITS(offsetof(struct tcp_info_layout, byte), first, count, struct tcp_info_row, field)

static const struct column tcp_columns[] = {
    TCP_INFO_LIST(TCP_COLUMN, NOT_IN_RECORD) COLUMN(struct tcp_info_row, snd_wscale),
    COLUMN(struct tcp_info_row, rcv_wscale),
    COLUMN(struct tcp_info_row, delivery_rate_app_limited),
    COLUMN(struct tcp_info_row, fastopen_client_fail),
};
static const struct nl_field tcp_fields[] = {
    TCP_INFO_LIST(TCP_FIELD, NOT_IN_RECORD) TCP_BITS(wscale_bits, 0, 4, snd_wscale),
    TCP_BITS(wscale_bits, 4, 4, rcv_wscale),
    TCP_BITS(flag_bits, 0, 1, delivery_rate_app_limited),
    TCP_BITS(flag_bits, 1, 2, fastopen_client_fail),
    { .kind = NL_END },
};

#define MPTCP_COLUMN(type, field) COLUMN(struct mptcp_info_row, field),
#define MPTCP_FIELD(type, field)  NL_MEMBER(struct mptcp_info_layout, field, struct mptcp_info_row, field),

static const struct column mptcp_columns[] = { MPTCP_INFO_LIST(MPTCP_COLUMN, NOT_IN_RECORD) };
static const struct nl_field mptcp_fields[] = { MPTCP_INFO_LIST(MPTCP_FIELD, NOT_IN_RECORD){ .kind = NL_END } };

#define SCTP_COLUMN(type, field) COLUMN(struct sctp_info_row, field),
#define SCTP_FIELD(type, field)  NL_MEMBER(struct sctp_info_layout, field, struct sctp_info_row, field),

static const struct column sctp_columns[] = { SCTP_INFO_LIST(SCTP_COLUMN, NOT_IN_RECORD) };
static const struct nl_field sctp_fields[] = { SCTP_INFO_LIST(SCTP_FIELD, NOT_IN_RECORD){ .kind = NL_END } };

const struct table tcp_info_table = TABLE("tcp_info", tcp_columns);
const struct table mptcp_info_table = TABLE("mptcp_info", mptcp_columns);
const struct table sctp_info_table = TABLE("sctp_info", sctp_columns);

union info_row {
    struct tcp_info_row tcp;
    struct mptcp_info_row mptcp;
    struct sctp_info_row sctp;
};

static const struct kind {
    int64_t protocol; /* IPPROTO_* */
    const struct table *table;
    const struct nl_field *fields;
} kinds[] = {
    { 6, &tcp_info_table, tcp_fields },
    { 33, &tcp_info_table, tcp_fields },
    { 132, &sctp_info_table, sctp_fields },
    { 262, &mptcp_info_table, mptcp_fields },
};

int
diag_info(struct nl_message *m, int64_t protocol)
{
    struct slice info = nl_find(m, m->attributes, INET_DIAG_INFO);
    union info_row row;

    for (size_t i = 0; info.ptr && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i].protocol != protocol)
            continue;
        memset(&row, 0, sizeof(row));
        nl_struct(m, kinds[i].fields, info, &row);
        return nl_row(m, kinds[i].table, &row);
    }
    return 0;
}
