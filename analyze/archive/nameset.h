/*
 * The names seen so far, for noticing a second member of the same name: eight bytes of SHA-256 a name, since an archive has
 * millions, and a hash that nobody can collide on purpose.
 */
#ifndef ANALYZE_ARCHIVE_NAMESET_H
#define ANALYZE_ARCHIVE_NAMESET_H

#include "analyze/base/slice.h"

struct nameset {
    uint64_t *slots; /* 0 is free */
    size_t size;     /* a power of two, or 0 */
    size_t count;
};

/* Adds a name; false when it was there already. */
bool nameset_add(struct nameset *set, struct slice name);

void nameset_free(struct nameset *set);

#endif
