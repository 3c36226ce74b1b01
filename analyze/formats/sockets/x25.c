/*
 * /proc/net/x25/socket: written by x25_seq_socket_show (net/x25/x25_proc.c).  Timers are in seconds.
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "dest_addr src_addr dev lci st vs vr va t t2 t21 t22 t23 Snd-Q Rcv-Q inode",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 9);

    row.type = maybe_of(5); /* SOCK_SEQPACKET, the only one */
    scan_word(s, "destination", &row.remote_address);
    scan_word(s, "source", &row.local_address);
    scan_word(s, "device", &row.interface_name);
    scan_words(s, "channel, state, sequence numbers and timers", 10, &row.details);
    scan_known_signed(s, "send queue", &row.send_q);
    scan_known_signed(s, "receive queue", &row.recv_q);
    scan_known_unsigned(s, "inode", &row.inode);
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_x25 = { .name = "x25", .parse = parse, .tables = tables, .never_empty = true };
