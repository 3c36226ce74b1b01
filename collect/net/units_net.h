/*
 * More kinds of units, as in units.h: those that ask the kernel by netlink, and those that look for network namespaces.
 */
#ifndef COLLECT_NET_UNITS_NET_H
#define COLLECT_NET_UNITS_NET_H

#include "collect/net/netview.h"
#include "collect/process/units.h"

/* All dumps of the scope in a network namespace, one after the other; the members go to net/<netns>/<pass>. */
struct unit *unit_dumps(struct host *host, struct namespace *ns, enum snapshot_scope scope, const char *pass);

/*
 * Both, one after the other; `first` and `second` may be NULL, and are taken over.  NULL when both are, or without memory, which
 * *failed tells.
 */
struct unit *unit_chain(struct unit *first, struct unit *second, bool *failed);

/* Looks for network namespaces that are bound in a mount namespace; records only what kept it from that. */
struct unit *unit_find_mounts(struct host *host, struct namespace *mnt);

/* Asks the kernel for all namespaces, and what it can be asked at all; records only an answer that does not come. */
struct unit *unit_find_listns(struct host *host);
struct unit *unit_autoload(struct host *host);

#endif
