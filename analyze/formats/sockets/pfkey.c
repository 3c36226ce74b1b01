/*
 * /proc/net/pfkey: written by pfkey_seq_show (net/key/af_key.c).
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "sk RefCnt Rmem Wmem User Inode",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 15);
    struct slice pointer;

    row.protocol = maybe_of(2); /* PF_KEY_V2, the only one */
    row.type = maybe_of(3);     /* SOCK_RAW, the only one */
    scan_word(s, "pointer", &pointer);
    scan_known_signed(s, "references", &row.ref_count);
    scan_known_dec(s, "rmem", &row.recv_q);
    scan_known_dec(s, "wmem", &row.send_q);
    scan_known_u32(s, "uid", &row.uid);
    scan_known_unsigned(s, "inode", &row.inode);
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_pfkey = { .name = "pfkey", .parse = parse, .tables = tables, .never_empty = true };
