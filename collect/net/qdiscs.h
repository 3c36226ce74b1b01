/*
 * Places of an interface that can have filters of tc(8).  The kernel dumps the filters of one place at a time
 * (tc_dump_tfilter(), net/sched/cls_api.c).
 */
#ifndef COLLECT_NET_QDISCS_H
#define COLLECT_NET_QDISCS_H

#include "collect/base/bytes.h"
#include "collect/net/dumps.h"

struct filter_place {
    uint32_t interface, parent; /* its index, and tcm_parent of the filters */
};

struct filter_places {
    struct bytes list; /* of struct filter_place */
    bool left_out;     /* there were more than may be asked, or no memory */
};

size_t filter_places_count(const struct filter_places *places);

/* All zeros beyond the last. */
struct filter_place filter_places_at(const struct filter_places *places, size_t index);

/* Adds those in whole messages of an RTM_GETQDISC dump.  Without memory, and beyond `most`, some are left out. */
void filter_places_add(struct filter_places *places, const char *data, size_t len, uint64_t most);

/* Whether the dump is requested once for each place. */
bool dump_is_of_filters(const struct dump *dump);

#endif
