/*
 * IP addresses.  As osquery's osquery/sql/sqlite_network.cpp, sqlite_string.cpp and sqlite_hashing.cpp.
 *
 * An IPv4 address that is mapped into IPv6 (::ffff:a.b.c.d) is in the IPv4 blocks too, since a socket of both families says so of
 * its peers.  A scope (%eth0) is no part of an address.
 */
#include <arpa/inet.h>
#include <nettle/base64.h>
#include <nettle/sha1.h>

#include "analyze/query/function.h"

struct ip {
    unsigned char bytes[16];
    size_t len; /* 4 or 16 */
};

/* Text beyond that is no address. */
#define ADDRESS_MAX INET6_ADDRSTRLEN

static bool
ip_read(struct slice text, struct ip *ip)
{
    const char *scope = memchr(text.ptr, '%', text.len);
    char terminated[ADDRESS_MAX + 1] = "";
    int family;

    if (scope)
        text.len = (size_t)(scope - text.ptr);
    if (text.len > ADDRESS_MAX || memchr(text.ptr, '\0', text.len))
        return false;
    memcpy(terminated, text.ptr, text.len);
    family = memchr(text.ptr, ':', text.len) ? AF_INET6 : AF_INET;
    if (scope && family == AF_INET)
        return false;
    ip->len = family == AF_INET ? 4 : 16;
    return inet_pton(family, terminated, ip->bytes) == 1;
}

/* A decimal number of at most three digits that is at most `most`; false when it is not. */
static bool
small_number(struct slice text, unsigned most, unsigned *number)
{
    *number = 0;
    if (text.len == 0 || text.len > 3)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *number = *number * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return *number <= most;
}

static bool
block_read(struct slice text, struct ip *network, unsigned *bits)
{
    const char *slash = memchr(text.ptr, '/', text.len);
    struct slice address = text;

    if (!slash)
        return false;
    address.len = (size_t)(slash - text.ptr);
    return ip_read(address, network) &&
           small_number(slice_skip(text, address.len + 1), (unsigned)network->len * 8, bits);
}

static void
unmap(struct ip *ip)
{
    static const unsigned char prefix[12] = { [10] = 0xff, [11] = 0xff };

    if (ip->len == 16 && memcmp(ip->bytes, prefix, sizeof(prefix)) == 0) {
        memmove(ip->bytes, ip->bytes + 12, 4);
        ip->len = 4;
    }
}

static bool
is_in(const struct ip *network, unsigned bits, const struct ip *ip)
{
    unsigned whole = bits / 8, rest = bits % 8;

    return ip->len == network->len && memcmp(ip->bytes, network->bytes, whole) == 0 &&
           (rest == 0 || (ip->bytes[whole] ^ network->bytes[whole]) >> (8 - rest) == 0);
}

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
    else if (!block_read(block_text, &network, &bits))
        sqlite3_result_error(context, "in_cidr_block: want a block such as 10.0.0.0/8", -1);
    else if (!ip_read(ip_text, &ip))
        sqlite3_result_error(context, "in_cidr_block: want an address, which an empty text is not", -1);
    else {
        if (network.len == 4)
            unmap(&ip);
        sqlite3_result_int(context, is_in(&network, bits, &ip));
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

/* What a community id is made of, see https://github.com/corelight/community-id-spec */
struct flow {
    struct ip source, destination;
    unsigned source_port, destination_port, protocol, seed;
};

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

/* The lower end comes first, so that both ends of a connection give one id. */
static void
put_in_order(struct flow *flow)
{
    int order = flow->source.len != flow->destination.len
                    ? (flow->source.len < flow->destination.len ? -1 : 1)
                    : memcmp(flow->source.bytes, flow->destination.bytes, flow->source.len);

    if (order < 0 || (order == 0 && flow->source_port < flow->destination_port))
        return;
    *flow = (struct flow){ flow->destination, flow->source,   flow->destination_port,
                           flow->source_port, flow->protocol, flow->seed };
}

static void
add_number(struct sha1_ctx *digest, unsigned number)
{
    sha1_update(digest, 2, (const uint8_t[]){ (uint8_t)(number >> 8), (uint8_t)number });
}

static void
result_flow(sqlite3_context *context, struct flow flow)
{
    struct sha1_ctx digest;
    uint8_t bytes[SHA1_DIGEST_SIZE];
    char text[2 + BASE64_ENCODE_RAW_LENGTH(SHA1_DIGEST_SIZE)] = "1:";

    put_in_order(&flow);
    sha1_init(&digest);
    add_number(&digest, flow.seed);
    sha1_update(&digest, flow.source.len, flow.source.bytes);
    sha1_update(&digest, flow.destination.len, flow.destination.bytes);
    sha1_update(&digest, 2, (const uint8_t[]){ (uint8_t)flow.protocol, 0 });
    add_number(&digest, flow.source_port);
    add_number(&digest, flow.destination_port);
    sha1_digest(&digest, sizeof(bytes), bytes);
    base64_encode_raw(text + 2, sizeof(bytes), bytes);
    result_text(context, (struct slice){ text, sizeof(text) });
}

static void
community_id_v1(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct flow flow = { 0 };

    if (flow_of(context, argc, argv, &flow))
        result_flow(context, flow);
}

static void
community_id_v1_strict(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct flow flow = { 0 };

    if (flow_of(context, argc, argv, &flow))
        result_flow(context, flow);
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
