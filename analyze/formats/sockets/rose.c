/*
 * /proc/net/rose: written by rose_info_show (net/rose/af_rose.c).  Each end is an address and a call sign.
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "dest_addr dest_call src_addr src_call dev lci neigh st vs vr va t t1 t2 t3 hb idle Snd-Q Rcv-Q inode",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 11);

    row.type = maybe_of(5); /* SOCK_SEQPACKET, the only one */
    scan_words(s, "destination", 2, &row.remote_address);
    scan_words(s, "source", 2, &row.local_address);
    scan_word(s, "device", &row.interface_name);
    scan_words(s, "channel, neighbour, state, sequence numbers and timers", 12, &row.details);
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

const struct format format_rose = { .name = "rose", .parse = parse, .tables = tables, .never_empty = true };
