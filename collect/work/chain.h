/*
 * Two units as one, for where the second must know what became of the first.
 */
#ifndef COLLECT_WORK_CHAIN_H
#define COLLECT_WORK_CHAIN_H

#include "collect/work/pool.h"

/*
 * Both, one after the other; `first` and `second` may be NULL, and are taken over.  NULL when both are, or without memory, which
 * *failed tells.
 */
struct unit *unit_chain(struct unit *first, struct unit *second, bool *failed);

#endif
