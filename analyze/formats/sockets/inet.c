/*
 * /proc/net/{tcp,udp,udplite,raw,icmp}{,6}: written by tcp4_seq_show, get_openreq4, get_timewait4_sock (net/ipv4/tcp_ipv4.c),
 * tcp6_seq_show and its like (net/ipv6/tcp_ipv6.c), udp4_format_sock (net/ipv4/udp.c), raw_sock_seq_show (net/ipv4/raw.c),
 * ping_v4_format_sock (net/ipv4/ping.c) and __ip6_dgram_sock_seq_show (net/ipv6/datagram.c).
 *
 * All share their first twelve words, from the row's number to the socket's kernel address, which is read over
 * because it is never a key.  Full tcp rows go on with rto, ato, quick, cwnd, ssthresh; rows of the other protocols, since 2.6.27,
 * with drops.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct inet_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t family;
    int64_t protocol;
    int64_t sl;
    struct slice local_address;
    struct blob local_ip;
    int64_t local_port;
    struct slice remote_address;
    struct blob remote_ip;
    int64_t remote_port;
    int64_t st;
    int64_t tx_queue;
    int64_t rx_queue;
    int64_t timer;
    int64_t timer_expires;
    int64_t retransmits;
    struct maybe uid;
    struct maybe timeout;
    struct maybe inode;
    struct maybe ref;
    struct maybe rto;
    struct maybe ato;
    struct maybe quick;
    struct maybe cwnd;
    struct maybe ssthresh;
    struct maybe drops;
};

static const struct column columns[] = {
    COLUMN(struct inet_row, net_namespace),
    COLUMN(struct inet_row, pass),
    COLUMN(struct inet_row, family),
    COLUMN(struct inet_row, protocol),
    COLUMN(struct inet_row, sl),
    COLUMN(struct inet_row, local_address),
    COLUMN(struct inet_row, local_ip),
    COLUMN(struct inet_row, local_port),
    COLUMN(struct inet_row, remote_address),
    COLUMN(struct inet_row, remote_ip),
    COLUMN(struct inet_row, remote_port),
    COLUMN(struct inet_row, st),
    COLUMN(struct inet_row, tx_queue),
    COLUMN(struct inet_row, rx_queue),
    COLUMN(struct inet_row, timer),
    COLUMN(struct inet_row, timer_expires),
    COLUMN(struct inet_row, retransmits),
    COLUMN(struct inet_row, uid),
    COLUMN(struct inet_row, timeout),
    COLUMN(struct inet_row, inode),
    COLUMN(struct inet_row, ref),
    COLUMN(struct inet_row, rto),
    COLUMN(struct inet_row, ato),
    COLUMN(struct inet_row, quick),
    COLUMN(struct inet_row, cwnd),
    COLUMN(struct inet_row, ssthresh),
    COLUMN(struct inet_row, drops),
};
static const struct table table = TABLE("proc_net_inet", columns);
static const struct table *const tables[] = { &table, NULL };

/* What the name of a file stands for.  family is AF_* and protocol IPPROTO_* of Linux, with 255 (IPPROTO_RAW) for all raw sockets. */
static const struct kind {
    const char *file;
    int64_t family;
    int64_t protocol;
    size_t address_words;
    bool tcp;
} kinds[] = {
    { "tcp", 2, 6, 1, true },      { "tcp6", 10, 6, 4, true },      { "udp", 2, 17, 1, false },
    { "udp6", 10, 17, 4, false },  { "udplite", 2, 136, 1, false }, { "udplite6", 10, 136, 4, false },
    { "raw", 2, 255, 1, false },   { "raw6", 10, 255, 4, false },   { "icmp", 2, 1, 1, false },
    { "icmp6", 10, 58, 4, false },
};

#define HEADER(remote, tail) \
    "sl local_address " remote " st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode" tail

static const char *const headers[] = {
    HEADER("rem_address", ""),
    HEADER("rem_address", " drops"),
    HEADER("rem_address", " ref pointer drops"),
    HEADER("remote_address", ""),
    HEADER("remote_address", " drops"),
    HEADER("remote_address", " ref pointer drops"),
    NULL,
};

static void
scan_port(struct scan *s, const char *want, int64_t *port)
{
    const char *start;

    scan_text(s, ":");
    start = s->rest.ptr;
    scan_hex(s, want, port);
    if (scan_ok(s) && (*port < 0 || *port > UINT16_MAX))
        scan_fail(s, want, (struct slice){ start, (size_t)(s->rest.ptr - start) });
}

