#include "collect/host/host.h"

#include "collect/base/clock.h"
#include "collect/base/errand.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"
#include "collect/host/private_proc.h"
#include "collect/host/visible_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Milliseconds, if there are no options, as in some tests. */
#define DEADLINE 5000

unsigned
host_deadline(const struct host *host)
{
    return host->options ? host->options->timeout * 1000 : DEADLINE;
}

const struct limits *
host_limits(const struct host *host)
{
    return host->options ? &host->options->limits : &limits_usual;
}

bool
host_copy_is_over(const struct host *host)
{
    uint64_t allowed = (uint64_t)host_deadline(host) * LIMIT_COPY_DEADLINES * (NANOSECONDS / 1000);

    return !host->is_procfs && host->begun > 0 && clock_monotonic() - host->begun > allowed;
}

/*
 * Reads our mountinfo, and what is mounted over `proc`: nothing, if that is a procfs of our own.  0, or an errno value.
 */
static int
read_covered(const struct host *host, struct bytes *mountinfo, struct bytes *covered)
{
    int dir = host->private_proc >= 0 ? host->private_proc : host->proc;
    int error = errand_text(errand_read(dir, "self/mountinfo", (size_t)host_limits(host)->file_bytes.most),
                            host_deadline(host), mountinfo);

    if (host->visible < 0)
        mounts_below(mountinfo->data, mountinfo->len, host->proc_path, host->device, covered);
    return error;
}

/* The pid of this process in a procfs, from the target of its link `self`; 0 if the target is no number. */
static unsigned
self_number(const struct bytes *target)
{
    uint64_t value;

    return text_decimal(text_of(target), UINT32_MAX, &value) ? (unsigned)value : 0;
}

/*
 * Makes a procfs of our own, and finds what is mounted over the visible one.  Nobody can mount anything over our own.
 */
static void
open_private(struct host *host)
{
    host->private_proc = -1;
    host->private_error = ENOTSUP; /* it would show other pids than `proc` */
    if (!host->own_pids)
        return;
    host->private_proc = private_proc_open();
    host->private_error = host->private_proc < 0 ? errno : 0;
    if (host->private_proc < 0)
        host_fallback(host, FALLBACK_procfs);
    host->mountinfo_error = read_covered(host, &host->mountinfo, &host->covered);
}

/*
 * Replaces a visible /proc that is missing, no procfs, or of another pid namespace by a procfs of our own.  If none can
 * be made, a procfs of another pid namespace is read all the same.  Returns 0, or -1 and keeps the error.
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
        host->is_procfs = host->own_pids = true;
        host->visible_self = host->self;
        host->self = (unsigned)getpid();
    }
    host->replaced = error->text;
    error->text = (struct bytes){ 0 };
    return 0;
}

/*
 * Decides what the directory is, and whether it can be read as /proc.  0, or -1 with the error filled.
 *
 * A directory without processes is refused: named by mistake, it would give a snapshot that is complete and empty.
 *
 * A procfs does not show this process if it belongs to a pid namespace that we are neither in nor below, or if only a
 * part of a procfs is mounted.
 */
static int
judge_proc(struct host *host, const struct visible_proc *v, struct error *error)
{
    if (v->error)
        return error_errno(error, v->error, "cannot open %s", host->proc_path);
    if (v->statfs_error)
        return error_errno(error, v->statfs_error, "cannot examine %s", host->proc_path);
    if (v->list_error)
        return error_errno(error, v->list_error, "cannot list %s", host->proc_path);
    if (v->named && !v->has_process)
        return error_set(error, "%s has no processes in it: it is neither a /proc nor a copy of one", host->proc_path);
    host->is_procfs = v->type == PROC_SUPER_MAGIC;
    host->own_pids = host->is_procfs && visible_proc_has_own_pids(v);
    host->self = host->own_pids ? (unsigned)getpid() : host->is_procfs ? self_number(&v->self) : 0;
    if (!v->named && !host->is_procfs)
        return error_set(error, "/proc is not a procfs (its type is 0x%lx); use --proc /proc to read it anyway",
                         v->type);
    if (!v->named && v->self_error == ENOENT)
        return error_set(error,
                         "/proc does not show this process: it is of another pid namespace, or a part of a procfs");
    return 0;
}

static int
take_proc(struct host *host, struct errand *examination, struct error *error)
{
    struct visible_proc *v = errand_wait(examination, host_deadline(host));
    int rc;

    host->proc_error = errno;
    if (!v)
        return error_errno(error, host->proc_error, "cannot open %s", host->proc_path);
    host->proc = v->fd;
    host->proc_error = v->error;
    host->device = v->device;
    v->fd = -1;
    rc = judge_proc(host, v, error);
    visible_proc_drop(v);
    return rc;
}

static int
take_directory(const struct host *host, struct errand *errand, int *error)
{
    int fd = errand_descriptor(errand, host_deadline(host));

    *error = fd < 0 ? errno : 0;
    return fd;
}

/* Opens all directories at the same time, so that several that hang cost one deadline. */
int
host_open(struct host *host, const char *proc, struct error *error)
{
    struct errand *examination, *sys, *etc, *run;

    host->begun = clock_monotonic();
    host->visible_path = host->proc_path = proc ? proc : "/proc";
    host->proc = host->sys = host->etc = host->run = host->private_proc = host->visible = -1;
    host->tracing.fd = host->debug.fd = -1;
    examination = visible_proc_examine(host->proc_path, proc != NULL);
    sys = errand_open(AT_FDCWD, "/sys", O_RDONLY | O_DIRECTORY);
    etc = errand_open(AT_FDCWD, "/etc", O_RDONLY | O_DIRECTORY);
    run = errand_open(AT_FDCWD, "/run", O_RDONLY | O_DIRECTORY);
    host->sys = take_directory(host, sys, &host->sys_error);
    host->etc = take_directory(host, etc, &host->etc_error);
    host->run = take_directory(host, run, &host->run_error);
    if (take_proc(host, examination, error) != 0 && (proc || replace_proc(host, error) != 0))
        return -1;
    open_private(host);
    traces_open(&host->tracing, host, "tracefs");
    traces_open(&host->debug, host, "debugfs");
    return 0;
}

bool
host_is_own(const struct host *host, unsigned pid)
{
    const struct options *options = host->options;

    if (pid == host->self)
        return true;
    return host->own_pids && options && pid == options->waiting && pid == (unsigned)getppid();
}

bool
host_mounts_changed(const struct host *host)
{
    struct bytes mountinfo = { 0 }, covered = { 0 };
    bool changed = false;

    if (host->own_pids && host->mountinfo_error == 0)
        changed = read_covered(host, &mountinfo, &covered) != 0 || covered.len != host->covered.len ||
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
host_self(const struct host *host, const char *file, struct bytes *path)
{
    int proc = host->private_proc >= 0 ? host->private_proc : host->own_pids ? host->proc : AT_FDCWD;

    bytes_format(path, "%sself/%s", proc == AT_FDCWD ? "/proc/" : "", file);
    return proc;
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
    traces_close(&host->tracing);
    traces_close(&host->debug);
    bytes_free(&host->covered);
    numbers_free(&host->hidden);
    numbers_free(&host->unread);
    bytes_free(&host->mountinfo);
    bytes_free(&host->replaced);
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
#include "collect/host/fallbacks.def"
#undef FALLBACK
    };

    return texts[which];
}
