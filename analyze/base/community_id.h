/*
 * The Community ID of a flow, version 1: the name that Zeek, Suricata and others give the packets between two ends, the same for both
 * directions.  https://github.com/corelight/community-id-spec
 */
#ifndef ANALYZE_BASE_COMMUNITY_ID_H
#define ANALYZE_BASE_COMMUNITY_ID_H

#include <nettle/base64.h>
#include <nettle/sha1.h>

#include "analyze/base/ip.h"

struct flow {
    struct ip source, destination;
    unsigned source_port, destination_port; /* of ICMP: the type, and the type of the answer */
    unsigned protocol;                      /* IPPROTO_* */
    unsigned seed;
};

/* "1:" and the digest in base64, not terminated. */
struct community_id {
    char text[2 + BASE64_ENCODE_RAW_LENGTH(SHA1_DIGEST_SIZE)];
};

struct community_id community_id_of(struct flow flow);

#endif
