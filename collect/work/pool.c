#include "collect/work/pool.h"

#include "collect/base/limits.h"
#include "collect/base/thread.h"
#include "collect/work/workers.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>

unsigned
pool_workers(const struct means *means)
{
    cpu_set_t set;
    int count;

    if (means->workers > 0)
        return means->workers;
    CPU_ZERO(&set);
    count = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
    if (count < 2)
        return 2; /* so that one read that blocks does not stop all work */
    return count < LIMIT_WORKERS ? (unsigned)count : LIMIT_WORKERS;
}

static int
init_locks(struct pool *pool)
{
    int rc = pthread_mutex_init(&pool->lock, NULL);

    if (rc == 0)
        rc = pthread_cond_init(&pool->ready, NULL);
    return rc == 0 ? thread_condition(&pool->found) : rc;
}

struct pool *
pool_start(const struct pool_options *options)
{
    struct pool *pool = calloc(1, sizeof(*pool));

    if (!pool)
        return NULL;
    pool->deadline = options->deadline;
    pool->wanted = options->workers;
    pool->large = options->large;
    pool->means = options->means ? options->means : &means_usual;
    pool->queue.window = pool->means->window_bytes;
    pool->references = 1;
    if (init_locks(pool) != 0) {
        free(pool);
        return NULL;
    }
    pthread_mutex_lock(&pool->lock);
    workers_fill(pool);
    if (!pool->workers)
        pool->alone = worker_new(pool);
    pthread_mutex_unlock(&pool->lock);
    if (pool->workers || pool->alone)
        return pool;
    pool_drop_reference(pool);
    return NULL;
}

bool
pool_is_alone(const struct pool *pool)
{
    return pool->alone != NULL;
}

void
pool_submit(struct pool *pool, struct unit *unit)
{
    pthread_mutex_lock(&pool->lock);
    queue_submit(&pool->queue, unit);
    pthread_cond_signal(&pool->ready);
    pthread_mutex_unlock(&pool->lock);
}

size_t
pool_outstanding(const struct pool *pool)
{
    return pool->queue.units; /* only the owner changes it */
}

bool
pool_has_room(struct pool *pool)
{
    size_t limit;

    pthread_mutex_lock(&pool->lock);
    limit = pool->slow > 0 ? LIMIT_WINDOW_SLOW : pool->means->window_units;
    pthread_mutex_unlock(&pool->lock);
    return pool->queue.units < limit;
}

bool
pool_is_exhausted(struct pool *pool)
{
    bool exhausted;

    pthread_mutex_lock(&pool->lock);
    exhausted = pool->exhausted;
    pthread_mutex_unlock(&pool->lock);
    return exhausted;
}

void
pool_interrupt(struct pool *pool, const char *over)
{
    pthread_mutex_lock(&pool->lock);
    pool->over = pool->interrupted ? pool->over : over;
    atomic_store(&pool->interrupted, true);
    if (pool->deadline > 1000)
        pool->deadline = 1000; /* somebody waits for the end of the run */
    pthread_cond_broadcast(&pool->ready);
    pthread_mutex_unlock(&pool->lock);
}

/* With the lock held.  Ends all units that wait for a worker. */
static void
skip(struct pool *pool, enum snapshot_state state, int error, const char *reason)
{
    if (queue_skip(&pool->queue, state, error, reason) != 0)
        pool->exhausted = true;
}

void
pool_next(struct pool *pool, struct results *out, unsigned milliseconds)
{
    const struct unit *first;

    pthread_mutex_lock(&pool->lock);
    if (queue_written(&pool->queue))
        pthread_cond_broadcast(&pool->ready);
    if (pool->interrupted)
        skip(pool, pool->over ? STATE_truncated : STATE_skipped, 0, pool->over ? pool->over : "interrupted");
    else if (pool->alone && pool->queue.first_ready)
        (void)worker_do(pool, pool->alone, queue_pop(&pool->queue)); /* done in order: this is the oldest unit */
    else if (!pool->workers && !pool->alone)
        skip(pool, STATE_error, EAGAIN, "too many system calls did not return");
    if (!pool->alone && !queue_is_worth_taking(&pool->queue)) /* alone, there is nobody to wait for */
        thread_wait(&pool->found, &pool->lock, milliseconds);
    workers_watch(pool);
    first = pool->queue.first;
    if (queue_take(&pool->queue, out) || first != pool->queue.first)
        pthread_cond_broadcast(&pool->ready); /* also a worker whose unit is the oldest now may wait */
    pthread_mutex_unlock(&pool->lock);
}

static bool
is_busy(const struct pool *pool)
{
    const struct worker *w = pool->workers;

    while (w && !w->unit)
        w = w->next;
    return w != NULL;
}

void
pool_stop(struct pool *pool)
{
    pool_interrupt(pool, NULL);
    pthread_mutex_lock(&pool->lock);
    while (is_busy(pool)) {
        thread_wait(&pool->found, &pool->lock, 20);
        workers_watch(pool);
    }
    pool->stopped = true;
    pthread_cond_broadcast(&pool->ready);
    queue_free(&pool->queue);
    pthread_mutex_unlock(&pool->lock);
    if (pool->alone)
        worker_free(pool->alone);
    pool_drop_reference(pool);
}
