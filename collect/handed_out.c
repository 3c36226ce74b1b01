#include "collect/handed_out.h"

#include <limits.h>
#include <string.h>

/*
 * How far the two counts may be apart: idle tasks are counted and have no number (one for each processor, of which no kernel has more), a
 * fork that fails late has taken one and is not counted.  Far less than it takes to use all numbers up.
 */
#define SLACK 8192

/* More than any of the numbers is, and not near to where they overflow. */
#define MOST (UINT64_MAX / 16)

/* The whole number that begins there. */
static uint64_t
decimal(const char *text, const char *end)
{
    uint64_t value = 0;

    for (; text < end && *text >= '0' && *text <= '9' && value < MOST; text++)
        value = value * 10 + (uint64_t)(*text - '0');
    return value;
}

unsigned
handed_out_last(const char *text, size_t len)
{
    const char *end = text + len;
    const char *space = memrchr(text, ' ', len);
    uint64_t last = space ? decimal(space + 1, end) : 0;

    return last < INT_MAX ? (unsigned)last : 0;
}

uint64_t
handed_out_forks(const char *text, size_t len)
{
    static const char key[] = "\nprocesses ";
    const char *line = memmem(text, len, key, sizeof(key) - 1);

    return line ? decimal(line + sizeof(key) - 1, text + len) : 0;
}

/* What speaks against it; false where nothing does. */
static bool
is_doubtful(const struct handed_out *n, struct bytes *why)
{
    if (n->last == 0 || n->forks == 0) {
        bytes_text(why, "loadavg and stat do not tell which numbers were handed out");
        return true;
    }
    if (n->highest > n->last) {
        bytes_format(why, "%u is in use, above loadavg's last pid, %u", n->highest, n->last);
        return true;
    }
    if (n->last <= n->forks + SLACK &&
        (n->forks <= n->last + (uint64_t)SLACK || (!n->is_first && n->forks + SLACK < n->pid_max)))
        return false;
    bytes_format(why, "the numbers may have wrapped: loadavg's last pid is %u, stat counts %llu forks", n->last,
                 (unsigned long long)n->forks);
    return true;
}

unsigned
handed_out_end(const struct handed_out *n, struct bytes *why)
{
    unsigned end = n->last + 1;

    if (n->pid_max <= HANDED_OUT_ALWAYS || is_doubtful(n, why) || end >= n->pid_max)
        return n->pid_max;
    bytes_format(why, "numbers from %u on were never handed out: loadavg's last pid is %u, stat counts %llu forks", end,
                 n->last, (unsigned long long)n->forks);
    return end;
}
