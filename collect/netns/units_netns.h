/*
 * The kinds of units that look for namespaces.  Each function returns a unit for pool_submit, or NULL when there is no memory.  What the
 * arguments point to outlives the pool's use of the unit.
 */
#ifndef COLLECT_NETNS_UNITS_NETNS_H
#define COLLECT_NETNS_UNITS_NETNS_H

#include "collect/host/sources.h"
#include "collect/netns/census.h"
#include "collect/netns/finder.h"
#include "collect/work/pool.h"

/* Looks for network namespaces that are bound in a mount namespace; records only what kept it from that. */
struct unit *unit_find_mounts(struct netns_finder *finder, struct namespace *mnt);

/* Asks the kernel for all namespaces; records only an answer that does not come. */
struct unit *unit_find_listns(struct netns_finder *finder);

/* The mountinfo of a mount namespace whose first process had gone before it was read, through the next one. */
struct unit *unit_mounts(struct netns_finder *finder, struct namespace *mnt, const struct source *source);

#endif
