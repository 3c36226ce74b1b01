/*
 * /proc/net/sctp/eps: written by sctp_eps_seq_show (net/sctp/proc.c).  Addresses are text.
 */
#include "analyze/formats/lib/line_reader.h"
#include "analyze/formats/lib/sctp_addresses.h"

struct sctp_eps_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t style;
    int64_t state;
    int64_t bucket;
    int64_t local_port;
    int64_t uid;
    int64_t inode;
    struct slice local_address;
    struct blob local_ip;
    struct slice local_addresses;
};

static const struct column columns[] = {
    COLUMN(struct sctp_eps_row, net_namespace),
    COLUMN(struct sctp_eps_row, pass),
    COLUMN(struct sctp_eps_row, style),
    COLUMN(struct sctp_eps_row, state),
    COLUMN(struct sctp_eps_row, bucket),
    COLUMN(struct sctp_eps_row, local_port),
    COLUMN(struct sctp_eps_row, uid),
    COLUMN(struct sctp_eps_row, inode),
    COLUMN(struct sctp_eps_row, local_address),
    COLUMN(struct sctp_eps_row, local_ip),
    COLUMN(struct sctp_eps_row, local_addresses),
};
static const struct table table = TABLE("proc_net_sctp_eps", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "ENDPT SOCK STY SST HBKT LPORT UID INODE LADDRS", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct sctp_eps_row row = { .net_namespace = input->net_namespace, .pass = input->pass };
    struct address local = { 0 };
    struct slice pointer;

    scan_word(s, "endpoint", &pointer);
    scan_word(s, "socket", &pointer);
    scan_dec(s, "style", &row.style);
    scan_dec(s, "state", &row.state);
    scan_dec(s, "bucket", &row.bucket);
    scan_dec(s, "local port", &row.local_port);
    scan_u32(s, "uid", &row.uid);
    scan_unsigned(s, "inode", &row.inode);
    scan_sctp_addresses(s, &row.local_addresses, &local);
    row.local_address = address_as_text(&local);
    row.local_ip = address_as_blob(&local);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_sctp_eps = { .name = "sctp_eps", .parse = parse, .tables = tables, .never_empty = true };
