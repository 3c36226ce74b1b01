#include "collect/phases_views.h"

#include "collect/process/units.h"

static int
made(struct unit **out, struct unit *unit)
{
    *out = unit;
    return unit ? 0 : -1;
}

int
phase_prepare_views(struct scene *scene, bool interrupted, struct error *error)
{
    (void)interrupted;
    (void)error;
    views_begin(&scene->views, &scene->host);
    return 0;
}

size_t
phase_count_views(const struct scene *scene)
{
    return views_count(&scene->views);
}

int
phase_make_view(struct scene *scene, size_t index, struct unit **unit)
{
    return views_make(&scene->views, &scene->host, index, unit);
}

int
phase_prepare_sweep(struct scene *scene, bool interrupted, struct error *error)
{
    const struct census *lists[] = { &scene->before, &scene->after };

    (void)interrupted;
    if (views_begin_sweep(&scene->views, &scene->host, lists, sizeof(lists) / sizeof(lists[0])) != 0)
        return error_set(error, "out of memory");
    return 0;
}

size_t
phase_count_sweep(const struct scene *scene)
{
    return views_count_sweep(&scene->views);
}

int
phase_make_sweep(struct scene *scene, size_t index, struct unit **unit)
{
    return views_make_sweep(&scene->views, &scene->host, &scene->before, index, unit);
}

/* What the views show and neither list has becomes the list of the hidden, as which they are read. */
static int
find_others(struct scene *scene)
{
    struct numbers pids = { 0 };
    int rc = views_pids(&scene->views, &pids);

    for (size_t i = 0; i < pids.count && rc == 0; i++)
        if (!census_find(&scene->before, pids.values[i]) && !census_find(&scene->after, pids.values[i]))
            rc = numbers_add(&scene->host.hidden, pids.values[i]);
    numbers_free(&pids);
    return rc;
}

/* The listing of this census is later than all the views: who is not in it, and is still there afterwards, is hidden. */
int
phase_prepare_others(struct scene *scene, bool interrupted, struct error *error)
{
    const struct census *earlier = scene->late;

    if (find_others(scene) != 0)
        return error_set(error, "out of memory");
    if (scene->host.hidden.count == 0)
        return 0;
    if (interrupted)
        return scene_skip_census(scene, "interrupted: processes that only the views show", error);
    if (scene_take_census(scene, &scene->others, &scene->host.hidden, error) != 0)
        return -1;
    return scene->late == &scene->others ? census_join(&scene->others, earlier, error) : 0;
}

size_t
phase_count_others(const struct scene *scene)
{
    return scene->others.count;
}

int
phase_make_other(struct scene *scene, size_t index, struct unit **unit)
{
    return made(unit, unit_process(&scene->host, &scene->others.processes[index]));
}
