#include "collect/phases.h"

#include "collect/base/limits.h"
#include "collect/host/files.h"
#include "collect/host/private_proc.h"
#include "collect/host/sources.h"
#include "collect/netns/units_netns.h"
#include "collect/phases_net.h"
#include "collect/phases_views.h"
#include "collect/process/units.h"

#include <limits.h>
#include <stdlib.h>

int
phase_made(struct unit **out, struct unit *unit)
{
    *out = unit;
    return unit ? 0 : -1;
}

int
capture_add(struct capture *capture, struct attempt *a, struct error *error)
{
    int rc = results_add(&capture->on_the_side, a, false);

    attempt_free(a);
    return rc == 0 ? 0 : error_set(error, "out of memory");
}

/* Records that the census may lack a namespace. */
static int
add_failure(struct capture *capture, struct census *census, struct error *error)
{
    struct attempt a = { 0 };
    struct bytes dir = { 0 }, source = { 0 };

    results_append(&capture->on_the_side, &census->unread);
    if (!census->error)
        return 0;
    bytes_format(&dir, "proc/%u", census->error_pid);
    bytes_format(&source, "%s/%u", capture->host.proc_path, census->error_pid);
    attempt_begin(&a, bytes_string(&dir), bytes_string(&source), "ns");
    attempt_failed(&a, census->error, ORIGIN_PROCESS);
    bytes_free(&dir);
    bytes_free(&source);
    return capture_add(capture, &a, error);
}

static int
prepare_before(struct capture *capture, bool interrupted, struct error *error)
{
    struct attempt a = { 0 };

    capture->late = &capture->before;
    if (capture->host.replaced.len > 0) {
        attempt_begin(&a, "proc", "/proc", "");
        attempt_ended(&a, STATE_error, bytes_string(&capture->host.replaced));
        if (capture_add(capture, &a, error) != 0)
            return -1;
    }
    netview_init(&capture->net, &capture->host);
    if (process_context_init(&capture->processes, &capture->host, &capture->net) != 0)
        return error_set(error, "out of memory");
    if (census_take(&capture->before, &capture->host, NULL, error) != 0 ||
        add_failure(capture, &capture->before, error) != 0)
        return -1;
    return net_prepare_questions(capture, interrupted, error);
}

