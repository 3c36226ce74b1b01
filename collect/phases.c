#include "collect/phases.h"

#include "collect/base/escape.h"
#include "collect/host/private_proc.h"
#include "collect/host/sources.h"
#include "collect/net/netview.h"
#include "collect/phases_net.h"
#include "collect/phases_views.h"
#include "collect/process/units.h"

#include <errno.h>
#include <string.h>

static int
made(struct unit **out, struct unit *unit)
{
    *out = unit;
    return unit ? 0 : -1;
}

int
scene_add(struct scene *scene, struct attempt *a, struct error *error)
{
    int rc = results_add(&scene->on_the_side, a, false);

    attempt_free(a);
    return rc == 0 ? 0 : error_set(error, "out of memory");
}

/* A census that may lack a namespace says so. */
static int
add_failure(struct scene *scene, struct census *census, struct error *error)
{
    struct attempt a = { 0 };
    struct bytes dir = { 0 }, source = { 0 };

    results_append(&scene->on_the_side, &census->unread);
    if (!census->error)
        return 0;
    bytes_format(&dir, "proc/%u", census->error_pid);
    bytes_format(&source, "%s/%u", scene->host.proc_path, census->error_pid);
    attempt_begin(&a, bytes_string(&dir), bytes_string(&source), "ns");
    attempt_failed(&a, census->error, PLACE_PROCESS);
    bytes_free(&dir);
    bytes_free(&source);
    return scene_add(scene, &a, error);
}

static int
prepare_before(struct scene *scene, bool interrupted, struct error *error)
{
    struct attempt a = { 0 };

    scene->late = &scene->before;
    if (scene->host.replaced.len > 0) {
        attempt_begin(&a, "proc", "/proc", "");
        attempt_ended(&a, STATE_error, bytes_string(&scene->host.replaced));
        if (scene_add(scene, &a, error) != 0)
            return -1;
    }
    netview_init(&scene->view, &scene->host);
    scene->host.view = &scene->view;
    if (census_take(&scene->before, &scene->host, NULL, error) != 0 || add_failure(scene, &scene->before, error) != 0)
        return -1;
    return net_prepare_questions(scene, interrupted, error);
}

/* Whether the path ends so, the number of a dump's part left out ("diag/unix.2"). */
static bool
ends_with(const struct bytes *path, const char *end)
{
    size_t len = path->len, size = strlen(end);

    while (len > 0 && path->data[len - 1] >= '0' && path->data[len - 1] <= '9')
        len--;
    if (len == 0 || len == path->len || path->data[len - 1] != '.')
        len = path->len + 1;
    len--; /* the dot */
    return len > size && memcmp(path->data + len - size, end, size) == 0;
}

/*
 * The diag dump of a namespace comes before its table, which serves where there is none.  The last part of a dump says that it is
 * whole.
 */
void
scene_written(struct scene *scene, const struct attempt *a)
{
    struct unix_queue *q = &scene->host.queue;
    bool all = scene->host.options->thorough;

    if (!a->member)
        return;
    if (ends_with(&a->path, "/before/diag/unix"))
        scene->has_dump = unix_queue_add_dump(q, a->content.data, a->content.len, all);
    if (ends_with(&a->path, "/before/unix")) {
        if (!scene->has_dump)
            unix_queue_add_table(q, a->content.data, a->content.len, all);
        scene->has_dump = false; /* of the next namespace */
    }
}

static int
prepare_processes(struct scene *scene, bool interrupted, struct error *error)
{
    struct unix_queue *q = &scene->host.queue;
    struct attempt a = { 0 };

    unix_queue_sort(q);
    if (q->left_out == 0 || interrupted)
        return 0;
    attempt_begin(&a, "proc", "fdinfo", "");
    attempt_ended(&a, STATE_skipped, "for cost: fdinfo of");
    bytes_format(&a.reason, " %llu unix sockets, which would say whether descriptors are in flight in them",
                 (unsigned long long)q->left_out);
    return scene_add(scene, &a, error);
}

