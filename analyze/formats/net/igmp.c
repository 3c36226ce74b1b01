/*
 * /proc/net/igmp: written by igmp_mc_seq_show (net/ipv4/igmp.c).  Below each interface its groups, indented by tabs.  A group is
 * %08X of a __be32: in the byte order of the host.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct igmp_row {
    int64_t net_namespace;
    int64_t interface_index;
    struct slice interface_name;
    struct slice querier;
    struct slice group_address;
    struct blob group_ip;
    int64_t users;
    int64_t timer_running;
    int64_t timer_expires;
    int64_t reporter;
};

static const struct column columns[] = {
    COLUMN(struct igmp_row, net_namespace),  COLUMN(struct igmp_row, interface_index),
    COLUMN(struct igmp_row, interface_name), COLUMN(struct igmp_row, querier),
    COLUMN(struct igmp_row, group_address),  COLUMN(struct igmp_row, group_ip),
    COLUMN(struct igmp_row, users),          COLUMN(struct igmp_row, timer_running),
    COLUMN(struct igmp_row, timer_expires),  COLUMN(struct igmp_row, reporter),
};
static const struct table table = TABLE("proc_net_igmp", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "Idx Device : Count Querier Group Users Timer Reporter", NULL };

/* The interface that the groups below belong to; its name is NULL while no interface is known. */
static int
parse_interface(struct igmp_row *row, struct scan *s, const struct format_sink *sink, size_t line)
{
    int64_t groups;

    row->interface_name = (struct slice){ NULL, 0 };
    scan_dec(s, "interface index", &row->interface_index);
    scan_word(s, "interface", &row->interface_name);
    scan_space(s);
    scan_text(s, ":");
    scan_dec(s, "number of groups", &groups);
    scan_word(s, "querier", &row->querier);
    if (!scan_ok(s))
        row->interface_name = (struct slice){ NULL, 0 };
    return format_end(sink, s, line);
}

static int
parse_membership(const struct format_input *input, struct igmp_row *row, struct scan *s, const struct format_sink *sink,
                 size_t line)
{
    struct address group = { 0 };

    if (!row->interface_name.ptr)
        scan_fail(s, "an interface before its groups", s->rest);
    scan_address(s, "group", 1, input->big_endian, &group);
    scan_dec(s, "users", &row->users);
    scan_dec(s, "timer", &row->timer_running);
    scan_text(s, ":");
    scan_hex(s, "timer expiry", &row->timer_expires);
    scan_dec(s, "reporter", &row->reporter);
    row->group_address = address_as_text(&group);
    row->group_ip = address_as_blob(&group);
    return format_row(sink, &table, row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct igmp_row row = { .net_namespace = input->net_namespace };
    struct lines lines = format_lines_of(input);
    struct slice line;
    struct scan s;
    int result = 0;
    int more = format_header(&lines, sink, headers);

    while (more == 1 && result == 0 && lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        result = slice_begins(line, "\t") ? parse_membership(input, &row, &s, sink, lines.number)
                                          : parse_interface(&row, &s, sink, lines.number);
    }
    return more < 0 ? -1 : result;
}

const struct format format_igmp = { .name = "igmp", .parse = parse, .tables = tables, .never_empty = true };
