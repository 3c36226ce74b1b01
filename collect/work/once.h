/*
 * A unit with a single step.
 */
#ifndef COLLECT_WORK_ONCE_H
#define COLLECT_WORK_ONCE_H

#include "collect/work/pool.h"

struct once {
    const char *directory, *source, *file;              /* the arguments of attempt_begin for the step's attempt */
    bool silent;                                        /* if the unit is skipped, the manifest gets no line */
    void (*work)(void *context, struct worker *worker); /* the step */
};

/* `once` and `context` must live until the pool has freed the unit.  NULL without memory. */
struct unit *unit_once(const struct once *once, void *context);

#endif
