/*
 * IP addresses as the tables of /proc/net print them: %08X of each 32-bit word in the byte order of the captured host,
 * %08X of each word in network order (%pi6: read as from a big-endian host), or text.
 */
#ifndef ANALYZE_FORMATS_LIB_ADDRESS_H
#define ANALYZE_FORMATS_LIB_ADDRESS_H

#include "analyze/base/scan.h"

/* Room for any address as text: INET6_ADDRSTRLEN less its terminator. */
#define ADDRESS_TEXT_MAX 45

struct address {
    unsigned char ip[16]; /* network order */
    size_t ip_len;        /* 4 or 16 */
    char text[ADDRESS_TEXT_MAX];
    size_t text_len;
};

/* Reads an address of that many words (1 for IPv4, 4 for IPv6) and makes its text. */
void scan_address(struct scan *s, const char *want, size_t words, bool big_endian, struct address *out);

/* Reads a word that holds an address as text: %pI4 and %pI6 of the kernel's printf (a dotted quad; eight groups of hexadecimal digits). */
void scan_address_text(struct scan *s, const char *want, struct address *out);

/*
 * Reads a word that holds an address in network order, as net/netfilter/ipvs prints it on hosts of either byte order: %08X for an
 * IPv4 address, %pI6 for an IPv6 address, which may stand in brackets.
 */
void scan_address_any(struct scan *s, const char *want, struct address *out);

/* The address for the columns of a row, borrowed from the argument; no value where no address was read. */
static inline struct slice
address_as_text(const struct address *address)
{
    return (struct slice){ address->ip_len > 0 ? address->text : NULL, address->text_len };
}

static inline struct blob
address_as_blob(const struct address *address)
{
    return (struct blob){ address->ip_len > 0 ? address->ip : NULL, address->ip_len };
}

/*
 * Writes the text of the ip_len bytes in out->ip, as inet_ntop(3) of glibc does (`::ffff:127.0.0.1`, `::1`).  We do not call
 * inet_ntop because it goes through sprintf, which takes longer than all the rest of a row.
 */
void address_text(struct address *out);

#endif
