/*
 * Files that belong to no process: those of a namespace, read through a task that lives in it, and those of the host.
 */
#include "collect/base/directory.h"
#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/host/mounted.h"
#include "collect/host/private_proc.h"
#include "collect/net/netview.h"
#include "collect/netns/namespace.h"
#include "collect/process/units.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct file_unit {
    struct unit unit;
    struct host *host;
    struct namespace *ns; /* NULL for files of the host */
    const struct source *source;
    struct bytes member; /* directory of the members */
    struct bytes names;  /* of a directory's files, each ended by a NUL */
    size_t at;           /* the next of them */
    bool begun;
};

/* The directory below which the paths of a scope of the host lie. */
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
    };

    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
        if (directories[i].scope == scope) {
            *path = directories[i].path;
            errno = directories[i].error;
            return directories[i].fd;
        }
    }
    *path = "";
    errno = EINVAL;
    return -1;
}

/*
 * A file below /proc over which something is mounted is read through the procfs of our own, and so is one that the visible /proc
 * lacks (subset=pid).  *path says which it was.
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

/* /etc and /run are on a disk: the access time is left alone where we may. */
static int
open_host(struct host *host, const struct source *source, struct worker *w, const char *file, int flags,
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

/* Where its bytes will come from, as far as that is known before somebody to read them through is found. */
static const char *
source_of(const struct file_unit *u)
{
    const char *path = "";

    if (!u->ns)
        (void)host_directory(u->host, u->source->scope, &path);
    return path;
}

/* Opens the file, or directory, and sets the attempt's source. */
static int
open_file(const struct file_unit *u, struct worker *w, const char *file, int flags)
{
    struct bytes path = { 0 };
    const char *dir;
    int fd, saved;

    flags |= O_RDONLY | O_NOCTTY | O_NONBLOCK;
    if (u->ns) {
        bytes_format(&path, "%s%s", u->source->scope == SCOPE_MOUNT_NAMESPACE ? "" : "net/", file);
        fd = namespace_open(u->ns, u->host, &w->guard, &w->attempt, bytes_string(&path), flags);
        bytes_free(&path);
        return fd;
    }
    fd = open_host(u->host, u->source, w, file, flags, &dir);
    saved = errno;
    bytes_clear(&w->attempt.source);
    bytes_format(&w->attempt.source, "%s/%s", dir, file);
    errno = saved;
    return fd;
}

static enum place
place_of(const struct file_unit *u)
{
    return u->ns ? PLACE_PROCESS : PLACE_HOST;
}

/* Lists the directory that the source stands for.  Only a failure is recorded. */
static void
list(struct file_unit *u, struct worker *w)
{
    enum place place = place_of(u);
    struct bytes names = { 0 };
    int fd, error = 0;

    attempt_begin(&w->attempt, u->member.data, source_of(u), u->source->path);
    w->attempt.path.len--; /* the slash */
    fd = open_file(u, w, u->source->path, O_DIRECTORY);
    if (fd < 0 || directory_names(&w->guard, fd, DIRECTORY_FILES, &names) != 0)
        error = errno;
    if (fd >= 0)
        guard_close(&w->guard, fd);
    if (guard_lost(&w->guard)) {
        bytes_free(&names);
        return;
    }
    u->names = names;
    if (error) {
        attempt_failed(&w->attempt, error, place);
        worker_commit(w);
    }
}

/* The member of a mount namespace's file bears the pid through which it was read. */
static void
name_mounts(const struct file_unit *u, struct attempt *a)
{
    const struct inhabitant *task = namespace_task(u->ns);

    bytes_clear(&a->path);
    bytes_format(&a->path, "%s/%u/%s", scope_member(SCOPE_PROC), task ? task->pid : 0, u->source->path);
}

static void
read_file(struct file_unit *u, struct worker *w, const char *file, const char *member)
{
    bool is_mounts = u->source->scope == SCOPE_MOUNT_NAMESPACE;
    size_t limit = u->ns && !is_mounts ? LIMIT_TABLE : LIMIT_FILE;
    enum place place = place_of(u);
    unsigned seconds = u->host->file_seconds;
    int fd, error;

    attempt_begin(&w->attempt, u->member.data, source_of(u), member);
    if (u->ns && netview_skips(u->host->view, &u->ns->pass, u->source, &w->attempt)) {
        worker_commit(w);
        return;
    }
    fd = open_file(u, w, file, 0);
    error = errno;
    if (guard_lost(&w->guard))
        return;
    if (is_mounts && fd < 0 && error == ESRCH)
        return; /* nobody is left, as is on record already for the first process */
    if (is_mounts)
        name_mounts(u, &w->attempt);
    if (fd < 0) {
        attempt_failed(&w->attempt, error, place);
        if (error == EXDEV)
            bytes_text(&w->attempt.reason, "something is mounted over it, and there is no procfs of our own");
    } else {
        attempt_read_fd(&w->attempt, &w->guard, fd, limit, seconds, place);
        guard_close(&w->guard, fd);
    }
    if (!guard_lost(&w->guard) && u->ns)
        netview_remember(u->host->view, &u->ns->pass, u->source, &w->attempt);
    worker_commit(w);
}

/* Names the next file of a directory, and moves on. */
static void
take_name(struct file_unit *u, struct bytes *file, struct bytes *member)
{
    const char *name = u->names.data + u->at;

    u->at += strlen(name) + 1;
    bytes_format(file, "%s%s", u->source->path, name);
    bytes_text(member, u->source->path);
    escape_component(member, name, strlen(name));
}

/* The next file of a directory.  A name that no member can bear is recorded below its directory's. */
static void
read_next(struct file_unit *u, struct worker *w)
{
    struct bytes file = { 0 }, member = { 0 };

    take_name(u, &file, &member);
    if (member.len - strlen(u->source->path) > LIMIT_COMPONENT) {
        attempt_begin(&w->attempt, u->member.data, "", u->source->path);
        w->attempt.path.len--;
        bytes_text(&w->attempt.source, bytes_string(&file));
        attempt_ended(&w->attempt, STATE_error, "the name is too long for a member");
        worker_commit(w);
    } else {
        read_file(u, w, bytes_string(&file), bytes_string(&member));
    }
    bytes_free(&file);
    bytes_free(&member);
}

static bool
skip_next(struct file_unit *u, struct attempt *a)
{
    struct bytes file = { 0 }, member = { 0 };

    if (u->at >= u->names.len)
        return false;
    take_name(u, &file, &member);
    attempt_begin(a, u->member.data, "", bytes_string(&member));
    bytes_free(&file);
    bytes_free(&member);
    return true;
}

static bool
file_step(struct unit *unit, struct worker *w)
{
    struct file_unit *u = (struct file_unit *)unit;
    bool begun = u->begun;

    u->begun = true;
    if (!source_is_directory(u->source)) {
        if (!begun)
            read_file(u, w, u->source->path, u->source->path);
        return !begun;
    }
    if (!begun)
        list(u, w);
    else if (u->at < u->names.len)
        read_next(u, w);
    else
        return false;
    return true;
}

/* The source is not known before somebody to read it through is found. */
static bool
file_skip(struct unit *unit, struct attempt *a)
{
    struct file_unit *u = (struct file_unit *)unit;
    bool begun = u->begun;

    u->begun = true;
    if (begun && source_is_directory(u->source))
        return skip_next(u, a);
    if (begun)
        return false;
    attempt_begin(a, u->member.data, "", u->source->path);
    if (source_is_directory(u->source))
        a->path.len--;
    return true;
}

static void
file_free(struct unit *unit)
{
    struct file_unit *u = (struct file_unit *)unit;

    if (u->ns && u->source->scope != SCOPE_MOUNT_NAMESPACE)
        namespace_release(u->ns);
    bytes_free(&u->member);
    bytes_free(&u->names);
    free(u);
}

/* Takes the member directory over. */
static struct unit *
file_unit(struct host *host, struct namespace *ns, const struct source *source, struct bytes *member)
{
    static const struct unit_class class = { file_step, file_skip, file_free };
    struct file_unit *u = calloc(1, sizeof(*u));

    (void)bytes_string(member);
    if (!u || member->failed) {
        bytes_free(member);
        free(u);
        return NULL;
    }
    u->unit.class = &class;
    u->host = host;
    u->ns = ns;
    u->source = source;
    u->member = *member;
    return &u->unit;
}

struct unit *
unit_net(struct host *host, struct namespace *ns, const struct source *source, const char *pass)
{
    struct bytes member = { 0 };

    struct unit *unit;

    bytes_format(&member, "net/%llu/%s", (unsigned long long)ns->inode, pass);
    unit = file_unit(host, ns, source, &member);
    if (unit)
        namespace_hold(ns);
    return unit;
}

struct unit *
unit_mounts(struct host *host, struct namespace *ns, const struct source *source)
{
    struct bytes member = { 0 };

    bytes_format(&member, "%s/%u", scope_member(SCOPE_PROC), ns->inhabitants[0].pid);
    return file_unit(host, ns, source, &member);
}

struct unit *
unit_host(struct host *host, const struct source *source)
{
    struct bytes member = { 0 };

    bytes_text(&member, scope_member(source->scope));
    return file_unit(host, NULL, source, &member);
}
