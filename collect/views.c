#include "collect/views.h"

#include "collect/aside.h"
#include "collect/escape.h"
#include "collect/private_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More than any number has. */
#define NUMBER_SIZE 24

static const char *const names[VIEW_COUNT] = {
    [VIEW_LISTED] = "views/listed",   [VIEW_OPENED] = "views/opened",   [VIEW_KNOWN] = "views/known",
    [VIEW_PRIVATE] = "views/private", [VIEW_CGROUPS] = "views/cgroups",
};

/* The whole number that the file holds; 0 when it is not to be had. */
static unsigned
read_number(const struct host *host, int dir, const char *path)
{
    struct bytes text = { 0 };
    unsigned value = 0;

    if (aside_text(aside_read(dir, path, NUMBER_SIZE), host_deadline(host), &text) == 0)
        for (size_t i = 0; i < text.len && text.data[i] >= '0' && text.data[i] <= '9' && value < 100000000; i++)
            value = value * 10 + (unsigned)(text.data[i] - '0');
    bytes_free(&text);
    return value;
}

/* With subset=pid, the visible /proc has no such file. */
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

/* The view is not to be had: its line says why. */
static void
refuse(struct view *view, int error, const char *reason)
{
    if (error)
        attempt_failed(&view->attempt, error, PLACE_HOST);
    bytes_text(&view->attempt.reason, reason);
    view->done = true;
}

void
views_begin(struct views *views, const struct host *host)
{
    static const char other[] = "the pids of this /proc are not ours";
    struct view *v = views->views;
    const char *sources[VIEW_COUNT] = { host->visible_path, host->proc_path, "getpgid(2)", PRIVATE_PROC_NAME,
                                        "cgroup.procs" };

    for (size_t i = 0; i < VIEW_COUNT; i++)
        begin(&v[i], sources[i], names[i]);
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

/* The unit that lists the procfs of our own. */
struct private_unit {
    struct unit unit;
    struct host *host;
    struct view *view;
    bool begun;
};

/* False the second time. */
static bool
begin_private(struct private_unit *u, struct attempt *a)
{
    bool begun = u->begun;

    u->begun = true;
    attempt_begin(a, "", PRIVATE_PROC_NAME, "");
    bytes_text(&a->path, names[VIEW_PRIVATE]);
    return !begun;
}

static bool
private_skip(struct unit *unit, struct attempt *a)
{
    return begin_private((struct private_unit *)unit, a);
}

static bool
private_step(struct unit *unit, struct worker *w)
{
    struct private_unit *u = (struct private_unit *)unit;
    struct numbers pids = { 0 };
    int fd, rc, error;

    if (!begin_private(u, &w->attempt))
        return false;
    fd = guard_openat(&w->guard, u->host->private_proc, ".", O_RDONLY | O_DIRECTORY);
    rc = fd < 0 ? -1 : directory_numbers(&w->guard, fd, &pids);
    error = errno;
    if (fd >= 0)
        close(fd);
    if (guard_lost(&w->guard)) {
        numbers_free(&pids);
        return true;
    }
    attempt_stop(&w->attempt);
    u->view->pids = pids;
    u->view->attempt.start = w->attempt.start;
    u->view->attempt.monotonic = w->attempt.monotonic;
    u->view->attempt.took = w->attempt.took;
    if (rc == 0)
        attempt_read(&u->view->attempt);
    else
        attempt_failed(&u->view->attempt, error, PLACE_HOST);
    u->view->done = true;
    return true;
}

static void
private_free(struct unit *unit)
{
    free(unit);
}

static struct unit *
unit_private(struct host *host, struct view *view)
{
    static const struct unit_class class = { private_step, private_skip, private_free };
    struct private_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->host = host;
    u->view = view;
    return &u->unit;
}

size_t
views_count(const struct views *views)
{
    (void)views;
    return SWEEP_PARTS + 3;
}

int
views_make(struct views *views, struct host *host, const struct census *before, size_t index, struct unit **unit)
{
    struct view *v = views->views;

    *unit = NULL;
    if (index < SWEEP_PARTS) {
        if (views->pid_max == 0)
            return 0;
        *unit = unit_sweep(host, before, views, index);
    } else if (index == SWEEP_PARTS) {
        if (v[VIEW_PRIVATE].done)
            return 0;
        *unit = unit_private(host, &v[VIEW_PRIVATE]);
    } else if (index == SWEEP_PARTS + 1) {
        if (v[VIEW_CGROUPS].done)
            return 0;
        *unit = unit_cgroups(host, &v[VIEW_CGROUPS]);
    } else {
        *unit = unit_bpf(host);
    }
    return *unit ? 0 : -1;
}

static int
append(struct numbers *out, const struct numbers *more)
{
    for (size_t i = 0; i < more->count; i++)
        if (numbers_add(out, more->values[i]) != 0)
            return -1;
    return 0;
}

/* A view that lacks a part of the numbers, since the worker that asked for them was given up, does not pass for a whole one. */
static void
note_lost_parts(const struct views *views, struct view *view)
{
    unsigned lost = 0;

    for (size_t i = 0; i < SWEEP_PARTS; i++)
        lost += !views->parts[i].done;
    if (lost == 0 || views->pid_max == 0 || (view->done && view->attempt.state == STATE_skipped))
        return;
    attempt_ended(&view->attempt, STATE_error, view->attempt.reason.len > 0 ? "; " : "");
    bytes_format(&view->attempt.reason, "%u of %d parts of the range were not asked to their end", lost, SWEEP_PARTS);
    view->done = true;
}

/* The view has what was found in the part. */
static void
cover(struct view *view, const struct sweep_part *part)
{
    if (view->done && view->attempt.state == STATE_skipped)
        return;
    if (!view->done) {
        view->attempt.start = part->start;
        view->attempt.monotonic = part->monotonic;
    }
    view->attempt.took = part->monotonic + part->took - view->attempt.monotonic;
    view->attempt.state = STATE_ok;
    view->done = true;
}

/* What could not be opened, or asked, though it may be there. */
static void
note_failures(struct views *views)
{
    for (size_t i = 0; i < SWEEP_PARTS; i++) {
        const struct sweep_part *part = &views->parts[i];

        if (part->done && part->error)
            attempt_failed(&views->views[VIEW_OPENED].attempt, part->error, PLACE_HOST);
        if (part->done && part->refused)
            attempt_failed(&views->views[VIEW_KNOWN].attempt, part->refused, PLACE_HOST);
    }
}

/* Puts the parts of the sweep together: the views `opened` and `known`. */
static int
join_parts(struct views *views)
{
    struct view *opened = &views->views[VIEW_OPENED], *known = &views->views[VIEW_KNOWN];
    unsigned left_out = 0;

    if (views->cut && !known->done)
        refuse(known, 0, "interrupted");
    if (views->cut)
        return 0; /* a line says so of `opened` already */
    for (size_t i = 0; i < SWEEP_PARTS && views->pid_max > 0; i++) {
        const struct sweep_part *part = &views->parts[i];

        if (!part->done)
            continue; /* a line says so already */
        if (append(&opened->pids, &part->opened) != 0 || append(&known->pids, &part->known) != 0)
            return -1;
        left_out += part->opened_to > 0;
        cover(opened, part);
        cover(known, part);
    }
    note_failures(views);
    if (left_out > 0 && known->attempt.state != STATE_ok)
        attempt_ended(&opened->attempt, STATE_truncated, "");
    if (left_out > 0)
        bytes_format(&opened->attempt.reason,
                     "in %u of %d parts of the range, for time, only numbers that the kernel knows", left_out,
                     SWEEP_PARTS);
    note_lost_parts(views, opened);
    note_lost_parts(views, known);
    return 0;
}

int
views_pids(struct views *views, struct numbers *out)
{
    if (join_parts(views) != 0)
        return -1;
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        numbers_sort(&views->views[i].pids);
        if (append(out, &views->views[i].pids) != 0)
            return -1;
    }
    numbers_sort(out);
    return 0;
}

