/*
 * Workers that do units of work beside each other, and a queue that hands their results on in the order in which the units were
 * submitted.
 *
 * While a worker is in a system call that lasts, others take its place.  When the call has not returned within the deadline, the
 * worker is given up: what it had read so far is recorded as `timeout`, and another one goes on with the next step of the unit.
 * So many calls that hang cost one deadline together.
 *
 * One thread submits, takes and watches; it is the one that called pool_start.
 */
#ifndef COLLECT_WORK_POOL_H
#define COLLECT_WORK_POOL_H

#include "collect/base/directory.h"
#include "collect/work/queue.h"

struct pool;

/* What a worker works with.  All of it is the worker's own, so that it is still valid when the worker was given up. */
struct worker {
    struct guard guard;
    struct attempt attempt;    /* in progress */
    struct attempt unrecorded; /* for reading what is not to be recorded */
    struct results results;    /* of the unit, not handed on yet */
    struct bytes text;         /* buffers, kept from one step to the next for whoever needs some */
    struct numbers numbers;
    bool exhausted; /* there was no memory for one of them */
    struct pool *pool;
    struct unit *unit; /* NULL while it has none */
    pid_t tid;         /* of its thread; 0 while it has not begun */
    bool slow;         /* in a call that lasts: another worker has its place */
    struct worker *next;
};

/* Adds the worker's attempt to the results of its unit, unless the worker was given up. */
void worker_commit(struct worker *worker);

/* As many as the processors that we may run on, which may be fewer than there are; within limits. */
unsigned pool_workers(void);

struct pool_options {
    unsigned workers;
    unsigned deadline; /* milliseconds that one system call may take */
};

/* Starts the workers (with none, because there are no threads to be had, pool_next works itself).  NULL when there is no memory. */
struct pool *pool_start(const struct pool_options *options);

/* Whether there are no threads, and so no deadlines. */
bool pool_is_alone(const struct pool *pool);

/* Queues a unit, which the pool then owns. */
void pool_submit(struct pool *pool, struct unit *unit);

/* Whether to submit more now.  Further ahead of the oldest unit where that one may wait for a call that hangs. */
bool pool_has_room(struct pool *pool);

/* Whether a result was lost because there was no memory for it: then the run cannot go on. */
bool pool_is_exhausted(struct pool *pool);

/* Units submitted and not taken to their end. */
size_t pool_outstanding(const struct pool *pool);

/* Begins no unit and no step any more; each step that was not begun yields a `skipped` attempt. */
void pool_interrupt(struct pool *pool);

/*
 * Waits, at most about `milliseconds`, for results of the oldest units, and moves them into `out` (which is empty, and may
 * stay so).
 */
void pool_next(struct pool *pool, struct results *out, unsigned milliseconds);

/* Ends the workers, and drops what was not taken.  One that is stuck keeps what it needs until it returns. */
void pool_stop(struct pool *pool);

#endif
