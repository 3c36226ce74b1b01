/*
 * /proc/net/llc/socket: written by llc_seq_socket_show (net/llc/llc_proc.c).  The file has no inodes.  The type is hexadecimal, the second
 * column always 0.
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "SKt Mc local_mac_sap remote_mac_sap tx_queue rx_queue st uid link",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 26);
    int64_t multicast;

    scan_known_hex(s, "type", &row.type);
    scan_hex(s, "multicast", &multicast);
    scan_word(s, "local address", &row.local_address);
    scan_word(s, "remote address", &row.remote_address);
    scan_known_signed(s, "send queue", &row.send_q);
    scan_known_signed(s, "receive queue", &row.recv_q);
    scan_known_dec(s, "state", &row.state);
    scan_known_u32(s, "uid", &row.uid);
    scan_words(s, "link", 1, &row.details);
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_llc = { .name = "llc", .parse = parse, .tables = tables, .never_empty = true };
