#include "collect/host/visible_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* More bytes than a pid has digits. */
#define SELF_SIZE 24

/* Looks for a process: a directory with a number as its name that has a file stat. */
static void
find_process(struct guard *guard, struct visible_proc *v)
{
    struct numbers pids = { 0 };
    struct bytes path = { 0 };
    struct stat st;
    int fd = guard_openat(guard, v->fd, ".", O_RDONLY | O_DIRECTORY);

    if (fd < 0 || (directory_numbers(guard, fd, limits_usual.numbers, &pids) != 0 && pids.count == 0))
        v->list_error = errno; /* else the census says that the list ends early */
    for (size_t i = 0; i < pids.count && !v->has_process && !guard_lost(guard); i++) {
        bytes_clear(&path);
        bytes_format(&path, "%u/stat", pids.values[i]);
        v->has_process = guard_fstatat(guard, v->fd, bytes_string(&path), &st, AT_SYMLINK_NOFOLLOW) == 0;
    }
    if (fd >= 0)
        close(fd);
    numbers_free(&pids);
    bytes_free(&path);
}

static void
examine(struct guard *guard, void *work)
{
    struct visible_proc *v = work;
    char target[SELF_SIZE];
    struct statfs fs;
    struct stat st;
    ssize_t len;

    v->fd = guard_openat(guard, AT_FDCWD, v->path, O_RDONLY | O_DIRECTORY);
    v->error = v->fd < 0 ? errno : 0;
    if (v->fd < 0)
        return;
    v->statfs_error = guard_fstatfs(guard, v->fd, &fs) != 0 ? errno : 0;
    v->type = v->statfs_error ? 0 : (unsigned long)fs.f_type;
    v->device = guard_fstat(guard, v->fd, &st) == 0 ? st.st_dev : 0; /* no file system has 0 */
    len = guard_readlinkat(guard, v->fd, "self", target, sizeof(target));
    v->self_error = len < 0 ? errno : 0;
    if (len > 0)
        bytes_append(&v->self, target, (size_t)len);
    if (v->named)
        find_process(guard, v);
}

void
visible_proc_drop(void *work)
{
    struct visible_proc *v = work;

    if (v && v->fd >= 0)
        close(v->fd);
    if (v)
        bytes_free(&v->self);
    free(v);
}

struct errand *
visible_proc_examine(const char *path, bool named)
{
    static const struct errand_kind errand = { .run = examine, .drop = visible_proc_drop };
    struct visible_proc *v = malloc(sizeof(*v));

    if (v)
        *v = (struct visible_proc){ .path = path, .named = named, .fd = -1 };
    return errand_start(&errand, v);
}

bool
visible_proc_has_own_pids(const struct visible_proc *v)
{
    struct bytes own = { 0 };
    bool same;

    if (v->self_error && v->self_error != ENOENT)
        return true; /* this error says nothing about the pid namespace, and most procfs are of our own */
    bytes_decimal(&own, (uint64_t)getpid());
    same = bytes_equal(&own, &v->self);
    bytes_free(&own);
    return same;
}
