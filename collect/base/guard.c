#include "collect/base/guard.h"

#include "collect/base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Values of `since` that are no time.  `since` has 32 bits because some architectures need a library for atomic 64-bit
 * words.  Ages are computed modulo 2^32 milliseconds, which is 49 days.
 */
#define FREE  0U
#define TAKEN (UINT32_MAX - 1) /* given up; the watcher still uses what the caller had */
#define LOST  UINT32_MAX       /* given up, and released by the watcher */

static uint32_t
milliseconds_now(void)
{
    uint32_t now = (uint32_t)(clock_monotonic() / (NANOSECONDS / 1000));

    return now == FREE || now >= TAKEN ? 1 : now;
}

void
guard_allow(struct guard *guard, uint32_t milliseconds)
{
    uint32_t end = milliseconds_now() + milliseconds;

    atomic_store(&guard->end, milliseconds == 0 ? 0 : end == 0 ? 1 : end);
}

/* Modulo 2^32: what lies less than half of that behind `end` is late. */
bool
guard_is_late(const struct guard *guard)
{
    uint32_t end = atomic_load(&guard->end);

    return end != 0 && milliseconds_now() - end <= UINT32_MAX / 2;
}

bool
guard_enter(struct guard *guard)
{
    if (!guard_is_late(guard) || guard_lost(guard))
        return guard_enter_late(guard);
    errno = ETIME;
    return false;
}

bool
guard_enter_late(struct guard *guard)
{
    uint32_t expected = FREE;

    if (atomic_compare_exchange_strong(&guard->since, &expected, milliseconds_now()))
        return true;
    errno = ECANCELED;
    return false;
}

bool
guard_leave(struct guard *guard)
{
    uint32_t since = atomic_load(&guard->since);

    if (since < TAKEN && atomic_compare_exchange_strong(&guard->since, &since, FREE))
        return true;
    while (atomic_load(&guard->since) == TAKEN)
        (void)poll(NULL, 0, 1);
    errno = ECANCELED;
    return false;
}

static bool
is_older(uint32_t since, uint32_t milliseconds)
{
    return since != FREE && since < TAKEN && milliseconds_now() - since >= milliseconds;
}

bool
guard_is_older(const struct guard *guard, uint32_t milliseconds)
{
    return is_older(atomic_load(&guard->since), milliseconds);
}

bool
guard_expire(struct guard *guard, uint32_t milliseconds)
{
    uint32_t since = atomic_load(&guard->since);

    return is_older(since, milliseconds) && atomic_compare_exchange_strong(&guard->since, &since, TAKEN);
}

void
guard_release(struct guard *guard)
{
    atomic_store(&guard->since, LOST);
}

bool
guard_lost(const struct guard *guard)
{
    return atomic_load(&guard->since) >= TAKEN;
}

static int
open_with(struct guard *guard, int dir, const char *path, int flags, uint64_t resolve)
{
    struct open_how how = { .flags = (unsigned)(flags | O_CLOEXEC), .resolve = resolve };
    int fd;

    do {
        if (!guard_enter(guard))
            return -1;
        if (resolve)
            fd = (int)syscall(SYS_openat2, dir, path, &how, sizeof(how));
        else
            fd = openat(dir, path, flags | O_CLOEXEC);
        if (!guard_leave(guard)) {
            if (fd >= 0)
                close(fd);
            errno = ECANCELED;
            return -1;
        }
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int
guard_openat(struct guard *guard, int dir, const char *path, int flags)
{
    return open_with(guard, dir, path, flags, 0);
}

int
guard_open_beside(struct guard *guard, int dir, const char *path, int flags)
{
    return open_with(guard, dir, path, flags, RESOLVE_NO_XDEV);
}

ssize_t
guard_read(struct guard *guard, int fd, void *buffer, size_t size)
{
    ssize_t count;

    do {
        if (!guard_enter(guard))
            return -1;
        count = read(fd, buffer, size);
        if (!guard_leave(guard))
            return -1;
    } while (count < 0 && errno == EINTR);
    return count;
}

ssize_t
guard_readlinkat(struct guard *guard, int dir, const char *path, char *buffer, size_t size)
{
    ssize_t count;

    do {
        if (!guard_enter(guard))
            return -1;
        count = readlinkat(dir, path, buffer, size);
        if (!guard_leave(guard))
            return -1;
    } while (count < 0 && errno == EINTR);
    return count;
}

int
guard_fstatat(struct guard *guard, int dir, const char *path, struct stat *st, int flags)
{
    int result;

    do {
        if (!guard_enter(guard))
            return -1;
        result = fstatat(dir, path, st, flags);
        if (!guard_leave(guard))
            return -1;
    } while (result < 0 && errno == EINTR);
    return result;
}

ssize_t
guard_getdents(struct guard *guard, int fd, void *buffer, size_t size)
{
    ssize_t count;

    do {
        if (!guard_enter(guard))
            return -1;
        count = (ssize_t)syscall(SYS_getdents64, fd, buffer, size);
        if (!guard_leave(guard))
            return -1;
    } while (count < 0 && errno == EINTR);
    return count;
}

int
guard_kcmp_files(struct guard *guard, unsigned pid, unsigned tid)
{
    long result;

    do {
        if (!guard_enter(guard))
            return -1;
        result = syscall(SYS_kcmp, (long)pid, (long)tid, (long)KCMP_FILES, 0L, 0L);
        if (!guard_leave(guard))
            return -1;
    } while (result < 0 && errno == EINTR);
    return (int)result;
}
