/*
 * The member views/programs: the executable of each process, and what the kernel says of that file, by statx(2) through
 * the link /proc/<pid>/exe, which leads to the file itself whatever its path is by now (proc_exe_link(), fs/proc/base.c).
 * Each file is looked at once for each mount namespace and path that it has, however many processes run it.
 *
 * A file is asked only if every mount on the way to its path is of a local file system.
 */
#ifndef COLLECT_PROCESS_PROGRAMS_H
#define COLLECT_PROCESS_PROGRAMS_H

#include "collect/archive/attempt.h"

#include <pthread.h>

struct process_context;
struct program;

/* What was found.  Shared by all workers. */
struct programs {
    pthread_mutex_t lock;
    struct program *list;
    size_t count, cap;
    struct bytes text; /* the member */
    const struct limits *limits;
    uint64_t saved; /* bytes of programs that were chosen to be saved */
    bool failed;    /* there was no memory for something */
};

/* 0, or -1 if the lock cannot be initialized. */
int programs_init(struct programs *programs, const struct limits *limits);
void programs_free(struct programs *programs);

/* What a process said before of its executable. */
struct program_link {
    uint64_t ns;       /* inode of its mount namespace; 0 if it is not known */
    struct bytes path; /* target of the link `exe`, with a NUL behind it; empty if it is not known */
};

/*
 * Looks at the executable of a process, whose open /proc directory `dir` is.  With a `link` that is right still, the
 * links are not read again when the program is known.  Returns the number of the program, or 0 if the process has none,
 * its link was refused, or the guard was lost.
 */
size_t programs_ask(struct process_context *context, struct guard *guard, int dir, unsigned pid,
                    const struct program_link *link);

/* Sets the attempt's content and state. */
void programs_put(struct programs *programs, struct attempt *a, bool interrupted);

/*
 * Whether to save the program now: its file is no longer at its path, and was not chosen before.  PROGRAM_OVER: it would
 * be, but the bytes of all programs reach their limit.
 */
enum program_choice { PROGRAM_NOT, PROGRAM_SAVE, PROGRAM_OVER };
enum program_choice programs_choose(struct programs *programs, size_t number);

/* Takes back a choice, so that another process that runs the program may be asked for it. */
void programs_release(struct programs *programs, size_t number);

/* Reads the program through the link `exe` into the attempt's content, and sets its state. */
void programs_save(struct process_context *context, struct attempt *a, struct guard *guard, int dir, size_t number);

#endif
