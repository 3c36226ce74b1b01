/*
 * System calls that may never return: a process's memory on a page that nobody serves, a lock that nobody gives back, a mount
 * over a file of /proc whose server is dead.  A worker makes each of them through its guard; the thread that watches it gives
 * up one that takes too long, and from then on the worker owns nothing but its own locals.
 *
 * One word decides between the two: whoever changes it from the time of the call wins.
 *
 * Every call here restarts after EINTR.  Once given up, it fails with ECANCELED, which the kernel gives for none of them.
 *
 * There is no call without a guard, and guards are made where somebody watches them: one in each worker (pool.h), errand (errand.c)
 * and resident (netns_enter.c).  .ci/check-guards sees to both.
 */
#ifndef COLLECT_BASE_GUARD_H
#define COLLECT_BASE_GUARD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/vfs.h>

/* The first argument is no NULL. */
#define GUARDED __attribute__((nonnull(1)))

struct guard {
    _Atomic uint32_t since; /* milliseconds of the monotonic clock, truncated: see guard.c */
};

/*
 * For the thread that watches: gives up a call that has lasted for more than that, and says whether it did.  What the worker had
 * can then be looked at until guard_release, which lets the worker go on when its call returns after all.
 */
bool guard_expire(struct guard *guard, uint32_t milliseconds) GUARDED;
void guard_release(struct guard *guard) GUARDED;

/* Whether a call is under way that has lasted for more than that. */
bool guard_is_older(const struct guard *guard, uint32_t milliseconds) GUARDED;

/* Whether the worker was given up. */
bool guard_lost(const struct guard *guard) GUARDED;

/* As the system calls; a descriptor that comes too late is closed.  O_CLOEXEC is added. */
int guard_openat(struct guard *guard, int dir, const char *path, int flags) GUARDED;
int guard_open_beside(struct guard *guard, int dir, const char *path,
                      int flags) GUARDED; /* openat2(2), RESOLVE_NO_XDEV */
ssize_t guard_read(struct guard *guard, int fd, void *buffer, size_t size) GUARDED;
ssize_t guard_readlinkat(struct guard *guard, int dir, const char *path, char *buffer, size_t size) GUARDED;
int guard_fstatat(struct guard *guard, int dir, const char *path, struct stat *st, int flags) GUARDED;
ssize_t guard_getdents(struct guard *guard, int fd, void *buffer, size_t size) GUARDED; /* getdents64(2) */
int guard_kcmp_files(struct guard *guard, unsigned pid, unsigned tid) GUARDED;          /* kcmp(2), KCMP_FILES */

/* As the system calls, for sockets and namespaces: guard_net.c.  A descriptor that comes too late is closed. */
ssize_t guard_send(struct guard *guard, int fd, const void *data, size_t size, const void *to, size_t to_size) GUARDED;
ssize_t guard_receive(struct guard *guard, int fd, void *buffer, size_t size, void *from,
                      size_t from_size) GUARDED; /* MSG_TRUNC */
ssize_t guard_getxattr(struct guard *guard, const char *path, const char *name, void *value, size_t size) GUARDED;
int guard_fstat(struct guard *guard, int fd, struct stat *st) GUARDED;
int guard_fstatfs(struct guard *guard, int fd, struct statfs *fs) GUARDED;
int guard_ioctl_open(struct guard *guard, int fd, unsigned request) GUARDED; /* an ioctl(2) that gives a descriptor */
int guard_pidfd_open(struct guard *guard, unsigned pid, unsigned flags) GUARDED;
int guard_pidfd_getfd(struct guard *guard, int pidfd, unsigned fd) GUARDED;
int guard_open_beneath(struct guard *guard, int dir, const char *path,
                       int flags) GUARDED;                                         /* openat2(2), following no link */
int guard_socket(struct guard *guard, int family, int type, int protocol) GUARDED; /* SOCK_CLOEXEC is added */
int guard_setns(struct guard *guard, int fd, int type) GUARDED;
ssize_t guard_listns(struct guard *guard, const void *request, uint64_t *ids, size_t count) GUARDED;
int guard_open_by_handle(struct guard *guard, int mount, void *handle, int flags) GUARDED;
int guard_bpf(struct guard *guard, int command, void *attr, size_t size) GUARDED; /* of commands that give a number, */
int guard_bpf_open(struct guard *guard, int command, void *attr, size_t size) GUARDED; /* and a descriptor */
void guard_close(struct guard *guard,
                 int fd) GUARDED; /* of a socket, which may linger, or a file, which may be flushed */

/*
 * Around a system call that is not here: between the two, the caller may lose what it owns.  guard_enter fails when it did already;
 * guard_leave says whether the caller is still the owner, and leaves errno as the call made it, unless it is not.
 */
bool guard_enter(struct guard *guard) GUARDED;
bool guard_leave(struct guard *guard) GUARDED;

#endif
