/*
 * The names that are nearest to one that was mistyped.
 */
#ifndef ANALYZE_BASE_NEAREST_H
#define ANALYZE_BASE_NEAREST_H

#include "analyze/base/slice.h"

enum { NEAREST_MAX = 4 };

struct nearest {
    struct slice wanted;
    struct {
        struct slice name; /* borrowed */
        size_t distance;
    } list[NEAREST_MAX]; /* the nearest first, each name once */
    size_t count;
};

/* Takes the candidate in, if it is near enough: few letters differ, the one is a word of the other (port of local_port), or begins it. */
void nearest_add(struct nearest *nearest, struct slice candidate);

/* The nearest of candidates that end in NUL; NULL for none. */
const char *nearest_name(const struct nearest *nearest);

/* They as "a, b"; NULL for none.  The caller frees it. */
char *nearest_text(const struct nearest *nearest);

#endif
