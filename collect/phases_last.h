/*
 * The phases that read the visible side of covered processes, and what is read last: mounts, the host's files, and what
 * needs the memory of processes.
 */
#ifndef COLLECT_PHASES_LAST_H
#define COLLECT_PHASES_LAST_H

#include "collect/phases.h"

/* Whether something is mounted over the process's directory in the visible /proc, or over all of /proc. */
bool phase_covers(const struct capture *capture, const struct process *process);

int phase_prepare_mounts(struct capture *capture, bool interrupted, struct error *error);
size_t phase_count_mounts(const struct capture *capture);
int phase_make_mounts(struct capture *capture, size_t index, struct unit **unit);

size_t phase_count_host(const struct capture *capture);
int phase_make_host(struct capture *capture, size_t index, struct unit **unit);

size_t phase_count_memory(const struct capture *capture);
int phase_make_memory(struct capture *capture, size_t index, struct unit **unit);

#endif
