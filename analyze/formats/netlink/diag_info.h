/*
 * INET_DIAG_INFO, in which a protocol describes its socket (one table for each protocol), and the attributes in which the
 * congestion control of a tcp socket describes itself.  These rows have the same key as the row of the message in diag_inet.
 */
#ifndef ANALYZE_FORMATS_NETLINK_DIAG_INFO_H
#define ANALYZE_FORMATS_NETLINK_DIAG_INFO_H

#include "analyze/formats/lib/nlmsg.h"

extern const struct table tcp_info_table;
extern const struct table tcp_cc_info_table;
extern const struct table mptcp_info_table;
extern const struct table sctp_info_table;

/* Makes the rows for a message of this IPPROTO_*, if it has the attributes.  0, or -1 when the sink says so. */
int diag_info(struct nl_message *m, int64_t protocol);

/* The rows of the congestion control. */
int diag_cc_info(struct nl_message *m);

#endif
