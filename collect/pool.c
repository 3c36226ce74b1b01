#include "collect/pool.h"

#include "collect/clock.h"
#include "collect/limits.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct pool {
    pthread_mutex_t lock;      /* guards everything below */
    pthread_cond_t ready;      /* for workers: there may be something to do */
    pthread_cond_t found;      /* for the owner: the oldest unit has results */
    struct unit *first, *last; /* outstanding, in order */
    struct unit *first_ready, *last_ready;
    size_t units;
    size_t done;            /* of them, those that are */
    size_t bytes;           /* of results that were not taken */
    struct worker *workers; /* those that were not given up */
    struct worker *alone;   /* the owner's, where there are no threads */
    unsigned lost;
    unsigned references; /* the owner, and each thread */
    uint32_t deadline;
    uint64_t watched;
    atomic_bool interrupted; /* also read without the lock */
    bool stopped, exhausted;
};

static void
worker_free(struct worker *w)
{
    attempt_free(&w->attempt);
    attempt_free(&w->aside);
    results_free(&w->results);
    bytes_free(&w->links.target);
    numbers_free(&w->links.numbers);
    numbers_free(&w->links.wanted);
    free(w);
}

static struct worker *
worker_new(struct pool *pool)
{
    struct worker *w = calloc(1, sizeof(*w));

    if (!w)
        return NULL;
    w->links.guard = &w->guard;
    w->pool = pool;
    return w;
}

