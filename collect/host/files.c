#include "collect/host/files.h"

#include "collect/base/limits.h"
#include "collect/host/file_unit.h"
#include "collect/host/mounted.h"
#include "collect/host/private_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* The directory of a scope, and its name in *path.  A descriptor, or -1 with errno. */
static int
host_directory(const struct host *host, enum snapshot_scope scope, const char **path)
{
    const struct {
        enum snapshot_scope scope;
        int fd, error;
        const char *path;
    } directories[] = {
        { SCOPE_PROC, host->proc, host->proc_error, host->proc_path },
        { SCOPE_SYS, host->sys, host->sys_error, scope_source(SCOPE_SYS) },
        { SCOPE_ETC, host->etc, host->etc_error, scope_source(SCOPE_ETC) },
        { SCOPE_RUN, host->run, host->run_error, scope_source(SCOPE_RUN) },
        { SCOPE_TRACING, host->tracing.fd, host->tracing.error, host->tracing.path.data },
        { SCOPE_DEBUG, host->debug.fd, host->debug.error, host->debug.path.data },
    };

    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
        if (directories[i].scope == scope) {
            *path = directories[i].path ? directories[i].path : scope_source(scope);
            errno = directories[i].error;
            return directories[i].fd;
        }
    }
    *path = "";
    errno = EINVAL;
    return -1;
}

/*
 * Opens a file below /proc.  Our own procfs is used if something is mounted over the file, or if the visible /proc does
 * not have it (option subset=pid).  Sets *path to the name of the procfs.  A descriptor, or -1 with errno.
 */
static int
open_proc(struct host *host, struct worker *w, const char *file, int flags, const char **path)
{
    int dir = host_proc(host, file);
    int fd = mounted_open(host, &w->guard, file, flags);

    if (guard_lost(&w->guard))
        return -1;
    *path = host->visible_path;
    if (fd >= 0)
        return fd;
    *path = host_proc_name(host, dir);
    errno = EXDEV;
    fd = dir < 0 ? -1 : attempt_open(&w->attempt, &w->guard, dir, file, flags);
    if (fd >= 0 || errno != ENOENT || dir == host->private_proc || host->private_proc < 0)
        return fd;
    fd = guard_openat(&w->guard, host->private_proc, file, flags);
    if (fd >= 0)
        *path = PRIVATE_PROC_NAME;
    return fd;
}

/* Files in /etc and /run keep their access time if we may use O_NOATIME. */
static int
open_below(struct host *host, const struct source *source, struct worker *w, const char *file, int flags,
           const char **path)
{
    bool is_kept = source->scope == SCOPE_ETC || source->scope == SCOPE_RUN;
    int dir = host_directory(host, source->scope, path);
    int fd;

    if (dir < 0)
        return -1;
    if (source->scope == SCOPE_PROC)
        return open_proc(host, w, file, flags, path);
    fd = attempt_open(&w->attempt, &w->guard, dir, file, flags | (is_kept ? O_NOATIME : 0));
    return fd < 0 && errno == EPERM && is_kept ? guard_openat(&w->guard, dir, file, flags) : fd;
}

static const char *
directory(const struct file_unit *u)
{
    const char *path = "";

    (void)host_directory(u->host, u->source->scope, &path);
    return path;
}

static int
open_file(struct file_unit *u, struct worker *w, const char *file, int flags)
{
    const char *dir = "";
    int fd = open_below(u->host, u->source, w, file, flags, &dir);
    int saved = errno;

    bytes_clear(&w->attempt.source);
    bytes_format(&w->attempt.source, "%s/%s", dir, file);
    errno = saved;
    return fd;
}

/* Writing to the file defines an entry of binfmt_misc; it cannot be read. */
static bool
skips(struct file_unit *u, struct attempt *a)
{
    if (strcmp(u->source->format, "binfmt_misc") != 0 ||
        strcmp(bytes_string(&a->path), "proc/sys/fs/binfmt_misc/register") != 0)
        return false;
    attempt_ended(a, STATE_skipped, "it can only be written");
    return true;
}

/*
 * A kernel that is locked down refuses what traces it to everybody.  That is a property of the kernel, and no lack of
 * ours: with a procfs of our own we have the capability that the files ask for.
 */
static bool
opened(struct file_unit *u, struct worker *w, int error)
{
    bool traces = u->source->scope == SCOPE_TRACING || u->source->scope == SCOPE_DEBUG;

    if (!traces || error != EPERM || u->host->private_proc < 0)
        return true;
    attempt_ended(&w->attempt, STATE_skipped, "the kernel refuses it to everybody, as one that is locked down does");
    w->attempt.error = error;
    worker_commit(w);
    return false;
}

struct unit *
unit_host(struct host *host, const struct source *source)
{
    static const struct file_kind kind = { offsetof(struct limits, file_bytes),
                                           ORIGIN_HOST,
                                           .open = open_file,
                                           .directory = directory,
                                           .skips = skips,
                                           .opened = opened };
    struct bytes member = { 0 };
    struct file_unit *u;

    bytes_text(&member, scope_member(source->scope));
    u = file_unit_new(sizeof(*u), &kind, host, source, &member);
    return u ? &u->unit : NULL;
}
