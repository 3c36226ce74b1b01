/*
 * Reads the files of a process through a descriptor of its /proc directory.  The descriptor stays that of the process:
 * after its end every lookup in the directory fails, even if another process has the pid.
 */
#ifndef COLLECT_PROCESS_PROCESS_H
#define COLLECT_PROCESS_PROCESS_H

#include "collect/host/sources.h"
#include "collect/process/context.h"
#include "collect/process/process_stat.h"
#include "collect/work/pool.h"

/*
 * Opens the /proc directory of a process: in the visible procfs, or in our own if something is mounted over it or if
 * the visible one does not have it.  *source is set to the name of the procfs.  Returns a descriptor, or -1 with errno:
 * EXDEV if something is mounted over it and there is no procfs of our own.
 */
int process_open(struct host *host, struct guard *guard, unsigned pid, const char **source);

/*
 * Opens the directory of the process in the visible /proc, also if something is mounted over it.  A descriptor, or -1
 * with errno.
 */
int process_open_visible(struct host *host, struct guard *guard, unsigned pid);

/* Sets the attempt's state and reason after process_open has failed with `error`. */
void process_refused(const struct host *host, struct guard *guard, struct attempt *a, unsigned pid, int error);

/*
 * A procfs with hidepid=2 returns ENOENT for a process that we may not see (proc_pid_permission(), fs/proc/base.c), as
 * it does for a process that has ended.  Changes the state from `vanished` to `denied` if the kernel still knows the
 * pid and this /proc does not show it.  Returns whether the state was changed.
 */
bool process_is_hidden(const struct host *host, struct guard *guard, struct attempt *a, unsigned pid);

/* Reads a file below the open /proc directory of a task into the attempt, and sets its state. */
void process_read(struct host *host, struct guard *guard, struct attempt *a, int dir, const char *file);

/*
 * The same below a directory from process_open_visible.  Opens regular files only, since anything may be mounted there.
 */
void process_read_visible(struct host *host, struct guard *guard, struct attempt *a, int dir, const char *file);

/* The lowest value with which reading the source blocks; STUCK_NOT if it never does. */
enum stuck process_waits(const struct source *source);

/* Whether reading the source of a process that is so stuck would block.  If so, sets the attempt's state and reason. */
bool process_is_stuck(enum stuck stuck, const struct source *source, struct attempt *a);

/*
 * What ENOENT in the /proc directory of a process means: ORIGIN_GONE if the process has ended, else ORIGIN_PROCESS.
 * Keeps errno.
 */
enum errno_origin process_place(struct guard *guard, int dir);

/* The part of unit_process that threads.c uses: the state of reading a process's threads. */
struct threads {
    struct numbers tids;
    size_t thread;         /* index in `tids` of the current thread */
    size_t source;         /* index of its next source; source_count if none is left */
    struct numbers tables; /* unsorted: one thread for each descriptor table that differs from the process's */
    struct numbers wanted; /* descriptors of `wanted_tid` whose fdinfo to read */
    struct numbers files;  /* those of them that are no sockets */
    struct numbers events; /* those of them that may run a BPF program */
    struct numbers pairs;  /* see fdstat.h */
    unsigned wanted_tid;
    unsigned other_tid;  /* the last thread that acts as another user than its process; 0 if there is none */
    bool listed;         /* `tids` is set */
    struct bytes leader; /* the links of the process */
    size_t leader_head;  /* length of their text before the descriptors */
};

struct task_context {
    struct process_context *shared;
    unsigned pid;
    int dir;            /* the open /proc directory of the process */
    const char *member; /* "proc/<pid>" */
    const char *source; /* "/proc/<pid>" */
    enum stuck stuck;
};

/* Does a step: lists the threads, or attempts one source of one thread.  False if none is left. */
bool threads_step(struct threads *threads, const struct task_context *task, struct worker *worker);

/* Begins the attempt of the next step without doing it, and advances.  False if none is left. */
bool threads_skip(struct threads *threads, const struct task_context *task, struct attempt *a);
void threads_free(struct threads *threads);

#endif
