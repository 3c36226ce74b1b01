#include "analyze/formats/lib/address.h"

#include <arpa/inet.h>

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

/* Finds the zero groups that "::" replaces: the first of the longest runs of two or more.  Returns the length, 0 for none. */
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

/* inet_pton(3) wants a string and ignores everything behind a NUL. */
static bool
read_text(struct slice text, struct address *out)
{
    char copy[ADDRESS_TEXT_MAX + 1];

    if (text.len > ADDRESS_TEXT_MAX || memchr(text.ptr, '\0', text.len))
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    if (inet_pton(AF_INET, copy, out->ip) == 1)
        out->ip_len = 4;
    else if (inet_pton(AF_INET6, copy, out->ip) == 1)
        out->ip_len = 16;
    else
        return false;
    address_text(out);
    return true;
}

void
scan_address_text(struct scan *s, const char *want, struct address *out)
{
    struct slice word = { NULL, 0 };

    scan_word(s, want, &word);
    if (scan_ok(s) && !read_text(word, out))
        scan_fail(s, want, word);
}

void
scan_address_any(struct scan *s, const char *want, struct address *out)
{
    struct slice rest;
    struct slice inside = { NULL, 0 };

    scan_space(s);
    rest = s->rest;
    if (slice_begins(rest, "[")) {
        scan_text(s, "[");
        scan_until(s, want, ']', &inside);
        if (scan_ok(s) && !read_text(inside, out))
            scan_fail(s, want, inside);
    } else if (rest.len > 4 && rest.ptr[4] == ':') {
        scan_address_text(s, want, out);
    } else {
        scan_address(s, want, 1, true, out);
    }
}
