#include "collect/process/process.h"

#include "collect/host/private_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Opens the directory in the visible /proc.  A descriptor, or -1 with errno: EXDEV if something is mounted over it. */
static int
open_visible(struct host *host, struct guard *guard, const char *name)
{
    int fd;

    if (mounts_cover(&host->covered, name)) {
        errno = EXDEV;
        return -1;
    }
    if (!host->is_procfs || host_has_fallen_back(host, FALLBACK_openat2))
        return guard_openat(guard, host->proc, name, O_PATH | O_DIRECTORY);
    fd = guard_open_beside(guard, host->proc, name, O_PATH | O_DIRECTORY);
    if (fd >= 0 || (errno != ENOSYS && errno != EPERM && errno != EACCES))
        return fd;
    fd = guard_openat(guard, host->proc, name, O_PATH | O_DIRECTORY);
    if (fd >= 0)
        host_fallback(host, FALLBACK_openat2);
    return fd;
}

int
process_open(struct host *host, struct guard *guard, unsigned pid, const char **source)
{
    struct bytes name = { 0 };
    int fd, saved;

    bytes_decimal(&name, pid);
    *source = host->proc_path;
    fd = open_visible(host, guard, bytes_string(&name));
    saved = errno;
    if (fd < 0 && (saved == EXDEV || saved == ENOENT) && host->private_proc >= 0) {
        *source = PRIVATE_PROC_NAME;
        fd = guard_openat(guard, host->private_proc, bytes_string(&name), O_PATH | O_DIRECTORY);
        saved = errno;
    }
    bytes_free(&name);
    errno = saved;
    return fd;
}

int
process_open_visible(struct host *host, struct guard *guard, unsigned pid)
{
    int proc = host->visible >= 0 ? host->visible : host->proc;
    struct bytes name = { 0 };
    int dir, saved;

    bytes_decimal(&name, pid);
    dir = guard_openat(guard, proc, bytes_string(&name), O_PATH | O_DIRECTORY);
    saved = errno;
    bytes_free(&name);
    errno = saved;
    return dir;
}

enum errno_origin
process_place(struct guard *guard, int dir)
{
    struct stat st;
    int saved = errno;
    bool gone = guard_fstatat(guard, dir, "stat", &st, AT_SYMLINK_NOFOLLOW) != 0 && (errno == ENOENT || errno == ESRCH);

    errno = saved;
    return gone ? ORIGIN_GONE : ORIGIN_PROCESS;
}

static void
read_opened(struct host *host, struct guard *guard, struct attempt *a, int fd)
{
    attempt_read_fd(a, guard, fd, host_limits(host)->file_bytes, host->file_seconds, ORIGIN_PROCESS);
    guard_close(guard, fd);
}

/* A procfs has only its own files; in a copy, a name may stand for anything. */
void
process_read(struct host *host, struct guard *guard, struct attempt *a, int dir, const char *file)
{
    int fd = host->is_procfs ? guard_openat(guard, dir, file, O_RDONLY | O_NOCTTY | O_NONBLOCK)
                             : attempt_open(a, guard, dir, file, O_RDONLY);
    int error = errno;

    if (fd >= 0)
        read_opened(host, guard, a, fd);
    else
        attempt_failed(a, error, process_place(guard, dir));
}

void
process_read_visible(struct host *host, struct guard *guard, struct attempt *a, int dir, const char *file)
{
    int fd = attempt_open(a, guard, dir, file, O_RDONLY);

    if (fd >= 0)
        read_opened(host, guard, a, fd);
    else
        attempt_failed(a, errno, ORIGIN_HOST);
}

enum stuck
process_waits(const struct source *source)
{
    static const struct {
        const char *path;
        enum stuck stuck;
    } waiting[] = {
        { "attr/current", STUCK_ACCESS }, { "environ", STUCK_ACCESS }, { "io", STUCK_ACCESS },
        { "maps", STUCK_ACCESS },         { "exe-hash", STUCK_LINKS }, { "links", STUCK_LINKS },
        { "exe.saved", STUCK_LINKS },     { "stat", STUCK_LINKS },
    };

    for (size_t i = 0; i < sizeof(waiting) / sizeof(waiting[0]); i++)
        if (strcmp(waiting[i].path, source->path) == 0)
            return waiting[i].stuck;
    return STUCK_NOT;
}

bool
process_is_stuck(enum stuck stuck, const struct source *source, struct attempt *a)
{
    enum stuck waits = process_waits(source);

    if (waits == STUCK_NOT || waits > stuck)
        return false;
    attempt_ended(a, STATE_timeout, "not attempted, because an earlier read of this process did not return");
    return true;
}

void
process_refused(const struct host *host, struct guard *guard, struct attempt *a, unsigned pid, int error)
{
    attempt_failed(a, error, ORIGIN_GONE);
    if (error == EXDEV)
        bytes_text(&a->reason, "something is mounted over it, and there is no procfs of our own");
    (void)process_is_hidden(host, guard, a, pid);
}

/*
 * Whether the kernel knows the pid, by kill(2), which never blocks.  EPERM counts only if an unused pid gives ESRCH: a
 * seccomp filter may refuse the call for every pid.
 */
static bool
is_known(unsigned pid)
{
    if (kill((pid_t)pid, 0) == 0)
        return true;
    return errno == EPERM && kill(INT_MAX, 0) != 0 && errno == ESRCH;
}

/*
 * Whether /proc shows the pid now.  If it does, the directory that was opened before belongs to an earlier process,
 * which has ended.  The file stat is opened because with hidepid=2 the directory can be opened, but nothing in it.
 * O_PATH avoids file systems that may hang.
 */
static bool
is_shown(const struct host *host, struct guard *guard, unsigned pid)
{
    int proc = host_proc_of(host, pid);
    struct bytes name = { 0 };
    int fd;

    bytes_format(&name, "%u/stat", pid);
    fd = proc < 0 ? -1 : guard_openat(guard, proc, bytes_string(&name), O_PATH | O_NOFOLLOW);
    bytes_free(&name);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

bool
process_is_hidden(const struct host *host, struct guard *guard, struct attempt *a, unsigned pid)
{
    if (a->state != STATE_vanished || a->error != ENOENT || !host->own_pids || !is_known(pid) ||
        is_shown(host, guard, pid) || guard_lost(guard))
        return false;
    a->state = STATE_denied;
    bytes_text(&a->reason, "the kernel knows this pid, but this /proc does not show it");
    return true;
}
