/*
 * /proc/net/ip_vs_conn: written by ip_vs_conn_seq_show (net/netfilter/ipvs/ip_vs_conn.c).  IPv4 addresses are in network order, IPv6
 * addresses are text.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct ip_vs_conn_row {
    int64_t net_namespace;
    struct slice protocol;
    struct slice client_address;
    struct blob client_ip;
    int64_t client_port;
    struct slice virtual_address;
    struct blob virtual_ip;
    int64_t virtual_port;
    struct slice server_address;
    struct blob server_ip;
    int64_t server_port;
    struct slice state;
    int64_t expires;
    struct slice persistence;
};

static const struct column columns[] = {
    COLUMN(struct ip_vs_conn_row, net_namespace),  COLUMN(struct ip_vs_conn_row, protocol),
    COLUMN(struct ip_vs_conn_row, client_address), COLUMN(struct ip_vs_conn_row, client_ip),
    COLUMN(struct ip_vs_conn_row, client_port),    COLUMN(struct ip_vs_conn_row, virtual_address),
    COLUMN(struct ip_vs_conn_row, virtual_ip),     COLUMN(struct ip_vs_conn_row, virtual_port),
    COLUMN(struct ip_vs_conn_row, server_address), COLUMN(struct ip_vs_conn_row, server_ip),
    COLUMN(struct ip_vs_conn_row, server_port),    COLUMN(struct ip_vs_conn_row, state),
    COLUMN(struct ip_vs_conn_row, expires),        COLUMN(struct ip_vs_conn_row, persistence),
};
static const struct table table = TABLE("proc_net_ip_vs_conn", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = {
    "Pro FromIP FPrt ToIP TPrt DestIP DPrt State Expires [ PEName PEData",
    NULL,
};

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct ip_vs_conn_row row = { .net_namespace = input->net_namespace };
    struct address client = { 0 };
    struct address service = { 0 };
    struct address server = { 0 };

    scan_word(s, "protocol", &row.protocol);
    scan_address_any(s, "client", &client);
    scan_hex(s, "port", &row.client_port);
    scan_address_any(s, "virtual address", &service);
    scan_hex(s, "port", &row.virtual_port);
    scan_address_any(s, "server", &server);
    scan_hex(s, "port", &row.server_port);
    scan_word(s, "state", &row.state);
    scan_dec(s, "seconds left", &row.expires);
    scan_tail(s, &row.persistence);
    row.client_address = address_as_text(&client);
    row.client_ip = address_as_blob(&client);
    row.virtual_address = address_as_text(&service);
    row.virtual_ip = address_as_blob(&service);
    row.server_address = address_as_text(&server);
    row.server_ip = address_as_blob(&server);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_ip_vs_conn = { .name = "ip_vs_conn", .parse = parse, .tables = tables, .never_empty = true };
