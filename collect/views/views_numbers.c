/*
 * Chooses the numbers for the sweep: those that can have been given to a process.
 */
#include "collect/base/clock.h"
#include "collect/base/errand.h"
#include "collect/base/limits.h"
#include "collect/views/handed_out.h"
#include "collect/views/views.h"

#include <string.h>

/* Reads a file of /proc.  `out` is empty if it cannot be read, or is covered and there is no procfs of our own. */
static void
read_text(const struct host *host, const char *path, struct bytes *out)
{
    int dir = host_proc(host, path);

    if (dir >= 0 && errand_text(errand_read(dir, path, LIMIT_FILE), host_deadline(host), out) != 0)
        bytes_clear(out);
}

/* Whether our pid namespace is the initial one, whose inode number is PROC_PID_INIT_INO, include/linux/proc_ns.h. */
static bool
is_first_namespace(const struct host *host)
{
    struct bytes path = { 0 }, target = { 0 };
    int dir = host_self(host, "ns/pid", &path);
    int error = errand_text(errand_link(dir, bytes_string(&path)), host_deadline(host), &target);
    bool is_first = !error && strcmp(bytes_string(&target), "pid:[4026531836]") == 0;

    bytes_free(&path);
    bytes_free(&target);
    return is_first;
}

/*
 * The end of the numbers that can be in use.  loadavg must be read after all lists were made, and only tells about our
 * own pid namespace.
 */
static unsigned
find_end(struct views *views, const struct host *host)
{
    const struct numbers *named = &views->sweep.named;
    struct handed_out numbers = { .pid_max = views->pid_max };
    struct bytes text = { 0 };

    if (host->options->thorough || !host->own_pids)
        return views->pid_max;
    read_text(host, "stat", &text);
    numbers.forks = handed_out_forks(text.data, text.len);
    bytes_clear(&text);
    read_text(host, "loadavg", &text);
    numbers.last = views->sweep.newest = handed_out_last(text.data, text.len);
    bytes_free(&text);
    numbers.highest = named->count > 0 ? named->values[named->count - 1] : 0;
    numbers.is_first = is_first_namespace(host);
    return handed_out_end(&numbers, &views->unasked);
}

int
views_begin_sweep(struct views *views, const struct host *host, const struct census *const *lists, size_t count)
{
    struct numbers *named = &views->sweep.named;
    unsigned end;

    if (views->pid_max == 0)
        return 0;
    if (numbers_append(named, &views->views[VIEW_PRIVATE].pids) != 0 ||
        numbers_append(named, &views->views[VIEW_CGROUPS].pids) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            if (numbers_add(named, lists[i]->processes[k].pid) != 0)
                return -1;
    numbers_sort(named);
    end = find_end(views, host);
    views->sweep.thorough = host->options->thorough;
    views->sweep.end[SWEEP_OPEN] = end;
    views->sweep.end[SWEEP_ASK] = end < HANDED_OUT_ALWAYS && end < views->pid_max ? HANDED_OUT_ALWAYS : end;
    views->sweep.began = clock_monotonic();
    return views->unasked.failed ? -1 : 0;
}

size_t
views_count_sweep(const struct views *views)
{
    return views->pid_max > 0 ? SWEEP_PARTS : 0;
}

int
views_make_sweep(struct views *views, struct host *host, const struct census *before, size_t index, struct unit **unit)
{
    *unit = unit_sweep(host, before, views, index);
    return *unit ? 0 : -1;
}
