/*
 * The kinds of units: what a worker does for a process, for one file of a namespace, for one file of the host.
 *
 * Each of these functions returns a unit for pool_submit, or NULL when there is no memory.  What the arguments point to outlives
 * the pool's use of the unit.
 */
#ifndef COLLECT_PROCESS_UNITS_H
#define COLLECT_PROCESS_UNITS_H

#include "collect/host/sources.h"
#include "collect/netns/census.h"
#include "collect/work/pool.h"

/* The files, links and threads of a process: scopes PROCESS, MOUNT_NAMESPACE, THREAD.  Fills process->start_time. */
struct unit *unit_process(struct host *host, struct process *process);

/* What the visible procfs shows at the place of a process over which something is mounted. */
struct unit *unit_visible(struct host *host, struct process *process);

/* What is read last: scope PROCESS_MEMORY.  Nothing, when the pid belongs to another process by now. */
struct unit *unit_memory(struct host *host, struct process *process);

/* The same of what the visible procfs shows at its place. */
struct unit *unit_visible_memory(struct host *host, struct process *process);

/* One file, or one directory of files, of a network namespace; the members go to net/<netns>/<pass>. */
struct unit *unit_net(struct host *host, struct namespace *ns, const struct source *source, const char *pass);

/* The mountinfo of a mount namespace whose first process had gone before it was read, through the next one. */
struct unit *unit_mounts(struct host *host, struct namespace *ns, const struct source *source);

/* One file of the host: scopes PROC, SYS, ETC. */
struct unit *unit_host(struct host *host, const struct source *source);

#endif
