/*
 * Reads the threads that are not the leader of their process.  Most share everything with the leader, and only their
 * stat is recorded.  A thread has its own `links` if it has a descriptor table or a namespace of its own, or if the
 * leader is a zombie.  It has its own `status` if it acts as another user.
 */
#include "collect/base/limits.h"
#include "collect/process/bpf_task.h"
#include "collect/process/fdinfo.h"
#include "collect/process/fdstat.h"
#include "collect/process/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum table { TABLE_SHARED, TABLE_OWN, TABLE_UNKNOWN };

/* Compares the thread's descriptor table with the tables that have been read. */
static enum table
find_table(const struct threads *threads, const struct task_context *task, struct guard *guard, unsigned tid)
{
    int result = -1;

    if (task->shared->host->own_pids && !task->stuck)
        result = guard_kcmp_files(guard, task->pid, tid);
    if (result < 0)
        return TABLE_UNKNOWN;
    for (size_t i = 0; result > 0 && i < threads->tables.count; i++) /* result is -1 if the guard is lost */
        result = guard_kcmp_files(guard, threads->tables.values[i], tid);
    return result == 0 ? TABLE_SHARED : TABLE_OWN;
}

/* Whether the thread's links are the same as those of the process. Without memory for either, nobody knows. */
static bool
is_same(const struct threads *threads, const struct attempt *a, enum table table)
{
    struct bytes leader = threads->leader;

    if (leader.failed || a->content.failed)
        return false;
    if (table == TABLE_SHARED)
        leader.len = threads->leader_head;
    return table != TABLE_OWN && bytes_equal(&leader, &a->content);
}

/*
 * Whether the kernel lacks kcmp(2), or a seccomp filter refuses it.  EPERM means a filter if the links could be read,
 * because these need the same permission.
 */
static bool
is_missing(const struct host *host, int error, enum snapshot_state links)
{
    return host->own_pids && (error == ENOSYS || (error == EPERM && links == STATE_ok));
}

/* Reads the thread's links.  False if they are not worth a member, or if the guard is lost. */
static bool
read_links(struct threads *threads, const struct task_context *task, struct worker *w, struct links *links, int dir,
           unsigned tid)
{
    enum table table = find_table(threads, task, &w->guard, tid);
    int parts = table == TABLE_SHARED ? LINKS_HEAD : LINKS_HEAD | LINKS_DESCRIPTORS;
    int error = errno;

    if (guard_lost(&w->guard))
        return false;
    links_read(links, &w->attempt, dir, parts);
    if (guard_lost(&w->guard))
        return false;
    if (table == TABLE_UNKNOWN && is_missing(task->shared->host, error, w->attempt.state))
        host_fallback(task->shared->host, FALLBACK_kcmp);
    if (is_same(threads, &w->attempt, table))
        return false;
    if (table == TABLE_OWN)
        (void)numbers_add(&threads->tables, tid); /* without memory, a table may be read twice */
    return true;
}

/* Opens the directory of the thread.  A descriptor, or -1; the failure is recorded. */
static int
open_thread(const struct task_context *task, struct worker *w, unsigned tid)
{
    struct bytes name = { 0 };
    int dir;

    bytes_format(&name, "task/%u", tid);
    dir = guard_openat(&w->guard, task->dir, bytes_string(&name), O_PATH | O_DIRECTORY);
    if (dir < 0) {
        attempt_failed(&w->attempt, errno, ORIGIN_GONE);
        worker_commit(w);
    }
    bytes_free(&name);
    return dir;
}

/*
 * Whether the thread acts as another user or group than its process.  The owner of its /proc directory is its effective
 * user and group (task_dump_owner(), fs/proc/base.c), and fstat(2) is cheap.
 */
static bool
is_other_user(const struct task_context *task, struct guard *guard, int dir)
{
    struct stat leader, thread;

    return guard_fstat(guard, task->dir, &leader) == 0 && guard_fstat(guard, dir, &thread) == 0 &&
           (leader.st_uid != thread.st_uid || leader.st_gid != thread.st_gid);
}

/*
 * Whether the source of the thread needs no reading: fdinfo that is not wanted, or a status like that of the process.
 */
static bool
is_unwanted(const struct threads *threads, const struct source *source, unsigned tid)
{
    if (source_is_fdinfo(source))
        return threads->wanted.count == 0 || threads->wanted_tid != tid;
    if (source_is_fdstat(source))
        return threads->pairs.count == 0 || threads->wanted_tid != tid;
    return source_is_status(source) && threads->other_tid != tid;
}

