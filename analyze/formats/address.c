#include "analyze/formats/address.h"

static char *
put_octet(char *at, unsigned octet)
{
    if (octet >= 100)
        *at++ = (char)('0' + octet / 100);
    if (octet >= 10)
        *at++ = (char)('0' + octet / 10 % 10);
    *at++ = (char)('0' + octet % 10);
    return at;
}

static char *
put_ipv4(char *at, const unsigned char *ip)
{
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            *at++ = '.';
        at = put_octet(at, ip[i]);
    }
    return at;
}

static char *
put_group(char *at, unsigned group)
{
    int shift = group > 0xfff ? 12 : group > 0xff ? 8 : group > 0xf ? 4 : 0;

    for (; shift >= 0; shift -= 4)
        *at++ = "0123456789abcdef"[group >> shift & 0xf];
    return at;
}

/* The first of the longest runs of zero groups that is worth a "::"; its length, 0 for none. */
static size_t
longest_zeros(const unsigned groups[8], size_t *start)
{
    size_t best = 1;
    size_t run = 0;

    for (size_t i = 0; i < 8; i++) {
        run = groups[i] == 0 ? run + 1 : 0;
        if (run > best) {
            best = run;
            *start = i + 1 - run;
        }
    }
    return best > 1 ? best : 0;
}

static char *
put_ipv6(char *at, const unsigned char *ip)
{
    unsigned groups[8];
    size_t start = 0;
    size_t zeros;

    for (size_t i = 0; i < 8; i++)
        groups[i] = (unsigned)ip[2 * i] << 8 | ip[2 * i + 1];
    zeros = longest_zeros(groups, &start);
    for (size_t i = 0; i < 8; i++) {
        if (zeros > 0 && i == start) {
            *at++ = ':';
            i += zeros - 1;
            if (i == 7)
                *at++ = ':';
            continue;
        }
        if (i > 0)
            *at++ = ':';
        if (i == 6 && zeros > 0 && start == 0 && (zeros == 6 || (zeros == 5 && groups[5] == 0xffff)))
            return put_ipv4(at, ip + 12);
        at = put_group(at, groups[i]);
    }
    return at;
}

void
address_text(struct address *out)
{
    char *end = out->ip_len == 4 ? put_ipv4(out->text, out->ip) : put_ipv6(out->text, out->ip);

    out->text_len = (size_t)(end - out->text);
}

void
scan_address(struct scan *s, const char *want, size_t words, bool big_endian, struct address *out)
{
    uint32_t word = 0;
    unsigned shift;

    scan_space(s);
    for (size_t i = 0; i < words; i++) {
        scan_hex32(s, want, &word);
        for (unsigned byte = 0; byte < 4; byte++) {
            shift = big_endian ? 24 - 8 * byte : 8 * byte;
            out->ip[4 * i + byte] = (unsigned char)(word >> shift);
        }
    }
    if (!scan_ok(s))
        return;
    out->ip_len = 4 * words;
    address_text(out);
}
