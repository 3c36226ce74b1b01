/*
 * Workers that do units of work beside each other, and a queue that hands their results on in the order in which the units were
 * submitted.
 *
 * A unit (a process, one file of a namespace, ...) is a sequence of steps; a step is one attempt, or none.  A worker whose
 * system call does not return within the deadline is given up: what it had read so far is recorded as `timeout`, and another
 * worker goes on with the next step of the unit.
 *
 * One thread submits, takes and watches; it is the one that called pool_start.
 */
#ifndef COLLECT_POOL_H
#define COLLECT_POOL_H

#include "collect/attempt.h"
#include "collect/error.h"
#include "collect/links.h"

struct pool;
struct unit;

/* What a worker works with.  All of it is the worker's own, so that it is still valid when the worker was given up. */
struct worker {
    struct guard guard;
    struct attempt attempt; /* in progress */
    struct attempt aside;   /* for reading what is not to be recorded */
    struct results results; /* of the unit, not handed on yet */
    struct links links;
    bool exhausted; /* there was no memory for one of them */
    struct pool *pool;
    struct unit *unit;
    struct worker *next;
};

struct unit_class {
    /*
     * Does the next step and returns true, or returns false when there was none left.  It moves on to the following step
     * before its first system call; it changes nothing of the unit after one, unless guard_lost() says no.
     */
    bool (*step)(struct unit *unit, struct worker *worker);
    /* Begins the attempt that the next step would make, without making it; false when there is none left. */
    bool (*name)(const struct unit *unit, struct attempt *a);
    void (*free)(struct unit *unit);
};

/* The head of every unit; the class's own fields follow. */
struct unit {
    const struct unit_class *class;
    struct results finished; /* what was not taken yet */
    bool done;
    struct unit *next;       /* in the order of submission */
    struct unit *next_ready; /* of those that wait for a worker */
};

/* Adds the worker's attempt to the results of its unit, unless the worker was given up. */
void worker_commit(struct worker *worker);

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

/* Whether a result was lost because there was no memory for it: then the run cannot go on. */
bool pool_is_exhausted(struct pool *pool);

/* Units submitted and not taken to their end. */
size_t pool_outstanding(const struct pool *pool);

/* Begins no unit and no step any more; units that were not begun yield one `skipped` attempt each. */
void pool_interrupt(struct pool *pool);

/*
 * Waits, at most about `milliseconds`, for results of the oldest units, and moves them into `out` (which is empty, and may
 * stay so).
 */
void pool_next(struct pool *pool, struct results *out, unsigned milliseconds);

/* Ends the workers, and drops what was not taken.  One that is stuck keeps what it needs until it returns. */
void pool_stop(struct pool *pool);

#endif
