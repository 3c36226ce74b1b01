/*
 * One thing attempted: a line of the manifest and, where something was read, a member.
 */
#ifndef COLLECT_ARCHIVE_ATTEMPT_H
#define COLLECT_ARCHIVE_ATTEMPT_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"
#include "collect/base/kernel_error.h"
#include "schema/snapshot/snapshot.h"

struct attempt {
    struct bytes path;   /* of the member, below the top directory */
    struct bytes source; /* on the host */
    struct bytes content;
    struct bytes reason; /* mostly empty */
    const char *other;   /* what is there instead of the file, and was not opened; mostly NULL */
    enum snapshot_state state;
    int error;            /* errno, or 0 */
    bool member;          /* content is written, even when it has no bytes */
    uint64_t start;       /* CLOCK_REALTIME, nanoseconds */
    uint64_t monotonic;   /* CLOCK_MONOTONIC at the same moment */
    uint64_t took;        /* nanoseconds */
    uint64_t descriptors; /* in `links`: for the summary */
    uint64_t sockets;
    /* Who wants to see it when it has been written, on the thread that writes; mostly NULL. */
    void (*written)(void *context, const struct attempt *a);
    void *context;
};

/* Begins one for `file` below both directories, and starts the clock.  Buffers that it has are used again. */
void attempt_begin(struct attempt *a, const char *member_dir, const char *source_dir, const char *file);

/* As regular_open.  When it fails, attempt_failed says of what is there in the place of the file that it is skipped. */
int attempt_open(struct attempt *a, struct guard *guard, int dir, const char *path, int flags);

/* Sets what became of it; a failure keeps the content that was read before as a member. */
void attempt_read(struct attempt *a);
void attempt_failed(struct attempt *a, int error, enum errno_origin place);
void attempt_ended(struct attempt *a, enum snapshot_state state, const char *reason);

/* Reads the descriptor to its end into the content, at most `limit` bytes and `seconds`, and sets the state. */
void attempt_read_fd(struct attempt *a, struct guard *guard, int fd, size_t limit, unsigned seconds,
                     enum errno_origin place);

/* Says who wants to see the attempt when it has been written; `context` is there until the run ends. */
void attempt_tell(struct attempt *a, void (*written)(void *context, const struct attempt *a), void *context);

/* Stops the clock. */
void attempt_stop(struct attempt *a);

void attempt_free(struct attempt *a);

/*
 * A finished attempt in a list.  It is one block of memory with its texts, and with its content unless that is large: a run makes
 * a dozen of them for each process.
 */
struct result {
    struct result *next;
    struct attempt attempt; /* not to be released with attempt_free */
    bool owns_content;
    char text[];
};

struct results {
    struct result *first, *last;
    size_t bytes; /* of content */
};

/*
 * Adds the attempt.  A large content is moved out of it, unless somebody may still be writing to it (`shared`); the rest stays the
 * caller's.  A content for which there is no memory becomes an error of the attempt.  -1 when there is no memory for even that.
 */
int results_add(struct results *results, struct attempt *a, bool shared);

/* Moves all of the second list to the end of the first. */
void results_append(struct results *results, struct results *more);

/* Takes the first one out; NULL when there is none.  It is released with result_free. */
struct result *results_pop(struct results *results);
void result_free(struct result *result);
void results_free(struct results *results);

#endif
