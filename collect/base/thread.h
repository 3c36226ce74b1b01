/*
 * Threads, and how to notice that one has died.  A seccomp filter can kill a single thread because of a forbidden
 * system call (SECCOMP_RET_KILL_THREAD), and nothing tells the other threads.  A thread that waits for another
 * therefore checks regularly whether that one still exists.
 */
#ifndef COLLECT_BASE_THREAD_H
#define COLLECT_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <sys/types.h>

/* Starts a thread with a stack of LIMIT_STACK.  If `thread` is NULL it is detached.  0, or an errno value. */
int thread_start(pthread_t *thread, void *(*function)(void *), void *argument);

/* The tid of the calling thread, for thread_is_dead. */
pid_t thread_number(void);

/* Whether this process has no thread with that tid.  False for 0. */
bool thread_is_dead(pid_t number);

/* Initializes a condition that uses CLOCK_MONOTONIC, which nobody can set.  0, or an errno value. */
int thread_condition(pthread_cond_t *condition);

/* Waits on a condition of thread_condition for at most about `milliseconds`, with the lock held. */
void thread_wait(pthread_cond_t *condition, pthread_mutex_t *lock, unsigned milliseconds);

#endif
