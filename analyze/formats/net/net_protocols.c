/*
 * /proc/net/protocols: written by proto_seq_printf (net/core/sock.c).  Behind the module stands y or n for each function that a protocol
 * can have; the header names the functions.  Kernels up to 6.4 have sp (sendpage).
 */
#include "analyze/formats/lib/line_reader.h"

struct protocols_row {
    int64_t net_namespace;
    struct slice protocol_name;
    int64_t size;
    int64_t sockets;
    int64_t memory;
    struct slice pressure;
    int64_t max_header;
    struct slice slab;
    struct slice module;
    struct slice methods;
};

static const struct column columns[] = {
    COLUMN(struct protocols_row, net_namespace), COLUMN(struct protocols_row, protocol_name),
    COLUMN(struct protocols_row, size),          COLUMN(struct protocols_row, sockets),
    COLUMN(struct protocols_row, memory),        COLUMN(struct protocols_row, pressure),
    COLUMN(struct protocols_row, max_header),    COLUMN(struct protocols_row, slab),
    COLUMN(struct protocols_row, module),        COLUMN(struct protocols_row, methods),
};
static const struct table table = TABLE("proc_net_protocols", columns);
static const struct table *const tables[] = { &table, NULL };

#define HEADER(methods) \
    "protocol size sockets memory press maxhdr slab module cl co di ac io in de sh ss gs se re " methods
static const char *const headers[] = {
    HEADER("bi br ha uh gp em"),
    HEADER("sp bi br ha uh gp em"),
    HEADER("sp bi ha uh gp em"),
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct protocols_row row = { .net_namespace = input->net_namespace };

    scan_word(s, "protocol", &row.protocol_name);
    scan_dec(s, "size", &row.size);
    scan_signed(s, "sockets", &row.sockets);
    scan_signed(s, "memory", &row.memory);
    scan_word(s, "memory pressure", &row.pressure);
    scan_dec(s, "header", &row.max_header);
    scan_word(s, "slab", &row.slab);
    scan_word(s, "module", &row.module);
    scan_space(s);
    if (scan_at_end(s))
        scan_fail(s, "functions", s->rest);
    scan_rest(s, &row.methods);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_net_protocols = {
    .name = "net_protocols", .parse = parse, .tables = tables, .never_empty = true
};