static void
drop_reference(struct pool *pool)
{
    bool last;

    pthread_mutex_lock(&pool->lock);
    last = --pool->references == 0;
    pthread_mutex_unlock(&pool->lock);
    if (!last)
        return;
    pthread_cond_destroy(&pool->ready);
    pthread_cond_destroy(&pool->found);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

/*
 * Whether the owner is worth waking: not for each unit, as long as there is more to come.  With the lock held.
 */
static bool
is_worth_taking(const struct pool *pool)
{
    const struct unit *first = pool->first;

    if (!first)
        return true;
    if (pool->bytes > LIMIT_WINDOW_BYTES / 8)
        return first->done || first->finished.first;
    return first->done && (pool->done >= LIMIT_BATCH || !pool->first_ready);
}

/* Hands results on.  With the lock held. */
static void
publish(struct pool *pool, struct unit *unit, struct results *results, bool done)
{
    pool->bytes += results->bytes;
    results_append(&unit->finished, results);
    if (done && !unit->done) {
        unit->done = true;
        pool->done++;
    }
    if (is_worth_taking(pool))
        pthread_cond_signal(&pool->found);
}

void
worker_commit(struct worker *w)
{
    attempt_stop(&w->attempt);
    if (!guard_lost(&w->guard) && results_add(&w->results, &w->attempt, false) != 0)
        w->exhausted = true;
}

static void
push_ready(struct pool *pool, struct unit *unit)
{
    unit->next_ready = NULL;
    if (pool->last_ready)
        pool->last_ready->next_ready = unit;
    else
        pool->first_ready = unit;
    pool->last_ready = unit;
}

/* The next unit for a worker; NULL while there is none, or while too much is read ahead.  With the lock held. */
static struct unit *
pop_ready(struct pool *pool)
{
    struct unit *unit = pool->first_ready;

    if (!unit || (pool->bytes > LIMIT_WINDOW_BYTES && unit != pool->first))
        return NULL;
    pool->first_ready = unit->next_ready;
    if (!pool->first_ready)
        pool->last_ready = NULL;
    return unit;
}

/*
 * Whether the unit must wait until some of what was read is written.  Not the oldest one, unless it is its own results that wait;
 * nor any while the oldest one waits for a worker.  With the lock held.
 */
static bool
is_ahead(const struct pool *pool, const struct unit *unit)
{
    if (pool->bytes <= LIMIT_WINDOW_BYTES || pool->alone || pool->first_ready == pool->first ||
        atomic_load(&pool->interrupted))
        return false;
    return unit != pool->first || unit->finished.first;
}

/* Does the unit to its end.  With the lock held, which is let go between.  False when the worker was given up. */
static bool
work(struct pool *pool, struct worker *w, struct unit *unit)
{
    bool more = true;

    w->unit = unit;
    while (more) {
        pthread_mutex_unlock(&pool->lock);
        while (more && w->results.bytes < LIMIT_SCRATCH)
            more = !atomic_load(&pool->interrupted) && unit->class->step(unit, w) && !guard_lost(&w->guard);
        pthread_mutex_lock(&pool->lock);
        if (guard_lost(&w->guard))
            return false;
        pool->exhausted = pool->exhausted || w->exhausted;
        publish(pool, unit, &w->results, !more);
        while (more && is_ahead(pool, unit))
            pthread_cond_wait(&pool->ready, &pool->lock);
    }
    w->unit = NULL;
    return true;
}

static void
remove_worker(struct pool *pool, const struct worker *w)
{
    struct worker **at = &pool->workers;

    while (*at && *at != w)
        at = &(*at)->next;
    if (*at)
        *at = w->next;
}

static void *
worker_main(void *argument)
{
    struct worker *w = argument;
    struct pool *pool = w->pool;

    pthread_mutex_lock(&pool->lock);
    while (!pool->stopped) {
        struct unit *unit = pop_ready(pool);

        if (!unit)
            pthread_cond_wait(&pool->ready, &pool->lock);
        else if (!work(pool, w, unit))
            break;
    }
    remove_worker(pool, w);
    pthread_mutex_unlock(&pool->lock);
    worker_free(w);
    drop_reference(pool);
    return NULL;
}

/* Starts one more worker.  With the lock held. */
static int
start_worker(struct pool *pool)
{
    struct worker *w = worker_new(pool);
    pthread_attr_t attributes;
    pthread_t thread;
    int rc = w ? pthread_attr_init(&attributes) : ENOMEM;

    if (rc == 0) {
        rc = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        if (rc == 0)
            rc = pthread_attr_setstacksize(&attributes, LIMIT_STACK);
        if (rc == 0)
            rc = pthread_create(&thread, &attributes, worker_main, w);
        pthread_attr_destroy(&attributes);
    }
    if (rc != 0) {
        if (w)
            worker_free(w);
        return -1;
    }
    w->next = pool->workers;
    pool->workers = w;
    pool->references++;
    return 0;
}

static int
init_locks(struct pool *pool)
{
    pthread_condattr_t attributes;
    int rc;

    if (pthread_condattr_init(&attributes) != 0)
        return -1;
    rc = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    if (rc == 0)
        rc = pthread_mutex_init(&pool->lock, NULL);
    if (rc == 0)
        rc = pthread_cond_init(&pool->ready, NULL);
    if (rc == 0)
        rc = pthread_cond_init(&pool->found, &attributes);
    pthread_condattr_destroy(&attributes);
    return rc == 0 ? 0 : -1;
}

struct pool *
pool_start(const struct pool_options *options)
{
    struct pool *pool = calloc(1, sizeof(*pool));

    if (!pool)
        return NULL;
    pool->deadline = options->deadline;
    pool->references = 1;
    if (init_locks(pool) != 0) {
        free(pool);
        return NULL;
    }
    pthread_mutex_lock(&pool->lock);
    for (unsigned i = 0; i < options->workers && start_worker(pool) == 0; i++)
        ;
    if (!pool->workers)
        pool->alone = worker_new(pool);
    pthread_mutex_unlock(&pool->lock);
    if (pool->workers || pool->alone)
        return pool;
    drop_reference(pool);
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
    unit->next = NULL;
    if (pool->last)
        pool->last->next = unit;
    else
        pool->first = unit;
    pool->last = unit;
    pool->units++;
    push_ready(pool, unit);
    pthread_cond_signal(&pool->ready);
    pthread_mutex_unlock(&pool->lock);
}

size_t
pool_outstanding(const struct pool *pool)
{
    return pool->units; /* only the owner changes it */
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

/* A unit that no worker will begin: one line says so.  With the lock held. */
static void
skip_unit(struct pool *pool, struct unit *unit, enum snapshot_state state, int error, const char *reason)
{
    struct results results = { 0 };
    struct attempt a = { 0 };

    if (unit->class->name(unit, &a)) {
        attempt_ended(&a, state, reason);
        a.error = error;
        if (results_add(&results, &a, false) != 0)
            pool->exhausted = true;
    }
    attempt_free(&a);
    publish(pool, unit, &results, true);
}

static void
skip_ready(struct pool *pool, enum snapshot_state state, int error, const char *reason)
{
    while (pool->first_ready) {
        struct unit *unit = pool->first_ready;

        pool->first_ready = unit->next_ready;
        skip_unit(pool, unit, state, error, reason);
    }
    pool->last_ready = NULL;
}

void
pool_interrupt(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    atomic_store(&pool->interrupted, true);
    if (pool->deadline > 1000)
        pool->deadline = 1000; /* somebody waits */
    pthread_cond_broadcast(&pool->ready);
    pthread_mutex_unlock(&pool->lock);
}

/* Records what a worker that was given up had, and lets another one go on.  With the lock held. */
static void
replace_worker(struct pool *pool, struct worker *w)
{
    struct unit *unit = w->unit;

    attempt_stop(&w->attempt);
    attempt_ended(&w->attempt, STATE_timeout, "a system call did not return");
    w->attempt.error = ETIMEDOUT;
    if (results_add(&w->results, &w->attempt, true) != 0)
        pool->exhausted = true;
    publish(pool, unit, &w->results, false);
    unit->next_ready = pool->first_ready;
    pool->first_ready = unit;
    if (!pool->last_ready)
        pool->last_ready = unit;
    pool->lost++;
    if (pool->lost < LIMIT_LOST && start_worker(pool) != 0)
        pool->lost = LIMIT_LOST;
    pthread_cond_broadcast(&pool->ready);
}

/* Looks for system calls that do not return.  With the lock held. */
static void
watch(struct pool *pool)
{
    struct worker **at = &pool->workers;
    uint64_t now = clock_monotonic();

    if (now - pool->watched < NANOSECONDS / 10)
        return;
    pool->watched = now;
    while (*at) {
        struct worker *w = *at;

        if (!guard_expire(&w->guard, pool->deadline)) {
            at = &w->next;
            continue;
        }
        *at = w->next;
        replace_worker(pool, w);
        guard_release(&w->guard);
        at = &pool->workers; /* the list has a new head */
    }
}

static void
wait_found(struct pool *pool, unsigned milliseconds)
{
    struct timespec until;

    if (clock_gettime(CLOCK_MONOTONIC, &until) != 0)
        return;
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&pool->found, &pool->lock, &until);
}

/* Moves the results of the oldest units out, and drops those that are done.  With the lock held. */
static void
take(struct pool *pool, struct results *out)
{
    bool was_full = pool->bytes > LIMIT_WINDOW_BYTES;

    while (pool->first) {
        struct unit *unit = pool->first;

        pool->bytes -= unit->finished.bytes;
        results_append(out, &unit->finished);
        if (!unit->done)
            break;
        pool->first = unit->next;
        if (!pool->first)
            pool->last = NULL;
        pool->units--;
        pool->done--;
        unit->class->free(unit);
    }
    if (was_full)
        pthread_cond_broadcast(&pool->ready);
}

void
pool_next(struct pool *pool, struct results *out, unsigned milliseconds)
{
    pthread_mutex_lock(&pool->lock);
    if (pool->interrupted)
        skip_ready(pool, STATE_skipped, 0, "interrupted");
    else if (pool->alone && pool->first_ready)
        (void)work(pool, pool->alone, pop_ready(pool)); /* in order, so that the next one is the oldest */
    else if (!pool->workers && !pool->alone)
        skip_ready(pool, STATE_error, EAGAIN, "too many system calls did not return");
    if (!pool->alone && !is_worth_taking(pool)) /* nobody else would find anything */
        wait_found(pool, milliseconds);
    watch(pool);
    take(pool, out);
    pthread_mutex_unlock(&pool->lock);
}

/* Waits until no worker has a unit in its hands.  With the lock held. */
static void
quiesce(struct pool *pool)
{
    for (struct worker *w = pool->workers; w;) {
        struct worker *next = w->next;

        if (w->unit && guard_expire(&w->guard, pool->deadline)) {
            remove_worker(pool, w);
            guard_release(&w->guard);
        } else if (w->unit) {
            wait_found(pool, 20);
            next = pool->workers;
        }
        w = next;
    }
}

void
pool_stop(struct pool *pool)
{
    pool_interrupt(pool);
    pthread_mutex_lock(&pool->lock);
    quiesce(pool);
    pool->stopped = true;
    pthread_cond_broadcast(&pool->ready);
    for (struct unit *unit = pool->first, *next; unit; unit = next) {
        next = unit->next;
        results_free(&unit->finished);
        unit->class->free(unit);
    }
    pool->first = pool->first_ready = NULL;
    pthread_mutex_unlock(&pool->lock);
    if (pool->alone)
        worker_free(pool->alone);
    drop_reference(pool);
}
