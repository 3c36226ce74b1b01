/*
 * /proc/net/nr: written by nr_info_show (net/netrom/af_netrom.c).
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "user_addr dest_node src_node dev my your st vs vr va t1 t2 t4 idle n2 wnd Snd-Q Rcv-Q inode",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 6);
    struct slice user;

    row.type = maybe_of(5); /* SOCK_SEQPACKET, the only one */
    scan_word(s, "user", &user);
    scan_word(s, "destination", &row.remote_address);
    scan_word(s, "source", &row.local_address);
    scan_word(s, "device", &row.interface_name);
    scan_words(s, "circuits, state, sequence numbers and timers", 12, &row.details);
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

const struct format format_netrom = { .name = "netrom", .parse = parse, .tables = tables, .never_empty = true };
