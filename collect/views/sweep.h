/*
 * Divides the numbers of the sweep into pieces, and keeps to a budget of time.  Workers take pieces until none is left
 * or the budget is spent: first the low numbers, which belong to programs started with the host; then downwards from
 * the last number handed out; then the rest.
 */
#ifndef COLLECT_VIEWS_SWEEP_H
#define COLLECT_VIEWS_SWEEP_H

#include "collect/base/directory.h"

#include <stdatomic.h>

/* SWEEP_ASK asks the kernel whether it knows a number, SWEEP_OPEN tries to open /proc/<n>. */
enum sweep_stage { SWEEP_ASK, SWEEP_OPEN, SWEEP_STAGES };

struct sweep {
    struct numbers named;       /* sorted numbers that other views show; the budget does not limit them */
    unsigned end[SWEEP_STAGES]; /* the stage tries all numbers below this; 0 if it tries none */
    unsigned newest;            /* the last number handed out */
    bool thorough;              /* there is no budget */
    uint64_t began;             /* CLOCK_MONOTONIC, nanoseconds */
    _Atomic uint32_t spent;     /* CPU time of all workers, microseconds */
    _Atomic uint32_t named_taken[SWEEP_STAGES], taken[SWEEP_STAGES]; /* how many pieces were taken */
};

/* The range from `first` up to, not including, `end`. */
struct piece {
    unsigned first, end;
};

/*
 * Take the next piece: sweep_next_named a range of indices in `named`, sweep_next a range of numbers.  False if none is
 * left, or, for sweep_next, if the budget is spent.  Several workers may call these at the same time.
 */
bool sweep_next_named(struct sweep *sweep, enum sweep_stage stage, struct piece *piece);
bool sweep_next(struct sweep *sweep, enum sweep_stage stage, struct piece *piece);

/* Adds the CPU time of the calling thread since *mark, a value of clock_cpu(), to `spent`, and advances *mark. */
void sweep_spend(struct sweep *sweep, uint64_t *mark);

/* Appends the ranges that no worker took: "5 to 9 and 12 to 13".  Returns how many numbers they have. */
unsigned sweep_left(const struct sweep *sweep, enum sweep_stage stage, struct bytes *out);

#endif
