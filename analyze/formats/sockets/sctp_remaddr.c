/*
 * /proc/net/sctp/remaddr: written by sctp_remaddr_seq_show (net/sctp/proc.c), the state since 3.9.  Addresses are text.  The last but
 * one or two columns were never anything but 0.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct sctp_remaddr_row {
    int64_t net_namespace;
    struct slice pass;
    struct slice address;
    struct blob ip;
    int64_t association_id;
    int64_t heartbeat_active;
    int64_t rto;
    int64_t max_retransmits;
    struct maybe state;
};

static const struct column columns[] = {
    COLUMN(struct sctp_remaddr_row, net_namespace),
    COLUMN(struct sctp_remaddr_row, pass),
    COLUMN(struct sctp_remaddr_row, address),
    COLUMN(struct sctp_remaddr_row, ip),
    COLUMN(struct sctp_remaddr_row, association_id),
    COLUMN(struct sctp_remaddr_row, heartbeat_active),
    COLUMN(struct sctp_remaddr_row, rto),
    COLUMN(struct sctp_remaddr_row, max_retransmits),
    COLUMN(struct sctp_remaddr_row, state),
};
static const struct table table = TABLE("proc_net_sctp_remaddr", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "ADDR ASSOC_ID HB_ACT RTO MAX_PATH_RTX REM_ADDR_RTX START [ STATE",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct sctp_remaddr_row row = { .net_namespace = input->net_namespace, .pass = input->pass };
    struct address address = { 0 };
    struct slice zeros;

    scan_address_text(s, "address", &address);
    scan_signed(s, "association id", &row.association_id);
    scan_dec(s, "heartbeat", &row.heartbeat_active);
    scan_dec(s, "rto", &row.rto);
    scan_signed(s, "limit of retransmits", &row.max_retransmits);
    scan_word(s, "retransmits", &zeros);
    scan_word(s, "start", &zeros);
    scan_maybe_signed(s, "state", &row.state);
    row.address = address_as_text(&address);
    row.ip = address_as_blob(&address);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_sctp_remaddr = {
    .name = "sctp_remaddr", .parse = parse, .tables = tables, .never_empty = true
};
