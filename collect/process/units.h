/*
 * The kinds of units that read processes.  Each function returns a unit for pool_submit, or NULL when there is no memory.  What the arguments
 * point to outlives the pool's use of the unit.
 */
#ifndef COLLECT_PROCESS_UNITS_H
#define COLLECT_PROCESS_UNITS_H

#include "collect/netns/census.h"
#include "collect/process/process.h"
#include "collect/work/pool.h"

/* The files, links and threads of a process: scopes PROCESS, MOUNT_NAMESPACE, THREAD.  Fills process->start_time. */
struct unit *unit_process(struct process_context *context, struct process *process);

/* What the visible procfs shows at the place of a process over which something is mounted. */
struct unit *unit_visible(struct process_context *context, struct process *process);

/* What is read last: scope PROCESS_MEMORY.  Nothing, when the pid belongs to another process by now. */
struct unit *unit_memory(struct process_context *context, struct process *process);

/* The same of what the visible procfs shows at its place. */
struct unit *unit_visible_memory(struct process_context *context, struct process *process);

#endif
