/*
 * The units that search for namespaces.  Each function returns a unit for pool_submit, or NULL without memory.  What
 * the arguments point to must live until the pool has freed the unit.
 */
#ifndef COLLECT_NETNS_UNITS_NETNS_H
#define COLLECT_NETNS_UNITS_NETNS_H

#include "collect/host/sources.h"
#include "collect/netns/census.h"
#include "collect/netns/finder.h"
#include "collect/work/pool.h"

/* Searches mountinfo of a mount namespace for network namespaces that are bound there.  Records only failures. */
struct unit *unit_find_mounts(struct netns_finder *finder, struct namespace *mnt);

/* Calls listns(2) for all network namespaces.  Records only a call that does not return. */
struct unit *unit_find_listns(struct netns_finder *finder);

/* Finds the mounts that only the kernel has.  Records only a call that does not return. */
struct unit *unit_find_internal(struct netns_finder *finder);

/* Reads mountinfo of a mount namespace through its second process, after the first has ended too early. */
struct unit *unit_mounts(struct netns_finder *finder, struct namespace *mnt, const struct source *source);

#endif
