#include "collect/process/process_unit.h"

#include "collect/base/limits.h"
#include "collect/process/bpf_task.h"
#include "collect/process/fdinfo.h"
#include "collect/process/fdstat.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool
process_unit_is_own(const struct process_unit *u)
{
    return u->visible ? u->process->pid == u->context->host->visible_self
                      : host_is_own(u->context->host, u->process->pid);
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

bool
process_unit_open(struct process_unit *u, struct worker *w, const char *file)
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
        bytes_free(&u->program.path);
        u->program = links->program;
        links->program = (struct program_link){ 0 };
        if (u->thread_count != 1) {
            /* without its descriptors when they are many: threads that may share them are then read as those that do not */
            bytes_append(&u->threads.leader, content->data, content->len > LIMIT_LARGE ? links->head : content->len);
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

void
process_unit_want_all(struct process_unit *u, struct worker *w)
{
    struct numbers numbers = { 0 };
    int fd = guard_openat(&w->guard, u->dir, "fdinfo", O_RDONLY | O_DIRECTORY);

    if (fd >= 0)
        (void)directory_numbers(&w->guard, fd, host_limits(u->context->host)->numbers,
                                &numbers); /* fdinfo_read fails in the same way, and records it */
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
        fdinfo_read(&w->attempt, &w->guard, u->dir, &u->wanted, host);
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

void
process_unit_take(struct process_unit *u, struct worker *w, const struct source *source)
{
    struct host *host = u->context->host;
    unsigned pid = u->process->pid;
    struct links links = process_links_begin(u->context, w, pid, pid, u->dir, u->process->stuck);

    links.is_own = process_unit_is_own(u);
    if (u->visible)
        links.netns.context = links.context = NULL;
    u->asked = process_waits(source);
    read_source(u, w, source, &links);
    if (!guard_lost(&w->guard) && u->visible)
        process_context_saw(u->context, &w->attempt);
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
