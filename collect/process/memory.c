/*
 * Reads the files that need the memory of the process.  These reads can hang, so they come last, when everything else
 * is written.  The start time tells whether the process is the one that was read before.
 */
#include "collect/process/process.h"
#include "collect/process/units.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct memory_unit {
    struct unit unit;
    struct process_context *context;
    struct process *process;
    struct bytes member, source;
    int dir;      /* the open /proc directory; -1 if there is none */
    bool visible; /* read the directory in the visible /proc, also if something is mounted over it */
    bool opened;  /* opening `dir` was tried */
    bool hung;    /* a read of the memory of the process did not return */
    size_t next;  /* index of the next source */
};

/*
 * Whether to read the source.  Four are read only with an option: environ holds secrets, maps of a large process are
 * expensive, and so are hashing programs and saving them.
 */
static bool
is_wanted(const struct options *options, const char *path)
{
    static const struct {
        const char *path;
        size_t flag;
    } opt_ins[] = {
        { "environ", offsetof(struct options, environ) },
        { "maps", offsetof(struct options, maps) },
        { "exe-hash", offsetof(struct options, hash_exe) },
        { "exe.saved", offsetof(struct options, save_deleted) },
    };

    for (size_t i = 0; i < sizeof(opt_ins) / sizeof(opt_ins[0]); i++)
        if (strcmp(path, opt_ins[i].path) == 0)
            return *(const bool *)((const char *)options + opt_ins[i].flag);
    return true;
}

/* Whether the source is made of the program's file, which is read through the link `exe`. */
static bool
is_program(const struct source *source)
{
    return strncmp(source->path, "exe", 3) == 0;
}

static bool
is_saved(const struct source *source)
{
    return strcmp(source->path, "exe.saved") == 0;
}

/* The index of the next source; source_count if none is left. */
static size_t
next_source(const struct memory_unit *u)
{
    size_t at = source_next(SCOPE_PROCESS_MEMORY, u->next);

    while (at < source_count &&
           (!is_wanted(u->context->host->options, sources[at].path) || (u->visible && is_program(&sources[at]))))
        at = source_next(SCOPE_PROCESS_MEMORY, at + 1);
    return at;
}

/* The start time of the process with that directory; 0 if it cannot be read. */
static uint64_t
start_time(struct host *host, struct worker *w, int dir)
{
    struct attempt *a = &w->unrecorded;

    attempt_begin(a, "", "", "");
    process_read(host, &w->guard, a, dir, "stat");
    return a->content.len > 0 ? process_stat_parse(a->content.data, a->content.len).start_time : 0;
}

/* Opens what is mounted over the process.  Its stat is not that of the process, so no start time is compared. */
static bool
open_visible(struct memory_unit *u, struct worker *w)
{
    int dir = process_open_visible(u->context->host, &w->guard, u->process->pid);

    u->opened = true;
    if (guard_lost(&w->guard)) {
        if (dir >= 0)
            close(dir);
        return false;
    }
    u->dir = dir;
    if (dir < 0) {
        attempt_failed(&w->attempt, errno, ORIGIN_HOST);
        worker_commit(w);
    }
    return dir >= 0;
}

/* Corrects the unit's and the attempt's source, because the directory is in another procfs than assumed. */
static void
rename_source(struct memory_unit *u, struct worker *w, const char *proc, const char *file)
{
    bytes_clear(&u->source);
    bytes_format(&u->source, "%s/%u", proc, u->process->pid);
    bytes_clear(&w->attempt.source);
    bytes_format(&w->attempt.source, "%s/%s", bytes_string(&u->source), file);
}

/*
 * Opens the process and checks that it is the same as before; a directory that was kept open needs no check.  False if
 * it is not; that is recorded.
 */
static bool
open_unit(struct memory_unit *u, struct worker *w, const char *file)
{
    uint64_t expected = u->process->start_time;
    const char *proc = u->process->shown;
    uint64_t found = 0;
    int dir, error;

    u->opened = true;
    if (u->process->keeps_directory) {
        u->process->keeps_directory = false;
        u->dir = u->process->directory;
        if (proc != u->context->host->proc_path)
            rename_source(u, w, proc, file);
        return true;
    }
    dir = process_open(u->context->host, &w->guard, u->process->pid, &proc);
    error = errno;
    if (dir >= 0)
        found = start_time(u->context->host, w, dir);
    if (guard_lost(&w->guard) || (dir >= 0 && found != expected)) {
        if (dir >= 0)
            close(dir);
        dir = -1;
        error = found == 0 && w->unrecorded.error ? w->unrecorded.error : ESRCH;
    }
    if (guard_lost(&w->guard))
        return false;
    u->dir = dir;
    if (dir >= 0 && proc != u->context->host->proc_path)
        rename_source(u, w, proc, file);
    if (dir >= 0)
        return true;
    process_refused(u->context->host, &w->guard, &w->attempt, u->process->pid, error);
    if (found)
        bytes_text(&w->attempt.reason,
                   expected ? "the pid belongs to another process now" : "its start time is not known");
    worker_commit(w);
    return false;
}

/* Notes whether the last step was given up. */
static void
note_hung(struct memory_unit *u)
{
    u->hung = u->hung || u->unit.hung;
    u->unit.hung = false;
}

