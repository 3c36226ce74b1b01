/*
 * IP addresses.  As osquery's osquery/sql/sqlite_network.cpp, sqlite_string.cpp and sqlite_hashing.cpp.
 *
 * An IPv4 address that is mapped into IPv6 (::ffff:a.b.c.d) is in the IPv4 blocks too, since a socket of both families says so of
 * its peers.  A scope (%eth0) is no part of an address.
 */
#include "analyze/base/community_id.h"
#include "analyze/query/function.h"

static void
in_cidr_block(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct slice block_text, ip_text;
    struct ip network, ip;
    unsigned bits;

    (void)argc;
    if (sqlite3_value_type(argv[0]) != SQLITE_TEXT || sqlite3_value_type(argv[1]) != SQLITE_TEXT)
        sqlite3_result_error(context, "in_cidr_block: want a block and an address as text", -1);
    else if (!text_of(context, argv[0], &block_text) || !text_of(context, argv[1], &ip_text))
        return;
    else if (!ip_read_network(block_text, &network, &bits))
        sqlite3_result_error(context, "in_cidr_block: want a block such as 10.0.0.0/8", -1);
    else if (!ip_read(ip_text, &ip))
        sqlite3_result_error(context, "in_cidr_block: want an address, which an empty text is not", -1);
    else {
        if (network.len == 4)
            ip_unmap(&ip);
        sqlite3_result_int(context, ip_is_in(&network, bits, &ip));
    }
}

static void
inet_aton_(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct slice text;
    struct ip ip;

    if (any_null(argc, argv) || !text_of(context, argv[0], &text) || !ip_read(text, &ip) || ip.len != 4)
        return; /* NULL */
    sqlite3_result_int64(context,
                         (sqlite3_int64)ip.bytes[0] << 24 | ip.bytes[1] << 16 | ip.bytes[2] << 8 | ip.bytes[3]);
}

static bool
number_of(sqlite3_value *value, sqlite3_int64 least, sqlite3_int64 most, unsigned *number)
{
    sqlite3_int64 wide = sqlite3_value_int64(value);

    if (sqlite3_value_type(value) != SQLITE_INTEGER || wide < least || wide > most)
        return false;
    *number = (unsigned)wide & 0xffff;
    return true;
}

static bool
address_of(sqlite3_context *context, sqlite3_value *value, struct ip *ip)
{
    struct slice text;

    return sqlite3_value_type(value) == SQLITE_TEXT && text_of(context, value, &text) && ip_read(text, ip);
}

static bool
flow_of(sqlite3_context *context, int argc, sqlite3_value **argv, struct flow *flow)
{
    return address_of(context, argv[0], &flow->source) && address_of(context, argv[1], &flow->destination) &&
           number_of(argv[2], 0, 65535, &flow->source_port) && number_of(argv[3], 0, 65535, &flow->destination_port) &&
           number_of(argv[4], 0, 255, &flow->protocol) && (argc < 6 || number_of(argv[5], -32768, 32767, &flow->seed));
}

static void
result_flow(sqlite3_context *context, const struct flow *flow)
{
    struct community_id id = community_id_of(*flow);

    result_text(context, (struct slice){ id.text, sizeof(id.text) });
}

static void
community_id_v1(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct flow flow = { 0 };

    if (flow_of(context, argc, argv, &flow))
        result_flow(context, &flow);
}

static void
community_id_v1_strict(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct flow flow = { 0 };

    if (flow_of(context, argc, argv, &flow))
        result_flow(context, &flow);
    else
        sqlite3_result_error(context, "community_id_v1_strict: want two addresses, two ports and a protocol", -1);
}

const struct function functions_of_addresses[] = {
    { "in_cidr_block", 2, in_cidr_block },
    { "inet_aton", 1, inet_aton_ },
    { "community_id_v1", 5, community_id_v1 },
    { "community_id_v1", 6, community_id_v1 },
    { "community_id_v1_strict", 5, community_id_v1_strict },
    { "community_id_v1_strict", 6, community_id_v1_strict },
    { NULL, 0, NULL },
};
