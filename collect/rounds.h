/*
 * --every and --count: one snapshot after the other, each in a process of its own, so that what hangs in one (a thread for each
 * system call that was given up) does not pile up over the rounds.
 */
#ifndef COLLECT_ROUNDS_H
#define COLLECT_ROUNDS_H

#include "collect/base/error.h"
#include "collect/host/options.h"

struct rounds {
    const struct options *options;
    void *context;
    /* Takes one snapshot into the file; the exit code. */
    int (*take)(void *context, const struct options *options);
    /* Whether somebody asked for the end; asked again and again. */
    bool (*interrupted)(void *context);
    /* The round that has ended took longer than the interval: the next one begins now, so many nanoseconds late. */
    void (*late)(void *context, uint64_t nanoseconds);
};

/*
 * Rounds begin an interval after the begin of the one before, by the monotonic clock, so that they do not drift; one whose time passes
 * while that one still runs begins at its end, late.  *code becomes the highest exit code of a round, and at least 1 when one was late,
 * or when a signal came before all were done.  0, or -1 with the error filled when none could begin, or no more.
 */
int rounds_run(const struct rounds *rounds, int *code, struct error *error);

#endif
