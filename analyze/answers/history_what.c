#include "analyze/answers/history_what.h"
#include "sql.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define DIGEST_DIGITS 64

/* The decimal number that the text is; false for anything else. */
static bool
read_number(const char *text, int64_t most, int64_t *number)
{
    size_t digits = strspn(text, "0123456789");
    long long value;

    if (digits == 0 || digits > 18 || text[digits])
        return false;
    errno = 0;
    value = strtoll(text, NULL, 10);
    *number = value;
    return errno == 0 && value <= most;
}

static bool
is_hex(const char *word, size_t least, size_t most)
{
    size_t len = strlen(word);

    return len >= least && len <= most && strspn(word, "0123456789abcdefABCDEF") == len;
}

/* Reads an address; one of IPv4 inside IPv6 is what it is inside. */
static bool
read_ip(const char *text, unsigned char ip[16], size_t *len)
{
    static const unsigned char prefix[12] = { [10] = 0xff, [11] = 0xff };

    *len = inet_pton(AF_INET, text, ip) == 1 ? 4 : inet_pton(AF_INET6, text, ip) == 1 ? 16 : 0;
    if (*len == 16 && memcmp(ip, prefix, sizeof(prefix)) == 0) {
        memmove(ip, ip + sizeof(prefix), 4);
        *len = 4;
    }
    return *len > 0;
}

/* From the address, and the length of the network in bits, to all that is asked for. */
static void
fill_range(struct history_what *what, const unsigned char ip[16], size_t len, size_t bits)
{
    char text[INET6_ADDRSTRLEN];

    for (size_t i = 0; i < len; i++) {
        unsigned inside = bits >= 8 * (i + 1) ? 0 : bits <= 8 * i ? 0xff : 0xffU >> (bits - 8 * i);

        what->ends[0][i] = (unsigned char)(ip[i] & ~inside);
        what->ends[1][i] = (unsigned char)(ip[i] | inside);
    }
    what->ip_len = len;
    if (len == 4) {
        for (size_t end = 0; end < 2; end++) {
            memset(what->ends[2 + end], 0, 10);
            memset(what->ends[2 + end] + 10, 0xff, 2);
            memcpy(what->ends[2 + end] + 12, what->ends[end], 4);
        }
        what->mapped_len = 16;
    }
    if (!inet_ntop(len == 4 ? AF_INET : AF_INET6, what->ends[0], text, sizeof(text)) ||
        snprintf(what->block, sizeof(what->block), "%s/%zu", text, bits) < 0)
        die("inet_ntop");
    what->text = slice_of(what->block);
}

static bool
read_address(const char *word, struct history_what *what)
{
    unsigned char ip[16];
    size_t len;

    if (!read_ip(word, ip, &len))
        return false;
    fill_range(what, ip, len, 8 * len);
    return true;
}

static bool
read_network(const char *word, struct history_what *what)
{
    const char *slash = strchr(word, '/');
    unsigned char ip[16];
    size_t len;
    int64_t bits = 0;
    char *address = slash ? xstrndup(word, (size_t)(slash - word)) : NULL;
    bool is = address && inet_pton(AF_INET6, address, ip) != 1 ? read_ip(address, ip, &len) : false;

    if (address && !is && inet_pton(AF_INET6, address, ip) == 1) {
        len = 16;
        is = true;
    }
    is = is && read_number(slash + 1, (int64_t)(8 * len), &bits);
    if (is)
        fill_range(what, ip, len, (size_t)bits);
    free(address);
    return is;
}

static bool
read_port(const char *word, struct history_what *what)
{
    return read_number(word, 65535, &what->number.value) && (what->number.known = what->number.value > 0);
}

static bool
read_text(const char *word, struct history_what *what)
{
    what->text = slice_of(word);
    return *word != '\0';
}

static bool
read_digest(const char *word, struct history_what *what)
{
    return is_hex(word, DIGEST_DIGITS, DIGEST_DIGITS) && read_text(word, what);
}

/* A number is a user, too. */
static bool
read_user(const char *word, struct history_what *what)
{
    what->number.known = read_number(word, UINT32_MAX, &what->number.value);
    return read_text(word, what);
}

static bool
always(const char *word)
{
    (void)word;
    return true;
}

/* A path is absolute, or a name of an abstract socket. */
static bool
is_path(const char *word)
{
    return *word == '/' || *word == '@';
}

static bool
is_name(const char *word)
{
    struct history_what what = { .ip_len = 0 };
    int64_t number;

    return !is_path(word) && !read_number(word, INT64_MAX, &number) && !read_address(word, &what) &&
           !read_network(word, &what) && !is_hex(word, DIGEST_DIGITS, DIGEST_DIGITS);
}

static bool
is_container(const char *word)
{
    return is_name(word) || is_hex(word, 12, DIGEST_DIGITS);
}

const struct history_kind history_kinds[] = {
    { "address", sql_history_address, read_address, always },
    { "network", sql_history_address, read_network, always },
    { "port", sql_history_port, read_port, always },
    { "path", sql_history_path, read_text, is_path },
    { "digest", sql_history_digest, read_digest, always },
    { "user", sql_history_user, read_user, is_name },
    { "container", sql_history_container, read_text, is_container },
};

const size_t history_kind_count = sizeof(history_kinds) / sizeof(history_kinds[0]);
