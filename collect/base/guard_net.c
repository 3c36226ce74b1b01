/*
 * The system calls for sockets, namespaces and bpf objects, each through the guard.
 */
#include "collect/base/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

/* The number of listns(2) is 470, except on Alpha, and on MIPS, which adds a base for each of its ABIs. */
#ifdef SYS_listns
#    define LISTNS SYS_listns
#elif defined(__alpha__)
#    define LISTNS 580
#elif defined(__NR_Linux)
#    define LISTNS (__NR_Linux + 470)
#else
#    define LISTNS 470
#endif

/* Returns the descriptor to the caller, or closes it if the call was given up.  Keeps errno, or sets ECANCELED. */
static int
deliver(struct guard *guard, int fd)
{
    if (guard_leave(guard))
        return fd;
    if (fd >= 0)
        close(fd);
    errno = ECANCELED;
    return -1;
}

ssize_t
guard_send(struct guard *guard, int fd, const void *data, size_t size, const void *to, size_t to_size)
{
    ssize_t count;

    do {
        if (!guard_enter(guard))
            return -1;
        count = sendto(fd, data, size, 0, to, (socklen_t)to_size);
        if (!guard_leave(guard))
            return -1;
    } while (count < 0 && errno == EINTR);
    return count;
}

ssize_t
guard_receive(struct guard *guard, int fd, void *buffer, size_t size, void *from, size_t from_size)
{
    ssize_t count;

    do {
        socklen_t len = (socklen_t)from_size;

        if (!guard_enter(guard))
            return -1;
        count = recvfrom(fd, buffer, size, MSG_TRUNC, from, &len);
        if (!guard_leave(guard))
            return -1;
    } while (count < 0 && errno == EINTR);
    return count;
}

ssize_t
guard_getxattr(struct guard *guard, const char *path, const char *name, void *value, size_t size)
{
    ssize_t count;

    do {
        if (!guard_enter(guard))
            return -1;
        count = getxattr(path, name, value, size);
        if (!guard_leave(guard))
            return -1;
    } while (count < 0 && errno == EINTR);
    return count;
}

int
guard_fstat(struct guard *guard, int fd, struct stat *st)
{
    int rc;

    do {
        if (!guard_enter(guard))
            return -1;
        rc = fstat(fd, st);
        if (!guard_leave(guard))
            return -1;
    } while (rc < 0 && errno == EINTR);
    return rc;
}

int
guard_fstatfs(struct guard *guard, int fd, struct statfs *fs)
{
    int rc;

    do {
        if (!guard_enter(guard))
            return -1;
        rc = fstatfs(fd, fs);
        if (!guard_leave(guard))
            return -1;
    } while (rc < 0 && errno == EINTR);
    return rc;
}

int
guard_ioctl_open(struct guard *guard, int fd, unsigned request)
{
    int result;

    do {
        if (!guard_enter(guard))
            return -1;
        /* not ioctl(3): the type of `request` differs between C libraries */
        result = (int)syscall(SYS_ioctl, (long)fd, (long)request, 0L);
        result = deliver(guard, result);
    } while (result < 0 && errno == EINTR);
    return result;
}

int
guard_pidfd_open(struct guard *guard, unsigned pid, unsigned flags)
{
    int fd;

    if (!guard_enter(guard))
        return -1;
    fd = (int)syscall(SYS_pidfd_open, (long)pid, (long)flags);
    return deliver(guard, fd);
}

int
guard_pidfd_getfd(struct guard *guard, int pidfd, unsigned fd)
{
    int got;

    do {
        if (!guard_enter(guard))
            return -1;
        got = (int)syscall(SYS_pidfd_getfd, (long)pidfd, (long)fd, 0L);
        got = deliver(guard, got);
    } while (got < 0 && errno == EINTR);
    return got;
}

int
guard_open_beneath(struct guard *guard, int dir, const char *path, int flags)
{
    struct open_how how = { .flags = (unsigned)(flags | O_CLOEXEC),
                            .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
    int fd;

    do {
        if (!guard_enter(guard))
            return -1;
        fd = (int)syscall(SYS_openat2, (long)dir, path, &how, sizeof(how));
        fd = deliver(guard, fd);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int
guard_socket(struct guard *guard, int family, int type, int protocol)
{
    int fd;

    do {
        if (!guard_enter(guard))
            return -1;
        fd = socket(family, type | SOCK_CLOEXEC, protocol);
        fd = deliver(guard, fd);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int
guard_setns(struct guard *guard, int fd, int type)
{
    int rc;

    do {
        if (!guard_enter(guard))
            return -1;
        rc = setns(fd, type);
        if (!guard_leave(guard))
            return -1;
    } while (rc < 0 && errno == EINTR);
    return rc;
}

ssize_t
guard_listns(struct guard *guard, const void *request, uint64_t *ids, size_t count)
{
    ssize_t listed;

    do {
        if (!guard_enter(guard))
            return -1;
        listed = (ssize_t)syscall(LISTNS, request, ids, count, 0U);
        if (!guard_leave(guard))
            return -1;
    } while (listed < 0 && errno == EINTR);
    return listed;
}

int
guard_open_by_handle(struct guard *guard, int mount, void *handle, int flags)
{
    int fd;

    do {
        if (!guard_enter(guard))
            return -1;
        fd = (int)syscall(SYS_open_by_handle_at, (long)mount, handle, (long)(flags | O_CLOEXEC));
        fd = deliver(guard, fd);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int
guard_bpf(struct guard *guard, int command, void *attr, size_t size)
{
    long result;

    do {
        if (!guard_enter(guard))
            return -1;
        result = syscall(SYS_bpf, (long)command, attr, size);
        if (!guard_leave(guard))
            return -1;
    } while (result < 0 && errno == EINTR);
    return (int)result;
}

int
guard_bpf_open(struct guard *guard, int command, void *attr, size_t size)
{
    int fd;

    do {
        if (!guard_enter(guard))
            return -1;
        fd = (int)syscall(SYS_bpf, (long)command, attr, size);
        fd = deliver(guard, fd);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

void
guard_close(struct guard *guard, int fd)
{
    int saved = errno;

    if (guard_enter_late(guard)) {
        close(fd);
        (void)guard_leave(guard);
    } else {
        close(fd); /* nobody waits for this thread any more */
    }
    errno = saved;
}
