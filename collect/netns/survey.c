#include "collect/netns/survey.h"

#include "collect/base/text.h"
#include "collect/host/sources.h"
#include "collect/netns/namespace.h"
#include "collect/work/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Longer than the target of any namespace link. */
#define TARGET_SIZE 64

/* How often the workers are checked for calls that do not return. */
#define TICK_MILLISECONDS 50

#define OVER              "the copy of /proc has taken the time that there is for it"

/* The namespaces of one process. */
struct lodging {
    int proc; /* the procfs that shows it */
    struct bound threads;
    unsigned pid;
    bool is_own;       /* collect itself, whose threads enter namespaces only to read them */
    bool by_table;     /* network namespaces are told apart by NETNS_TABLE */
    struct bytes path; /* buffer for the path of a file */
    struct namespaces net, mnt;
    bool reads_mounts;
    int error; /* the first error, except for an end or a refusal, which other attempts record */
};

static void
note_failure(struct lodging *l)
{
    if (l->error || errno == ENOENT || errno == ESRCH || errno == EACCES || errno == EPERM || errno == EINVAL)
        return;
    l->error = errno;
}

static void
name(struct lodging *l, unsigned tid, const char *file)
{
    bytes_clear(&l->path);
    bytes_decimal(&l->path, l->pid);
    if (tid != l->pid) {
        bytes_text(&l->path, "/task/");
        bytes_decimal(&l->path, tid);
    }
    bytes_byte(&l->path, '/');
    bytes_text(&l->path, file);
}

/* The inode of the task's namespace, or 0 with errno. */
static uint64_t
read_link(struct lodging *l, struct guard *guard, unsigned tid, const char *link)
{
    char target[TARGET_SIZE];
    ssize_t len;

    name(l, tid, link);
    len = guard_readlinkat(guard, l->proc, bytes_string(&l->path), target, sizeof(target));
    if (len < 0)
        note_failure(l);
    return len < 0 ? 0 : text_link_number((struct text){ target, (size_t)len });
}

/* What stands for the task's network namespace where no link does, or 0 with errno. */
static uint64_t
read_table(struct lodging *l, struct guard *guard, unsigned tid)
{
    struct stat st;

    name(l, tid, NETNS_TABLE);
    if (guard_fstatat(guard, l->proc, bytes_string(&l->path), &st, 0) == 0)
        return st.st_ino;
    note_failure(l);
    return 0;
}

static uint64_t
read_net(struct lodging *l, struct guard *guard, unsigned tid)
{
    return l->by_table ? read_table(l, guard, tid) : read_link(l, guard, tid, "ns/net");
}

/* Adds the task as an inhabitant of the namespace; ignores inode 0.  A lack of memory is noted. */
static void
add(struct lodging *l, struct namespaces *n, uint64_t inode, unsigned tid)
{
    errno = ENOMEM;
    if (inode && namespaces_add(n, inode, l->pid, tid) != 0)
        note_failure(l);
}

/*
 * Adds threads that are in other namespaces than their leader.  A zombie leader has no namespaces (ns_get_name()
 * returns ENOENT), but its other threads may still run.
 */
static void
look_at_threads(struct lodging *l, struct guard *guard, uint64_t net, uint64_t mnt)
{
    struct numbers tids = { 0 };
    int fd;

    name(l, l->pid, "task");
    fd = guard_openat(guard, l->proc, bytes_string(&l->path), O_RDONLY | O_DIRECTORY);
    if (fd < 0) {
        note_failure(l);
        return; /* if the process has ended, the attempts to read it record that */
    }
    if (directory_numbers(guard, fd, l->threads, &tids) != 0)
        note_failure(l);
    close(fd);
    for (size_t i = 0; i < tids.count && !guard_lost(guard); i++) {
        unsigned tid = tids.values[i];
        uint64_t own_net = tid == l->pid ? 0 : read_net(l, guard, tid);
        uint64_t own_mnt = tid == l->pid ? 0 : read_link(l, guard, tid, "ns/mnt");

        if (own_net != net)
            add(l, &l->net, own_net, tid);
        if (own_mnt != mnt)
            add(l, &l->mnt, own_mnt, tid);
    }
    numbers_free(&tids);
}

/*
 * Whether to look at the threads: false if there is only the leader.  The directory `task` has two links and one more
 * for each thread (proc_task_getattr(), fs/proc/base.c).  A copy of /proc on another file system may have any number of
 * links.
 */
static bool
has_threads(struct lodging *l, struct guard *guard)
{
    struct stat st;

    name(l, l->pid, "task");
    return guard_fstatat(guard, l->proc, bytes_string(&l->path), &st, 0) == 0 && st.st_nlink != 3;
}

static void
look(struct lodging *l, struct guard *guard)
{
    uint64_t net, mnt;
    int error;

    if (l->proc < 0) {
        errno = EXDEV;
        note_failure(l);
        return;
    }
    net = read_net(l, guard, l->pid);
    error = errno;
    if (net == 0 && error == ENOENT) {
        look_at_threads(l, guard, 0, 0);
        return;
    }
    mnt = read_link(l, guard, l->pid, "ns/mnt");
    l->reads_mounts = mnt == 0; /* its namespace is unknown, so no other process can stand in for it */
    add(l, &l->net, net, l->pid);
    add(l, &l->mnt, mnt, l->pid);
    if (!l->is_own && has_threads(l, guard))
        look_at_threads(l, guard, net, mnt);
}

static void
lodging_free(struct lodging *l)
{
    bytes_free(&l->path);
    free(l->net.inhabitants);
    free(l->mnt.inhabitants);
}

