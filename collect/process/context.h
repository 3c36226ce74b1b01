/*
 * The data that all units that read processes share.
 */
#ifndef COLLECT_PROCESS_CONTEXT_H
#define COLLECT_PROCESS_CONTEXT_H

#include "collect/host/host.h"
#include "collect/net/netview.h"
#include "collect/process/hash_exe.h"
#include "collect/process/links.h"
#include "collect/process/programs.h"
#include "collect/work/pool.h"

/*
 * It must live until the pool has freed the units.  They change it only through functions that several workers may
 * call.
 */
struct process_context {
    struct host *host; /* borrowed, like `net` */
    struct netview *net;
    struct exe_cache exes; /* digests of programs */
    struct programs programs;
    /* Ordinary descriptors whose fdinfo may still be read, and those that were left out; set before processes are read. */
    _Atomic long ordinary_left;
    atomic_ulong ordinary_out;
    /* Of what is mounted over processes: bytes that were read, and reads that lasted a deadline. */
    atomic_ulong visible_bytes;
    atomic_uint visible_slow;
};

/* Notes that the attempt read something that is mounted over a process. */
void process_context_saw(struct process_context *context, const struct attempt *a);

/* Whether there was enough of that.  If so, sets the attempt's state and reason. */
bool process_context_saw_enough(struct process_context *context, struct attempt *a);

/* 0, or -1 if the lock cannot be initialized.  The caller calls process_context_free only after success. */
int process_context_init(struct process_context *context, struct host *host, struct netview *net);
void process_context_free(struct process_context *context);

/*
 * process_links_begin makes the argument of links_read for a task: it lends the worker's buffers, and sets everything
 * except `is_own`.  `dir` is the open /proc directory of the task; `tid` is its thread id, which for a process is the
 * pid.  process_links_end returns the buffers and releases the results.
 */
struct links process_links_begin(struct process_context *context, struct worker *worker, unsigned pid, unsigned tid,
                                 int dir, enum stuck stuck);
void process_links_end(struct links *links, struct worker *worker);

#endif
