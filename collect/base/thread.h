/*
 * Threads, and the death of one alone: a seccomp filter kills the thread whose call it does not allow (SECCOMP_RET_KILL_THREAD), and
 * then nobody tells those who wait for it.  So whoever waits looks now and then whether there is anything left to wait for.
 */
#ifndef COLLECT_BASE_THREAD_H
#define COLLECT_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <sys/types.h>

/* Starts one of the smallest kind.  `thread` NULL: nobody joins it.  0, or an errno value. */
int thread_start(pthread_t *thread, void *(*function)(void *), void *argument);

/* The number of the calling thread, for thread_is_dead. */
pid_t thread_number(void);

/* Whether there is no such thread in this process; false for 0. */
bool thread_is_dead(pid_t number);

/* A condition whose clock nobody sets.  0, or an errno value. */
int thread_condition(pthread_cond_t *condition);

/* Waits, at most about `milliseconds`. */
void thread_wait(pthread_cond_t *condition, pthread_mutex_t *lock, unsigned milliseconds);

#endif
