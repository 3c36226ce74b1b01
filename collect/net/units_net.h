/*
 * The kinds of units that read network namespaces.  Each function returns a unit for pool_submit, or NULL when there is no memory.  What the
 * arguments point to outlives the pool's use of the unit.
 */
#ifndef COLLECT_NET_UNITS_NET_H
#define COLLECT_NET_UNITS_NET_H

#include "collect/net/netview.h"
#include "collect/work/pool.h"

/* Asks the kernel what it can be asked at all; records only an answer that does not come. */
struct unit *unit_autoload(struct netview *view);

/* One file, or one directory of files, of a network namespace; the members go to net/<netns>/<pass>. */
struct unit *unit_net(struct net_target *target, const struct source *source, const char *pass);

/* All dumps of the scope in a network namespace, one after the other; likewise. */
struct unit *unit_dumps(struct net_target *target, enum snapshot_scope scope, const char *pass);

#endif
