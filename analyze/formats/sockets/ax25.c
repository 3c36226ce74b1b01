/*
 * /proc/net/ax25: written by ax25_info_show (net/ax25/af_ax25.c), without a header.  A star behind the source says that the
 * source repeats for others.  The repeaters stand behind the destination, joined by commas.  A connection without a socket (of NET/ROM,
 * of IP) has stars in place of the last three fields.
 */
#include "analyze/formats/lib/family_socket.h"

static const struct table *const tables[] = { &family_socket_table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 3);
    struct slice pointer;
    struct slice stars;

    scan_word(s, "pointer", &pointer);
    scan_word(s, "device", &row.interface_name);
    scan_word(s, "source", &row.local_address);
    scan_word(s, "destination", &row.remote_address);
    scan_words(s, "state, sequence numbers and timers", 17, &row.details);
    scan_space(s);
    if (slice_begins(s->rest, "*")) {
        scan_words(s, "three stars", 3, &stars);
    } else {
        scan_known_signed(s, "send queue", &row.send_q);
        scan_known_signed(s, "receive queue", &row.recv_q);
        scan_known_unsigned(s, "inode", &row.inode);
    }
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_ax25 = { .name = "ax25", .parse = parse, .tables = tables };
