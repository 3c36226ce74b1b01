/*
 * The member `exe-hash`: the SHA-256 of the program that a process runs.  /proc/<pid>/exe leads to the file even if it
 * was deleted or replaced (proc_exe_link(), fs/proc/base.c).  Each file is read once, however many processes run it.
 */
#ifndef COLLECT_PROCESS_HASH_EXE_H
#define COLLECT_PROCESS_HASH_EXE_H

#include "collect/archive/attempt.h"

#include <pthread.h>

struct exe_digest;

/* Files with a known digest.  Shared by all workers. */
struct exe_cache {
    pthread_mutex_t lock;
    struct exe_digest *files;
    size_t count, cap;
};

/* 0, or -1 if the lock cannot be initialized. */
int exe_cache_init(struct exe_cache *cache);
void exe_cache_free(struct exe_cache *cache);

/*
 * Appends the line of the member to the attempt's content, and sets its state.  `dir` is the open /proc directory of
 * the process.  The state is `truncated`, without a digest, if reading takes longer than `seconds` or the file exceeds
 * `most` bytes.
 */
void exe_hash(struct exe_cache *cache, struct attempt *a, struct guard *guard, int dir, unsigned seconds,
              struct bound most);

/*
 * Opens the program for reading.  Keeps its access time if possible: O_NOATIME is allowed to the owner and to root.  A
 * descriptor, or -1 with errno.
 */
int exe_open(struct guard *guard, int dir);

#endif
