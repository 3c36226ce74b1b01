/*
 * /proc/net/atalk/socket: written by atalk_seq_socket_show (net/appletalk/atalk_proc.c).  The file has no inodes.  All numbers
 * except the uid are hexadecimal.
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "Type Local_addr Remote_addr Tx_queue Rx_queue St UID",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 5);

    scan_known_hex(s, "type", &row.type);
    scan_word(s, "local address", &row.local_address);
    scan_word(s, "remote address", &row.remote_address);
    scan_known_hex(s, "send queue", &row.send_q);
    scan_text(s, ":");
    scan_known_hex(s, "receive queue", &row.recv_q);
    scan_known_hex(s, "state", &row.state);
    scan_known_u32(s, "uid", &row.uid);
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_appletalk = { .name = "appletalk", .parse = parse, .tables = tables, .never_empty = true };
