/*
 * A list of addresses as sctp_seq_dump_local_addrs and sctp_seq_dump_remote_addrs (net/sctp/proc.c) print it: addresses as text, a blank behind
 * each, a star before the primary address.
 */
#ifndef ANALYZE_FORMATS_LIB_SCTP_ADDRESSES_H
#define ANALYZE_FORMATS_LIB_SCTP_ADDRESSES_H

#include "analyze/formats/lib/address.h"

/* Takes the addresses up to the first word that is no address: the list as it stands (no value when empty), and of them the
 * primary one, or else the first. */
void scan_sctp_addresses(struct scan *s, struct slice *list, struct address *first);

#endif
