#include "collect/phases_views.h"

#include "collect/process/units.h"

int
phase_prepare_views(struct capture *capture, bool interrupted, struct error *error)
{
    (void)interrupted;
    (void)error;
    views_begin(&capture->views, &capture->host, &capture->net.finder.others);
    return 0;
}

size_t
phase_count_views(const struct capture *capture)
{
    return views_count(&capture->views);
}

int
phase_make_view(struct capture *capture, size_t index, struct unit **unit)
{
    return views_make(&capture->views, &capture->host, index, unit);
}

int
phase_prepare_sweep(struct capture *capture, bool interrupted, struct error *error)
{
    const struct census *lists[] = { &capture->before, &capture->after };

    (void)interrupted;
    if (views_begin_sweep(&capture->views, &capture->host, lists, sizeof(lists) / sizeof(lists[0])) != 0)
        return error_set(error, "out of memory");
    return 0;
}

size_t
phase_count_sweep(const struct capture *capture)
{
    return views_count_sweep(&capture->views);
}

int
phase_make_sweep(struct capture *capture, size_t index, struct unit **unit)
{
    return views_make_sweep(&capture->views, &capture->host, &capture->before, index, unit);
}

/* Adds the pids that the views show and neither census has to host.hidden.  0, or -1 without memory. */
static int
find_others(struct capture *capture)
{
    struct numbers pids = { 0 };
    int rc = views_pids(&capture->views, &pids);

    for (size_t i = 0; i < pids.count && rc == 0; i++)
        if (!census_find(&capture->before, pids.values[i]) && !census_find(&capture->after, pids.values[i]))
            rc = numbers_add(&capture->host.hidden, pids.values[i]);
    numbers_free(&pids);
    return rc;
}

/*
 * This census lists /proc after all views.  A process that this listing lacks and that still exists afterwards is
 * hidden.
 */
int
phase_prepare_others(struct capture *capture, bool interrupted, struct error *error)
{
    const struct census *earlier = capture->late;

    if (find_others(capture) != 0)
        return error_set(error, "out of memory");
    if (capture->host.hidden.count == 0)
        return 0;
    if (interrupted)
        return capture_skip_census(capture, "interrupted: processes that only the views show", error);
    if (capture_take_census(capture, &capture->others, &capture->host.hidden, error) != 0)
        return -1;
    return capture->late == &capture->others ? census_join(&capture->others, earlier, error) : 0;
}

size_t
phase_count_others(const struct capture *capture)
{
    return capture->others.count;
}

int
phase_make_other(struct capture *capture, size_t index, struct unit **unit)
{
    return phase_made(unit, unit_process(&capture->processes, &capture->others.processes[index]));
}
