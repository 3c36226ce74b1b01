/*
 * In which order numbers are asked for, and how far the budget goes.  Workers take pieces until there are none left: first the low numbers,
 * which are those of what began with the host, then from the one that was handed out last downwards, then the rest.
 */
#ifndef COLLECT_VIEWS_SWEEP_H
#define COLLECT_VIEWS_SWEEP_H

#include "collect/base/directory.h"

#include <stdatomic.h>

/* Whether the kernel knows a number, and whether /proc/<n> can be opened. */
enum sweep_stage { SWEEP_ASK, SWEEP_OPEN, SWEEP_STAGES };

struct sweep {
    struct numbers named;       /* that a list shows; ascending.  They are not part of the budget */
    unsigned end[SWEEP_STAGES]; /* all numbers below it are to be asked for, and opened; 0 where none is */
    unsigned newest;            /* handed out last */
    bool thorough;              /* there is no budget */
    uint64_t began;             /* CLOCK_MONOTONIC, nanoseconds */
    _Atomic uint32_t spent;     /* CPU time of all workers, microseconds */
    _Atomic uint32_t named_taken[SWEEP_STAGES], taken[SWEEP_STAGES]; /* pieces */
};

/* From `first` on, below `end`. */
struct piece {
    unsigned first, end;
};

/* The next piece of the named, as indices; of the numbers.  False when there is none left, or no budget. */
bool sweep_next_named(struct sweep *sweep, enum sweep_stage stage, struct piece *piece);
bool sweep_next(struct sweep *sweep, enum sweep_stage stage, struct piece *piece);

/* Counts what the calling thread has worked since *mark, a value of clock_cpu(), and moves that on. */
void sweep_spend(struct sweep *sweep, uint64_t *mark);

/* Appends the ranges that no worker took: "5 to 9 and 12 to 13".  How many numbers they are. */
unsigned sweep_left(const struct sweep *sweep, enum sweep_stage stage, struct bytes *out);

#endif
