#include "collect/host.h"

#include "collect/guard.h"
#include "collect/limits.h"
#include "collect/private_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Asked for at once. */
#define READ_SIZE 16384

static int
open_directory(const char *path, int *error)
{
    int fd = guard_openat(NULL, AT_FDCWD, path, O_RDONLY | O_DIRECTORY);

    *error = fd < 0 ? errno : 0;
    return fd;
}

/* Whether /proc/self in it is us: with the procfs of another pid namespace, or a copy, it is not. */
static bool
has_own_pids(int proc)
{
    struct bytes own = { 0 };
    char target[24];
    ssize_t len = guard_readlinkat(NULL, proc, "self", target, sizeof(target));
    bool same;

    if (len < 0 && errno != ENOENT)
        return true; /* a failure that says nothing about it: a procfs is ours mostly */
    bytes_decimal(&own, (uint64_t)getpid());
    same = len > 0 && (size_t)len == own.len && memcmp(target, own.data, own.len) == 0;
    bytes_free(&own);
    return same;
}

/* Reads the whole file; what is read before an error counts.  0, or an errno value. */
static int
read_whole(int dir, const char *path, struct bytes *out)
{
    int fd = guard_openat(NULL, dir, path, O_RDONLY | O_NOCTTY | O_NONBLOCK);
    ssize_t count = 1;
    int error = fd < 0 ? errno : 0;

    while (fd >= 0 && count > 0 && out->len < LIMIT_FILE) {
        char *room = bytes_room(out, READ_SIZE);

        errno = ENOMEM;
        count = room ? guard_read(NULL, fd, room, READ_SIZE) : -1;
        if (count < 0)
            error = errno;
        if (count > 0)
            bytes_grew(out, (size_t)count);
    }
    if (fd >= 0)
        close(fd);
    return error;
}

/* What is mounted over the visible /proc now.  Over a procfs of our own, nothing is. */
static int
read_covered(const struct host *host, struct bytes *mountinfo, struct bytes *covered)
{
    int dir = host->private_proc >= 0 ? host->private_proc : host->proc;
    int error = read_whole(dir, "self/mountinfo", mountinfo);
    struct stat st;

    if (host->visible < 0 && fstat(host->proc, &st) == 0)
        mounts_below(mountinfo->data, mountinfo->len, host->proc_path, st.st_dev, covered);
    return error;
}

/* The procfs of our own, and what is mounted over the visible one, which the former cannot be made to hide. */
static void
open_private(struct host *host)
{
    host->private_proc = -1;
    host->private_error = ENOTSUP; /* it would show other pids */
    if (!host->own_pids)
        return;
    host->private_proc = private_proc_open();
    host->private_error = host->private_proc < 0 ? errno : 0;
    if (host->private_proc < 0)
        host_fallback(host, FALLBACK_procfs);
    host->mountinfo_error = read_covered(host, &host->mountinfo, &host->covered);
}

/*
 * The visible /proc is not there, is no procfs, or not ours: one of our own serves in its place, if there may be one.  A procfs
 * that is not ours is read where there may not.  0, or -1 with the error that there was.
 */
static int
replace_proc(struct host *host, struct error *error)
{
    int fd = private_proc_open();

    if (fd < 0 && !host->is_procfs)
        return -1;
    if (fd >= 0) {
        host->visible = host->proc;
        host->proc = fd;
        host->proc_path = PRIVATE_PROC_NAME;
        host->is_procfs = true;
    }
    host->replaced = error->text;
    error->text = (struct bytes){ 0 };
    return 0;
}

/*
 * Whether a procfs shows this very process: that of another pid namespace does not, unless we are in it or below it, and neither
 * does a part of a procfs that is mounted as if it were the whole.
 */
static bool
shows_us(int proc)
{
    char target[24];

    return guard_readlinkat(NULL, proc, "self", target, sizeof(target)) >= 0 || errno != ENOENT;
}

