/*
 * The member `exe-hash` of a process: the SHA-256 of the program that it runs, read through /proc/<pid>/exe, which leads to the
 * file even when it was deleted or replaced (fs/proc/base.c, proc_exe_link()).  Each file is read once.
 */
#ifndef COLLECT_PROCESS_HASH_EXE_H
#define COLLECT_PROCESS_HASH_EXE_H

#include "collect/archive/attempt.h"

#include <pthread.h>

struct exe_digest;

/* Files whose digest is known; shared by all workers. */
struct exe_cache {
    pthread_mutex_t lock;
    struct exe_digest *files;
    size_t count, cap;
};

/* 0, or -1 when there are no locks to be had. */
int exe_cache_init(struct exe_cache *cache);
void exe_cache_free(struct exe_cache *cache);

/*
 * Appends the line to the attempt's content, and sets its state.  `dir` is the open directory of the process; the file is given up
 * after so many seconds.
 */
void exe_hash(struct exe_cache *cache, struct attempt *a, struct guard *guard, int dir, unsigned seconds);

#endif
