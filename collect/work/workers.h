/*
 * The threads of a pool, and the watch over their system calls.  Only pool.c and workers.c use this header.
 */
#ifndef COLLECT_WORK_WORKERS_H
#define COLLECT_WORK_WORKERS_H

#include "collect/work/pool.h"

#include <pthread.h>

struct pool {
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t ready; /* tells workers that there may be something to do */
    pthread_cond_t found; /* tells the owner that the oldest unit has results */
    struct queue queue;
    const struct means *means;
    struct worker *workers;    /* list of the workers that were not given up */
    struct worker *alone;      /* the owner's worker if there are no threads; else NULL */
    unsigned wanted;           /* how many workers that are not slow there should be */
    unsigned count, slow;      /* workers in the list, and how many of them are slow */
    unsigned lost;             /* threads that were given up and have not ended */
    unsigned references;       /* one for the owner and one for each thread; the last frees the pool */
    _Atomic uint32_t deadline; /* milliseconds; also read without the lock */
    uint64_t large;            /* bytes of all large contents together; 0: any number */
    uint64_t watched;          /* when workers_watch last checked: monotonic, nanoseconds */
    atomic_bool interrupted;   /* also read without the lock */
    const char *over;          /* literal: why no further step is begun; NULL: somebody interrupts the run */
    atomic_uint worn;          /* steps that took all the time that they had; used without the lock */
    bool stopped, exhausted;
};

struct worker *worker_new(struct pool *pool);
void worker_free(struct worker *worker);

/* The caller of the next three functions holds the lock. */

/* Starts workers until there are as many as wanted, or no thread can be started. */
void workers_fill(struct pool *pool);

/* Does the unit to its end.  Releases the lock during the steps.  False if the worker was given up. */
bool worker_do(struct pool *pool, struct worker *worker, struct unit *unit);

/* Checks for workers that are slow, and gives up those whose call is past the deadline. */
void workers_watch(struct pool *pool);

/* Drops a reference; the last one frees the pool.  The caller does not hold the lock. */
void pool_drop_reference(struct pool *pool);

#endif
