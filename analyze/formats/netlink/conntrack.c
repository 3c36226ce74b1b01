/*
 * IPCTNL_MSG_CT_NEW: struct nfgenmsg and CTA_*, written by ctnetlink_fill_info (net/netfilter/nf_conntrack_netlink.c).  All
 * numbers of ctnetlink are in network order.
 */
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>

#include "analyze/formats/lib/nlmsg.h"

#define CT_NEW (NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW)

/* One direction of a connection. */
struct tuple {
    struct nl_ip source;
    struct nl_ip destination;
    struct maybe protocol;
    struct maybe source_port;
    struct maybe destination_port;
    struct maybe icmp_id;
    struct maybe icmp_type;
    struct maybe icmp_code;
    struct maybe zone;
};

struct counters {
    struct maybe packets;
    struct maybe bytes;
};

struct conntrack_row {
    int64_t net_namespace;
    int64_t family;
    struct tuple orig;
    struct tuple reply;
    struct tuple master;
    struct maybe status;
    struct maybe timeout;
    struct maybe mark;
    struct maybe use_count;
    struct maybe conntrack_id;
    struct maybe zone;
    struct maybe tcp_state;
    struct maybe tcp_flags_orig;
    struct maybe tcp_flags_reply;
    struct maybe sctp_state;
    struct maybe dccp_state;
    struct counters orig_counters;
    struct counters reply_counters;
    struct slice helper;
    struct slice security_context;
    struct maybe started_ns;
    struct maybe stopped_ns;
    struct blob labels;
};

#define C(field) COLUMN(struct conntrack_row, field)
#define TUPLE_COLUMNS(prefix, field)                                                                            \
    NL_IP_COLUMNS_AT(prefix "source_", offsetof(struct conntrack_row, field) + offsetof(struct tuple, source)), \
        NL_COLUMN_IN(prefix "source_port", struct conntrack_row, field, struct tuple, source_port),             \
        NL_IP_COLUMNS_AT(prefix "destination_",                                                                 \
                         offsetof(struct conntrack_row, field) + offsetof(struct tuple, destination)),          \
        NL_COLUMN_IN(prefix "destination_port", struct conntrack_row, field, struct tuple, destination_port)

static const struct column columns[] = {
    C(net_namespace),
    C(family),
    NL_COLUMN("protocol", struct conntrack_row, orig.protocol),
    TUPLE_COLUMNS("orig_", orig),
    TUPLE_COLUMNS("reply_", reply),
    TUPLE_COLUMNS("master_", master),
    NL_COLUMN("icmp_id", struct conntrack_row, orig.icmp_id),
    NL_COLUMN("icmp_type", struct conntrack_row, orig.icmp_type),
    NL_COLUMN("icmp_code", struct conntrack_row, orig.icmp_code),
    C(status),
    C(timeout),
    C(mark),
    C(use_count),
    C(conntrack_id),
    C(zone),
    NL_COLUMN("orig_zone", struct conntrack_row, orig.zone),
    NL_COLUMN("reply_zone", struct conntrack_row, reply.zone),
    C(tcp_state),
    C(tcp_flags_orig),
    C(tcp_flags_reply),
    C(sctp_state),
    C(dccp_state),
    NL_COLUMN("orig_packets", struct conntrack_row, orig_counters.packets),
    NL_COLUMN("orig_bytes", struct conntrack_row, orig_counters.bytes),
    NL_COLUMN("reply_packets", struct conntrack_row, reply_counters.packets),
    NL_COLUMN("reply_bytes", struct conntrack_row, reply_counters.bytes),
    C(helper),
    C(security_context),
    C(started_ns),
    C(stopped_ns),
    C(labels),
};
static const struct table table = TABLE("conntrack", columns);
static const struct table *const tables[] = { &table, NULL };

