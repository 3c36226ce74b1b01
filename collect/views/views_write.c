/*
 * Makes the members of the views, with the start time and the name of each process.
 */
#include "collect/base/escape.h"
#include "collect/views/views.h"

/* Sets the state `error` for a view that lacks a part of the numbers, because its worker was given up. */
static void
note_lost_parts(const struct views *views, struct view *view)
{
    unsigned lost = 0;

    for (size_t i = 0; i < SWEEP_PARTS; i++)
        lost += !views->parts[i].done;
    if (lost == 0 || views->pid_max == 0 || (view->done && view->attempt.state == STATE_skipped))
        return;
    attempt_ended(&view->attempt, STATE_error, "");
    bytes_format(&view->attempt.reason, "%u of %d parts of the range were not asked to their end", lost, SWEEP_PARTS);
    view->done = true;
}

/* Adds the times of a part to the view, and sets the state.  Any part may be the first that was begun, or the last that ended. */
static void
cover(struct view *view, const struct sweep_part *part)
{
    struct attempt *a = &view->attempt;
    uint64_t end = part->monotonic + part->took;

    if (view->done && a->state == STATE_skipped)
        return;
    if (view->done && a->monotonic + a->took > end)
        end = a->monotonic + a->took;
    if (!view->done || part->monotonic < a->monotonic) {
        a->start = part->start;
        a->monotonic = part->monotonic;
    }
    a->took = end - a->monotonic;
    a->state = STATE_ok;
    view->done = true;
}

/* Records in the views that numbers could not be opened, or that system calls were refused. */
static void
note_failures(struct views *views)
{
    for (size_t i = 0; i < SWEEP_PARTS; i++) {
        const struct sweep_part *part = &views->parts[i];

        if (part->done && part->error)
            attempt_failed(&views->views[VIEW_OPENED].attempt, part->error, ORIGIN_HOST);
        if (part->done && part->refused)
            attempt_failed(&views->views[VIEW_KNOWN].attempt, part->refused, ORIGIN_HOST);
    }
}

/*
 * Appends the reason why some numbers were not tried.  No process can have them, so the view is complete without them.
 */
static void
note_unasked(const struct views *views, struct view *view)
{
    struct bytes *reason = &view->attempt.reason;
    unsigned end = views->sweep.end[SWEEP_OPEN];

    if (end == 0 || end == views->pid_max || view->attempt.state == STATE_skipped)
        return;
    bytes_text(reason, reason->len > 0 ? "; " : "");
    bytes_append(reason, views->unasked.data, views->unasked.len);
}

/* Adds a line for the numbers that were left out for cost.  0, or -1 without memory. */
static int
add_left_out(struct views *views, enum sweep_stage stage, const struct view *view, struct results *results)
{
    struct attempt a = { 0 };
    struct bytes ranges = { 0 };
    unsigned left = views->cut || view->attempt.state == STATE_skipped ? 0 : sweep_left(&views->sweep, stage, &ranges);
    int rc = 0;

    if (left > 0) {
        attempt_begin(&a, "", "", "");
        bytes_append(&a.path, view->attempt.path.data, view->attempt.path.len);
        bytes_append(&a.source, view->attempt.source.data, view->attempt.source.len);
        bytes_format(&a.reason, "for cost: %u numbers, %s", left, bytes_string(&ranges));
        if (stage == SWEEP_OPEN && views->views[VIEW_KNOWN].attempt.state == STATE_ok)
            bytes_text(&a.reason, ", but for those that the kernel knows or a list shows");
        if (views->sweep.end[stage] == views->pid_max && views->unasked.len > 0)
            bytes_format(&a.reason, "; %s", bytes_string(&views->unasked));
        attempt_ended(&a, STATE_skipped, "");
        rc = results_add(results, &a, false);
    }
    attempt_free(&a);
    bytes_free(&ranges);
    return rc;
}

/* Joins the parts of the sweep into the views `opened` and `known`.  0, or -1 without memory. */
static int
join_parts(struct views *views)
{
    struct view *opened = &views->views[VIEW_OPENED], *known = &views->views[VIEW_KNOWN];

    if (views->cut && !known->done) {
        bytes_text(&known->attempt.reason, "interrupted");
        known->done = true;
    }
    if (views->cut)
        return 0; /* `opened` has a line already: sweep_skip */
    for (size_t i = 0; i < SWEEP_PARTS && views->pid_max > 0; i++) {
        const struct sweep_part *part = &views->parts[i];

        if (!part->done)
            continue; /* its worker was given up, which the manifest records */
        if (numbers_append(&opened->pids, &part->opened) != 0 || numbers_append(&known->pids, &part->known) != 0)
            return -1;
        cover(opened, part);
        cover(known, part);
    }
    note_failures(views);
    note_lost_parts(views, opened);
    note_lost_parts(views, known);
    note_unasked(views, opened);
    note_unasked(views, known);
    return 0;
}

int
views_pids(struct views *views, struct numbers *out)
{
    if (join_parts(views) != 0)
        return -1;
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        numbers_sort(&views->views[i].pids);
        if (numbers_append(out, &views->views[i].pids) != 0)
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

/* The process in the first census that has its start time; else in the first that has the process; or NULL. */
static const struct process *
find(const struct census *const *lists, size_t count, unsigned pid)
{
    const struct process *found = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct process *p = census_find(lists[i], pid);

        if (p && p->start_time > 0)
            return p;
        found = found ? found : p;
    }
    return found;
}

/* Fills the view of the visible /proc: all pids that any listing has.  The times are those of the last listing. */
static int
list_visible(struct view *view, const struct census *const *lists, size_t count)
{
    if (view->done)
        return 0;
    attempt_read(&view->attempt);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < lists[i]->count; k++)
            if (lists[i]->processes[k].listed && numbers_add(&view->pids, lists[i]->processes[k].pid) != 0)
                return -1;
        if (lists[i]->count > 0) {
            view->attempt.start = lists[i]->listing.start;
            view->attempt.monotonic = lists[i]->listing.monotonic;
            view->attempt.took = lists[i]->listing.took;
        }
        if (lists[i]->cut || lists[i]->shown_cut)
            attempt_not_listed(&view->attempt, lists[i]->cut ? lists[i]->cut : lists[i]->shown_cut, ORIGIN_HOST,
                               lists[i]->cut ? lists[i]->bound : lists[i]->shown_bound);
    }
    numbers_sort(&view->pids);
    view->done = true;
    return 0;
}

int
views_write(struct views *views, const struct census *const *lists, size_t count, struct results *results)
{
    if (list_visible(&views->views[VIEW_LISTED], lists, count) != 0)
        return -1;
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        struct view *view = &views->views[i];
        struct attempt *a = &view->attempt;

        if (!view->done)
            continue;
        for (size_t k = 0; k < view->pids.count; k++)
            put_line(&a->content, view->pids.values[k], find(lists, count, view->pids.values[k]));
        if (a->state == STATE_ok || a->state == STATE_empty)
            attempt_read(a);
        else
            a->member = a->content.len > 0;
        if (results_add(results, a, false) != 0)
            return -1;
    }
    if (add_left_out(views, SWEEP_OPEN, &views->views[VIEW_OPENED], results) != 0)
        return -1;
    return add_left_out(views, SWEEP_ASK, &views->views[VIEW_KNOWN], results);
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
    numbers_free(&views->sweep.named);
    bytes_free(&views->unasked);
}
