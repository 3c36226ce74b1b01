/*
 * A unit of one step.
 */
#ifndef COLLECT_WORK_ONCE_H
#define COLLECT_WORK_ONCE_H

#include "collect/work/pool.h"

struct once {
    const char *directory, *source, *file; /* of the attempt that the step begins with: see attempt_begin */
    bool silent;                           /* a step that is not made leaves no line */
    void (*work)(void *context, struct worker *worker);
};

/* Both outlive the unit.  NULL without memory. */
struct unit *unit_once(const struct once *once, void *context);

#endif
