#include "collect/process/process.h"

#include "collect/process/bpf_task.h"
#include "collect/process/fdinfo.h"
#include "collect/process/fdstat.h"
#include "collect/process/units.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct process_unit {
    struct unit unit;
    struct process_context *context;
    struct process *process;
    struct bytes member; /* "proc/<pid>" */
    struct bytes source; /* "/proc/<pid>" */
    bool visible;        /* read the directory in the visible /proc, also if something is mounted over it */
    int dir;             /* the open /proc directory; -1 if there is none */
    const char *proc;    /* the name of the procfs in which `dir` is */
    bool opened;         /* opening `dir` was tried */
    bool hung;           /* `visible` only: a read did not return */
    enum stuck asked;    /* how stuck the process is if the current step, or the last one, does not return */
    enum snapshot_scope scope;
    size_t next;           /* index of the next source */
    struct numbers wanted; /* descriptors whose fdinfo to read */
    struct numbers files;  /* those of them that are no sockets */
    struct numbers events; /* those of them that may run a BPF program */
    struct numbers pairs;  /* descriptors whose attributes to read, and their mounts: see fdstat.h */
    bool linked;           /* the links were read, so that `wanted` is known */
    bool asked_program;    /* see programs.h */
    struct threads threads;
    uint64_t thread_count; /* from stat; 0 if unknown */
};

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

/* Corrects the unit's and the attempt's source, because the directory is in another procfs than assumed. */
static void
rename_source(struct process_unit *u, struct worker *w, const char *proc, const char *file)
{
    bytes_clear(&u->source);
    bytes_format(&u->source, "%s/%u", proc, u->process->pid);
    bytes_clear(&w->attempt.source);
    bytes_format(&w->attempt.source, "%s/%s", bytes_string(&u->source), file);
}

/* Opens the directory as part of the first attempt.  False if there is none to read; the failure is recorded. */
static bool
open_unit(struct process_unit *u, struct worker *w, const char *file)
{
    const char *proc = u->context->host->proc_path;
    int dir, error;

    u->opened = true;
    if (u->visible)
        dir = process_open_visible(u->context->host, &w->guard, u->process->pid);
    else
        dir = process_open(u->context->host, &w->guard, u->process->pid, &proc);
    error = errno;
    if (guard_lost(&w->guard)) {
        if (dir >= 0)
            close(dir);
        return false;
    }
    if (dir < 0) {
        if (u->visible)
            attempt_failed(&w->attempt, error, ORIGIN_HOST);
        else
            process_refused(u->context->host, &w->guard, &w->attempt, u->process->pid, error);
        worker_commit(w);
        return false;
    }
    u->dir = dir;
    u->proc = proc;
    if (proc != u->context->host->proc_path)
        rename_source(u, w, proc, file);
    return true;
}

/* Notes what later steps need to know from the source that was just read. */
static void
remember(struct process_unit *u, const struct source *source, struct worker *w, struct links *links)
{
    const struct bytes *content = &w->attempt.content;

    if (source->scope == SCOPE_MOUNT_NAMESPACE) {
        u->process->mounts_read = w->attempt.state != STATE_vanished;
    } else if (source_is_links(source)) {
        numbers_free(&u->wanted);
        u->wanted = links->wanted;
        u->linked = true;
        links->wanted = (struct numbers){ 0 };
        numbers_free(&u->files);
        u->files = links->files;
        links->files = (struct numbers){ 0 };
        numbers_free(&u->events);
        u->events = links->events;
        links->events = (struct numbers){ 0 };
        if (u->thread_count != 1) {
            bytes_append(&u->threads.leader, content->data, content->len);
            u->threads.leader_head = links->head;
        }
    } else if (source_is_fdinfo(source) && !u->visible && u->context->host->is_procfs) {
        fdstat_list(&u->pairs, content, &u->files);
    } else if (strcmp(source->path, "stat") == 0 && content->len > 0) {
        struct process_stat stat = process_stat_parse(content->data, content->len);

        u->thread_count = stat.threads;
        if (u->visible)
            return;
        u->process->start_time = stat.start_time;
        bytes_free(&u->process->comm);
        u->process->comm = bytes_copy(&(struct bytes){ .data = content->data + stat.comm, .len = stat.comm_length });
    }
}

