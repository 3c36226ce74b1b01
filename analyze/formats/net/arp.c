/*
 * /proc/net/arp: written by arp_format_neigh_entry and arp_format_pneigh_entry (net/ipv4/arp.c).  Addresses are dotted quads.  The
 * mask is always a star.  An address of more than nine bytes (InfiniBand) is cut.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct arp_row {
    int64_t net_namespace;
    struct slice address;
    struct blob ip;
    int64_t hardware_type;
    int64_t flags;
    struct slice mac;
    struct slice interface_name;
};

static const struct column columns[] = {
    COLUMN(struct arp_row, net_namespace),  COLUMN(struct arp_row, address), COLUMN(struct arp_row, ip),
    COLUMN(struct arp_row, hardware_type),  COLUMN(struct arp_row, flags),   COLUMN(struct arp_row, mac),
    COLUMN(struct arp_row, interface_name),
};
static const struct table table = TABLE("proc_net_arp", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "IP address HW type Flags HW address Mask Device",
    NULL,
};

/* The address, and the mask, which is a star; on a device without addresses there is only the star. */
static void
scan_mac(struct scan *s, struct slice *mac)
{
    struct slice star = { NULL, 0 };

    scan_word(s, "hardware address", mac);
    if (slice_is(*mac, "*"))
        *mac = (struct slice){ NULL, 0 };
    else
        scan_word(s, "mask", &star);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct arp_row row = { .net_namespace = input->net_namespace };
    struct address address = { 0 };

    scan_address_text(s, "address", &address);
    scan_space(s);
    scan_text(s, "0x");
    scan_hex(s, "hardware type", &row.hardware_type);
    scan_space(s);
    scan_text(s, "0x");
    scan_hex(s, "flags", &row.flags);
    scan_mac(s, &row.mac);
    scan_word(s, "interface", &row.interface_name);
    row.address = address_as_text(&address);
    row.ip = address_as_blob(&address);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_arp = { .name = "arp", .parse = parse, .tables = tables, .never_empty = true };
