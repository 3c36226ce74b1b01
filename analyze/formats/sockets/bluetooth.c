/*
 * /proc/net/{l2cap,hci,sco,rfcomm,bnep,cmtp,hidp,iso}: written by bt_seq_show (net/bluetooth/af_bluetooth.c), since 3.7; the first ones
 * have the addresses too.
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static const char *const headers[] = {
    "sk RefCnt Rmem Wmem User Inode Parent",
    "sk RefCnt Rmem Wmem User Inode Src Dst Parent",
    NULL,
};

/* BTPROTO_* */
static struct maybe
protocol_of(struct slice file)
{
    static const char *const names[] = { "l2cap", "hci", "sco", "rfcomm", "bnep", "cmtp", "hidp", "avdtp", "iso" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_is(file, names[i]))
            return maybe_of((int64_t)i);
    return (struct maybe){ false, 0 };
}

static bool
at_address(struct scan s)
{
    struct slice word = { NULL, 0 };

    scan_word(&s, "source", &word);
    return word.len > 0 && memchr(word.ptr, ':', word.len);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 31);
    struct slice pointer;

    row.protocol = protocol_of(input->file);
    scan_word(s, "pointer", &pointer);
    scan_known_signed(s, "references", &row.ref_count);
    scan_known_dec(s, "rmem", &row.recv_q);
    scan_known_dec(s, "wmem", &row.send_q);
    scan_known_u32(s, "uid", &row.uid);
    scan_known_unsigned(s, "inode", &row.inode);
    if (at_address(*s)) {
        scan_word(s, "source", &row.local_address);
        scan_word(s, "destination", &row.remote_address);
    }
    scan_known_unsigned(s, "inode of the listener", &row.parent_inode);
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_bluetooth = { .name = "bluetooth", .parse = parse, .tables = tables, .never_empty = true };
