#include "analyze/base/ip.h"

#include <arpa/inet.h>

/* Text beyond that is no address. */
#define ADDRESS_MAX INET6_ADDRSTRLEN

bool
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

bool
ip_read_network(struct slice text, struct ip *network, unsigned *bits)
{
    const char *slash = memchr(text.ptr, '/', text.len);
    struct slice address = text;

    if (!slash)
        return false;
    address.len = (size_t)(slash - text.ptr);
    return ip_read(address, network) &&
           small_number(slice_skip(text, address.len + 1), (unsigned)network->len * 8, bits);
}

void
ip_unmap(struct ip *ip)
{
    static const unsigned char prefix[12] = { [10] = 0xff, [11] = 0xff };

    if (ip->len == 16 && memcmp(ip->bytes, prefix, sizeof(prefix)) == 0) {
        memmove(ip->bytes, ip->bytes + 12, 4);
        ip->len = 4;
    }
}

bool
ip_is_in(const struct ip *network, unsigned bits, const struct ip *ip)
{
    unsigned whole = bits / 8, rest = bits % 8;

    return ip->len == network->len && memcmp(ip->bytes, network->bytes, whole) == 0 &&
           (rest == 0 || (ip->bytes[whole] ^ network->bytes[whole]) >> (8 - rest) == 0);
}