/* Lists the threads.  Records only a failure. */
static void
list_threads(struct threads *threads, const struct task_context *task, struct worker *w)
{
    struct bound most = host_limits(task->shared->host)->numbers;
    struct numbers tids = { 0 };
    int fd, rc = -1, error;

    threads->listed = true;
    threads->source = source_next(SCOPE_THREAD, 0);
    attempt_begin(&w->attempt, task->member, task->source, "task");
    fd = guard_openat(&w->guard, task->dir, "task", O_RDONLY | O_DIRECTORY);
    if (fd >= 0)
        rc = directory_numbers(&w->guard, fd, most, &tids);
    error = errno;
    if (fd >= 0)
        close(fd);
    if (guard_lost(&w->guard)) {
        numbers_free(&tids);
        return;
    }
    threads->tids = tids;
    if (rc != 0) {
        attempt_not_listed(&w->attempt, error, process_place(&w->guard, task->dir), most);
        worker_commit(w);
    }
}

/* The next source, and its thread in *tid; advances.  NULL if none is left. */
static const struct source *
next_attempt(struct threads *threads, unsigned pid, unsigned *tid)
{
    while (threads->thread < threads->tids.count) {
        const struct source *source = NULL;

        *tid = threads->tids.values[threads->thread];
        if (*tid != pid && threads->source < source_count) {
            source = &sources[threads->source];
            threads->source = source_next(SCOPE_THREAD, threads->source + 1);
        } else {
            threads->thread++;
            threads->source = source_next(SCOPE_THREAD, 0);
        }
        if (source)
            return source;
    }
    return NULL;
}

static void
read_thread(struct threads *threads, const struct task_context *task, struct worker *w, const struct source *source,
            int dir, unsigned tid)
{
    struct host *host = task->shared->host;
    struct links links = process_links_begin(task->shared, w, task->pid, tid, dir, task->stuck);

    if (source_is_fdinfo(source)) {
        fdinfo_read(&w->attempt, &w->guard, dir, &threads->wanted, host);
        if (!guard_lost(&w->guard) && host->is_procfs)
            fdstat_list(&threads->pairs, &w->attempt.content, &threads->files);
        bpf_task_put(&w->attempt, &w->guard, host, tid, &threads->events);
        worker_commit(w);
    } else if (source_is_fdstat(source)) {
        fdstat_read(task->shared, &w->attempt, &w->guard, dir, &threads->pairs);
        worker_commit(w);
    } else if (!source_is_links(source)) {
        process_read(host, &w->guard, &w->attempt, dir, source->path);
        worker_commit(w);
    } else if (read_links(threads, task, w, &links, dir, tid)) {
        numbers_free(&threads->wanted);
        threads->wanted = links.wanted;
        threads->wanted_tid = tid;
        links.wanted = (struct numbers){ 0 };
        numbers_free(&threads->files);
        threads->files = links.files;
        links.files = (struct numbers){ 0 };
        numbers_free(&threads->events);
        threads->events = links.events;
        links.events = (struct numbers){ 0 };
        threads->pairs.count = 0;
        worker_commit(w);
    }
    process_links_end(&links, w);
}

bool
threads_step(struct threads *threads, const struct task_context *task, struct worker *w)
{
    struct bytes file = { 0 };
    const struct source *source;
    unsigned tid;
    int dir;

    if (!threads->listed) {
        list_threads(threads, task, w);
        return true;
    }
    source = next_attempt(threads, task->pid, &tid);
    if (!source)
        return false;
    if (is_unwanted(threads, source, tid))
        return true;
    bytes_format(&file, "task/%u/%s", tid, source->path);
    attempt_begin(&w->attempt, task->member, task->source, bytes_string(&file));
    bytes_free(&file);
    if (process_is_stuck(task->stuck, source, &w->attempt)) {
        worker_commit(w);
        return true;
    }
    dir = open_thread(task, w, tid);
    if (dir < 0)
        return true;
    if (source_is_links(source) && is_other_user(task, &w->guard, dir))
        threads->other_tid = tid;
    read_thread(threads, task, w, source, dir, tid);
    close(dir);
    return true;
}

bool
threads_skip(struct threads *threads, const struct task_context *task, struct attempt *a)
{
    struct bound most = host_limits(task->shared->host)->skipped_threads;
    const struct source *source = NULL;
    struct bytes file = { 0 };
    unsigned tid;

    if (!threads->listed) {
        threads->listed = true;
        attempt_begin(a, task->member, task->source, "task");
        return true;
    }
    if (threads->tids.count - threads->thread > most.most) {
        threads->thread = threads->tids.count;
        attempt_begin(a, task->member, task->source, "task");
        bytes_text(&a->reason, "one line for all threads");
        bound_name(&a->reason, most);
        bytes_text(&a->reason, ": ");
        return true;
    }
    do {
        source = next_attempt(threads, task->pid, &tid);
    } while (source && is_unwanted(threads, source, tid));
    if (!source)
        return false;
    bytes_format(&file, "task/%u/%s", tid, source->path);
    attempt_begin(a, task->member, task->source, bytes_string(&file));
    bytes_free(&file);
    return true;
}

void
threads_free(struct threads *threads)
{
    numbers_free(&threads->tids);
    numbers_free(&threads->tables);
    numbers_free(&threads->wanted);
    numbers_free(&threads->files);
    numbers_free(&threads->events);
    numbers_free(&threads->pairs);
    bytes_free(&threads->leader);
}