/* Of how many ordinary descriptors fdinfo and the attributes are read. */
static long
ordinary_budget(const struct capture *capture)
{
    if (capture->host.options->thorough)
        return LONG_MAX;
    return capture->before.count > LIMIT_ORDINARY_PROCESSES ? 0 : LIMIT_ORDINARY;
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

static int
prepare_processes(struct capture *capture, bool interrupted, struct error *error)
{
    struct unix_queue *q = &capture->net.queue;
    struct attempt a = { 0 };

    unix_queue_sort(q);
    atomic_store(&capture->processes.ordinary_left, ordinary_budget(capture));
    if (q->left_out == 0 || interrupted)
        return 0;
    attempt_begin(&a, "proc", "fdinfo", "");
    attempt_ended(&a, STATE_skipped, "for cost: fdinfo of");
    bytes_format(&a.reason, " %llu unix sockets, which would say whether descriptors are in flight in them",
                 (unsigned long long)q->left_out);
    return capture_add(capture, &a, error);
}

static size_t
count_processes(const struct capture *capture)
{
    return capture->before.count;
}

static int
make_process(struct capture *capture, size_t index, struct unit **unit)
{
    return phase_made(unit, unit_process(&capture->processes, &capture->before.processes[index]));
}

/* Whether something is mounted over the process's directory in the visible /proc, or over all of /proc. */
static bool
is_covered(const struct capture *capture, const struct process *process)
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

static int
make_visible(struct capture *capture, size_t index, struct unit **unit)
{
    struct process *process = &capture->before.processes[index];

    *unit = NULL;
    return is_covered(capture, process) ? phase_made(unit, unit_visible(&capture->processes, process)) : 0;
}

int
capture_skip_census(struct capture *capture, const char *reason, struct error *error)
{
    struct attempt a = { 0 };

    attempt_begin(&a, "proc", capture->host.proc_path, "");
    attempt_ended(&a, STATE_skipped, reason);
    return capture_add(capture, &a, error);
}

int
capture_take_census(struct capture *capture, struct census *census, const struct numbers *only, struct error *error)
{
    struct error ignored = { 0 };
    struct attempt a = { 0 };

    if (census_take(census, &capture->host, only, &ignored) == 0) {
        capture->late = census;
        return add_failure(capture, census, error);
    }
    census_free(census);
    attempt_begin(&a, "proc", capture->host.proc_path, "");
    attempt_ended(&a, STATE_error, bytes_string(&ignored.text));
    bytes_free(&ignored.text);
    return capture_add(capture, &a, error);
}

static int
prepare_after(struct capture *capture, bool interrupted, struct error *error)
{
    if (interrupted)
        return capture_skip_census(capture, "interrupted: processes that started during the run", error);
    if (capture_take_census(capture, &capture->after, NULL, error) != 0)
        return -1;
    return capture->late == &capture->after ? census_keep_gone(&capture->after, &capture->before, error) : 0;
}

static size_t
count_newcomers(const struct capture *capture)
{
    return capture->after.count;
}

static int
make_newcomer(struct capture *capture, size_t index, struct unit **unit)
{
    struct process *process = &capture->after.processes[index];

    *unit = NULL;
    if (census_find(&capture->before, process->pid))
        return 0;
    return phase_made(unit, unit_process(&capture->processes, process));
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
static int
prepare_mounts(struct capture *capture, bool interrupted, struct error *error)
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

static size_t
count_mounts(const struct capture *capture)
{
    return capture->before.mnt.count;
}

/* If the process through which mountinfo was to be read had ended, the next process in the mount namespace is used. */
static int
make_mounts(struct capture *capture, size_t index, struct unit **unit)
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

static size_t
count_host(const struct capture *capture)
{
    size_t count = 0;

    (void)capture;
    for (size_t i = 0; i < sizeof(host_scopes) / sizeof(host_scopes[0]); i++)
        count += source_count_of(host_scopes[i]);
    return count;
}

static int
make_host(struct capture *capture, size_t index, struct unit **unit)
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
static size_t
count_memory(const struct capture *capture)
{
    return 2 * count_processes(capture) + count_newcomers(capture) + phase_count_others(capture);
}

static int
make_memory(struct capture *capture, size_t index, struct unit **unit)
{
    size_t count = capture->before.count;
    struct process *process;

    *unit = NULL;
    if (index < count)
        return phase_made(unit, unit_memory(&capture->processes, &capture->before.processes[index]));
    if (index < 2 * count) {
        process = &capture->before.processes[index - count];
        return is_covered(capture, process) ? phase_made(unit, unit_visible_memory(&capture->processes, process)) : 0;
    }
    index -= 2 * count;
    if (index >= count_newcomers(capture))
        return phase_made(
            unit, unit_memory(&capture->processes, &capture->others.processes[index - count_newcomers(capture)]));
    process = &capture->after.processes[index];
    return census_find(&capture->before, process->pid) ? 0
                                                       : phase_made(unit, unit_memory(&capture->processes, process));
}

const struct phase phases[] = {
    { "namespaces", prepare_before, net_count_questions, net_make_question },
    { "socket counters", net_prepare_before, net_count_counters, net_make_counter },
    { "sockets", net_prepare_cost, net_count_tables, net_make_table },
    { "processes", prepare_processes, count_processes, make_process },
    { "new processes", prepare_after, count_newcomers, make_newcomer },
    { "namespaces again", net_prepare_questions, net_count_questions, net_make_question },
    { "socket counters again", net_prepare_after, net_count_counters, net_make_counter },
    { "sockets again", net_prepare_cost, net_count_tables, net_make_table },
    { "covered processes", NULL, count_processes, make_visible },
    { "views", phase_prepare_views, phase_count_views, phase_make_view },
    { "all pids", phase_prepare_sweep, phase_count_sweep, phase_make_sweep },
    { "hidden processes", phase_prepare_others, phase_count_others, phase_make_other },
    { "their namespaces", net_prepare_questions, net_count_other_questions, net_make_question },
    { "their socket counters", net_prepare_others, net_count_other_counters, net_make_counter },
    { "their sockets", net_prepare_cost, net_count_other_tables, net_make_table },
    { "mounts", prepare_mounts, count_mounts, make_mounts },
    { "network context", net_list_namespaces, net_count_context, net_make_context },
    { "ports", NULL, net_count_probes, net_make_probe },
    { "system files", net_list_own_sockets, count_host, make_host },
    { "process memory", NULL, count_memory, make_memory },
};

const size_t phase_count = sizeof(phases) / sizeof(phases[0]);

void
capture_free(struct capture *capture)
{
    census_free(&capture->before);
    census_free(&capture->after);
    census_free(&capture->others);
    views_free(&capture->views);
    free(capture->first.list);
    free(capture->second.list);
    free(capture->last.list);
    process_context_free(&capture->processes);
    netview_free(&capture->net);
    results_free(&capture->on_the_side);
    host_close(&capture->host);
}
