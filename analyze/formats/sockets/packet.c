/*
 * /proc/net/packet: written by packet_seq_show (net/packet/af_packet.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct packet_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t ref_count;
    int64_t type;
    int64_t protocol;
    int64_t interface_index;
    int64_t running;
    int64_t rmem;
    int64_t uid;
    int64_t inode;
};

static const struct column columns[] = {
    COLUMN(struct packet_row, net_namespace), COLUMN(struct packet_row, pass),
    COLUMN(struct packet_row, ref_count),     COLUMN(struct packet_row, type),
    COLUMN(struct packet_row, protocol),      COLUMN(struct packet_row, interface_index),
    COLUMN(struct packet_row, running),       COLUMN(struct packet_row, rmem),
    COLUMN(struct packet_row, uid),           COLUMN(struct packet_row, inode),
};
static const struct table table = TABLE("proc_net_packet", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "sk RefCnt Type Proto Iface R Rmem User Inode", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct packet_row row = { .net_namespace = input->net_namespace, .pass = input->pass };
    struct slice pointer;

    scan_word(s, "pointer", &pointer);
    scan_signed(s, "references", &row.ref_count);
    scan_dec(s, "type", &row.type);
    scan_hex(s, "protocol", &row.protocol);
    scan_signed(s, "interface", &row.interface_index);
    scan_dec(s, "running", &row.running);
    scan_signed(s, "rmem", &row.rmem);
    scan_u32(s, "uid", &row.uid);
    scan_unsigned(s, "inode", &row.inode);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_packet = { .name = "packet", .parse = parse, .tables = tables, .never_empty = true };
