/*
 * The host that is read: where its files are, and what its kernel could not do.  All workers share it and change only
 * `fallbacks`.  The main thread adds to `hidden` and `unread` between phases.
 */
#ifndef COLLECT_HOST_HOST_H
#define COLLECT_HOST_HOST_H

#include "collect/base/directory.h"
#include "collect/base/error.h"
#include "collect/host/options.h"
#include "collect/host/traces.h"

#include <stdatomic.h>

/* What a kernel may refuse because it is older or restricted; it is then done in another way, or left out. */
enum fallback {
#define FALLBACK(name, text) FALLBACK_##name,
#include "collect/host/fallbacks.def"
#undef FALLBACK
    FALLBACK_COUNT
};

/*
 * Which reads of a task block while the task is stuck in execve(2).  begin_new_exec() (fs/exec.c) closes the
 * close-on-exec descriptors, each of which may wait for a file system that does not answer.  Meanwhile it holds
 * exec_update_lock (Linux 5.11; a mutex since 5.7, cred_guard_mutex before).  Each value includes the one before.
 */
enum stuck {
    STUCK_NOT,
    STUCK_ACCESS, /* whatever uses mm_access(); kcmp(2), pidfd_getfd(2) and io */
    STUCK_LINKS,  /* also all links, and stat: kernels of 2026 */
};

struct host {
    const struct options *options;
    const char *proc_path;    /* name of `proc`: /proc, the argument of --proc, or PRIVATE_PROC_NAME */
    const char *visible_path; /* /proc, or the argument of --proc */
    int proc;                 /* descriptors of directories; -1 if there is none */
    int sys;
    int etc;
    int run;
    int proc_error, sys_error, etc_error, run_error; /* errno of opening them; proc_error is for the visible /proc */
    dev_t device;                                    /* of the visible /proc */
    int private_proc;     /* a procfs of our own with the same pids as `proc`; -1 if there is none */
    int private_error;    /* errno of making it */
    struct bytes covered; /* paths below proc_path over which something is mounted, each ended by a NUL */
    /* Sorted pids that only other views than the visible /proc show; read through private_proc, if there is one. */
    struct numbers hidden;
    struct numbers unread;        /* sorted pids whose namespace links did not answer and are not read again */
    struct bytes mountinfo;       /* of our own mount namespace, at the start */
    struct bytes replaced;        /* why the visible /proc is not trusted and was replaced; mostly empty */
    struct traces tracing, debug; /* tracefs and debugfs */
    int visible;                  /* the visible /proc, if `proc` is a procfs of our own in its place; else -1 */
    int mountinfo_error;          /* errno of reading mountinfo */
    bool is_procfs;               /* `proc` is a procfs, not a copy of one */
    bool own_pids;                /* `proc` has the pids that our system calls take: it is of our pid namespace */
    unsigned self;                /* pid of this process in `proc`; 0 if `proc` does not show it */
    unsigned visible_self;        /* the same in `visible` */
    unsigned file_seconds;        /* that reading a whole file may take */
    uint64_t begun;               /* when the directories were opened: monotonic, nanoseconds */
    atomic_bool fallbacks[FALLBACK_COUNT];
};

/*
 * Opens the directories.  If `proc` is NULL, /proc is read, and must be a procfs of our pid namespace or is replaced by
 * our own.  Otherwise `proc` is a directory with processes in it, for instance a copy of /proc; the string stays the
 * caller's.  host->options is set already.  Returns 0, or -1 with the error filled; the caller calls host_close in both
 * cases.
 */
int host_open(struct host *host, const char *proc, struct error *error);
void host_close(struct host *host);

/* The bounds of this run: the usual ones, if there are no options. */
const struct limits *host_limits(const struct host *host);

/* The deadline of one system call, in milliseconds. */
unsigned host_deadline(const struct host *host);

/*
 * Whether reading has taken longer than a copy of /proc may.  A procfs shows what there is, and has no such limit; a copy
 * is of whatever file system, which may go on for ever.
 */
bool host_copy_is_over(const struct host *host);

/* The name that a source in the manifest gives to a directory from host_proc or host_proc_of. */
const char *host_proc_name(const struct host *host, int dir);

/*
 * Where a file of our own /proc/self is, whatever directory is read as /proc.  Appends its path to `path`, and returns
 * the descriptor of the directory to which the path is relative (AT_FDCWD for an absolute one).
 */
int host_self(const struct host *host, const char *file, struct bytes *path);

/*
 * The directory through which to read a path below /proc or a process: our own procfs if something is mounted over it,
 * else `proc`.  -1 if something is mounted over it and there is no procfs of our own.  The descriptor stays the host's.
 */
int host_proc(const struct host *host, const char *path);
int host_proc_of(const struct host *host, unsigned pid);

/* Whether that pid in `proc` is collect: this process, or its parent that waits for it during --every. */
bool host_is_own(const struct host *host, unsigned pid);

/* Whether the mounts over the visible /proc have changed since the start, or can no longer be read. */
bool host_mounts_changed(const struct host *host);

/* Note and query a fallback; its text in fallbacks.def. */
bool host_has_fallen_back(const struct host *host, enum fallback which);
void host_fallback(struct host *host, enum fallback which);
const char *fallback_name(enum fallback which);

#endif
