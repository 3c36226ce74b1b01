#include "collect/views/views.h"

#include "collect/base/errand.h"
#include "collect/base/escape.h"
#include "collect/base/text.h"
#include "collect/host/private_proc.h"
#include "collect/work/once.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More bytes than a number has digits. */
#define NUMBER_SIZE 24

static const char *const names[VIEW_COUNT] = {
    [VIEW_LISTED] = "views/listed",   [VIEW_OPENED] = "views/opened",   [VIEW_KNOWN] = "views/known",
    [VIEW_PRIVATE] = "views/private", [VIEW_CGROUPS] = "views/cgroups",
};

/* The number in the file; 0 if it cannot be read. */
static unsigned
read_number(const struct host *host, int dir, const char *path)
{
    struct bytes text = { 0 };
    struct text rest, line;
    uint64_t value = 0;

    if (errand_text(errand_read(dir, path, NUMBER_SIZE), host_deadline(host), &text) == 0) {
        rest = text_of(&text);
        if (text_next_line(&rest, &line))
            (void)text_decimal(line, INT_MAX, &value); /* on failure, value stays 0 */
    }
    bytes_free(&text);
    return (unsigned)value;
}

/* Mounted with subset=pid, the visible /proc does not have the file; our own has. */
static unsigned
read_pid_max(const struct host *host)
{
    static const char path[] = "sys/kernel/pid_max";
    unsigned value = read_number(host, host_proc(host, path), path);

    return value == 0 && host->private_proc >= 0 ? read_number(host, host->private_proc, path) : value;
}

static void
begin(struct view *view, const char *source, const char *member)
{
    attempt_begin(&view->attempt, "", source, "");
    bytes_text(&view->attempt.path, member);
}

/* Ends a view that is not possible.  `error` is an errno value, or 0 for the state `skipped`. */
static void
refuse(struct view *view, int error, const char *reason)
{
    if (error)
        attempt_failed(&view->attempt, error, ORIGIN_HOST);
    bytes_text(&view->attempt.reason, reason);
    view->done = true;
}

void
views_begin(struct views *views, const struct host *host, const struct kernel_mounts *mounts)
{
    static const char other[] = "the pids of this /proc are not ours";
    struct view *v = views->views;
    const char *sources[VIEW_COUNT] = { host->visible_path, host->proc_path, "getpgid(2)", PRIVATE_PROC_NAME,
                                        "cgroup.procs" };

    views->mounts = mounts;
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        begin(&v[i], sources[i], names[i]);
        v[i].host = host;
    }
    if (host->proc_error)
        refuse(&v[VIEW_LISTED], host->proc_error, "");
    views->pid_max = host->is_procfs ? read_pid_max(host) : 0;
    if (!host->is_procfs)
        refuse(&v[VIEW_OPENED], 0, "not a procfs");
    else if (views->pid_max == 0)
        refuse(&v[VIEW_OPENED], ENOENT, "no pid_max");
    if (!host->own_pids) {
        refuse(&v[VIEW_KNOWN], 0, other);
        refuse(&v[VIEW_PRIVATE], 0, other);
        refuse(&v[VIEW_CGROUPS], 0, other);
        return;
    }
    if (views->pid_max == 0)
        refuse(&v[VIEW_KNOWN], ENOENT, "no pid_max");
    if (host->mountinfo_error)
        refuse(&v[VIEW_CGROUPS], host->mountinfo_error, "our own mountinfo could not be read");
    if (host->private_proc < 0)
        refuse(&v[VIEW_PRIVATE], host->private_error, "");
}

/* Lists our own procfs. */
static void
list_private(void *context, struct worker *w)
{
    struct view *view = context;
    struct bound most = host_limits(view->host)->numbers;
    struct numbers pids = { 0 };
    int fd = guard_openat(&w->guard, view->host->private_proc, ".", O_RDONLY | O_DIRECTORY);
    int rc = fd < 0 ? -1 : directory_numbers(&w->guard, fd, most, &pids);
    int error = errno;

    if (fd >= 0)
        close(fd);
    if (guard_lost(&w->guard)) {
        numbers_free(&pids);
        return;
    }
    attempt_stop(&w->attempt);
    view->pids = pids;
    view->attempt.start = w->attempt.start;
    view->attempt.monotonic = w->attempt.monotonic;
    view->attempt.took = w->attempt.took;
    if (rc == 0)
        attempt_read(&view->attempt);
    else
        attempt_not_listed(&view->attempt, error, ORIGIN_HOST, most);
    view->done = true;
}

static struct unit *
unit_private(struct view *view)
{
    static const struct once once = { "views/private", PRIVATE_PROC_NAME, "", .work = list_private };

    return unit_once(&once, view);
}

/* Members that list other things than processes. */
static struct unit *(*const listings[])(struct host *host) = {
    unit_bpf,
    unit_modules,
    unit_livepatches,
    unit_symbols,
};

#define LISTINGS (sizeof(listings) / sizeof(listings[0]))

/* Members whose listing needs more than the host. */
static struct unit *(*const places[])(struct views *views) = { unit_bpf_cgroups, unit_bpf_pins };

#define PLACES (sizeof(places) / sizeof(places[0]))

size_t
views_count(const struct views *views)
{
    (void)views;
    return 2 + LISTINGS + PLACES;
}

int
views_make(struct views *views, struct host *host, size_t index, struct unit **unit)
{
    struct view *v = views->views;

    *unit = NULL;
    if (index == 0) {
        if (v[VIEW_PRIVATE].done)
            return 0;
        *unit = unit_private(&v[VIEW_PRIVATE]);
    } else if (index == 1) {
        if (v[VIEW_CGROUPS].done)
            return 0;
        *unit = unit_cgroups(&v[VIEW_CGROUPS]);
    } else if (index - 2 < LISTINGS) {
        *unit = listings[index - 2](host);
    } else {
        *unit = places[index - 2 - LISTINGS](views);
    }
    return *unit ? 0 : -1;
}