#define N(type, encoding, field)     NL_NUM(type, encoding, struct conntrack_row, field)
#define T(type, encoding, field)     NL_NUM(type, encoding, struct tuple, field)
#define INSIDE(type, list)           NL_INSIDE(type, NL_ATTRIBUTES, list)
#define INSIDE_TO(type, list, field) NL_INSIDE_TO(type, NL_ATTRIBUTES, list, struct conntrack_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field tuple_ip[] = {
    NL_VALUE(CTA_IP_V4_SRC, struct tuple, source),
    NL_VALUE(CTA_IP_V4_DST, struct tuple, destination),
    NL_VALUE(CTA_IP_V6_SRC, struct tuple, source),
    NL_VALUE(CTA_IP_V6_DST, struct tuple, destination),
    END,
};
static const struct nl_field tuple_protocol[] = {
    T(CTA_PROTO_NUM, NL_U8, protocol),
    T(CTA_PROTO_SRC_PORT, NL_BE16, source_port),
    T(CTA_PROTO_DST_PORT, NL_BE16, destination_port),
    T(CTA_PROTO_ICMP_ID, NL_BE16, icmp_id),
    T(CTA_PROTO_ICMP_TYPE, NL_U8, icmp_type),
    T(CTA_PROTO_ICMP_CODE, NL_U8, icmp_code),
    T(CTA_PROTO_ICMPV6_ID, NL_BE16, icmp_id),
    T(CTA_PROTO_ICMPV6_TYPE, NL_U8, icmp_type),
    T(CTA_PROTO_ICMPV6_CODE, NL_U8, icmp_code),
    END,
};
static const struct nl_field tuple[] = {
    INSIDE(CTA_TUPLE_IP, tuple_ip),
    INSIDE(CTA_TUPLE_PROTO, tuple_protocol),
    T(CTA_TUPLE_ZONE, NL_BE16, zone),
    END,
};
static const struct nl_field counters[] = {
    NL_NUM(CTA_COUNTERS_PACKETS, NL_BE64, struct counters, packets),
    NL_NUM(CTA_COUNTERS_BYTES, NL_BE64, struct counters, bytes),
    NL_NUM(CTA_COUNTERS32_PACKETS, NL_BE32, struct counters, packets),
    NL_NUM(CTA_COUNTERS32_BYTES, NL_BE32, struct counters, bytes),
    END,
};
/* The flags are struct nf_ct_tcp_flags: flags, then a mask. */
static const struct nl_field tcp[] = {
    N(CTA_PROTOINFO_TCP_STATE, NL_U8, tcp_state),
    N(CTA_PROTOINFO_TCP_FLAGS_ORIGINAL, NL_U8, tcp_flags_orig),
    N(CTA_PROTOINFO_TCP_FLAGS_REPLY, NL_U8, tcp_flags_reply),
    END,
};
static const struct nl_field dccp[] = { N(CTA_PROTOINFO_DCCP_STATE, NL_U8, dccp_state), END };
static const struct nl_field sctp[] = { N(CTA_PROTOINFO_SCTP_STATE, NL_U8, sctp_state), END };
static const struct nl_field protocol_info[] = {
    INSIDE(CTA_PROTOINFO_TCP, tcp),
    INSIDE(CTA_PROTOINFO_DCCP, dccp),
    INSIDE(CTA_PROTOINFO_SCTP, sctp),
    END,
};
static const struct nl_field helper[] = { NL_VALUE(CTA_HELP_NAME, struct conntrack_row, helper), END };
static const struct nl_field security[] = { NL_VALUE(CTA_SECCTX_NAME, struct conntrack_row, security_context), END };
static const struct nl_field timestamp[] = {
    N(CTA_TIMESTAMP_START, NL_BE64, started_ns),
    N(CTA_TIMESTAMP_STOP, NL_BE64, stopped_ns),
    END,
};

static const struct nl_field header[] = { NL_MEMBER(struct nfgenmsg, nfgen_family, struct conntrack_row, family), END };
static const struct nl_field attributes[] = {
    INSIDE_TO(CTA_TUPLE_ORIG, tuple, orig),
    INSIDE_TO(CTA_TUPLE_REPLY, tuple, reply),
    INSIDE_TO(CTA_TUPLE_MASTER, tuple, master),
    N(CTA_STATUS, NL_BE32, status),
    INSIDE(CTA_PROTOINFO, protocol_info),
    INSIDE(CTA_HELP, helper),
    N(CTA_TIMEOUT, NL_BE32, timeout),
    N(CTA_MARK, NL_BE32, mark),
    INSIDE_TO(CTA_COUNTERS_ORIG, counters, orig_counters),
    INSIDE_TO(CTA_COUNTERS_REPLY, counters, reply_counters),
    N(CTA_USE, NL_BE32, use_count),
    N(CTA_ID, NL_BE32, conntrack_id),
    N(CTA_ZONE, NL_BE16, zone),
    INSIDE(CTA_SECCTX, security),
    INSIDE(CTA_TIMESTAMP, timestamp),
    NL_VALUE(CTA_LABELS, struct conntrack_row, labels),
    END,
};
static const struct nl_layout layout = { CT_NEW, CT_NEW, sizeof(struct nfgenmsg), header, attributes };

static int
parse_message(struct nl_message *m)
{
    struct conntrack_row row = { .net_namespace = m->input->net_namespace };

    return nl_decode(m, &layout, &row) ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_conntrack = { .name = "conntrack", .parse = parse, .tables = tables, .never_empty = true };
