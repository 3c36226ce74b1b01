/*
 * Names of protocols.
 */
#ifndef ANALYZE_ANSWERS_LSOF_PROTOCOLS_H
#define ANALYZE_ANSWERS_LSOF_PROTOCOLS_H

#include <stdint.h>

/* NULL for a number without a name.  An ethertype; IPPROTO_*, NETLINK_*; AF_*. */
const char *protocol_of_internet(int64_t number);
const char *protocol_of_ethernet(int64_t number);
const char *protocol_of_netlink(int64_t number);
const char *protocol_of_family(int64_t family);

#endif
