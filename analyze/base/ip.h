/*
 * IP addresses and networks, as text and as bytes.
 */
#ifndef ANALYZE_BASE_IP_H
#define ANALYZE_BASE_IP_H

#include "analyze/base/slice.h"

struct ip {
    unsigned char bytes[16];
    size_t len; /* 4 or 16 */
};

/* Reads an address.  A scope (%eth0) is no part of it.  False for what is none. */
bool ip_read(struct slice text, struct ip *ip);

/* Reads a network as 10.0.0.0/8; the bits behind its prefix may be anything. */
bool ip_read_network(struct slice text, struct ip *network, unsigned *bits);

/* Makes an IPv4 address of one that is mapped into IPv6 (::ffff:a.b.c.d): a socket of both families says so of its peers. */
void ip_unmap(struct ip *ip);

bool ip_is_in(const struct ip *network, unsigned bits, const struct ip *ip);

#endif
