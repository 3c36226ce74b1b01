#include "collect/base/errand.h"

#include "collect/base/thread.h"

#include <errno.h>
#include <stdlib.h>

/* How often errand_wait checks whether the thread still lives and is within its deadline. */
#define TICK_MILLISECONDS 20

/*
 * How long the calls of an errand may take all together, however quickly each returns: a multiple of the deadline.  An
 * errand that enters a namespace has a limit of its own, or makes a single call.
 */
#define WHOLE 2

/* The same where no thread could be started. */
#define ALONE_MILLISECONDS 10000

struct errand {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct guard guard;
    const struct errand_kind *kind;
    void *work;
    pid_t thread; /* tid; 0 until the thread runs */
    bool done;
    int refused; /* errno of starting the thread, where `enters` forbids doing without */
};

static void
free_errand(struct errand *errand)
{
    pthread_cond_destroy(&errand->changed);
    pthread_mutex_destroy(&errand->lock);
    free(errand);
}

/* An errand that was given up belongs to this thread, which frees it. */
static void *
errand_main(void *argument)
{
    struct errand *errand = argument;

    pthread_mutex_lock(&errand->lock);
    errand->thread = thread_number();
    pthread_mutex_unlock(&errand->lock);
    errand->kind->run(&errand->guard, errand->work);
    if (guard_lost(&errand->guard)) {
        errand->kind->drop(errand->work);
        free_errand(errand);
        return NULL;
    }
    pthread_mutex_lock(&errand->lock);
    errand->done = true;
    pthread_cond_signal(&errand->changed);
    pthread_mutex_unlock(&errand->lock);
    return NULL;
}

static struct errand *
new_errand(const struct errand_kind *kind, void *work)
{
    struct errand *errand = work ? calloc(1, sizeof(*errand)) : NULL;
    int rc = errand ? pthread_mutex_init(&errand->lock, NULL) : ENOMEM;

    if (rc == 0) {
        rc = thread_condition(&errand->changed);
        if (rc != 0)
            pthread_mutex_destroy(&errand->lock);
    }
    if (rc != 0) {
        free(errand);
        return NULL;
    }
    errand->kind = kind;
    errand->work = work;
    return errand;
}

/* Without a thread nobody watches the guard, so a call that does not return has no deadline. */
static void
run_here(struct errand *errand)
{
    guard_allow(&errand->guard, ALONE_MILLISECONDS);
    errand->kind->run(&errand->guard, errand->work);
}

struct errand *
errand_start(const struct errand_kind *kind, void *work)
{
    struct errand *errand = new_errand(kind, work);
    int rc;

    if (!errand) {
        kind->drop(work);
        return NULL;
    }
    rc = thread_start(NULL, errand_main, errand);
    if (rc == 0)
        return errand;
    if (kind->enters)
        errand->refused = rc;
    else
        run_here(errand);
    errand->done = true;
    return errand;
}

/* With the lock held.  0 to go on waiting, or the errno value to stop with. */
static int
look(struct errand *errand, unsigned milliseconds)
{
    if (thread_is_dead(errand->thread))
        return EPERM;
    return milliseconds != ERRAND_FOR_EVER && guard_expire(&errand->guard, milliseconds) ? ETIMEDOUT : 0;
}

void *
errand_wait(struct errand *errand, unsigned milliseconds)
{
    void *work;
    int error = 0;

    errno = ENOMEM;
    if (!errand)
        return NULL;
    work = errand->work;
    if (milliseconds != ERRAND_FOR_EVER && !errand->kind->enters)
        guard_allow(&errand->guard, WHOLE * milliseconds);
    pthread_mutex_lock(&errand->lock);
    error = errand->refused;
    while (!errand->done && error == 0) {
        thread_wait(&errand->changed, &errand->lock, TICK_MILLISECONDS);
        error = errand->done ? 0 : look(errand, milliseconds);
    }
    pthread_mutex_unlock(&errand->lock);
    if (error == ETIMEDOUT) { /* the thread frees everything when its call returns */
        guard_release(&errand->guard);
        errno = error;
        return NULL;
    }
    if (error) {
        errand->kind->drop(work);
        work = NULL;
    }
    free_errand(errand);
    errno = error;
    return work;
}