static int
open_proc(struct host *host, bool named, struct error *error)
{
    struct statfs fs;

    host->proc = open_directory(host->proc_path, &host->proc_error);
    if (host->proc < 0)
        return error_errno(error, host->proc_error, "cannot open %s", host->proc_path);
    if (fstatfs(host->proc, &fs) != 0)
        return error_errno(error, errno, "cannot examine %s", host->proc_path);
    host->is_procfs = (unsigned long)fs.f_type == PROC_SUPER_MAGIC;
    if (!named && !host->is_procfs)
        return error_set(error, "/proc is not a procfs (its type is 0x%lx); --proc /proc reads it all the same",
                         (unsigned long)fs.f_type);
    if (!named && !shows_us(host->proc))
        return error_set(error, "/proc shows other processes than those that we live among");
    return 0;
}

int
host_open(struct host *host, const char *proc, struct error *error)
{
    host->visible_path = host->proc_path = proc ? proc : "/proc";
    if (exe_cache_init(&host->exes) != 0)
        return error_set(error, "out of memory");
    host->sys = host->etc = host->run = host->private_proc = host->visible = -1;
    if (open_proc(host, proc != NULL, error) != 0 && (proc || replace_proc(host, error) != 0))
        return -1;
    host->own_pids = host->is_procfs && has_own_pids(host->proc);
    open_private(host);
    host->sys = open_directory("/sys", &host->sys_error);
    host->etc = open_directory("/etc", &host->etc_error);
    host->run = open_directory("/run", &host->run_error);
    return 0;
}

bool
host_mounts_changed(const struct host *host)
{
    struct bytes mountinfo = { 0 }, covered = { 0 };
    bool changed = false;

    if (host->own_pids && host->mountinfo_error == 0 && read_covered(host, &mountinfo, &covered) == 0)
        changed = covered.len != host->covered.len ||
                  (covered.len > 0 && memcmp(covered.data, host->covered.data, covered.len) != 0);
    bytes_free(&mountinfo);
    bytes_free(&covered);
    return changed;
}

int
host_proc(const struct host *host, const char *path)
{
    return mounts_cover(&host->covered, path) ? host->private_proc : host->proc;
}

int
host_proc_of(const struct host *host, unsigned pid)
{
    struct bytes name = { 0 };
    int fd;

    if (host->private_proc >= 0 && numbers_has(&host->hidden, pid))
        return host->private_proc;
    if (host->covered.len == 0)
        return host->proc;
    bytes_decimal(&name, pid);
    fd = host_proc(host, bytes_string(&name));
    bytes_free(&name);
    return fd;
}

const char *
host_proc_name(const struct host *host, int dir)
{
    return dir >= 0 && dir == host->private_proc ? PRIVATE_PROC_NAME : host->proc_path;
}

int
host_open_self(const struct host *host, const char *file, int flags)
{
    int proc = host->private_proc >= 0 ? host->private_proc : host->own_pids ? host->proc : -1;
    struct bytes path = { 0 };
    int fd, saved;

    bytes_format(&path, "%sself/%s", proc >= 0 ? "" : "/proc/", file);
    fd = guard_openat(NULL, proc >= 0 ? proc : AT_FDCWD, bytes_string(&path), flags);
    saved = errno;
    bytes_free(&path);
    errno = saved;
    return fd;
}

void
host_close(struct host *host)
{
    int *fds[] = { &host->proc, &host->sys, &host->etc, &host->run, &host->private_proc, &host->visible };

    for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
        if (*fds[i] >= 0)
            close(*fds[i]);
        *fds[i] = -1;
    }
    exe_cache_free(&host->exes);
    bytes_free(&host->covered);
    numbers_free(&host->hidden);
    bytes_free(&host->mountinfo);
    bytes_free(&host->replaced);
    unix_queue_free(&host->queue);
}

bool
host_has_fallen_back(const struct host *host, enum fallback which)
{
    return atomic_load(&host->fallbacks[which]);
}

void
host_fallback(struct host *host, enum fallback which)
{
    atomic_store(&host->fallbacks[which], true);
}

const char *
fallback_name(enum fallback which)
{
    static const char *const texts[] = {
#define FALLBACK(name, text) text,
#include "collect/fallbacks.def"
#undef FALLBACK
    };

    return texts[which];
}