static void
put_line(struct bytes *out, unsigned pid, const struct process *p)
{
    bytes_decimal(out, pid);
    bytes_byte(out, '\t');
    if (p && p->start_time > 0)
        bytes_decimal(out, p->start_time);
    else
        bytes_byte(out, '-');
    bytes_byte(out, '\t');
    if (p)
        escape_target(out, p->comm.data, p->comm.len);
    bytes_byte(out, '\n');
}

static const struct process *
find(const struct census *before, const struct census *after, unsigned pid)
{
    const struct process *p = census_find(before, pid);

    return p && p->start_time > 0 ? p : census_find(after, pid);
}

/* Who the visible /proc lists: at the start, or now. */
static int
list_visible(struct view *view, const struct census *before, const struct census *after)
{
    const struct census *lists[] = { before, after };

    if (view->done)
        return 0;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            if (lists[i]->processes[k].listed && numbers_add(&view->pids, lists[i]->processes[k].pid) != 0)
                return -1;
    numbers_sort(&view->pids);
    attempt_read(&view->attempt);
    attempt_stop(&view->attempt);
    view->done = true;
    return 0;
}

int
views_write(struct views *views, const struct host *host, const struct census *before, const struct census *after,
            struct results *results)
{
    (void)host;
    if (list_visible(&views->views[VIEW_LISTED], before, after) != 0)
        return -1;
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        struct view *view = &views->views[i];
        struct attempt *a = &view->attempt;

        if (!view->done)
            continue;
        for (size_t k = 0; k < view->pids.count; k++)
            put_line(&a->content, view->pids.values[k], find(before, after, view->pids.values[k]));
        if (a->state == STATE_ok || a->state == STATE_empty)
            attempt_read(a);
        else
            a->member = a->content.len > 0;
        if (results_add(results, a, false) != 0)
            return -1;
    }
    return 0;
}

void
views_free(struct views *views)
{
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        attempt_free(&views->views[i].attempt);
        numbers_free(&views->views[i].pids);
    }
    for (size_t i = 0; i < SWEEP_PARTS; i++) {
        numbers_free(&views->parts[i].opened);
        numbers_free(&views->parts[i].known);
    }
}
