/*
 * /proc/net/vlan/config: written by vlan_seq_show (net/8021q/vlanproc.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct vlan_row {
    int64_t net_namespace;
    struct slice interface_name;
    int64_t vlan_id;
    struct slice parent_name;
};

static const struct column columns[] = {
    COLUMN(struct vlan_row, net_namespace),
    COLUMN(struct vlan_row, interface_name),
    COLUMN(struct vlan_row, vlan_id),
    COLUMN(struct vlan_row, parent_name),
};
static const struct table table = TABLE("proc_net_vlan", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "VLAN Dev name | VLAN ID", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct vlan_row row = { .net_namespace = input->net_namespace };

    if (slice_begins(s->rest, "Name-Type:"))
        return scan_ok(s) ? 0 : format_end(sink, s, line);
    scan_until(s, "interface", '|', &row.interface_name);
    scan_dec(s, "vlan", &row.vlan_id);
    scan_space(s);
    scan_text(s, "|");
    scan_word(s, "parent", &row.parent_name);
    /* Padded to fifteen bytes; a name has no blanks. */
    while (row.interface_name.len > 0 && row.interface_name.ptr[row.interface_name.len - 1] == ' ')
        row.interface_name.len--;
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_vlan_config = {
    .name = "vlan_config", .parse = parse, .tables = tables, .never_empty = true
};