static size_t
count_processes(const struct scene *scene)
{
    return scene->before.count;
}

static int
make_process(struct scene *scene, size_t index, struct unit **unit)
{
    return made(unit, unit_process(&scene->host, &scene->before.processes[index]));
}

/* Whether the visible /proc shows something else at its place: what is mounted over it, or over all of /proc. */
static bool
is_covered(const struct scene *scene, const struct process *process)
{
    struct bytes name = { 0 };
    bool covered;

    if (scene->host.visible >= 0)
        return process->listed;
    if (scene->host.covered.len == 0)
        return false;
    bytes_decimal(&name, process->pid);
    covered = mounts_cover(&scene->host.covered, bytes_string(&name));
    bytes_free(&name);
    return covered;
}

static int
make_visible(struct scene *scene, size_t index, struct unit **unit)
{
    struct process *process = &scene->before.processes[index];

    *unit = NULL;
    return is_covered(scene, process) ? made(unit, unit_visible(&scene->host, process)) : 0;
}

int
scene_skip_census(struct scene *scene, const char *reason, struct error *error)
{
    struct attempt a = { 0 };

    attempt_begin(&a, "proc", scene->host.proc_path, "");
    attempt_ended(&a, STATE_skipped, reason);
    return scene_add(scene, &a, error);
}

int
scene_take_census(struct scene *scene, struct census *census, const struct numbers *only, struct error *error)
{
    struct error ignored = { 0 };
    struct attempt a = { 0 };

    if (census_take(census, &scene->host, only, &ignored) == 0) {
        scene->late = census;
        return add_failure(scene, census, error);
    }
    census_free(census);
    attempt_begin(&a, "proc", scene->host.proc_path, "");
    attempt_ended(&a, STATE_error, bytes_string(&ignored.text));
    bytes_free(&ignored.text);
    return scene_add(scene, &a, error);
}

static int
prepare_after(struct scene *scene, bool interrupted, struct error *error)
{
    if (interrupted)
        return scene_skip_census(scene, "interrupted: processes that came meanwhile", error);
    if (scene_take_census(scene, &scene->after, NULL, error) != 0)
        return -1;
    return scene->late == &scene->after ? census_keep_gone(&scene->after, &scene->before, error) : 0;
}

static size_t
count_newcomers(const struct scene *scene)
{
    return scene->after.count;
}

static int
make_newcomer(struct scene *scene, size_t index, struct unit **unit)
{
    struct process *process = &scene->after.processes[index];

    *unit = NULL;
    if (census_find(&scene->before, process->pid))
        return 0;
    return made(unit, unit_process(&scene->host, process));
}

/* The processes have been read: was it as it was when we looked which of them are covered? */
static int
prepare_mounts(struct scene *scene, bool interrupted, struct error *error)
{
    const struct census *lists[] = { &scene->before, &scene->after, &scene->others };
    struct attempt a = { 0 };

    (void)interrupted;
    if (views_write(&scene->views, lists, sizeof(lists) / sizeof(lists[0]), &scene->on_the_side) != 0)
        return error_set(error, "out of memory");
    if (!host_mounts_changed(&scene->host))
        return 0;
    attempt_begin(&a, "proc", scene->host.visible_path, "");
    attempt_ended(&a, STATE_error, "what is mounted over it has changed during the run, or could not be read again");
    return scene_add(scene, &a, error);
}

static size_t
count_mounts(const struct scene *scene)
{
    return scene->before.mnt.count;
}

/* Where the process whose mountinfo was to be taken had gone, the next one of its mount namespace serves. */
static int
make_mounts(struct scene *scene, size_t index, struct unit **unit)
{
    struct namespace *ns = &scene->before.mnt.list[index];
    const struct process *first = census_find(&scene->before, ns->inhabitants[0].pid);
    size_t at = source_next(SCOPE_MOUNT_NAMESPACE, 0);

    *unit = NULL;
    if (at == source_count || ns->count < 2 || !first || first->mounts_read)
        return 0;
    atomic_store(&ns->current, 1);
    return made(unit, unit_mounts(&scene->host, ns, &sources[at]));
}