static void
scan_row(struct scan *s, struct inet_row *row)
{
    scan_hex(s, "state", &row->st);
    scan_hex(s, "tx_queue", &row->tx_queue);
    scan_text(s, ":");
    scan_hex(s, "rx_queue", &row->rx_queue);
    scan_hex(s, "timer", &row->timer);
    scan_text(s, ":");
    scan_hex(s, "timer expiry", &row->timer_expires);
    scan_hex(s, "retransmits", &row->retransmits);
    scan_maybe_u32(s, "uid", &row->uid);
    scan_maybe_signed(s, "timeout", &row->timeout);
    scan_maybe_unsigned(s, "inode", &row->inode);
    if (s->unended && scan_at_end(s)) /* every kernel prints more behind it: this number may be half of one */
        scan_fail(s, "newline", s->have);
}

/* A row that ends before the columns that its header names: what it has is kept. */
static int
missing_words(const struct inet_row *row, const struct scan *s, const struct format_sink *sink, size_t line)
{
    struct scan rest = *s;

    if (!scan_ok(s) || s->shorter || row->inode.known)
        return 0;
    scan_space(&rest);
    return sink->problem(sink->context, line,
                         !row->uid.known       ? "uid"
                         : !row->timeout.known ? "timeout"
                                               : "inode",
                         rest.rest);
}

/* The words behind the inode, which the header does not name: references and the socket's address. */
static void
scan_reference(struct scan *s, struct inet_row *row)
{
    struct slice pointer = { NULL, 0 };

    scan_maybe_signed(s, "references", &row->ref);
    if (s->more > 0 || !scan_at_end(s))
        scan_word(s, "pointer", &pointer);
    if (s->more > 0 && scan_ok(s) && !format_is_pointer(pointer))
        scan_fail(s, "pointer", pointer);
}

/* The words behind the address in full rows of tcp. */
static void
scan_tcp(struct scan *s, struct inet_row *row)
{
    scan_maybe_signed(s, "rto", &row->rto);
    scan_maybe_signed(s, "ato", &row->ato);
    scan_maybe_signed(s, "quick", &row->quick);
    scan_maybe_signed(s, "cwnd", &row->cwnd);
    scan_maybe_signed(s, "ssthresh", &row->ssthresh);
    if (!row->ssthresh.known)
        scan_fail(s, "ssthresh", s->rest);
}

/* The word behind the address in rows of the other protocols.  The last words belong to the unknown columns of the header. */
static void
scan_drops(struct scan *s, struct inet_row *row)
{
    if (scan_count(s) > s->more)
        scan_maybe_signed(s, "drops", &row->drops);
}

/* Reads one of these parts, if the row has it.  Words that do not fit belong to the unknown columns of the header, if it has any. */
static bool
scan_part_of(struct scan *s, void (*part)(struct scan *s, struct inet_row *row), struct inet_row *row)
{
    struct scan ahead = *s;
    struct inet_row filled = *row;

    if (!scan_ok(s) || scan_at_end(s))
        return false;
    part(&ahead, &filled);
    if (!scan_ok(&ahead) && s->more > 0)
        return false;
    *s = ahead;
    *row = filled;
    return scan_ok(s);
}

static int
parse_line(const struct format_input *input, const struct kind *kind, struct scan *s, const struct format_sink *sink,
           size_t line)
{
    struct address local;
    struct address remote;
    struct inet_row row = {
        .net_namespace = input->net_namespace,
        .pass = input->pass,
        .family = kind->family,
        .protocol = kind->protocol,
    };

    scan_dec(s, "sl", &row.sl);
    scan_text(s, ":");
    scan_address(s, "local address", kind->address_words, input->big_endian, &local);
    scan_port(s, "local port", &row.local_port);
    scan_address(s, "remote address", kind->address_words, input->big_endian, &remote);
    scan_port(s, "remote port", &row.remote_port);
    scan_row(s, &row);
    if (scan_part_of(s, scan_reference, &row))
        (void)scan_part_of(s, kind->tcp ? scan_tcp : scan_drops, &row);
    if (scan_ok(s)) {
        row.local_address = (struct slice){ local.text, local.text_len };
        row.local_ip = (struct blob){ local.ip, local.ip_len };
        row.remote_address = (struct slice){ remote.text, remote.text_len };
        row.remote_ip = (struct blob){ remote.ip, remote.ip_len };
    }
    return format_row(sink, &table, &row, s, line) == 0 ? missing_words(&row, s, sink, line) : -1;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines = format_lines_of(input);
    const struct kind *kind = kinds;
    const struct kind *end = kinds + sizeof(kinds) / sizeof(kinds[0]);
    struct slice line;
    struct scan s;
    int more;

    while (kind < end && !slice_is(input->file, kind->file))
        kind++;
    if (kind == end)
        return sink->problem(sink->context, 0, "name of a socket table", input->file);
    more = format_header(&lines, sink, headers);
    if (more != 1)
        return more;
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (parse_line(input, kind, &s, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

const struct format format_inet = { .name = "inet", .parse = parse, .tables = tables, .never_empty = true };
