#include "analyze/match/indicator.h"

#include <strings.h>

#define HOSTS (KIND_ADDRESS | KIND_NETWORK)

/* Words for types: of plain lists, of MISP's attributes, of STIX's objects and their paths, and of the exports of OTX. */
static const struct {
    const char *word;
    unsigned kinds;
} types[] = {
    { "address", HOSTS },
    { "ip", HOSTS },
    { "ipv4", HOSTS },
    { "ipv6", HOSTS },
    { "ip-src", HOSTS },
    { "ip-dst", HOSTS },
    { "cidr", HOSTS },
    { "network", HOSTS },
    { "ipv4-addr", HOSTS },
    { "ipv6-addr", HOSTS },
    { "ipv4-addr:value", HOSTS },
    { "ipv6-addr:value", HOSTS },
    { "network-traffic:src_ref.value", HOSTS },
    { "network-traffic:dst_ref.value", HOSTS },
    { "port", KIND_PORT },
    { "network-traffic:src_port", KIND_PORT },
    { "network-traffic:dst_port", KIND_PORT },
    { "domain", KIND_DOMAIN },
    { "hostname", KIND_DOMAIN },
    { "fqdn", KIND_DOMAIN },
    { "domain-name", KIND_DOMAIN },
    { "domain-name:value", KIND_DOMAIN },
    { "url", KIND_URL },
    { "uri", KIND_URL },
    { "url:value", KIND_URL },
    { "sha256", KIND_DIGEST },
    { "sha-256", KIND_DIGEST },
    { "filehash-sha256", KIND_DIGEST },
    { "digest", KIND_DIGEST },
    { "hash", KIND_DIGEST },
    { "file:hashes.SHA-256", KIND_DIGEST },
    { "path", KIND_PATH },
    { "file", KIND_PATH | KIND_NAME },
    { "filepath", KIND_PATH },
    { "filename", KIND_PATH | KIND_NAME },
    { "file:name", KIND_PATH | KIND_NAME },
    { "file:path", KIND_PATH },
    { "directory:path", KIND_PATH },
    { "file:parent_directory_ref.path", KIND_PATH },
    { "name", KIND_NAME },
    { "process", KIND_NAME },
    { "process:name", KIND_NAME },
    { "process:image_ref.name", KIND_NAME },
    { "user", KIND_USER },
    { "username", KIND_USER },
    { "target-user", KIND_USER },
    { "user-account:account_login", KIND_USER },
    { "user-account:user_id", KIND_USER },
};

unsigned
kinds_of_type(struct slice type)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strlen(types[i].word) == type.len && strncasecmp(types[i].word, type.ptr, type.len) == 0)
            return types[i].kinds;
    return 0;
}
