#include "collect/base/thread.h"

#include "collect/base/limits.h"

#include <errno.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int
thread_start(pthread_t *thread, void *(*function)(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_t nobody;
    int rc = pthread_attr_init(&attributes);

    if (rc != 0)
        return rc;
    rc = pthread_attr_setstacksize(&attributes, LIMIT_STACK);
    if (rc == 0 && !thread)
        rc = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (rc == 0)
        rc = pthread_create(thread ? thread : &nobody, &attributes, function, argument);
    pthread_attr_destroy(&attributes);
    return rc;
}

pid_t
thread_number(void)
{
    return (pid_t)syscall(SYS_gettid);
}

bool
thread_is_dead(pid_t number)
{
    return number && syscall(SYS_tgkill, (long)getpid(), (long)number, 0L) != 0 && errno == ESRCH;
}

int
thread_condition(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    int rc = pthread_condattr_init(&attributes);

    if (rc != 0)
        return rc;
    rc = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    if (rc == 0)
        rc = pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
    return rc;
}

void
thread_wait(pthread_cond_t *condition, pthread_mutex_t *lock, unsigned milliseconds)
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
    pthread_cond_timedwait(condition, lock, &until);
}