/* As next_source, but NULL if the directory could not be opened. */
static const struct source *
next_known(struct process_unit *u)
{
    return u->opened && u->dir < 0 ? NULL : next_source(u);
}

/* Whether the process is collect itself. */
static bool
is_own(const struct process_unit *u)
{
    return u->visible ? u->process->pid == u->context->host->visible_self
                      : host_is_own(u->context->host, u->process->pid);
}

/* Whether there may be threads to read besides the leader.  The threads of collect itself are no evidence. */
static bool
has_threads(const struct process_unit *u)
{
    return u->dir >= 0 && u->thread_count != 1 && !u->visible && !is_own(u);
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
    return u->hung;
}

static bool
threads_of(struct process_unit *u, struct worker *w)
{
    struct task_context task = context_of(u);

    u->asked = STUCK_LINKS;
    return has_threads(u) && threads_step(&u->threads, &task, w);
}

/*
 * Makes fdinfo of all descriptors wanted, for a process whose links block.  fdinfo has at least the flags and, since
 * Linux 5.14, the inode number of each descriptor.
 */
static void
want_all(struct process_unit *u, struct worker *w)
{
    struct numbers numbers = { 0 };
    int fd = guard_openat(&w->guard, u->dir, "fdinfo", O_RDONLY | O_DIRECTORY);

    if (fd >= 0)
        (void)directory_numbers(&w->guard, fd, &numbers); /* fdinfo_read fails in the same way, and records it */
    if (fd >= 0)
        close(fd);
    if (guard_lost(&w->guard)) {
        numbers_free(&numbers);
        return;
    }
    numbers_free(&u->wanted);
    u->wanted = numbers;
}

static void
read_source(struct process_unit *u, struct worker *w, const struct source *source, struct links *links)
{
    struct host *host = u->context->host;

    if (source_is_fdinfo(source)) {
        fdinfo_read(&w->attempt, &w->guard, u->dir, &u->wanted, host->file_seconds, host->is_procfs);
        bpf_task_put(&w->attempt, &w->guard, host, u->process->pid, &u->events);
    } else if (source_is_fdstat(source)) {
        fdstat_read(u->context, &w->attempt, &w->guard, u->dir, &u->pairs);
    } else if (source_is_links(source)) {
        links_read(links, &w->attempt, u->dir, LINKS_HEAD | LINKS_DESCRIPTORS);
    } else if (u->visible) {
        process_read_visible(host, &w->guard, &w->attempt, u->dir, source->path);
    } else {
        process_read(host, &w->guard, &w->attempt, u->dir, source->path);
    }
}

/* Whether the source is of descriptors, and there are none to read. */
static bool
is_unwanted(const struct process_unit *u, const struct source *source)
{
    return (source_is_fdinfo(source) && u->wanted.count == 0) || (source_is_fdstat(source) && u->pairs.count == 0);
}

/* Reads the source, and records the attempt. */
static void
take_source(struct process_unit *u, struct worker *w, const struct source *source)
{
    struct host *host = u->context->host;
    unsigned pid = u->process->pid;
    struct links links = process_links_begin(u->context, w, pid, pid, u->dir, u->process->stuck);

    links.is_own = is_own(u);
    if (u->visible)
        links.netns.context = links.context = NULL;
    u->asked = process_waits(source);
    read_source(u, w, source, &links);
    if (!guard_lost(&w->guard) && u->visible && w->attempt.state == STATE_vanished)
        w->attempt.state = STATE_absent; /* the process exists, but what is mounted over it has no such file */
    if (!guard_lost(&w->guard) && !u->visible && process_is_hidden(host, &w->guard, &w->attempt, pid)) {
        close(u->dir);
        u->dir = -1; /* everything else would be refused too */
    }
    if (!guard_lost(&w->guard)) {
        remember(u, source, w, &links);
        worker_commit(w);
    }
    process_links_end(&links, w);
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
    program = programs_ask(u->context, &w->guard, u->dir, u->process->pid);
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
        want_all(u, w);
    if (guard_lost(&w->guard) || is_unwanted(u, source))
        return true;
    if (!u->opened && !open_unit(u, w, source->path))
        return true;
    if (is_vain(u, source, &w->attempt)) {
        worker_commit(w);
        return true;
    }
    take_source(u, w, source);
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
