/*
 * The units that read network namespaces.  Each function returns a unit for pool_submit, or NULL without memory.  What
 * the arguments point to must live until the pool has freed the unit.
 */
#ifndef COLLECT_NET_UNITS_NET_H
#define COLLECT_NET_UNITS_NET_H

#include "collect/net/netview.h"
#include "collect/work/pool.h"

/* Sets view->autoload and view->generic.  Records only a call that does not return. */
struct unit *unit_autoload(struct netview *view);

/* Reads one file, or the files in one directory, of a network namespace into members below net/<netns>/<pass>/. */
struct unit *unit_net(struct net_target *target, const struct source *source, const char *pass);

/* Reads all dumps of the scope in a network namespace, one after the other, into members below net/<netns>/<pass>/. */
struct unit *unit_dumps(struct net_target *target, enum snapshot_scope scope, const char *pass);

/* Asks which BPF programs are attached to the interfaces of the namespace, into net/<netns>/context/bpf. */
struct unit *unit_bpf_net(struct net_target *target);

/* Reads the rules of iptables, ip6tables and arptables (not those of iptables-nft), into net/<netns>/context/xtables. */
struct unit *unit_xtables(struct net_target *target);

/* --probe-ports: tries to bind the ports that no table shows, into net/<netns>/context/probed-ports. */
struct unit *unit_probe_ports(struct net_target *target);

#endif
