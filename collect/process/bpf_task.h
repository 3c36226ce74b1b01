/*
 * The BPF programs behind descriptors of perf events and raw tracepoints, of which fdinfo says nothing.
 */
#ifndef COLLECT_PROCESS_BPF_TASK_H
#define COLLECT_PROCESS_BPF_TASK_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"
#include "collect/host/host.h"

/* Whether a descriptor with that link may be one of these. */
bool bpf_task_may_run(const struct bytes *target);

/*
 * Appends to fdinfo, which the attempt has read already, lines for those descriptors of the task that run a BPF
 * program:
 *
 *     fd/5<TAB>query_prog_id:<TAB>12
 *     fd/5<TAB>query_type:<TAB>4        enum bpf_task_fd_type
 *     fd/5<TAB>query_offset:<TAB>4096
 *     fd/5<TAB>query_name:<TAB>/usr/bin/bash
 */
void bpf_task_put(struct attempt *a, struct guard *guard, const struct host *host, unsigned tid,
                  const struct numbers *descriptors);

#endif
