#include "analyze/load/flows.h"

#include <netinet/in.h>

#include "analyze/base/community_id.h"
#include "analyze/database/db.h"

static bool
ip_of(sqlite3_value *value, struct ip *ip)
{
    const void *bytes = sqlite3_value_blob(value);
    int len = sqlite3_value_bytes(value);

    if (!bytes || (len != 4 && len != 16))
        return false;
    ip->len = (size_t)len;
    memcpy(ip->bytes, bytes, ip->len);
    ip_unmap(ip); /* the packets are of IPv4 */
    return true;
}

static bool
port_of(sqlite3_value *value, unsigned *port)
{
    sqlite3_int64 number = sqlite3_value_int64(value);

    if (number < 1 || number > 65535)
        return false;
    *port = (unsigned)number;
    return true;
}

/*
 * The protocols that have one.  A socket of ICMP sends echoes and nothing else (net/ipv4/ping.c); the specification has the types of
 * request and reply where others have ports.
 */
static const struct {
    unsigned protocol;
    unsigned request, reply; /* 0 and 0: it has ports */
    size_t len;              /* of its addresses, 0 for any */
} protocols[] = {
    { IPPROTO_TCP, 0, 0, 0 },  { IPPROTO_UDP, 0, 0, 0 },         { IPPROTO_SCTP, 0, 0, 0 },
    { IPPROTO_ICMP, 8, 0, 4 }, { IPPROTO_ICMPV6, 128, 129, 16 },
};

#define PROTOCOLS (sizeof(protocols) / sizeof(protocols[0]))

static bool
is_any(const struct ip *ip)
{
    static const unsigned char any[sizeof(ip->bytes)];

    return memcmp(ip->bytes, any, ip->len) == 0;
}

/* flow_id(protocol, local_ip, local_port, remote_ip, remote_port): NULL where the socket has no peer, or the protocol no id. */
static void
sql_flow_id(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct flow flow = { .protocol = (unsigned)sqlite3_value_int64(values[0]) };
    struct community_id id;
    size_t i = 0;

    (void)count;
    while (i < PROTOCOLS && protocols[i].protocol != flow.protocol)
        i++;
    if (i == PROTOCOLS || !ip_of(values[1], &flow.source) || !ip_of(values[3], &flow.destination) ||
        is_any(&flow.destination) || (protocols[i].len && protocols[i].len != flow.source.len))
        return;
    flow.source_port = protocols[i].request;
    flow.destination_port = protocols[i].reply;
    if (!protocols[i].request &&
        (!port_of(values[2], &flow.source_port) || !port_of(values[4], &flow.destination_port)))
        return;
    id = community_id_of(flow);
    sqlite3_result_text(context, id.text, sizeof(id.text), SQLITE_TRANSIENT);
}

int
flows_add_function(sqlite3 *db, struct error *error)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

    if (sqlite3_create_function_v2(db, "flow_id", 5, flags, NULL, sql_flow_id, NULL, NULL, NULL) != SQLITE_OK)
        return db_error(db, "flow_id", error);
    return 0;
}
