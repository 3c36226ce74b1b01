/*
 * Which of the known words the user may have meant.
 */
#ifndef ANALYZE_BASE_NEAREST_H
#define ANALYZE_BASE_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *word; /* as it was typed */
    const char *name; /* the nearest name so far, borrowed; NULL while none is near */
    size_t distance;  /* between the two */
};

struct nearest nearest_to(const char *word);

/* Takes the name if it is nearer than those before it, and near enough that it may have been meant.  Case does not count. */
void nearest_try(struct nearest *nearest, const char *name);

#endif
