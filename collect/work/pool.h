/*
 * A pool of worker threads that do units of work in parallel, and a queue that returns the results in the order in
 * which the units were submitted.
 *
 * A worker whose system call takes long is slow (LIMIT_SLOW), and new workers replace it.  If the call has not returned
 * by the deadline, the worker is given up: what it had read is recorded as `timeout`, and another worker continues with
 * the next step of the unit.  Many calls that hang at the same time therefore cost one deadline, not one each.
 *
 * The owner is the thread that calls pool_start.  Only the owner calls the functions of the pool.
 */
#ifndef COLLECT_WORK_POOL_H
#define COLLECT_WORK_POOL_H

#include "collect/base/directory.h"
#include "collect/work/queue.h"

struct pool;

/* The state of a worker.  It belongs to the worker's thread, so that it stays valid after the worker was given up. */
struct worker {
    struct guard guard;
    struct attempt attempt;    /* in progress */
    struct attempt unrecorded; /* for files that are read but not recorded */
    struct results results;    /* of the unit, not yet handed to the queue */
    struct bytes text;         /* buffers that any step may use; kept to save allocations */
    struct numbers numbers;
    bool exhausted; /* there was no memory for a result */
    struct pool *pool;
    struct unit *unit; /* NULL if the worker is idle */
    uint32_t allowed;  /* milliseconds that the step may take */
    uint64_t began;    /* when it began, or last waited: monotonic, nanoseconds */
    pid_t tid;         /* of the thread; 0 until it runs */
    bool slow;         /* its system call has lasted longer than LIMIT_SLOW */
    struct worker *next;
};

/* Adds the worker's attempt to the results of its unit, unless the worker was given up. */
void worker_commit(struct worker *worker);

/*
 * How many workers to start: one for each processor that we may use (sched_getaffinity(2)), from 2 to LIMIT_WORKERS; fewer, if the
 * means say so.
 */
unsigned pool_workers(const struct means *means);

struct pool_options {
    unsigned workers;
    unsigned deadline;         /* of one system call, in milliseconds */
    uint64_t large;            /* bytes of all large contents together; 0: any number */
    const struct means *means; /* NULL: the usual ones; their workers are the caller's to ask for */
};

/* Starts the workers.  If no thread can be started, pool_next does the work itself.  NULL without memory. */
struct pool *pool_start(const struct pool_options *options);

/* Whether the pool has no threads, and therefore no deadlines. */
bool pool_is_alone(const struct pool *pool);

/* Queues a unit, and takes it over. */
void pool_submit(struct pool *pool, struct unit *unit);

/*
 * Whether to submit more units now.  While a worker is slow, more units may be queued (LIMIT_WINDOW_SLOW), because the
 * oldest one may be the one that waits.
 */
bool pool_has_room(struct pool *pool);

/* Whether a result was lost for lack of memory.  The run cannot go on then. */
bool pool_is_exhausted(struct pool *pool);

/* How many units were submitted and are not yet finished and taken. */
size_t pool_outstanding(const struct pool *pool);

/*
 * Interrupts the work: no further step is begun, and each step that was not begun becomes a `skipped` attempt.  With
 * `over`, a literal, it becomes a `truncated` one with that reason.
 */
void pool_interrupt(struct pool *pool, const char *over);

/*
 * Waits at most about `milliseconds` for results of the oldest units, and appends them to `out`, or none.  This call
 * also checks for system calls that are slow or past the deadline, so the owner must call it regularly.
 */
void pool_next(struct pool *pool, struct results *out, unsigned milliseconds);

/*
 * Ends the workers and drops all results that were not taken.  A worker that was given up and is still in its call
 * keeps the memory that it needs until the call returns.
 */
void pool_stop(struct pool *pool);

#endif
