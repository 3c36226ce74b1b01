/*
 * /proc/net/sctp/assocs: written by sctp_assocs_seq_show (net/sctp/proc.c).  Addresses are text.  The numbers behind the addresses came with
 * 2.6.34 (up to RTXC) and 4.12.
 */
#include "analyze/formats/lib/line_reader.h"
#include "analyze/formats/lib/sctp_addresses.h"

struct sctp_assocs_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t style;
    int64_t socket_state;
    int64_t state;
    int64_t bucket;
    int64_t association_id;
    int64_t tx_queue;
    int64_t rx_queue;
    int64_t uid;
    int64_t inode;
    int64_t local_port;
    int64_t remote_port;
    struct slice local_address;
    struct blob local_ip;
    struct slice local_addresses;
    struct slice remote_address;
    struct blob remote_ip;
    struct slice remote_addresses;
    struct maybe heartbeat_interval;
    struct maybe in_streams;
    struct maybe out_streams;
    struct maybe max_retransmits;
    struct maybe init_retries;
    struct maybe shutdown_retries;
    struct maybe retransmitted_chunks;
    struct maybe wmem_alloc;
    struct maybe wmem_queued;
    struct maybe sndbuf;
    struct maybe rcvbuf;
};

#define C(field) COLUMN(struct sctp_assocs_row, field)
static const struct column columns[] = {
    C(net_namespace),
    C(pass),
    C(style),
    C(socket_state),
    C(state),
    C(bucket),
    C(association_id),
    C(tx_queue),
    C(rx_queue),
    C(uid),
    C(inode),
    C(local_port),
    C(remote_port),
    C(local_address),
    C(local_ip),
    C(local_addresses),
    C(remote_address),
    C(remote_ip),
    C(remote_addresses),
    C(heartbeat_interval),
    C(in_streams),
    C(out_streams),
    C(max_retransmits),
    C(init_retries),
    C(shutdown_retries),
    C(retransmitted_chunks),
    C(wmem_alloc),
    C(wmem_queued),
    C(sndbuf),
    C(rcvbuf),
};
static const struct table table = TABLE("proc_net_sctp_assocs", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "ASSOC SOCK STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS "
    "[ HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf",
    NULL,
};

static void
scan_numbers(struct scan *s, struct sctp_assocs_row *row)
{
    scan_maybe_dec(s, "heartbeat interval", &row->heartbeat_interval);
    scan_maybe_dec(s, "streams in", &row->in_streams);
    scan_maybe_dec(s, "streams out", &row->out_streams);
    scan_maybe_signed(s, "limit of retransmits", &row->max_retransmits);
    scan_maybe_signed(s, "retries of INIT", &row->init_retries);
    scan_maybe_signed(s, "retries of SHUTDOWN", &row->shutdown_retries);
    scan_maybe_signed(s, "chunks retransmitted", &row->retransmitted_chunks);
    scan_maybe_signed(s, "wmem", &row->wmem_alloc);
    scan_maybe_signed(s, "wmem queued", &row->wmem_queued);
    scan_maybe_signed(s, "sndbuf", &row->sndbuf);
    scan_maybe_signed(s, "rcvbuf", &row->rcvbuf);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct sctp_assocs_row row = { .net_namespace = input->net_namespace, .pass = input->pass };
    struct address local = { 0 };
    struct address remote = { 0 };
    struct slice pointer;

    scan_word(s, "association", &pointer);
    scan_word(s, "socket", &pointer);
    scan_dec(s, "style", &row.style);
    scan_dec(s, "state of the socket", &row.socket_state);
    scan_dec(s, "state", &row.state);
    scan_dec(s, "bucket", &row.bucket);
    scan_signed(s, "association id", &row.association_id);
    scan_signed(s, "tx_queue", &row.tx_queue);
    scan_signed(s, "rx_queue", &row.rx_queue);
    scan_u32(s, "uid", &row.uid);
    scan_unsigned(s, "inode", &row.inode);
    scan_dec(s, "local port", &row.local_port);
    scan_dec(s, "remote port", &row.remote_port);
    scan_sctp_addresses(s, &row.local_addresses, &local);
    scan_space(s);
    scan_text(s, "<->");
    scan_sctp_addresses(s, &row.remote_addresses, &remote);
    scan_numbers(s, &row);
    row.local_address = address_as_text(&local);
    row.local_ip = address_as_blob(&local);
    row.remote_address = address_as_text(&remote);
    row.remote_ip = address_as_blob(&remote);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_sctp_assocs = {
    .name = "sctp_assocs", .parse = parse, .tables = tables, .never_empty = true
};
