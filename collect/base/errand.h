/*
 * Errands: work that the main thread, which writes the archive, needs done but must not do itself, because a system
 * call in it may never return.  Each errand has its own thread: several that hang at the same time cost one deadline,
 * not one each.  Work for which workers are enough goes to the pool (pool.h).
 */
#ifndef COLLECT_BASE_ERRAND_H
#define COLLECT_BASE_ERRAND_H

#include "collect/base/bytes.h"
#include "collect/base/directory.h"
#include "collect/base/guard.h"

struct errand_kind {
    /*
     * Does the work.  Every system call goes through the guard; once the guard is lost, it touches only `work` and
     * returns.
     */
    void (*run)(struct guard *guard, void *work);
    /* Releases the work and all that it holds.  Accepts NULL. */
    void (*drop)(void *work);
    /*
     * It changes the thread's namespaces, so it never runs in the caller's thread: without a thread, the errand fails.
     */
    bool enters;
};

struct errand;

/*
 * Starts the errand.  If no thread can be started, the work is done in the calling thread before this returns, without
 * a deadline (see `enters`).  `work` is on the heap and belongs to the errand until errand_wait returns it; NULL stands
 * for an allocation that failed.  Returns NULL without memory; `work` has been dropped then.
 */
struct errand *errand_start(const struct errand_kind *kind, void *work);

/* No deadline: only the death of the thread ends the wait.  For callers whose own guard is watched. */
#define ERRAND_FOR_EVER 0U

/*
 * Waits until the errand is done, or until one of its system calls has lasted longer than `milliseconds`.  Frees the
 * errand.  Returns the work, which the caller then owns, or NULL with errno; the work is then dropped, if need be when
 * the system call returns.  ETIMEDOUT: the deadline passed.  EPERM: the kernel killed the thread (seccomp).  ENOMEM:
 * `errand` is NULL.  Another value, such as EAGAIN: pthread_create(3) failed for an errand that `enters`.
 */
void *errand_wait(struct errand *errand, unsigned milliseconds);

/* The functions below take `dir` and `path` as openat(2) does.  `dir` stays the caller's, and `path` is copied. */

/* Opens a file with openat(2).  errand_descriptor waits and returns the descriptor, or -1 with errno. */
struct errand *errand_open(int dir, const char *path, int flags);
int errand_descriptor(struct errand *errand, unsigned milliseconds);

/*
 * errand_read reads a regular file to its end, and stops once it has `limit` bytes; ENODEV if the file is not regular.
 * errand_link reads the target of a symbolic link.  errand_text waits for either and appends what was read to `out`,
 * also before an error.  Returns 0, or an errno value.
 */
struct errand *errand_read(int dir, const char *path, size_t limit);
struct errand *errand_link(int dir, const char *path);
int errand_text(struct errand *errand, unsigned milliseconds, struct bytes *out);

/*
 * Lists the numbers in the directory `dir` and waits for that.  Returns 0, or an errno value.  `out` gets what was read
 * before an error of the listing, and stays as it is when the errand itself fails (errand_wait).
 */
int errand_numbers(int dir, unsigned milliseconds, struct bound most, struct numbers *out);

#endif
