#include "collect/base/clock.h"

#include <sys/timex.h>
#include <time.h>

static uint64_t
read_clock(clockid_t id)
{
    struct timespec now;

    if (clock_gettime(id, &now) != 0)
        return 0;
    return (uint64_t)now.tv_sec * NANOSECONDS + (uint64_t)now.tv_nsec;
}

uint64_t
clock_realtime(void)
{
    return read_clock(CLOCK_REALTIME);
}

uint64_t
clock_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

uint64_t
clock_boottime(void)
{
    return read_clock(CLOCK_BOOTTIME);
}

uint64_t
clock_cpu(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static struct clock_discipline
read_discipline(void)
{
    struct timex t = { .modes = 0 }; /* reads, changes nothing */
    int state = adjtimex(&t);

    if (state < 0)
        return (struct clock_discipline){ .known = false };
    return (struct clock_discipline){ .known = true,
                                      .state = state,
                                      .status = t.status,
                                      .offset = t.offset,
                                      .frequency = t.freq,
                                      .maximum_error = t.maxerror,
                                      .estimated_error = t.esterror,
                                      .tai = t.tai };
}

struct clocks
clocks_read(void)
{
    struct clocks now = { clock_realtime(), clock_monotonic(), clock_boottime(), read_discipline() };

    return now;
}

void
clocks_write(struct json *j, const struct clocks *clocks)
{
    const struct clock_discipline *d = &clocks->discipline;

    json_number(j, "realtime", clocks->realtime);
    json_number(j, "monotonic", clocks->monotonic);
    if (clocks->boottime)
        json_number(j, "boottime", clocks->boottime);
    if (!d->known)
        return;
    json_open(j, "adjtimex", '{');
    json_integer(j, "state", d->state);
    json_integer(j, "status", d->status);
    json_integer(j, "offset", d->offset);
    json_integer(j, "frequency", d->frequency);
    json_integer(j, "maxerror", d->maximum_error);
    json_integer(j, "esterror", d->estimated_error);
    json_integer(j, "tai", d->tai);
    json_close(j, '}');
}
