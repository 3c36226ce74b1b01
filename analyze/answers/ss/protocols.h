/*
 * Names of the protocols of netlink and packet sockets, as iproute2 has them.
 */
#ifndef ANALYZE_ANSWERS_SS_PROTOCOLS_H
#define ANALYZE_ANSWERS_SS_PROTOCOLS_H

#include <stdbool.h>
#include <stdint.h>

/* NULL for a number without a name. */
const char *ss_netlink_name(int64_t protocol);
const char *ss_ethernet_name(int64_t protocol);

/* The number of a name; false where there is none. */
bool ss_netlink_number(const char *name, int64_t *protocol);
bool ss_ethernet_number(const char *name, int64_t *protocol);

#endif
