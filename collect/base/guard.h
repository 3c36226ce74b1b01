/*
 * Guards system calls that may never return: a process's memory may be on a page that nobody serves (userfaultfd,
 * FUSE), a lock may be held for ever, a file of /proc may be covered by a mount whose server is dead.
 *
 * A thread makes such a call through its guard, and another thread watches the guard.  The watcher gives the call up
 * when it takes too long; from then on the calling thread owns nothing but its local variables.  `since` decides a race
 * between the two: it holds the time of the call, and whichever thread replaces that first wins.
 *
 * The calls below restart after EINTR.  After the guard was given up they fail with ECANCELED, an error that the kernel
 * returns for none of them; only a file system whose server lies does.
 *
 * A server may also answer at once and never come to an end: a directory that lists for ever, a file that grows as it is
 * read, EINTR whenever it is asked.  So the calls of a guard can have a limit all together; beyond it each fails with
 * ETIME before it is made.
 *
 * Guards exist only where somebody watches them: one in each worker (pool.h), errand (errand.c) and resident
 * (netns_enter.c).  .ci/check-guards checks that, and that no such call is made without a guard.
 */
#ifndef COLLECT_BASE_GUARD_H
#define COLLECT_BASE_GUARD_H

#include "collect/base/file_status.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/vfs.h>

/* The first argument must not be NULL. */
#define GUARDED __attribute__((nonnull(1)))

struct guard {
    _Atomic uint32_t since; /* start of the current call, in milliseconds: see guard.c */
    _Atomic uint32_t end;   /* no call begins after this time; 0: there is no limit */
};

/* Allows calls for that many milliseconds from now; 0: for ever.  The calling thread or the watcher may set this. */
void guard_allow(struct guard *guard, uint32_t milliseconds) GUARDED;

/* Whether the calls have reached that limit. */
bool guard_is_late(const struct guard *guard) GUARDED;

/*
 * For the watcher.  guard_expire gives up a call that has lasted at least `milliseconds`, and returns whether it did.
 * If so, the watcher may use what the calling thread had until it calls guard_release; only then can the thread
 * continue, if its call returns at all.
 */
bool guard_expire(struct guard *guard, uint32_t milliseconds) GUARDED;
void guard_release(struct guard *guard) GUARDED;

/* Whether a call is in progress that has lasted at least `milliseconds`. */
bool guard_is_older(const struct guard *guard, uint32_t milliseconds) GUARDED;

/* Whether a call was given up, so that the calling thread has lost what it owned. */
bool guard_lost(const struct guard *guard) GUARDED;

/*
 * These take arguments and return results as the system calls do.  If a call that opens a descriptor is given up and
 * succeeds later, the descriptor is closed.  Descriptors are opened with O_CLOEXEC.
 */
int guard_openat(struct guard *guard, int dir, const char *path, int flags) GUARDED;
/* openat2(2) with RESOLVE_NO_XDEV: fails with EXDEV instead of crossing a mount point. */
int guard_open_beside(struct guard *guard, int dir, const char *path, int flags) GUARDED;
ssize_t guard_read(struct guard *guard, int fd, void *buffer, size_t size) GUARDED;
ssize_t guard_readlinkat(struct guard *guard, int dir, const char *path, char *buffer, size_t size) GUARDED;
int guard_fstatat(struct guard *guard, int dir, const char *path, struct stat *st, int flags) GUARDED;
ssize_t guard_getdents(struct guard *guard, int fd, void *buffer, size_t size) GUARDED; /* getdents64(2) */
/*
 * statx(2) with AT_STATX_DONT_SYNC and AT_NO_AUTOMOUNT, or fstatat(2) where the kernel has no statx (guard_stat.c).
 * Follows a link at the end of the path unless `flags` say otherwise.
 */
int guard_statx(struct guard *guard, int dir, const char *path, int flags, struct file_status *status) GUARDED;
/* mq_open(2) of an existing message queue of our IPC namespace, for reading; `name` is without its slash. */
int guard_open_queue(struct guard *guard, const char *name) GUARDED;
int guard_kcmp_files(struct guard *guard, unsigned pid, unsigned tid) GUARDED; /* kcmp(2), KCMP_FILES */

/* The same for sockets, namespaces and bpf objects (guard_net.c). */
ssize_t guard_send(struct guard *guard, int fd, const void *data, size_t size, const void *to, size_t to_size) GUARDED;
/* recvfrom(2) with MSG_TRUNC: returns the length of the message even if it exceeds `size`. */
ssize_t guard_receive(struct guard *guard, int fd, void *buffer, size_t size, void *from, size_t from_size) GUARDED;
ssize_t guard_getxattr(struct guard *guard, const char *path, const char *name, void *value, size_t size) GUARDED;
int guard_fstat(struct guard *guard, int fd, struct stat *st) GUARDED;
int guard_fstatfs(struct guard *guard, int fd, struct statfs *fs) GUARDED;
int guard_ioctl_open(struct guard *guard, int fd, unsigned request) GUARDED; /* an ioctl(2) that opens a descriptor */
int guard_pidfd_open(struct guard *guard, unsigned pid, unsigned flags) GUARDED;
int guard_pidfd_getfd(struct guard *guard, int pidfd, unsigned fd) GUARDED;
/* openat2(2) with RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS and RESOLVE_NO_MAGICLINKS. */
int guard_open_beneath(struct guard *guard, int dir, const char *path, int flags) GUARDED;
int guard_socket(struct guard *guard, int family, int type, int protocol) GUARDED; /* SOCK_CLOEXEC is added */
int guard_setns(struct guard *guard, int fd, int type) GUARDED;
ssize_t guard_listns(struct guard *guard, const void *request, uint64_t *ids, size_t count) GUARDED;
int guard_open_by_handle(struct guard *guard, int mount, void *handle, int flags) GUARDED;
/* bpf(2): commands that return a number, and commands that open a descriptor. */
int guard_bpf(struct guard *guard, int command, void *attr, size_t size) GUARDED;
int guard_bpf_open(struct guard *guard, int command, void *attr, size_t size) GUARDED;
/* close(2) of a socket, which may linger, or of a file, which the file system may flush.  Keeps errno. */
void guard_close(struct guard *guard, int fd) GUARDED;

/*
 * For a system call that has no function here: the caller makes it between the two.  guard_enter returns false with
 * ECANCELED if the guard is lost already, or with ETIME beyond its limit; the call must not be made then.  guard_leave returns whether the caller still
 * owns what it had: true with errno as the call left it, or false with ECANCELED.
 */
bool guard_enter(struct guard *guard) GUARDED;
bool guard_leave(struct guard *guard) GUARDED;
/* The same without the limit, for what must be done at the end: closing. */
bool guard_enter_late(struct guard *guard) GUARDED;

#endif
