/*
 * Joins two units into one, so that the second runs after the first and can depend on its result.
 */
#ifndef COLLECT_WORK_CHAIN_H
#define COLLECT_WORK_CHAIN_H

#include "collect/work/pool.h"

/*
 * Returns a unit that does `first` and then `second`, and owns both.  Either may be NULL; then the other is returned.
 * Without memory, frees both, sets *failed and returns NULL.
 */
struct unit *unit_chain(struct unit *first, struct unit *second, bool *failed);

#endif
