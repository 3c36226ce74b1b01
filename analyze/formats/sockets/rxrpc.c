/*
 * /proc/net/rxrpc/calls, conns: written by rxrpc_call_seq_show and rxrpc_connection_seq_show (net/rxrpc/proc.c).  Both
 * files have the same first words; the words behind them differ from kernel to kernel, and are kept as they are.
 */
#include "analyze/formats/lib/line_reader.h"

struct rxrpc_row {
    int64_t net_namespace;
    struct slice pass;
    struct slice protocol;
    struct slice local_address;
    struct slice remote_address;
    int64_t service_id;
    int64_t connection_id;
    struct maybe call_id;
    struct slice end;
    struct slice details;
};

static const struct column columns[] = {
    COLUMN(struct rxrpc_row, net_namespace),
    COLUMN(struct rxrpc_row, pass),
    COLUMN(struct rxrpc_row, protocol),
    COLUMN(struct rxrpc_row, local_address),
    COLUMN(struct rxrpc_row, remote_address),
    COLUMN(struct rxrpc_row, service_id),
    COLUMN(struct rxrpc_row, connection_id),
    COLUMN(struct rxrpc_row, call_id),
    COLUMN(struct rxrpc_row, end),
    COLUMN(struct rxrpc_row, details),
};
static const struct table table = TABLE("proc_net_rxrpc", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct rxrpc_row row = { .net_namespace = input->net_namespace, .pass = input->pass };

    if (line == 1 && slice_begins(s->rest, "Proto "))
        return scan_ok(s) ? 0 : sink->problem(sink->context, line, s->want, s->have);
    scan_word(s, "protocol", &row.protocol);
    scan_word(s, "local address", &row.local_address);
    scan_word(s, "remote address", &row.remote_address);
    scan_hex(s, "service", &row.service_id);
    scan_hex(s, "connection", &row.connection_id);
    if (slice_is(input->file, "rxrpc/calls")) {
        scan_hex(s, "call", &row.call_id.value);
        row.call_id.known = scan_ok(s);
    }
    scan_word(s, "end", &row.end);
    scan_space(s);
    scan_rest(s, &row.details);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_rxrpc = { .name = "rxrpc", .parse = parse, .tables = tables, .never_empty = true };
