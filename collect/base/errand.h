/*
 * Errands: what the thread that writes the archive has to know itself, although a system call for it may never return.  A thread of
 * its own does each, so that several that hang cost one deadline together.  The workers' are done by the pool (pool.h).
 */
#ifndef COLLECT_BASE_ERRAND_H
#define COLLECT_BASE_ERRAND_H

#include "collect/base/bytes.h"
#include "collect/base/directory.h"
#include "collect/base/guard.h"

struct errand {
    /* Does it, every system call through the guard; once that is lost, it touches nothing but `work`, and returns. */
    void (*run)(struct guard *guard, void *work);
    /* Releases the work with all that it got. */
    void (*drop)(void *work); /* NULL, too */
    bool enters;              /* the thread becomes another one by it: it is not done where there is none to be had */
};

struct aside;

/*
 * Begins the errand; where there is no thread to be had, it is done here and now.  The work, which is on the heap, belongs to the errand
 * until aside_wait.  NULL when there is no memory (not for the work either): then it was dropped.
 */
struct aside *aside_start(const struct errand *errand, void *work);

/* Waits for ever, but for a thread that was killed: whoever does so has a deadline of another kind. */
#define ASIDE_FOR_EVER 0U

/*
 * Waits until it is done, or until one of its system calls has lasted for longer than that.  The work, which is the caller's now; or NULL
 * with errno, and then it is dropped as soon as nobody uses it: ETIMEDOUT, EPERM where the kernel killed the thread, EAGAIN where there was
 * none, ENOMEM for an `aside` that is NULL.
 */
void *aside_wait(struct aside *aside, unsigned milliseconds);

/* Opens a file; aside_descriptor waits for it.  A descriptor, or -1 with errno. */
struct aside *aside_open(int dir, const char *path, int flags);
int aside_descriptor(struct aside *aside, unsigned milliseconds);

/*
 * Reads a file to its end, at most `limit` bytes (what is no regular file gives ENODEV); aside_text waits for it, and appends what was read to `out`, which is something
 * perhaps even where it fails.  0, or an errno value.
 */
struct aside *aside_read(int dir, const char *path, size_t limit);
struct aside *aside_link(int dir, const char *path); /* the target of a link, likewise */
int aside_text(struct aside *aside, unsigned milliseconds, struct bytes *out);

/* The numbers that the open directory lists.  0, or an errno value; `out` has what was read before, but nothing after ETIMEDOUT. */
int aside_numbers(int dir, unsigned milliseconds, struct numbers *out);

#endif
