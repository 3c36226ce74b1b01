/*
 * The system calls for sockets and namespaces, each through the guard.
 */
#include "collect/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

/* Hands a descriptor to its owner, or closes it where there is none any more. */
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
        result =
            (int)syscall(SYS_ioctl, (long)fd, (long)request, 0L); /* C libraries differ in the type of the request */
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

void
guard_close(struct guard *guard, int fd)
{
    int saved = errno;

    if (guard_enter(guard)) {
        close(fd);
        (void)guard_leave(guard);
    }
    errno = saved;
}
