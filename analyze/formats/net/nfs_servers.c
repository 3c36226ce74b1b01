/*
 * /proc/net/nfsfs/servers, volumes: written by nfs_server_list_show and nfs_volume_list_show (fs/nfs/client.c).  Addresses are
 * hexadecimal in network order, 8 or 32 digits, ports hexadecimal.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct nfs_row {
    int64_t net_namespace;
    int64_t version;
    struct slice address;
    struct blob ip;
    int64_t port;
    int64_t use_count;
    struct slice hostname;
    struct slice device;
    struct slice fsid;
    struct slice fscache;
};

static const struct column server_columns[] = {
    COLUMN(struct nfs_row, net_namespace), COLUMN(struct nfs_row, version),
    COLUMN(struct nfs_row, address),       COLUMN(struct nfs_row, ip),
    COLUMN(struct nfs_row, port),          COLUMN(struct nfs_row, use_count),
    COLUMN(struct nfs_row, hostname),
};
static const struct table server_table = TABLE("proc_net_nfs_servers", server_columns);
static const struct table *const nfs_servers_tables[] = { &server_table, NULL };

static const struct column volume_columns[] = {
    COLUMN(struct nfs_row, net_namespace), COLUMN(struct nfs_row, version),
    COLUMN(struct nfs_row, address),       COLUMN(struct nfs_row, ip),
    COLUMN(struct nfs_row, port),          COLUMN(struct nfs_row, device),
    COLUMN(struct nfs_row, fsid),          COLUMN(struct nfs_row, fscache),
};
static const struct table volume_table = TABLE("proc_net_nfs_volumes", volume_columns);
static const struct table *const nfs_volumes_tables[] = { &volume_table, NULL };

static const char *const server_headers[] = { "NV SERVER PORT USE HOSTNAME", NULL };
static const char *const volume_headers[] = { "NV SERVER PORT DEV FSID FSC", "NV SERVER PORT DEV FSID", NULL };

static void
scan_server(struct scan *s, struct nfs_row *row, struct address *address)
{
    struct slice word = { NULL, 0 };
    struct scan digits;

    scan_text(s, "v");
    scan_dec(s, "version", &row->version);
    scan_word(s, "address", &word);
    digits = scan_of(word);
    scan_address(&digits, "address", word.len == 32 ? 4 : 1, true, address);
    if (scan_ok(s) && (!scan_ok(&digits) || !scan_at_end(&digits)))
        scan_fail(s, "address", word);
    scan_hex(s, "port", &row->port);
    row->address = address_as_text(address);
    row->ip = address_as_blob(address);
}

static int
parse_server(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct nfs_row row = { .net_namespace = input->net_namespace };
    struct address address = { 0 };

    scan_server(s, &row, &address);
    scan_signed(s, "users", &row.use_count);
    scan_word(s, "name of the server", &row.hostname);
    return format_row(sink, &server_table, &row, s, line);
}

static int
parse_volume(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct nfs_row row = { .net_namespace = input->net_namespace };
    struct address address = { 0 };

    scan_server(s, &row, &address);
    scan_word(s, "device", &row.device);
    scan_word(s, "file system", &row.fsid);
    if (!scan_at_end(s)) /* old kernels have no such column */
        scan_word(s, "FS-Cache", &row.fscache);
    return format_row(sink, &volume_table, &row, s, line);
}

static int
parse_nfs_servers(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, server_headers, parse_server);
}

static int
parse_nfs_volumes(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, volume_headers, parse_volume);
}

const struct format format_nfs_servers = {
    .name = "nfs_servers",
    .parse = parse_nfs_servers,
    .tables = nfs_servers_tables,
};
const struct format format_nfs_volumes = {
    .name = "nfs_volumes",
    .parse = parse_nfs_volumes,
    .tables = nfs_volumes_tables,
};
