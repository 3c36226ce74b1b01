/*
 * Reading the files of one process through a descriptor of its directory, which stays that of the process even when its pid is
 * given to another one: every lookup in it fails then.
 */
#ifndef COLLECT_PROCESS_PROCESS_H
#define COLLECT_PROCESS_PROCESS_H

#include "collect/host/sources.h"
#include "collect/process/context.h"
#include "collect/process/process_stat.h"
#include "collect/work/pool.h"

/*
 * Opens the directory of a process, in the visible procfs, or in our own where something is mounted over it or where it has no such
 * entry; *source says which.  A descriptor, or -1 with errno: EXDEV where something is mounted over it and there is no other.
 */
int process_open(struct host *host, struct guard *guard, unsigned pid, const char **source);

/* Opens what stands at the place of the process in the visible /proc, whatever that is.  A descriptor, or -1 with errno. */
int process_open_visible(struct host *host, struct guard *guard, unsigned pid);

/* Records why the directory of a process could not be opened. */
void process_refused(const struct host *host, struct guard *guard, struct attempt *a, unsigned pid, int error);

/*
 * To a procfs with hidepid=2 (fs/proc/base.c, proc_pid_permission()) a process that we may not see is ENOENT, as one that has ended
 * is: makes `denied` of `vanished` where the kernel still knows the pid and no other process has it, and says whether it did.
 */
bool process_is_hidden(const struct host *host, struct guard *guard, struct attempt *a, unsigned pid);

/* Reads a file of the task whose directory is open into the attempt, and sets the state. */
void process_read(struct host *host, struct guard *guard, struct attempt *a, int dir, const char *file);

/* The same of what process_open_visible gave, where a name may stand for anything: only a regular file is opened. */
void process_read_visible(struct host *host, struct guard *guard, struct attempt *a, int dir, const char *file);

/* The least of them with which the source is not to be had; STUCK_NOT for one that waits for nothing. */
enum stuck process_waits(const struct source *source);

/* Whether the source is one that a process so stuck does not give, which the attempt then says. */
bool process_is_stuck(enum stuck stuck, const struct source *source, struct attempt *a);

/* ENOENT in a directory of a process has two meanings: this says which. */
enum errno_origin process_place(struct guard *guard, int dir);

/* The unit of unit_process, as threads.c sees it. */
struct threads {
    struct numbers tids;
    size_t thread;         /* index of the next one */
    size_t source;         /* its next source; source_count when it has none left */
    struct numbers tables; /* one task for each different descriptor table known; unsorted */
    struct numbers wanted; /* descriptors of one thread whose fdinfo is worth reading */
    unsigned wanted_tid;
    unsigned other_tid; /* the thread last seen that acts as another user than its process; 0 for none */
    bool listed;
    struct bytes leader; /* the process's own links */
    size_t leader_head;
};

struct task_context {
    struct process_context *shared;
    unsigned pid;
    int dir;            /* of the process */
    const char *member; /* "proc/<pid>" */
    const char *source; /* "/proc/<pid>" */
    enum stuck stuck;
};

/* One step: lists the threads, or attempts one source of one of them.  False when there is none left. */
bool threads_step(struct threads *threads, const struct task_context *task, struct worker *worker);

/* Begins the attempt that the next step would make, and moves past it.  False when there is none left. */
bool threads_skip(struct threads *threads, const struct task_context *task, struct attempt *a);
void threads_free(struct threads *threads);

#endif
