/*
 * An attempt to read one thing.  It becomes a line of the manifest and, if something was read, a member of the archive.
 */
#ifndef COLLECT_ARCHIVE_ATTEMPT_H
#define COLLECT_ARCHIVE_ATTEMPT_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"
#include "collect/base/kernel_error.h"
#include "collect/base/limits.h"
#include "schema/snapshot/snapshot.h"

struct worker;

struct attempt {
    struct bytes path;   /* of the member, below the top directory */
    struct bytes source; /* path on the host */
    struct bytes content;
    struct bytes reason; /* text for the manifest; mostly empty */
    const char *other;   /* literal: what was found instead of the file and was not opened; mostly NULL */
    enum snapshot_state state;
    int error;            /* errno, or 0 */
    bool member;          /* write the content as a member, even if it is empty */
    uint64_t start;       /* CLOCK_REALTIME, nanoseconds */
    uint64_t monotonic;   /* CLOCK_MONOTONIC at the same moment */
    uint64_t took;        /* nanoseconds */
    uint64_t descriptors; /* listed in `links`, for the summary */
    uint64_t sockets;
    /* Called when the content is longer than LIMIT_LARGE: waits, and says why it may not grow, or NULL.  May be NULL. */
    const char *(*large)(struct worker *worker);
    struct worker *worker; /* the argument of `large` */
    bool is_large;         /* it was called */
    const char *cut;       /* what it said */
    bool lent;             /* a system call may still write to the content when the worker is given up */
    /* Called by the main thread after the attempt was written; mostly NULL. */
    void (*written)(void *context, const struct attempt *a);
    void *context;
};

/*
 * Begins an attempt to read `file`, whose name is the same below both directories, and starts the clock.  The buffers
 * of an earlier attempt in `a` are used again; a struct of zeros is valid.
 */
void attempt_begin(struct attempt *a, const char *member_dir, const char *source_dir, const char *file);

/*
 * As regular_open.  If the file has the wrong type, a following attempt_failed sets the state `skipped` and names the
 * type.
 */
int attempt_open(struct attempt *a, struct guard *guard, int dir, const char *path, int flags);

/*
 * Must be called now and then while the content grows.  When it becomes large, waits while another one is, and advances
 * *end (if not NULL), a time in nanoseconds, by how long that took.  False if the content may not grow further: the
 * caller stops reading, and attempt_read sets the state.
 */
bool attempt_grows(struct attempt *a, uint64_t *end);

/* Set the state.  A failure keeps the content that was read before it as a member. */
void attempt_read(struct attempt *a);
void attempt_failed(struct attempt *a, int error, enum errno_origin place);
void attempt_ended(struct attempt *a, enum snapshot_state state, const char *reason);

/* As attempt_failed; of a listing that ended with EFBIG, the reason names the bound. */
void attempt_not_listed(struct attempt *a, int error, enum errno_origin place, struct bound bound);

/* As attempt_ended with `truncated`; the reason names the bound that cut. */
void attempt_cut(struct attempt *a, const char *reason, struct bound bound);

/*
 * Reads `fd` to its end into the content, and sets the state: `truncated` beyond the limit of bytes or after `seconds`.
 * Leaves the descriptor open.
 */
void attempt_read_fd(struct attempt *a, struct guard *guard, int fd, struct bound limit, unsigned seconds,
                     enum errno_origin place);

/* Sets who is told after the attempt was written.  `context` must live until the run ends. */
void attempt_tell(struct attempt *a, void (*written)(void *context, const struct attempt *a), void *context);

/* Stops the clock: sets `took`. */
void attempt_stop(struct attempt *a);

void attempt_free(struct attempt *a);

/*
 * A finished attempt in a list.  A run makes a dozen for each process, so a result is one block of memory: it includes
 * the texts, and the content unless that is large.
 */
struct result {
    struct result *next;
    struct attempt attempt; /* part of this block: never release it with attempt_free */
    bool owns_content;
    char text[];
};

struct results {
    struct result *first, *last;
    size_t bytes; /* of content */
    size_t large; /* the same of those whose growth was asked for: see attempt_grows */
};

/*
 * Adds a copy of the attempt, which stays the caller's.  Large content is moved, not copied, unless another thread may
 * still write to it (`shared`).  Without memory for the content, the result is the attempt failed with ENOMEM.  Returns
 * 0, or -1 without memory for that either.
 */
int results_add(struct results *results, struct attempt *a, bool shared);

/* Moves all of the second list to the end of the first. */
void results_append(struct results *results, struct results *more);

/* Takes the first result out, or returns NULL.  The caller releases it with result_free. */
struct result *results_pop(struct results *results);
void result_free(struct result *result);
void results_free(struct results *results);

#endif