/* Whether nothing is left to do.  If the process could not be opened, one line in the manifest suffices. */
static bool
is_over(const struct memory_unit *u, size_t at)
{
    return at == source_count || (u->opened && u->dir < 0 && !u->hung);
}

/* Whether reading the source would block.  If so, sets the attempt's state and reason. */
static bool
is_vain(const struct memory_unit *u, const struct source *source, struct attempt *a)
{
    bool is_memory = !is_program(source) || u->dir < 0;

    if (!u->visible && process_is_stuck(u->process->stuck, source, a))
        return true;
    if (u->hung && is_memory)
        attempt_ended(a, STATE_timeout,
                      "not attempted, because an earlier read of the memory of this process did not return");
    return (u->hung && is_memory) || (u->visible && process_context_saw_enough(u->context, a));
}

/* Saves the program.  If that fails, another process that runs it is asked. */
static void
save(struct memory_unit *u, struct worker *w)
{
    struct process_context *context = u->context;
    size_t program = u->process->program;

    programs_save(context, &w->attempt, &w->guard, u->dir, program);
    if (!guard_lost(&w->guard) && !w->attempt.member && w->attempt.state != STATE_empty)
        programs_release(&context->programs, program);
}

static void
read_source(struct memory_unit *u, struct worker *w, const struct source *source)
{
    struct host *host = u->context->host;

    if (u->visible)
        process_read_visible(host, &w->guard, &w->attempt, u->dir, source->path);
    else if (is_program(source) && !host->is_procfs)
        attempt_ended(&w->attempt, STATE_skipped, "in a copy, the link leads to a file of another host");
    else if (is_saved(source))
        save(u, w);
    else if (is_program(source))
        exe_hash(&u->context->exes, &w->attempt, &w->guard, u->dir, host->file_seconds, host_limits(host)->exe_bytes);
    else
        process_read(host, &w->guard, &w->attempt, u->dir, source->path);
}

/* Whether the source is a program that is not saved: because another process has it, or because it is at its path. */
static bool
is_unwanted(struct memory_unit *u, const struct source *source, struct attempt *a)
{
    enum program_choice choice =
        is_saved(source) ? programs_choose(&u->context->programs, u->process->program) : PROGRAM_SAVE;

    if (choice == PROGRAM_OVER) {
        attempt_ended(a, STATE_skipped, "the programs before it reach the limit for all of them together");
        bound_name(&a->reason, host_limits(u->context->host)->saved_bytes);
    }
    return choice == PROGRAM_NOT;
}

static bool
memory_step(struct unit *unit, struct worker *w)
{
    struct memory_unit *u = (struct memory_unit *)unit;
    size_t at = next_source(u);

    note_hung(u);
    if (is_over(u, at))
        return false;
    u->next = at + 1;
    attempt_begin(&w->attempt, u->member.data, u->source.data, sources[at].path);
    if (is_unwanted(u, &sources[at], &w->attempt))
        return true;
    if (w->attempt.reason.len > 0 || is_vain(u, &sources[at], &w->attempt)) {
        worker_commit(w);
        return true;
    }
    if (!u->opened && !(u->visible ? open_visible(u, w) : open_unit(u, w, sources[at].path)))
        return true;
    read_source(u, w, &sources[at]);
    if (!guard_lost(&w->guard) && u->visible)
        process_context_saw(u->context, &w->attempt);
    if (!guard_lost(&w->guard) && !u->visible)
        (void)process_is_hidden(u->context->host, &w->guard, &w->attempt, u->process->pid);
    worker_commit(w);
    return true;
}

static bool
memory_skip(struct unit *unit, struct attempt *a)
{
    struct memory_unit *u = (struct memory_unit *)unit;
    size_t at = next_source(u);

    note_hung(u);
    if (is_over(u, at))
        return false;
    u->next = at + 1;
    attempt_begin(a, u->member.data, u->source.data, sources[at].path);
    return is_unwanted(u, &sources[at], a) ? memory_skip(unit, a) : true;
}

static void
memory_free(struct unit *unit)
{
    struct memory_unit *u = (struct memory_unit *)unit;

    if (u->dir >= 0)
        close(u->dir);
    bytes_free(&u->member);
    bytes_free(&u->source);
    free(u);
}

static struct unit *
memory_unit(struct process_context *context, struct process *process, bool visible)
{
    static const struct unit_class class = { memory_step, memory_skip, memory_free };
    struct memory_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->context = context;
    u->process = process;
    u->dir = -1;
    u->visible = visible;
    bytes_format(&u->member, "proc/%u%s", process->pid, visible ? "/visible" : "");
    bytes_format(&u->source, "%s/%u", visible ? context->host->visible_path : context->host->proc_path, process->pid);
    (void)bytes_string(&u->member); /* adds a NUL to both, so that .data can be used as a string */
    (void)bytes_string(&u->source);
    if (u->member.failed || u->source.failed) {
        memory_free(&u->unit);
        return NULL;
    }
    return &u->unit;
}

struct unit *
unit_memory(struct process_context *context, struct process *process)
{
    return memory_unit(context, process, false);
}

struct unit *
unit_visible_memory(struct process_context *context, struct process *process)
{
    return memory_unit(context, process, true);
}
