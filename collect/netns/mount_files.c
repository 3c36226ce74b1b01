/*
 * Reads mountinfo of a mount namespace through a task that is in it.
 */
#include "collect/base/limits.h"
#include "collect/host/file_unit.h"
#include "collect/netns/namespace.h"
#include "collect/netns/units_netns.h"

#include <errno.h>

struct mount_file_unit {
    struct file_unit file;
    struct netns_finder *finder;
    struct namespace *mnt;
};

static int
open_file(struct file_unit *u, struct worker *w, const char *file, int flags)
{
    struct mount_file_unit *m = (struct mount_file_unit *)u;

    return namespace_open(m->mnt, m->finder, &w->guard, &w->attempt, file, flags);
}

/*
 * Puts the pid of the task into the member's name.  Records nothing if no task is left: the attempt for the first
 * process records that.
 */
static bool
opened(struct file_unit *u, struct worker *w, int error)
{
    const struct inhabitant *task = namespace_task(((struct mount_file_unit *)u)->mnt);
    struct bytes *path = &w->attempt.path;

    if (error == ESRCH)
        return false;
    bytes_clear(path);
    bytes_format(path, "%s/%u/%s", scope_member(SCOPE_PROC), task ? task->pid : 0, u->source->path);
    return true;
}

struct unit *
unit_mounts(struct netns_finder *finder, struct namespace *mnt, const struct source *source)
{
    static const struct file_kind kind = { offsetof(struct limits, file_bytes), ORIGIN_PROCESS, .open = open_file,
                                           .opened = opened };
    struct mount_file_unit *u;
    struct bytes member = { 0 };

    bytes_format(&member, "%s/%u", scope_member(SCOPE_PROC), mnt->inhabitants[0].pid);
    u = (struct mount_file_unit *)file_unit_new(sizeof(*u), &kind, finder->host, source, &member);
    if (!u)
        return NULL;
    u->finder = finder;
    u->mnt = mnt;
    return &u->file.unit;
}
