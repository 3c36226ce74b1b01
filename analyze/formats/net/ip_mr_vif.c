/*
 * /proc/net/ip_mr_vif, ip6_mr_vif: written by ipmr_vif_seq_show (net/ipv4/ipmr.c) and ip6mr_vif_seq_show (net/ipv6/ip6mr.c).
 * The addresses, of IPv4 only, are %08X of a __be32: in the byte order of the host.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct mr_vif_row {
    int64_t net_namespace;
    int64_t family;
    int64_t vif;
    struct slice interface_name;
    int64_t rx_bytes;
    int64_t rx_packets;
    int64_t tx_bytes;
    int64_t tx_packets;
    int64_t flags;
    struct slice local_address;
    struct blob local_ip;
    struct slice remote_address;
    struct blob remote_ip;
};

static const struct column columns[] = {
    COLUMN(struct mr_vif_row, net_namespace), COLUMN(struct mr_vif_row, family),
    COLUMN(struct mr_vif_row, vif),           COLUMN(struct mr_vif_row, interface_name),
    COLUMN(struct mr_vif_row, rx_bytes),      COLUMN(struct mr_vif_row, rx_packets),
    COLUMN(struct mr_vif_row, tx_bytes),      COLUMN(struct mr_vif_row, tx_packets),
    COLUMN(struct mr_vif_row, flags),         COLUMN(struct mr_vif_row, local_address),
    COLUMN(struct mr_vif_row, local_ip),      COLUMN(struct mr_vif_row, remote_address),
    COLUMN(struct mr_vif_row, remote_ip),
};
static const struct table table = TABLE("proc_net_mr_vif", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "Interface BytesIn PktsIn BytesOut PktsOut Flags [ Local Remote",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    bool ipv6 = slice_is(input->file, "ip6_mr_vif");
    struct mr_vif_row row = { .net_namespace = input->net_namespace, .family = ipv6 ? 10 : 2 };
    struct address local = { 0 };
    struct address remote = { 0 };

    scan_dec(s, "number of the interface", &row.vif);
    scan_word(s, "interface", &row.interface_name);
    scan_signed(s, "bytes received", &row.rx_bytes);
    scan_signed(s, "packets received", &row.rx_packets);
    scan_signed(s, "bytes sent", &row.tx_bytes);
    scan_signed(s, "packets sent", &row.tx_packets);
    scan_hex(s, "flags", &row.flags);
    if (!ipv6) {
        scan_address(s, "local address", 1, input->big_endian, &local);
        scan_address(s, "remote address", 1, input->big_endian, &remote);
    }
    row.local_address = address_as_text(&local);
    row.local_ip = address_as_blob(&local);
    row.remote_address = address_as_text(&remote);
    row.remote_ip = address_as_blob(&remote);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_ip_mr_vif = { .name = "ip_mr_vif", .parse = parse, .tables = tables, .never_empty = true };
