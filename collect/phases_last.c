#include "collect/phases_last.h"

#include "collect/host/files.h"
#include "collect/host/private_proc.h"
#include "collect/host/sources.h"
#include "collect/netns/units_netns.h"
#include "collect/phases_views.h"
#include "collect/process/units.h"

bool
phase_covers(const struct capture *capture, const struct process *process)
{
    struct bytes name = { 0 };
    bool covered;

    if (capture->host.visible >= 0)
        return process->listed;
    if (capture->host.covered.len == 0)
        return false;
    bytes_decimal(&name, process->pid);
    covered = mounts_cover(&capture->host.covered, bytes_string(&name));
    bytes_free(&name);
    return covered;
}

/* Records how many ordinary descriptors were left out. */
static int
add_left_out(struct capture *capture, struct error *error)
{
    unsigned long left_out = atomic_load(&capture->processes.ordinary_out);
    struct attempt a = { 0 };

    if (left_out == 0)
        return 0;
    attempt_begin(&a, "proc", "fdinfo", "");
    attempt_ended(&a, STATE_skipped, "for cost: fdinfo and the attributes of");
    bytes_format(&a.reason, " %lu descriptors of files and pipes", left_out);
    return capture_add(capture, &a, error);
}

/* Writes views/programs: what was found with the processes. */
static int
add_programs(struct capture *capture, bool interrupted, struct error *error)
{
    struct attempt a = { 0 };

    attempt_begin(&a, "views", "", "programs");
    bytes_clear(&a.source);
    bytes_format(&a.source, "%s/<pid>/exe", capture->host.proc_path);
    if (capture->host.is_procfs)
        programs_put(&capture->processes.programs, &a, interrupted);
    else
        attempt_ended(&a, STATE_skipped, "in a copy, the links lead to files of another host");
    return capture_add(capture, &a, error);
}

/*
 * Writes the views.  Records if mounts over /proc have changed since the start, when we looked which processes are
 * covered.
 */
int
phase_prepare_mounts(struct capture *capture, bool interrupted, struct error *error)
{
    const struct census *lists[] = { &capture->before, &capture->after, &capture->others };
    struct attempt a = { 0 };

    if (views_write(&capture->views, lists, sizeof(lists) / sizeof(lists[0]), &capture->on_the_side) != 0)
        return error_set(error, "out of memory");
    if (add_programs(capture, interrupted, error) != 0 || add_left_out(capture, error) != 0)
        return -1;
    if (!host_mounts_changed(&capture->host))
        return 0;
    attempt_begin(&a, "proc", capture->host.visible_path, "");
    attempt_ended(&a, STATE_error, "what is mounted over it has changed during the run, or could not be read again");
    return capture_add(capture, &a, error);
}

size_t
phase_count_mounts(const struct capture *capture)
{
    return capture->before.mnt.count;
}

/* If the process through which mountinfo was to be read had ended, the next process in the mount namespace is used. */
int
phase_make_mounts(struct capture *capture, size_t index, struct unit **unit)
{
    struct namespace *ns = &capture->before.mnt.list[index];
    const struct process *first = census_find(&capture->before, ns->inhabitants[0].pid);
    size_t at = source_next(SCOPE_MOUNT_NAMESPACE, 0);

    *unit = NULL;
    if (at == source_count || ns->count < 2 || !first || first->mounts_read)
        return 0;
    atomic_store(&ns->current, 1);
    return phase_made(unit, unit_mounts(&capture->net.finder, ns, &sources[at]));
}

static const enum snapshot_scope host_scopes[] = { SCOPE_PROC, SCOPE_SYS,     SCOPE_ETC,
                                                   SCOPE_RUN,  SCOPE_TRACING, SCOPE_DEBUG };

size_t
phase_count_host(const struct capture *capture)
{
    size_t count = 0;

    (void)capture;
    for (size_t i = 0; i < sizeof(host_scopes) / sizeof(host_scopes[0]); i++)
        count += source_count_of(host_scopes[i]);
    return count;
}

int
phase_make_host(struct capture *capture, size_t index, struct unit **unit)
{
    size_t scope = 0;

    while (index >= source_count_of(host_scopes[scope]))
        index -= source_count_of(host_scopes[scope++]);
    return phase_made(unit, unit_host(&capture->host, source_nth(host_scopes[scope], index)));
}

/*
 * Of all processes, of what covers some, of newcomers and others: one phase, since each phase waits once for what
 * hangs.
 */
size_t
phase_count_memory(const struct capture *capture)
{
    return 2 * capture->before.count + capture->after.count + phase_count_others(capture);
}

int
phase_make_memory(struct capture *capture, size_t index, struct unit **unit)
{
    size_t count = capture->before.count;
    struct process *process;

    *unit = NULL;
    if (index < count)
        return phase_made(unit, unit_memory(&capture->processes, &capture->before.processes[index]));
    if (index < 2 * count) {
        process = &capture->before.processes[index - count];
        return phase_covers(capture, process) ? phase_made(unit, unit_visible_memory(&capture->processes, process)) : 0;
    }
    index -= 2 * count;
    if (index >= capture->after.count)
        return phase_made(unit,
                          unit_memory(&capture->processes, &capture->others.processes[index - capture->after.count]));
    process = &capture->after.processes[index];
    return census_find(&capture->before, process->pid) ? 0
                                                       : phase_made(unit, unit_memory(&capture->processes, process));
}
