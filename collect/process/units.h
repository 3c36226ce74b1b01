/*
 * The units that read processes.  Each function returns a unit for pool_submit, or NULL without memory.  What the
 * arguments point to must live until the pool has freed the unit.
 */
#ifndef COLLECT_PROCESS_UNITS_H
#define COLLECT_PROCESS_UNITS_H

#include "collect/netns/census.h"
#include "collect/process/process.h"
#include "collect/work/pool.h"

/*
 * Reads the files, links and threads of a process: scopes PROCESS, MOUNT_NAMESPACE, THREAD.  Sets process->start_time.
 */
struct unit *unit_process(struct process_context *context, struct process *process);

/* Reads what is mounted over the directory of the process in the visible /proc. */
struct unit *unit_visible(struct process_context *context, struct process *process);

/* Reads the scope PROCESS_MEMORY.  Reads nothing if the pid belongs to another process by now. */
struct unit *unit_memory(struct process_context *context, struct process *process);

/* Reads the scope PROCESS_MEMORY of what is mounted over the directory of the process. */
struct unit *unit_visible_memory(struct process_context *context, struct process *process);

#endif