struct survey {
    struct census *census;
    struct host *host;
    pthread_mutex_t lock; /* guards the census, but not its processes: one worker has each of them */
    bool failed;          /* without memory */
};

struct survey_unit {
    struct unit unit;
    struct survey *survey;
    struct process *process;
    bool begun;
    bool busy; /* begun and not done; if another worker finds it set, the first one was given up */
};

static int
take(struct namespaces *n, const struct namespaces *more)
{
    int rc = 0;

    for (size_t i = 0; i < more->inhabitant_count && rc == 0; i++) {
        const struct inhabitant *task = &more->inhabitants[i];

        rc = namespaces_add(n, task->inode, task->pid, task->tid);
    }
    return rc;
}

static void
take_lodging(struct survey_unit *u, const struct lodging *l)
{
    struct census *census = u->survey->census;

    if (l->reads_mounts)
        u->process->reads_mounts = true;
    pthread_mutex_lock(&u->survey->lock);
    if (take(&census->net, &l->net) != 0 || take(&census->mnt, &l->mnt) != 0)
        u->survey->failed = true;
    if (l->error && (!census->error || l->pid < census->error_pid)) {
        census->error = l->error;
        census->error_pid = l->pid;
    }
    pthread_mutex_unlock(&u->survey->lock);
}

/* Marks a process with unknown namespaces: its own mountinfo is read, and its links are not read again. */
static void
mark(struct process *process)
{
    process->is_unread = true;
    process->reads_mounts = true;
}

/* Marks a process whose worker was given up. */
static void
mark_given_up(struct survey_unit *u)
{
    mark(u->process);
    if (u->unit.hung)
        u->process->stuck = STUCK_LINKS;
}

/* Begins the attempt that is recorded if the links do not answer. */
static void
begin(const struct survey_unit *u, struct attempt *a)
{
    unsigned pid = u->process->pid;

    attempt_begin(a, scope_member(SCOPE_PROC), host_proc_name(u->survey->host, host_proc_of(u->survey->host, pid)), "");
    bytes_format(&a->path, "/%u/ns", pid);
    bytes_format(&a->source, "/%u/ns", pid);
}

static bool
survey_step(struct unit *unit, struct worker *w)
{
    struct survey_unit *u = (struct survey_unit *)unit;
    struct lodging l = { .pid = u->process->pid, .threads = host_limits(u->survey->host)->numbers };

    if (u->begun) {
        if (u->busy)
            mark_given_up(u);
        return false;
    }
    u->begun = u->busy = true;
    begin(u, &w->attempt);
    l.proc = host_proc_of(u->survey->host, l.pid);
    l.is_own = host_is_own(u->survey->host, l.pid);
    l.by_table = netns_by_table(u->survey->host);
    look(&l, &w->guard);
    if (!guard_lost(&w->guard)) {
        u->busy = false;
        take_lodging(u, &l);
    }
    lodging_free(&l);
    return true;
}

static bool
survey_skip(struct unit *unit, struct attempt *a)
{
    struct survey_unit *u = (struct survey_unit *)unit;
    bool begun = u->begun;

    u->begun = true;
    if (!begun) {
        mark(u->process);
        begin(u, a);
    } else if (u->busy) {
        mark_given_up(u);
    }
    return !begun;
}

static void
survey_free(struct unit *unit)
{
    free(unit);
}

/* Submits a unit for the process, unless its links did not answer before.  0, or -1 without memory. */
static int
submit(struct survey *survey, struct pool *pool, struct process *process)
{
    static const struct unit_class class = { survey_step, survey_skip, survey_free };
    struct survey_unit *u;

    if (numbers_has(&survey->host->unread, process->pid)) {
        mark(process);
        return 0;
    }
    u = calloc(1, sizeof(*u));
    if (!u)
        return -1;
    u->unit.class = &class;
    u->survey = survey;
    u->process = process;
    pool_submit(pool, &u->unit);
    return 0;
}

static int
ask_all(struct survey *survey, struct pool *pool)
{
    struct census *census = survey->census;
    struct results results = { 0 };
    size_t at = 0;

    while (at < census->count || pool_outstanding(pool) > 0) {
        while (at < census->count && pool_has_room(pool))
            if (submit(survey, pool, &census->processes[at++]) != 0)
                return -1;
        if (host_copy_is_over(survey->host))
            pool_interrupt(pool, OVER);
        if (pool_outstanding(pool) > 0)
            pool_next(pool, &results, TICK_MILLISECONDS);
        results_append(&census->unread, &results);
    }
    return survey->failed || pool_is_exhausted(pool) ? -1 : 0;
}

/* Adds the processes that did not answer to host->unread.  0, or -1 without memory. */
static int
remember(const struct census *census, struct host *host)
{
    for (size_t i = 0; i < census->count; i++)
        if (census->processes[i].is_unread && numbers_add(&host->unread, census->processes[i].pid) != 0)
            return -1;
    numbers_sort(&host->unread);
    return 0;
}

int
survey_take(struct census *census, struct host *host, struct error *error)
{
    const struct limits *limits = host_limits(host);
    struct survey survey = { census, host, PTHREAD_MUTEX_INITIALIZER, false };
    struct pool *pool = pool_start(&(struct pool_options){ pool_workers(limits->means), host_deadline(host),
                                                           limits->large_bytes.most, limits->means });
    int rc = pool ? ask_all(&survey, pool) : -1;

    if (pool)
        pool_stop(pool);
    if (rc != 0 || remember(census, host) != 0)
        return error_set(error, "out of memory");
    return 0;
}
