/*
 * What the units that read processes share.
 */
#ifndef COLLECT_PROCESS_CONTEXT_H
#define COLLECT_PROCESS_CONTEXT_H

#include "collect/host/host.h"
#include "collect/net/netview.h"
#include "collect/process/hash_exe.h"
#include "collect/process/links.h"
#include "collect/work/pool.h"

/* It outlives the units, which change nothing in it but the digests. */
struct process_context {
    struct host *host;
    struct netview *net;
    struct exe_cache exes; /* programs whose digest is known */
};

/* 0, or -1 when there are no locks to be had. */
int process_context_init(struct process_context *context, struct host *host, struct netview *net);
void process_context_free(struct process_context *context);

/*
 * Around links_read in a step: the buffers are the worker's, and so are what it is to look at but for `is_own`.  `tid` is the thread whose
 * directory is open as `dir`, the pid itself for the process.
 */
struct links process_links_begin(struct process_context *context, struct worker *worker, unsigned pid, unsigned tid,
                                 int dir, enum stuck stuck);
void process_links_end(struct links *links, struct worker *worker);

#endif
