/*
 * The clocks, as nanoseconds; 0 where the kernel does not have the clock.
 */
#ifndef COLLECT_BASE_CLOCK_H
#define COLLECT_BASE_CLOCK_H

#include "collect/base/json.h"

#include <stdbool.h>
#include <stdint.h>

#define NANOSECONDS 1000000000ULL

uint64_t clock_realtime(void);  /* since the epoch */
uint64_t clock_monotonic(void); /* since some start, without the time asleep */
uint64_t clock_cpu(void);       /* that the calling thread has used */
uint64_t clock_boottime(void);  /* since boot, with the time asleep; Linux 2.6.39 */

/* What adjtimex(2) says of the discipline of the wall clock, in its own units. */
struct clock_discipline {
    bool known;
    int state;      /* TIME_OK, ..., TIME_ERROR: not synchronized */
    int status;     /* STA_* */
    int64_t offset; /* nanoseconds if status has STA_NANO, else microseconds */
    int64_t frequency;
    int64_t maximum_error, estimated_error; /* microseconds */
    int64_t tai;                            /* TAI - UTC, seconds; 0 when not set */
};

/* All clocks at one moment. */
struct clocks {
    uint64_t realtime, monotonic, boottime;
    struct clock_discipline discipline;
};

struct clocks clocks_read(void);

/* As keys of the object that is open; what is not known is left out. */
void clocks_write(struct json *j, const struct clocks *clocks);

#endif
