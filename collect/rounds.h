/*
 * The options --every and --count: takes one snapshot after the other.  Each is taken in a child process, so that
 * threads that hang (one for each system call that was given up) do not pile up over the rounds.
 */
#ifndef COLLECT_ROUNDS_H
#define COLLECT_ROUNDS_H

#include "collect/base/error.h"
#include "collect/host/options.h"

struct rounds {
    const struct options *options;
    void *context;
    /* Takes one snapshot into the file options->output.  Returns the exit code. */
    int (*take)(void *context, const struct options *options);
    /* Whether to stop; called several times a second. */
    bool (*interrupted)(void *context);
    /* Called after a round that took longer than the interval; the next one begins now, that many nanoseconds late. */
    void (*late)(void *context, uint64_t nanoseconds);
};

/*
 * Takes the rounds.  Each begins one interval after the beginning of the round before, by the monotonic clock, so that
 * they do not drift.  If the round before still runs at that time, the round begins late, when that one ends.  *code
 * becomes the highest exit code of a round, and at least 1 if a round was late or a signal came before the last round.
 * Returns 0, or -1 with the error filled if a round could not begin.
 */
int rounds_run(const struct rounds *rounds, int *code, struct error *error);

#endif
