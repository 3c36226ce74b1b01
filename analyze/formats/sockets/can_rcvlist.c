/*
 * /proc/net/can/rcvlist_*: written by can_rcvlist_proc_show, can_rcvlist_sff_proc_show and can_rcvlist_eff_proc_show (net/can/proc.c).
 * The file has the name of the list, and for each interface either a banner and its receivers, or a line that says that there are
 * none.  The addresses of function and data are read over.
 */
#include "analyze/formats/lib/line_reader.h"

struct can_receiver {
    int64_t net_namespace;
    struct slice pass;
    struct slice list;
    struct slice interface_name;
    int64_t can_id;
    int64_t can_mask;
    int64_t matches;
    struct slice receiver;
};

static const struct column columns[] = {
    COLUMN(struct can_receiver, net_namespace), COLUMN(struct can_receiver, pass),
    COLUMN(struct can_receiver, list),          COLUMN(struct can_receiver, interface_name),
    COLUMN(struct can_receiver, can_id),        COLUMN(struct can_receiver, can_mask),
    COLUMN(struct can_receiver, matches),       COLUMN(struct can_receiver, receiver),
};
static const struct table table = TABLE("proc_net_can_receivers", columns);
static const struct table *const tables[] = { &table, NULL };

/* Whether the line tells of no receiver: blank lines, titles, banners, "(can0: no entry)". */
static bool
is_decoration(struct slice text)
{
    static const char *const begins[] = { "receive list '", "device ", "(" };

    if (text.len == 0)
        return true;
    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
        if (slice_begins(text, begins[i]))
            return true;
    return false;
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct can_receiver row = { .net_namespace = input->net_namespace, .pass = input->pass, .list = input->file };
    struct slice pointer;

    scan_space(s);
    if (is_decoration(s->rest))
        return scan_ok(s) ? 0 : sink->problem(sink->context, line, s->want, s->have);
    scan_word(s, "interface", &row.interface_name);
    scan_hex(s, "id", &row.can_id);
    scan_hex(s, "mask", &row.can_mask);
    scan_word(s, "function", &pointer);
    scan_word(s, "data", &pointer);
    scan_signed(s, "matches", &row.matches);
    scan_word(s, "receiver", &row.receiver);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_can_rcvlist = {
    .name = "can_rcvlist", .parse = parse, .tables = tables, .never_empty = true
};
