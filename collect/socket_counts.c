#include "collect/socket_counts.h"

#include <string.h>

/* Which words of which line are wanted. */
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

struct word {
    const char *text;
    size_t len;
};

/* The next word before `end`, and *at moved behind it; of length 0 at the end. */
static struct word
next_word(const char **at, const char *end)
{
    struct word word;

    while (*at < end && **at == ' ')
        (*at)++;
    word.text = *at;
    while (*at < end && **at != ' ')
        (*at)++;
    word.len = (size_t)(*at - word.text);
    return word;
}

static bool
is_word(struct word word, const char *text)
{
    return word.len == strlen(text) && memcmp(word.text, text, word.len) == 0;
}

static bool
to_number(struct word word, uint64_t *out)
{
    uint64_t value = 0;

    for (size_t i = 0; i < word.len; i++) {
        if (word.text[i] < '0' || word.text[i] > '9' || value > (UINT64_MAX - 9) / 10)
            return false;
        value = value * 10 + (uint64_t)(word.text[i] - '0');
    }
    *out = value;
    return word.len > 0;
}

/* A line is its name and pairs of a key and a number. */
static void
parse_line(struct socket_counts *counts, const char *at, const char *end)
{
    struct word line = next_word(&at, end);
    struct word key;
    uint64_t value;

    while ((key = next_word(&at, end)).len > 0 && to_number(next_word(&at, end), &value)) {
        for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
            if (is_word(line, wanted[i].line) && is_word(key, wanted[i].key))
                memcpy((char *)counts + wanted[i].offset, &value, sizeof(value));
        if (is_word(line, "TCP:") && is_word(key, "inuse"))
            counts->read = true;
        if (is_word(line, "TCP6:") && is_word(key, "inuse"))
            counts->read6 = true;
    }
}

void
socket_counts_parse(struct socket_counts *counts, const char *text, size_t len)
{
    const char *end = text + len;

    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));

        parse_line(counts, text, stop ? stop : end);
        text = stop ? stop + 1 : end;
    }
}

uint64_t
socket_counts_tcp(const struct socket_counts *counts)
{
    return counts->tcp + counts->tcp6 + counts->time_wait;
}

bool
conntrack_is_empty(const char *text, size_t len)
{
    const char *end = text + len;
    const char *line = len > 0 ? memchr(text, '\n', len) : NULL;
    struct word count;

    if (!line)
        return false;
    line++;
    count = next_word(&line, end);
    for (size_t i = 0; i < count.len; i++)
        if (count.text[i] != '0')
            return false;
    return count.len > 0;
}
