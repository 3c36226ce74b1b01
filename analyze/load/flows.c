#include "analyze/load/flows.h"

#include <netinet/in.h>

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
    return true;
}

static bool
is_port(int64_t number)
{
    return number >= 1 && number <= 65535;
}

/*
 * The protocols that have one.  A socket of ICMP sends echoes and nothing else (net/ipv4/ping.c); the specification has the types of
 * request and reply where others have ports.
 */
static const struct {
    int64_t protocol;
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

bool
flows_id(int64_t protocol, struct ip local, int64_t local_port, struct ip remote, int64_t remote_port,
         struct community_id *id)
{
    struct flow flow = { .source = local, .destination = remote };
    size_t i = 0;

    while (i < PROTOCOLS && protocols[i].protocol != protocol)
        i++;
    if (i == PROTOCOLS || local.len == 0 || remote.len == 0)
        return false;
    ip_unmap(&flow.source); /* the packets are of IPv4 */
    ip_unmap(&flow.destination);
    if (is_any(&flow.destination) || (protocols[i].len && protocols[i].len != flow.source.len))
        return false;
    if (!protocols[i].request && (!is_port(local_port) || !is_port(remote_port)))
        return false;
    flow.protocol = (unsigned)protocol;
    flow.source_port = protocols[i].request ? protocols[i].request : (unsigned)local_port;
    flow.destination_port = protocols[i].request ? protocols[i].reply : (unsigned)remote_port;
    *id = community_id_of(flow);
    return true;
}

/* flow_id(protocol, local_ip, local_port, remote_ip, remote_port): NULL where the socket has no peer, or the protocol no id. */
static void
sql_flow_id(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct community_id id;
    struct ip local, remote;

    (void)count;
    if (ip_of(values[1], &local) && ip_of(values[3], &remote) &&
        flows_id(sqlite3_value_int64(values[0]), local, sqlite3_value_int64(values[2]), remote,
                 sqlite3_value_int64(values[4]), &id))
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
