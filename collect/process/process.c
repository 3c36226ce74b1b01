#include "collect/process/process_unit.h"

#include <stdlib.h>
#include <unistd.h>

/* The next source of the process itself; advances.  NULL if none is left. */
static const struct source *
next_source(struct process_unit *u)
{
    size_t at = source_next(u->scope, u->next);

    if (at == source_count && u->scope == SCOPE_PROCESS && u->process->reads_mounts && !u->visible) {
        u->scope = SCOPE_MOUNT_NAMESPACE;
        at = source_next(u->scope, 0);
    }
    u->next = at < source_count ? at + 1 : at;
    return at < source_count ? &sources[at] : NULL;
}

/* As next_source, but NULL if the directory could not be opened. */
static const struct source *
next_known(struct process_unit *u)
{
    return u->opened && u->dir < 0 ? NULL : next_source(u);
}

/* Whether there may be threads to read besides the leader.  The threads of collect itself are no evidence. */
static bool
has_threads(const struct process_unit *u)
{
    return u->dir >= 0 && u->thread_count != 1 && !u->visible && !process_unit_is_own(u);
}

static struct task_context
context_of(const struct process_unit *u)
{
    return (
        struct task_context){ u->context, u->process->pid, u->dir, u->member.data, u->source.data, u->process->stuck };
}

/* If the last step was given up, notes how stuck the process is, so that reads that would block too are left out. */
static void
note_stuck(struct process_unit *u)
{
    if (u->unit.hung && u->visible)
        u->hung = true;
    else if (u->unit.hung && u->asked > u->process->stuck)
        u->process->stuck = u->asked;
    u->unit.hung = false;
    u->asked = STUCK_NOT;
}

/* Whether reading the source would block.  If so, sets the attempt's state and reason. */
static bool
is_vain(const struct process_unit *u, const struct source *source, struct attempt *a)
{
    if (!u->visible)
        return process_is_stuck(u->process->stuck, source, a);
    if (u->hung)
        attempt_ended(a, STATE_timeout,
                      "not attempted, because an earlier read of what is mounted over the process did not return");
    return u->hung || process_context_saw_enough(u->context, a);
}

static bool
threads_of(struct process_unit *u, struct worker *w)
{
    struct task_context task = context_of(u);

    u->asked = STUCK_LINKS;
    return has_threads(u) && threads_step(&u->threads, &task, w);
}

/* Whether the source is of descriptors, and there are none to read. */
static bool
is_unwanted(const struct process_unit *u, const struct source *source)
{
    return (source_is_fdinfo(source) && u->wanted.count == 0) || (source_is_fdstat(source) && u->pairs.count == 0);
}

/*
 * Looks at the program of the process, which records nothing but a call that does not return.  That is last, because the
 * program's file system may be slow.  False if it was done before.
 */
static bool
program_step(struct process_unit *u, struct worker *w)
{
    size_t program;

    u->asked = STUCK_NOT;
    if (u->asked_program || !u->linked || u->dir < 0 || u->visible || u->process->stuck != STUCK_NOT ||
        !u->context->host->is_procfs)
        return false;
    u->asked_program = true;
    attempt_begin(&w->attempt, bytes_string(&u->member), bytes_string(&u->source), "exe");
    program = programs_ask(u->context, &w->guard, u->dir, u->process->pid, &u->program);
    if (!guard_lost(&w->guard))
        u->process->program = program;
    return true;
}

static bool
process_step(struct unit *unit, struct worker *w)
{
    struct process_unit *u = (struct process_unit *)unit;
    const struct source *source;

    note_stuck(u);
    source = next_known(u);
    if (!source)
        return threads_of(u, w) || program_step(u, w);
    attempt_begin(&w->attempt, bytes_string(&u->member), bytes_string(&u->source), source->path);
    if (source_is_fdinfo(source) && u->process->stuck == STUCK_LINKS && !u->linked && !u->visible)
        process_unit_want_all(u, w);
    if (guard_lost(&w->guard) || is_unwanted(u, source))
        return true;
    if (!u->opened && !process_unit_open(u, w, source->path))
        return true;
    if (is_vain(u, source, &w->attempt)) {
        worker_commit(w);
        return true;
    }
    process_unit_take(u, w, source);
    return true;
}

static bool
process_skip(struct unit *unit, struct attempt *a)
{
    struct process_unit *u = (struct process_unit *)unit;
    const struct source *source;

    note_stuck(u);
    source = next_known(u);
    while (source && (u->linked || source_is_fdstat(source)) && is_unwanted(u, source))
        source = next_known(u);
    if (!source) {
        struct task_context task = context_of(u);

        return has_threads(u) && threads_skip(&u->threads, &task, a);
    }
    if (source->scope == SCOPE_MOUNT_NAMESPACE)
        u->process->mounts_read = true; /* this line suffices; mountinfo is not tried through another process */
    attempt_begin(a, u->member.data, u->source.data, source->path);
    return true;
}

static void
process_free(struct unit *unit)
{
    struct process_unit *u = (struct process_unit *)unit;

    if (u->dir >= 0 && u->process->stuck == STUCK_LINKS && u->process->start_time == 0 && !u->visible) {
        u->process->keeps_directory = true;
        u->process->directory = u->dir;
        u->process->shown = u->proc;
    } else if (u->dir >= 0) {
        close(u->dir);
    }
    bytes_free(&u->member);
    bytes_free(&u->source);
    numbers_free(&u->wanted);
    numbers_free(&u->files);
    numbers_free(&u->events);
    numbers_free(&u->pairs);
    bytes_free(&u->program.path);
    threads_free(&u->threads);
    free(u);
}

static struct unit *
process_unit(struct process_context *context, struct process *process, bool visible)
{
    static const struct unit_class class = { process_step, process_skip, process_free };
    struct process_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->context = context;
    u->process = process;
    u->visible = visible;
    u->dir = -1;
    u->scope = SCOPE_PROCESS;
    bytes_format(&u->member, "proc/%u%s", process->pid, visible ? "/visible" : "");
    bytes_format(&u->source, "%s/%u", visible ? context->host->visible_path : context->host->proc_path, process->pid);
    (void)bytes_string(&u->member); /* adds a NUL to both, so that .data can be used as a string */
    (void)bytes_string(&u->source);
    if (u->member.failed || u->source.failed) {
        process_free(&u->unit);
        return NULL;
    }
    return &u->unit;
}

struct unit *
unit_process(struct process_context *context, struct process *process)
{
    return process_unit(context, process, false);
}

struct unit *
unit_visible(struct process_context *context, struct process *process)
{
    return process_unit(context, process, true);
}
