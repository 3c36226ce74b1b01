/*
 * /proc/net/ip_vs: written by ip_vs_info_seq_show (net/netfilter/ipvs/ip_vs_ctl.c).  Below each service its real servers, behind arrows.
 * IPv4 addresses are in network order, IPv6 addresses are text in brackets; a mark of the firewall may replace address and port.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct ip_vs_row {
    int64_t net_namespace;
    struct slice protocol;
    struct slice address;
    struct blob ip;
    struct maybe port;
    struct maybe firewall_mark;
    struct slice scheduler;
    struct slice flags;
    struct slice server_address;
    struct blob server_ip;
    struct maybe server_port;
    struct slice forward;
    struct maybe weight;
    struct maybe active_connections;
    struct maybe inactive_connections;
};

static const struct column columns[] = {
    COLUMN(struct ip_vs_row, net_namespace),
    COLUMN(struct ip_vs_row, protocol),
    COLUMN(struct ip_vs_row, address),
    COLUMN(struct ip_vs_row, ip),
    COLUMN(struct ip_vs_row, port),
    COLUMN(struct ip_vs_row, firewall_mark),
    COLUMN(struct ip_vs_row, scheduler),
    COLUMN(struct ip_vs_row, flags),
    COLUMN(struct ip_vs_row, server_address),
    COLUMN(struct ip_vs_row, server_ip),
    COLUMN(struct ip_vs_row, server_port),
    COLUMN(struct ip_vs_row, forward),
    COLUMN(struct ip_vs_row, weight),
    COLUMN(struct ip_vs_row, active_connections),
    COLUMN(struct ip_vs_row, inactive_connections),
};
static const struct table table = TABLE("proc_net_ip_vs", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const service_headers[] = { "Prot LocalAddress:Port Scheduler Flags", NULL };
static const char *const server_headers[] = { "-> RemoteAddress:Port Forward Weight ActiveConn InActConn", NULL };

static void
scan_end(struct scan *s, const char *want, struct address *address, struct maybe *port)
{
    scan_address_any(s, want, address);
    scan_text(s, ":");
    scan_hex(s, "port", &port->value);
    port->known = scan_ok(s);
}

/* The service stays in *service for the servers below.  It has no protocol when its line was not understood. */
static int
parse_service(struct ip_vs_row *service, struct address *address, struct scan *s, const struct format_sink *sink,
              size_t line)
{
    int result;

    *service = (struct ip_vs_row){ .net_namespace = service->net_namespace };
    *address = (struct address){ 0 };
    scan_word(s, "protocol", &service->protocol);
    if (scan_ok(s) && slice_is(service->protocol, "FWM")) {
        scan_hex(s, "firewall mark", &service->firewall_mark.value);
        service->firewall_mark.known = scan_ok(s);
    } else {
        scan_end(s, "address of a service", address, &service->port);
    }
    scan_word(s, "scheduler", &service->scheduler);
    scan_tail(s, &service->flags);
    service->address = address_as_text(address);
    service->ip = address_as_blob(address);
    result = format_row(sink, &table, service, s, line);
    if (!scan_ok(s))
        service->protocol = (struct slice){ NULL, 0 };
    return result;
}

static int
parse_server(const struct ip_vs_row *service, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct ip_vs_row row = *service;
    struct address server = { 0 };

    if (!service->protocol.ptr)
        scan_fail(s, "a service before its servers", s->rest);
    scan_space(s);
    scan_text(s, "->");
    scan_end(s, "address of a server", &server, &row.server_port);
    scan_word(s, "way of forwarding", &row.forward);
    scan_maybe_signed(s, "weight", &row.weight);
    scan_maybe_signed(s, "active connections", &row.active_connections);
    scan_maybe_signed(s, "inactive connections", &row.inactive_connections);
    row.server_address = address_as_text(&server);
    row.server_ip = address_as_blob(&server);
    return format_row(sink, &table, &row, s, line);
}

/* The first line says the version of IPVS, and the size of a table. */
static int
parse_headers(struct lines *lines, const struct format_sink *sink)
{
    static const char title[] = "IP Virtual Server version";
    struct slice line;
    int more;

    if (!lines_next(lines, &line))
        return 0;
    if (!slice_begins(line, title))
        return sink->problem(sink->context, lines->number, title, line);
    more = format_header(lines, sink, service_headers);
    return more == 1 ? format_header(lines, sink, server_headers) : more;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct ip_vs_row service = { .net_namespace = input->net_namespace };
    struct address address = { 0 };
    struct lines lines;
    struct slice line;
    struct scan s;
    int result = format_open(&lines, input, sink);
    int more = result == 0 ? parse_headers(&lines, sink) : -1;

    while (more == 1 && result == 0 && lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        result = slice_begins(line, " ") ? parse_server(&service, &s, sink, lines.number)
                                         : parse_service(&service, &address, &s, sink, lines.number);
    }
    return more < 0 ? -1 : result;
}

const struct format format_ip_vs = { .name = "ip_vs", .parse = parse, .tables = tables, .never_empty = true };