static const enum snapshot_scope host_scopes[] = { SCOPE_PROC, SCOPE_SYS, SCOPE_ETC, SCOPE_RUN };

static size_t
count_host(const struct scene *scene)
{
    size_t count = 0;

    (void)scene;
    for (size_t i = 0; i < sizeof(host_scopes) / sizeof(host_scopes[0]); i++)
        count += source_count_of(host_scopes[i]);
    return count;
}

static int
make_host(struct scene *scene, size_t index, struct unit **unit)
{
    size_t scope = 0;

    while (index >= source_count_of(host_scopes[scope]))
        index -= source_count_of(host_scopes[scope++]);
    return made(unit, unit_host(&scene->host, source_nth(host_scopes[scope], index)));
}

/* Of all processes, of what covers some, of newcomers and others: one phase, since each phase waits once for what hangs. */
static size_t
count_memory(const struct scene *scene)
{
    return 2 * count_processes(scene) + count_newcomers(scene) + phase_count_others(scene);
}

static int
make_memory(struct scene *scene, size_t index, struct unit **unit)
{
    size_t count = scene->before.count;
    struct process *process;

    *unit = NULL;
    if (index < count)
        return made(unit, unit_memory(&scene->host, &scene->before.processes[index]));
    if (index < 2 * count) {
        process = &scene->before.processes[index - count];
        return is_covered(scene, process) ? made(unit, unit_visible_memory(&scene->host, process)) : 0;
    }
    index -= 2 * count;
    if (index >= count_newcomers(scene))
        return made(unit, unit_memory(&scene->host, &scene->others.processes[index - count_newcomers(scene)]));
    process = &scene->after.processes[index];
    return census_find(&scene->before, process->pid) ? 0 : made(unit, unit_memory(&scene->host, process));
}

const struct phase phases[] = {
    { "namespaces", prepare_before, net_count_questions, net_make_question },
    { "socket counters", net_prepare_before, net_count_counters, net_make_counter },
    { "sockets", net_prepare_plan, net_count_tables, net_make_table },
    { "processes", prepare_processes, count_processes, make_process },
    { "new processes", prepare_after, count_newcomers, make_newcomer },
    { "namespaces again", net_prepare_questions, net_count_questions, net_make_question },
    { "socket counters again", net_prepare_after, net_count_counters, net_make_counter },
    { "sockets again", net_prepare_plan, net_count_tables, net_make_table },
    { "covered processes", NULL, count_processes, make_visible },
    { "views", phase_prepare_views, phase_count_views, phase_make_view },
    { "all pids", phase_prepare_sweep, phase_count_sweep, phase_make_sweep },
    { "hidden processes", phase_prepare_others, phase_count_others, phase_make_other },
    { "their namespaces", net_prepare_questions, net_count_other_questions, net_make_question },
    { "their socket counters", net_prepare_others, net_count_other_counters, net_make_counter },
    { "their sockets", net_prepare_plan, net_count_other_tables, net_make_table },
    { "mounts", prepare_mounts, count_mounts, make_mounts },
    { "network context", net_list_namespaces, net_count_context, net_make_context },
    { "system files", net_list_own_sockets, count_host, make_host },
    { "process memory", NULL, count_memory, make_memory },
};

const size_t phase_count = sizeof(phases) / sizeof(phases[0]);

void
scene_free(struct scene *scene)
{
    census_free(&scene->before);
    census_free(&scene->after);
    census_free(&scene->others);
    views_free(&scene->views);
    netview_free(&scene->view);
    results_free(&scene->on_the_side);
    host_close(&scene->host);
}
