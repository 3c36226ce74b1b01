#include "collect/net/socket_counts.h"

#include "collect/base/text.h"

#include <string.h>

/* The counters to take: the key, the line, and where the value goes. */
static const struct {
    const char *line, *key;
    size_t offset;
} wanted[] = {
    { "TCP:", "inuse", offsetof(struct socket_counts, tcp) },
    { "TCP:", "tw", offsetof(struct socket_counts, time_wait) },
    { "TCP:", "alloc", offsetof(struct socket_counts, allocated) },
    { "UDP:", "inuse", offsetof(struct socket_counts, udp) },
    { "TCP6:", "inuse", offsetof(struct socket_counts, tcp6) },
    { "UDP6:", "inuse", offsetof(struct socket_counts, udp6) },
    { "UDPLITE:", "inuse", offsetof(struct socket_counts, udplite) },
    { "UDPLITE6:", "inuse", offsetof(struct socket_counts, udplite6) },
};

/* A line is a name, followed by pairs of a key and a number. */
static void
parse_line(struct socket_counts *counts, struct text rest)
{
    struct text line, key, number;
    uint64_t value;

    if (!text_next_word(&rest, &line))
        return;
    while (text_next_word(&rest, &key) && text_next_word(&rest, &number) && text_decimal(number, UINT64_MAX, &value)) {
        for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
            if (text_is(line, wanted[i].line) && text_is(key, wanted[i].key))
                memcpy((char *)counts + wanted[i].offset, &value, sizeof(value));
        if (text_is(line, "TCP:") && text_is(key, "inuse"))
            counts->read = true;
        if (text_is(line, "TCP6:") && text_is(key, "inuse"))
            counts->read6 = true;
    }
}

void
socket_counts_parse(struct socket_counts *counts, const char *text, size_t len)
{
    struct text rest = { text, len }, line;

    while (text_next_line(&rest, &line))
        parse_line(counts, line);
}

uint64_t
socket_counts_tcp(const struct socket_counts *counts)
{
    return counts->tcp + counts->tcp6 + counts->time_wait;
}

bool
conntrack_is_empty(const char *text, size_t len)
{
    struct text rest = { text, len }, header, line, count;

    if (!text_next_line(&rest, &header) || !text_next_line(&rest, &line) || !text_next_word(&line, &count))
        return false;
    for (size_t i = 0; i < count.len; i++) /* hexadecimal */
        if (count.data[i] != '0')
            return false;
    return true;
}
