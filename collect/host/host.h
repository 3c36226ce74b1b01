/*
 * The host that is read: where its files are, and what its kernel could not do.  Shared by all workers, which change nothing but
 * `fallbacks`; between two phases `hidden` and `unread` grow.
 */
#ifndef COLLECT_HOST_HOST_H
#define COLLECT_HOST_HOST_H

#include "collect/base/directory.h"
#include "collect/base/error.h"
#include "collect/host/options.h"

#include <stdatomic.h>

/* What an older or a stricter kernel refuses, and is done in another way then. */
enum fallback {
#define FALLBACK(name, text) FALLBACK_##name,
#include "collect/host/fallbacks.def"
#undef FALLBACK
    FALLBACK_COUNT
};

/*
 * What of a task does not return while that is stuck in execve(2): begin_new_exec() (fs/exec.c) holds its exec_update_lock (Linux 5.11;
 * a mutex since 5.7, and cred_guard_mutex before) while it closes the descriptors that are to be closed, each of which may wait for a file
 * system that does not answer.  Each value includes the one before.
 */
enum stuck {
    STUCK_NOT,
    STUCK_ACCESS, /* mm_access(), kcmp(2), pidfd_getfd(2) and io */
    STUCK_LINKS,  /* on kernels of 2026 all links, and stat */
};

struct host {
    const struct options *options;
    const char *proc_path;    /* /proc, or as --proc says; of one of our own, PRIVATE_PROC_NAME */
    const char *visible_path; /* what everybody else calls it */
    int proc;                 /* directory descriptors; -1 where there is none */
    int sys;
    int etc;
    int run;
    int proc_error, sys_error, etc_error, run_error; /* errno of those that could not be opened: of the visible /proc */
    dev_t device;                                    /* of the visible /proc */
    int private_proc;                                /* a procfs of our own, of the same pids; -1 where there is none */
    int private_error;
    struct bytes covered; /* paths below proc_path over which something is mounted, each ended by a NUL */
    struct numbers
        hidden; /* pids that only views beside the listings of the visible /proc show, ascending; read through our own, if there is one */
    struct numbers unread;  /* pids that are not to be asked for their namespaces again, ascending */
    struct bytes mountinfo; /* of our own mount namespace, at the start */
    struct bytes replaced;  /* why the visible /proc is not believed; mostly empty */
    int visible;            /* the visible /proc, where `proc` is one of our own in its place; else -1 */
    int mountinfo_error;    /* errno of not having read it whole */
    bool is_procfs;
    bool own_pids;         /* pids in this /proc are those that our own system calls take */
    unsigned self;         /* this process in `proc`; 0 where that does not show it */
    unsigned visible_self; /* in `visible`, likewise */
    unsigned file_seconds; /* that reading one whole file may take */
    atomic_bool fallbacks[FALLBACK_COUNT];
};

/*
 * Opens the directories.  `proc` NULL means /proc, which must be a procfs then; a directory that the user names may be anything
 * that looks like one.  0, or -1 with the error filled.
 */
int host_open(struct host *host, const char *proc, struct error *error);
void host_close(struct host *host);

/* Milliseconds that one system call may take. */
unsigned host_deadline(const struct host *host);

/* What a source is to say of the directory that host_proc or host_proc_of gave. */
const char *host_proc_name(const struct host *host, int dir);

/* Where a file of /proc/self is, our own, whatever is read as /proc: appends its path below the directory that is returned. */
int host_self(const struct host *host, const char *file, struct bytes *path);

/*
 * The directory through which a path below /proc (a pid, or a file) is to be read: our own procfs where something is mounted over
 * it, else the visible one.  -1 where it is covered and there is no procfs of our own.
 */
int host_proc(const struct host *host, const char *path);
int host_proc_of(const struct host *host, unsigned pid);

/* Whether the process of that pid in `proc` is collect: this one, or the one that waits for this one while it takes a snapshot. */
bool host_is_own(const struct host *host, unsigned pid);

/* Whether what is mounted over the visible /proc is no longer what it was at the start, or cannot be told any more. */
bool host_mounts_changed(const struct host *host);

bool host_has_fallen_back(const struct host *host, enum fallback which);
void host_fallback(struct host *host, enum fallback which);
const char *fallback_name(enum fallback which);

#endif
