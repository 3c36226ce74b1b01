#include "collect/netns/namespace.h"

#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Longer than any "pid_for_children:[4294967295]". */
#define TARGET_SIZE 64

static void
task_path(struct bytes *out, const struct inhabitant *task)
{
    bytes_decimal(out, task->pid);
    if (task->tid != task->pid) {
        bytes_text(out, "/task/");
        bytes_decimal(out, task->tid);
    }
}

/* Whether a task is in the namespace. */
enum whereabouts { IS_THERE, IS_GONE, IS_UNKNOWN };

/* The answer after a failure.  The three errors mean that the task has ended or is a zombie.  Keeps errno. */
static enum whereabouts
whereabouts_of_error(void)
{
    return errno == ENOENT || errno == ESRCH || errno == EINVAL ? IS_GONE : IS_UNKNOWN;
}

/* Whether the task with that /proc directory is in the namespace now.  For IS_UNKNOWN, errno says why. */
static enum whereabouts
lives_in(struct guard *guard, int dir, const char *link, uint64_t inode, bool by_table)
{
    char target[TARGET_SIZE];
    struct stat st;
    ssize_t len;

    if (inode == 0) /* the kernel has no namespace links: it must suffice that the task exists */
        return guard_fstatat(guard, dir, "stat", &st, AT_SYMLINK_NOFOLLOW) == 0 ? IS_THERE : whereabouts_of_error();
    if (by_table && guard_fstatat(guard, dir, NETNS_TABLE, &st, 0) != 0)
        return whereabouts_of_error();
    if (by_table)
        return st.st_ino == inode ? IS_THERE : IS_GONE;
    len = guard_readlinkat(guard, dir, link, target, sizeof(target));
    if (len < 0)
        return whereabouts_of_error();
    return text_link_number((struct text){ target, (size_t)len }) == inode ? IS_THERE : IS_GONE;
}

/*
 * Opens the file through one task.  Returns a descriptor, or -1 with errno.  *where says whether the task is in the
 * namespace; only then the result is about the namespace.
 */
static int
open_through(const struct inhabitant *task, const char *link, struct host *host, struct guard *guard, struct attempt *a,
             const char *file, int flags, enum whereabouts *where)
{
    struct bytes path = { 0 };
    uint64_t inode = task->inode; /* a copy, because the namespace must not be used once the guard is lost */
    bool by_table = netns_by_table(host);
    int proc = host_proc_of(host, task->pid);
    int dir, fd, saved;

    task_path(&path, task);
    bytes_clear(&a->source);
    bytes_format(&a->source, "%s/%s/%s", host_proc_name(host, proc), bytes_string(&path), file);
    errno = EXDEV; /* for proc < 0: something is mounted over the directory */
    dir = proc < 0 ? -1 : guard_openat(guard, proc, bytes_string(&path), O_PATH | O_DIRECTORY);
    saved = errno;
    bytes_free(&path);
    errno = saved;
    if (dir < 0) {
        *where = whereabouts_of_error();
        return -1;
    }
    fd = host->is_procfs ? guard_openat(guard, dir, file, flags) : attempt_open(a, guard, dir, file, flags);
    saved = errno;
    *where = lives_in(guard, dir, link, inode, by_table);
    if (*where == IS_UNKNOWN)
        saved = errno;
    close(dir);
    if (fd >= 0 && *where != IS_THERE) {
        close(fd);
        fd = -1;
    }
    errno = saved;
    return fd;
}

/* Whether the error is a lack of our own resources, so that another task would not help. */
static bool
is_our_lack(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOMEM;
}

const struct inhabitant *
namespace_task(const struct namespace *ns)
{
    size_t current = atomic_load(&ns->current);

    return current < ns->count ? &ns->inhabitants[current] : NULL;
}

void
namespace_hold(struct namespace *ns)
{
    ns->users++;
}

void
namespace_release(struct namespace *ns)
{
    if (--ns->users > 0)
        return;
    netns_resident_end(ns->resident);
    ns->resident = NULL;
}

/* Fills in our resident as a task, and starts the resident if need be.  0, or -1 with errno. */
static int
find_resident(struct namespace *ns, struct netns_finder *finder, struct inhabitant *task)
{
    int rc = 0, error = ns->error ? ns->error : ESRCH;

    if (ns->handle < 0) {
        errno = error;
        return -1;
    }
    pthread_mutex_lock(&finder->entering);
    if (!ns->resident)
        ns->resident = netns_resident_start(ns->handle, finder->host->proc, host_deadline(finder->host));
    error = errno;
    if (ns->resident)
        *task = (struct inhabitant){ ns->inode, netns_resident_pid(ns->resident), netns_resident_tid(ns->resident) };
    else
        rc = -1;
    pthread_mutex_unlock(&finder->entering);
    errno = error;
    return rc;
}

/* Opens the file through our resident, when no inhabitant is left. */
static int
open_resident(struct namespace *ns, struct netns_finder *finder, struct guard *guard, struct attempt *a,
              const char *file, int flags)
{
    enum whereabouts where;
    struct inhabitant task;

    if (find_resident(ns, finder, &task) != 0)
        return -1;
    return open_through(&task, "ns/net", finder->host, guard, a, file, flags, &where);
}

int
namespace_open(struct namespace *ns, struct netns_finder *finder, struct guard *guard, struct attempt *a,
               const char *file, int flags)
{
    for (;;) {
        size_t current = atomic_load(&ns->current);
        enum whereabouts where;
        int fd, saved;

        if (current >= ns->count)
            return open_resident(ns, finder, guard, a, file, flags);
        fd = open_through(&ns->inhabitants[current], ns->link, finder->host, guard, a, file, flags, &where);
        saved = errno;
        if (guard_lost(guard)) {
            if (fd >= 0)
                close(fd);
            errno = ECANCELED;
            return -1;
        }
        if (where == IS_THERE) {
            atomic_store(&ns->was_read, true);
            errno = saved;
            return fd;
        }
        if (where == IS_UNKNOWN && (is_our_lack(saved) || current + 1 == ns->count)) {
            errno = saved;
            return -1;
        }
        /* fails if another worker has already moved on to the next inhabitant */
        (void)atomic_compare_exchange_strong(&ns->current, &current, current + 1);
    }
}
