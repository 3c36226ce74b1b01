/*
 * Errands: what the thread that writes the archive has to know itself, although a system call for it may never return.  A thread of
 * its own does each, so that several that hang cost one deadline together.  The workers' are done by the pool (pool.h).
 */
#ifndef COLLECT_BASE_ERRAND_H
#define COLLECT_BASE_ERRAND_H

#include "collect/base/bytes.h"
#include "collect/base/directory.h"
#include "collect/base/guard.h"

struct errand_kind {
    /* Does it, every system call through the guard; once that is lost, it touches nothing but `work`, and returns. */
    void (*run)(struct guard *guard, void *work);
    /* Releases the work with all that it got. */
    void (*drop)(void *work); /* NULL, too */
    bool
        enters; /* it changes the thread's namespaces, so it needs a thread of its own, and fails if none can be started */
};

struct errand;

/*
 * Begins the errand; where there is no thread to be had, it is done here and now.  The work, which is on the heap, belongs to the errand
 * until errand_wait.  NULL when there is no memory (not for the work either): then it was dropped.
 */
struct errand *errand_start(const struct errand_kind *kind, void *work);

/* Waits for ever, but for a thread that was killed: whoever does so has a deadline of another kind. */
#define ERRAND_FOR_EVER 0U

/*
 * Waits until it is done, or until one of its system calls has lasted for longer than that.  The work, which is the caller's now; or NULL
 * with errno, and then it is dropped as soon as nobody uses it: ETIMEDOUT, EPERM where the kernel killed the thread, EAGAIN where there was
 * none, ENOMEM for an `errand` that is NULL.
 */
void *errand_wait(struct errand *errand, unsigned milliseconds);

/* Opens a file; errand_descriptor waits for it.  A descriptor, or -1 with errno. */
struct errand *errand_open(int dir, const char *path, int flags);
int errand_descriptor(struct errand *errand, unsigned milliseconds);

/*
 * Reads a file to its end, at most `limit` bytes (what is no regular file gives ENODEV); errand_text waits for it, and appends what was read to `out`, which is something
 * perhaps even where it fails.  0, or an errno value.
 */
struct errand *errand_read(int dir, const char *path, size_t limit);
struct errand *errand_link(int dir, const char *path); /* the target of a link, likewise */
int errand_text(struct errand *errand, unsigned milliseconds, struct bytes *out);

/* The numbers that the open directory lists.  0, or an errno value; `out` has what was read before, but nothing after ETIMEDOUT. */
int errand_numbers(int dir, unsigned milliseconds, struct numbers *out);

#endif
