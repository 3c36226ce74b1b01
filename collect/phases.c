#include "collect/phases.h"

#include "collect/base/limits.h"
#include "collect/phases_last.h"
#include "collect/phases_net.h"
#include "collect/phases_views.h"
#include "collect/process/units.h"

#include <errno.h>
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
    if (census->cut) {
        attempt_begin(&a, "proc", capture->host.proc_path, "");
        attempt_failed(&a, census->cut, ORIGIN_HOST);
        bytes_format(&a.reason, "its list of processes ended early, after %zu", census->count);
        if (census->cut == EFBIG)
            bound_name(&a.reason, census->bound);
        if (capture_add(capture, &a, error) != 0)
            return -1;
        a = (struct attempt){ 0 };
    }
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
    if (netns_by_table(&capture->host))
        capture->net.finder.own = census_net_of(&capture->before, capture->host.self);
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

static int
make_visible(struct capture *capture, size_t index, struct unit **unit)
{
    struct process *process = &capture->before.processes[index];

    *unit = NULL;
    return phase_covers(capture, process) ? phase_made(unit, unit_visible(&capture->processes, process)) : 0;
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
    { "mounts", phase_prepare_mounts, phase_count_mounts, phase_make_mounts },
    { "network context", net_list_namespaces, net_count_context, net_make_context },
    { "ports", NULL, net_count_probes, net_make_probe },
    { "system files", net_list_own_sockets, phase_count_host, phase_make_host },
    { "process memory", NULL, phase_count_memory, phase_make_memory },
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
