#include "analyze/base/community_id.h"

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

struct community_id
community_id_of(struct flow flow)
{
    struct community_id id = { "1:" };
    struct sha1_ctx digest;
    uint8_t bytes[SHA1_DIGEST_SIZE];

    put_in_order(&flow);
    sha1_init(&digest);
    add_number(&digest, flow.seed);
    sha1_update(&digest, flow.source.len, flow.source.bytes);
    sha1_update(&digest, flow.destination.len, flow.destination.bytes);
    sha1_update(&digest, 2, (const uint8_t[]){ (uint8_t)flow.protocol, 0 });
    add_number(&digest, flow.source_port);
    add_number(&digest, flow.destination_port);
    sha1_digest(&digest, sizeof(bytes), bytes);
    base64_encode_raw(id.text + 2, sizeof(bytes), bytes);
    return id;
}
