#include "collect/views/handed_out.h"

#include "collect/base/text.h"

#include <limits.h>

/*
 * How far the two counts may be apart: idle tasks are counted and have no number (one for each processor, of which no kernel has more), a
 * fork that fails late has taken one and is not counted.  Far less than it takes to use all numbers up.
 */
#define SLACK 8192

/* More than any of the numbers is, and not near to where they overflow. */
#define MOST (UINT64_MAX / 16)

unsigned
handed_out_last(const char *text, size_t len)
{
    struct text rest = { text, len }, line;
    uint64_t last;

    if (!text_next_part(&rest, '\n', &line) || !text_decimal(text_word(line, 4), INT_MAX - 1, &last))
        return 0;
    return (unsigned)last;
}

uint64_t
handed_out_forks(const char *text, size_t len)
{
    struct text rest = { text, len }, line;
    uint64_t forks;

    while (text_next_part(&rest, '\n', &line)) /* a number that was cut off is another one */
        if (text_skip(&line, "processes ") && text_decimal(line, MOST, &forks))
            return forks;
    return 0;
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
