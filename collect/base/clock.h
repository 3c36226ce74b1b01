/*
 * The kernel's clocks (clock_gettime(2)) in nanoseconds.  A function returns 0 where the kernel does not have its
 * clock.
 */
#ifndef COLLECT_BASE_CLOCK_H
#define COLLECT_BASE_CLOCK_H

#include "collect/base/json.h"

#include <stdbool.h>
#include <stdint.h>

#define NANOSECONDS 1000000000ULL

uint64_t clock_realtime(void);  /* since the epoch */
uint64_t clock_monotonic(void); /* since an arbitrary start, without suspended time */
uint64_t clock_cpu(void);       /* CPU time of the calling thread */
uint64_t clock_boottime(void);  /* since boot, with suspended time; Linux 2.6.39 */

/* How the wall clock is adjusted, as adjtimex(2) reports it, in its units. */
struct clock_discipline {
    bool known;     /* false if adjtimex failed; the other fields are then 0 */
    int state;      /* TIME_OK, ..., TIME_ERROR: not synchronized */
    int status;     /* STA_* */
    int64_t offset; /* nanoseconds if status has STA_NANO, else microseconds */
    int64_t frequency;
    int64_t maximum_error, estimated_error; /* microseconds */
    int64_t tai;                            /* TAI - UTC, seconds; 0 when not set */
};

/* All clocks, read one right after the other. */
struct clocks {
    uint64_t realtime, monotonic, boottime;
    struct clock_discipline discipline;
};

struct clocks clocks_read(void);

/* Writes the clocks as keys of the JSON object that is open.  An unknown clock has no key. */
void clocks_write(struct json *j, const struct clocks *clocks);

#endif
