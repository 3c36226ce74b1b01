/*
 * INET_DIAG_VEGASINFO, INET_DIAG_DCTCPINFO and INET_DIAG_BBRINFO: union tcp_cc_info, filled by get_info of the congestion control
 * (net/ipv4/tcp_vegas.c, tcp_dctcp.c, tcp_bbr.c).
 */
#include <linux/inet_diag.h>

#include "analyze/formats/netlink/diag_info.h"

struct cc_row {
    struct maybe vegas_enabled;
    struct maybe vegas_rttcnt;
    struct maybe vegas_rtt;
    struct maybe vegas_minrtt;
    struct maybe dctcp_enabled;
    struct maybe dctcp_ce_state;
    struct maybe dctcp_alpha;
    struct maybe dctcp_ab_ecn;
    struct maybe dctcp_ab_tot;
    struct maybe bbr_bw_lo;
    struct maybe bbr_bw_hi;
    struct maybe bbr_bw;
    struct maybe bbr_min_rtt;
    struct maybe bbr_pacing_gain;
    struct maybe bbr_cwnd_gain;
};

#define C(field) COLUMN(struct cc_row, field)

static const struct column columns[] = {
    C(vegas_enabled),  C(vegas_rttcnt),    C(vegas_rtt),     C(vegas_minrtt), C(dctcp_enabled),
    C(dctcp_ce_state), C(dctcp_alpha),     C(dctcp_ab_ecn),  C(dctcp_ab_tot), C(bbr_bw),
    C(bbr_min_rtt),    C(bbr_pacing_gain), C(bbr_cwnd_gain),
};
const struct table tcp_cc_info_table = TABLE("tcp_cc_info", columns);

#define M(structure, member, field) NL_MEMBER(structure, member, struct cc_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field vegas[] = {
    M(struct tcpvegas_info, tcpv_enabled, vegas_enabled),
    M(struct tcpvegas_info, tcpv_rttcnt, vegas_rttcnt),
    M(struct tcpvegas_info, tcpv_rtt, vegas_rtt),
    M(struct tcpvegas_info, tcpv_minrtt, vegas_minrtt),
    END,
};
static const struct nl_field dctcp[] = {
    M(struct tcp_dctcp_info, dctcp_enabled, dctcp_enabled), M(struct tcp_dctcp_info, dctcp_ce_state, dctcp_ce_state),
    M(struct tcp_dctcp_info, dctcp_alpha, dctcp_alpha),     M(struct tcp_dctcp_info, dctcp_ab_ecn, dctcp_ab_ecn),
    M(struct tcp_dctcp_info, dctcp_ab_tot, dctcp_ab_tot),   END,
};
static const struct nl_field bbr[] = {
    M(struct tcp_bbr_info, bbr_bw_lo, bbr_bw_lo),         M(struct tcp_bbr_info, bbr_bw_hi, bbr_bw_hi),
    M(struct tcp_bbr_info, bbr_min_rtt, bbr_min_rtt),     M(struct tcp_bbr_info, bbr_pacing_gain, bbr_pacing_gain),
    M(struct tcp_bbr_info, bbr_cwnd_gain, bbr_cwnd_gain), END,
};

static const struct kind {
    unsigned type;
    const struct nl_field *fields;
} kinds[] = {
    { INET_DIAG_VEGASINFO, vegas },
    { INET_DIAG_DCTCPINFO, dctcp },
    { INET_DIAG_BBRINFO, bbr },
};

int
diag_cc_info(struct nl_message *m)
{
    struct cc_row row = { .vegas_enabled = { false, 0 } };
    struct slice info;
    bool found = false;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        info = nl_find(m, m->attributes, kinds[i].type);
        if (!info.ptr)
            continue;
        found = true;
        nl_struct(m, kinds[i].fields, info, &row);
    }
    if (row.bbr_bw_lo.known && row.bbr_bw_hi.known)
        row.bbr_bw = maybe_of((int64_t)((uint64_t)row.bbr_bw_hi.value << 32 | (uint64_t)row.bbr_bw_lo.value));
    return found ? nl_row(m, &tcp_cc_info_table, &row) : 0;
}
