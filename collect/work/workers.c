#include "collect/work/workers.h"

#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/base/thread.h"

#include <errno.h>
#include <stdlib.h>

void
worker_free(struct worker *w)
{
    attempt_free(&w->attempt);
    attempt_free(&w->unrecorded);
    results_free(&w->results);
    bytes_free(&w->text);
    numbers_free(&w->numbers);
    free(w);
}

/* Sets for how long the step may make calls from now on. */
static void
allow_step(struct pool *pool, struct worker *w)
{
    unsigned worn = atomic_load(&pool->worn);
    uint32_t deadline = atomic_load(&pool->deadline);
    uint32_t whole = deadline * LIMIT_FILE_DEADLINES, least = deadline / LIMIT_WORN_FRACTION;
    uint32_t allowed = worn < 32 && whole >> worn > least ? whole >> worn : least;

    guard_allow(&w->guard, allowed);
    w->allowed = allowed;
    w->began = clock_monotonic();
}

/*
 * The content of an attempt has become large: waits until its unit is the oldest, and what was handed to the owner is
 * written.  The time that the step may take begins anew.  NULL, or why the content may not grow further.
 */
static const char *
wait_to_be_oldest(struct worker *w)
{
    struct pool *pool = w->pool;
    bool interrupted, is_over;

    pthread_mutex_lock(&pool->lock);
    while (!(interrupted = atomic_load(&pool->interrupted)) && !pool->alone &&
           !queue_may_be_large(&pool->queue, w->unit))
        pthread_cond_wait(&pool->ready, &pool->lock);
    is_over = pool->large > 0 && pool->queue.large >= pool->large;
    pthread_mutex_unlock(&pool->lock);
    allow_step(pool, w);
    return interrupted ? "interrupted"
           : is_over   ? "long, and all long ones together have reached their limit (see --limit large-bytes)"
                       : NULL;
}

struct worker *
worker_new(struct pool *pool)
{
    struct worker *w = calloc(1, sizeof(*w));

    if (!w)
        return NULL;
    w->pool = pool;
    w->attempt.large = w->unrecorded.large = wait_to_be_oldest;
    w->attempt.worker = w->unrecorded.worker = w;
    return w;
}

void
pool_drop_reference(struct pool *pool)
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

void
worker_commit(struct worker *w)
{
    attempt_stop(&w->attempt);
    if (!guard_lost(&w->guard) && results_add(&w->results, &w->attempt, false) != 0)
        w->exhausted = true;
}

/* Does a step of the unit, and notes if it took all the time that it had. */
static bool
do_step(struct pool *pool, struct worker *w, struct unit *unit)
{
    bool more;

    allow_step(pool, w);
    more = unit->class->step(unit, w) && !guard_lost(&w->guard);
    if (w->allowed > 0 && (clock_monotonic() - w->began) / (NANOSECONDS / 1000) >= w->allowed)
        (void)atomic_fetch_add(&pool->worn, 1);
    return more;
}

/* Waits while too much is read ahead.  Without threads it must not wait: nobody else takes results. */
static void
wait_for_room(struct pool *pool, const struct unit *unit)
{
    while (!pool->alone && !atomic_load(&pool->interrupted) && queue_is_ahead(&pool->queue, unit))
        pthread_cond_wait(&pool->ready, &pool->lock);
}

