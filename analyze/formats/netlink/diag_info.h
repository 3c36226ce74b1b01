/*
 * INET_DIAG_INFO, what a protocol says about its socket, with one table for each protocol; and what the congestion control of
 * a tcp socket says.  Their rows have the key of the message's row in diag_inet.
 */
#ifndef ANALYZE_FORMATS_NETLINK_DIAG_INFO_H
#define ANALYZE_FORMATS_NETLINK_DIAG_INFO_H

#include "analyze/formats/lib/nlmsg.h"

extern const struct table tcp_info_table;
extern const struct table tcp_cc_info_table;
extern const struct table mptcp_info_table;
extern const struct table sctp_info_table;

/* Makes the rows for a message of that IPPROTO_*, where there is something to tell.  0, or -1 when the sink says so. */
int diag_info(struct nl_message *m, int64_t protocol);

/* The part that the congestion control tells. */
int diag_cc_info(struct nl_message *m);

#endif
