/*
 * /proc/net/phonet: written by pn_sock_seq_show (net/phonet/socket.c).  The object, the remote object and the resource are
 * hexadecimal: LLLL:RRRR:SS.
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "pt loc rem rs st tx_queue rx_queue uid inode ref pointer drops",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 35);
    struct slice pointer;

    scan_known_dec(s, "protocol", &row.protocol);
    scan_space(s);
    scan_until(s, "object", ':', &row.local_address);
    scan_until(s, "remote object", ':', &row.remote_address);
    scan_words(s, "resource", 1, &row.details);
    scan_known_hex(s, "state", &row.state);
    scan_known_hex(s, "send queue", &row.send_q);
    scan_text(s, ":");
    scan_known_hex(s, "receive queue", &row.recv_q);
    scan_known_u32(s, "uid", &row.uid);
    scan_known_unsigned(s, "inode", &row.inode);
    scan_known_signed(s, "references", &row.ref_count);
    scan_word(s, "pointer", &pointer);
    scan_word(s, "drops", &pointer);
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_phonet = { .name = "phonet", .parse = parse, .tables = tables, .never_empty = true };
