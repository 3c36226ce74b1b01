/*
 * The threads of a pool, and the watch over their system calls.  For pool.c alone, but for worker_commit (pool.h).
 */
#ifndef COLLECT_WORK_WORKERS_H
#define COLLECT_WORK_WORKERS_H

#include "collect/work/pool.h"

#include <pthread.h>

struct pool {
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t ready; /* for workers: there may be something to do */
    pthread_cond_t found; /* for the owner: the oldest unit has results */
    struct queue queue;
    struct worker *workers; /* those that were not given up */
    struct worker *alone;   /* the owner's, where there are no threads */
    unsigned wanted;        /* workers that are not slow */
    unsigned count, slow;   /* of the list */
    unsigned lost;          /* threads that were given up and have not ended */
    unsigned references;    /* the owner, and each thread */
    uint32_t deadline;
    uint64_t watched;
    atomic_bool interrupted; /* also read without the lock */
    bool stopped, exhausted;
};

struct worker *worker_new(struct pool *pool);
void worker_free(struct worker *worker);

/* All of these with the lock held. */

/* Starts workers until there are as many as wanted, or no more to be had. */
void workers_fill(struct pool *pool);

/* Does the unit to its end.  The lock is let go between.  False when the worker was given up. */
bool worker_do(struct pool *pool, struct worker *worker, struct unit *unit);

/* Looks for system calls that last, and for those that do not return. */
void workers_watch(struct pool *pool);

/* Without it. */
void pool_drop_reference(struct pool *pool);

#endif
