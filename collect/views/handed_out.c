#include "collect/views/handed_out.h"

#include "collect/base/text.h"

#include <limits.h>

/*
 * How much the two counts may differ.  Idle tasks, one for each processor and 8192 at most, are counted but have no
 * number.  A fork that fails late has used a number but is not counted.  Far more are needed to use up all numbers.
 */
#define SLACK 8192

/* More than any number of forks; sums with it do not overflow. */
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

    while (text_next_part(&rest, '\n', &line)) /* whole lines only: a truncated number is wrong */
        if (text_skip(&line, "processes ") && text_decimal(line, MOST, &forks))
            return forks;
    return 0;
}

/* Whether numbers may have been used twice, or that is unknown.  If so, appends the reason. */
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