bool
worker_do(struct pool *pool, struct worker *w, struct unit *unit)
{
    bool more = true, stop = false;

    w->unit = unit;
    while (more && !stop) {
        pthread_mutex_unlock(&pool->lock);
        while (more && w->results.bytes < LIMIT_SCRATCH && !(stop = atomic_load(&pool->interrupted)))
            more = do_step(pool, w, unit);
        pthread_mutex_lock(&pool->lock);
        if (guard_lost(&w->guard))
            return false;
        pool->exhausted = pool->exhausted || w->exhausted;
        if (more && stop)
            queue_return(&pool->queue, unit); /* the owner skips the steps that are left */
        if (queue_publish(&pool->queue, unit, &w->results, !more) || stop)
            pthread_cond_signal(&pool->found);
        if (more && !stop)
            wait_for_room(pool, unit);
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
    if (!*at)
        return;
    *at = w->next;
    pool->count--;
    pool->slow -= w->slow;
}

/* Whether there are more workers than wanted, because calls of slow ones have returned. */
static bool
is_superfluous(const struct pool *pool)
{
    return pool->count - pool->slow > pool->wanted + pool->slow;
}

static void *
worker_main(void *argument)
{
    struct worker *w = argument;
    struct pool *pool = w->pool;
    bool kept = true;

    pthread_mutex_lock(&pool->lock);
    w->tid = thread_number();
    while (kept && !pool->stopped && !is_superfluous(pool)) {
        struct unit *unit = atomic_load(&pool->interrupted) ? NULL : queue_pop(&pool->queue);

        if (!unit)
            pthread_cond_wait(&pool->ready, &pool->lock);
        else
            kept = worker_do(pool, w, unit);
    }
    if (kept)
        remove_worker(pool, w);
    else
        pool->lost--;
    pthread_mutex_unlock(&pool->lock);
    worker_free(w);
    pool_drop_reference(pool);
    return NULL;
}

static int
start_worker(struct pool *pool)
{
    struct worker *w = worker_new(pool);

    if (!w || thread_start(NULL, worker_main, w) != 0) {
        if (w)
            worker_free(w);
        return -1;
    }
    w->next = pool->workers;
    pool->workers = w;
    pool->count++;
    pool->references++;
    return 0;
}

/*
 * Replaces each slow worker by two.  Where one call hangs, many may, and the number of workers must grow quickly enough
 * that all of them run into the deadline at about the same time.
 */
void
workers_fill(struct pool *pool)
{
    while (pool->count - pool->slow < pool->wanted + pool->slow &&
           pool->count + pool->lost < pool->wanted + LIMIT_STUCK)
        if (start_worker(pool) != 0)
            return;
}

/* Records what a worker that was given up had read, and lets another worker continue with its unit. */
static void
give_up(struct pool *pool, struct worker *w, enum snapshot_state state, int error, const char *reason)
{
    attempt_stop(&w->attempt);
    attempt_ended(&w->attempt, state, reason);
    w->attempt.error = error;
    if (results_add(&w->results, &w->attempt, w->attempt.lent) != 0)
        pool->exhausted = true;
    if (queue_publish(&pool->queue, w->unit, &w->results, false))
        pthread_cond_signal(&pool->found);
    w->unit->hung = state == STATE_timeout;
    queue_return(&pool->queue, w->unit);
}

/* Checks one worker.  Returns whether something changed. */
static bool
watch_worker(struct pool *pool, struct worker *w)
{
    bool slow = guard_is_older(&w->guard, pool->deadline < LIMIT_SLOW ? pool->deadline : LIMIT_SLOW);
    bool changed = slow != w->slow;

    if (w->unit && thread_is_dead(w->tid)) {
        give_up(pool, w, STATE_denied, EPERM,
                "the kernel killed the thread that made the system call, as a seccomp filter does");
        remove_worker(pool, w);
        pool->references--;
        worker_free(w);
        return true;
    }
    pool->slow += slow;
    pool->slow -= w->slow;
    w->slow = slow;
    if (!slow || !guard_expire(&w->guard, pool->deadline))
        return changed;
    give_up(pool, w, STATE_timeout, ETIMEDOUT, "a system call did not return");
    remove_worker(pool, w);
    pool->lost++;
    guard_release(&w->guard);
    return true;
}

void
workers_watch(struct pool *pool)
{
    uint64_t now = clock_monotonic();
    bool changed = false;

    if (now - pool->watched < LIMIT_SLOW / 4 * (NANOSECONDS / 1000))
        return;
    pool->watched = now;
    for (struct worker *w = pool->workers, *next; w; w = next) {
        next = w->next;
        changed = watch_worker(pool, w) || changed;
    }
    if (!changed)
        return;
    if (!atomic_load(&pool->interrupted))
        workers_fill(pool);
    pthread_cond_broadcast(&pool->ready);
}
