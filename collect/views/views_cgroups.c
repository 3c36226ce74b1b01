/*
 * Lists the pids in cgroup.procs of every cgroup hierarchy that is mounted in our mount namespace.  See cgroups(7); the
 * kernel writes the file in cgroup_procs_show(), kernel/cgroup/cgroup.c, and in cgroup-v1.c.
 */
#include "collect/base/limits.h"
#include "collect/base/text.h"
#include "collect/views/views.h"
#include "collect/views/walk.h"
#include "collect/work/once.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What one walk found. */
struct members {
    struct bytes text; /* content of one cgroup.procs */
    struct numbers pids;
};

/* Adds the pids in the text.  0 stands for a process in another pid namespace. */
static void
add_pids(struct walk *walk, struct members *members)
{
    struct text rest = text_of(&members->text), line;
    uint64_t pid;

    while (members->pids.count <= walk->limits->numbers.most &&
           text_next_part(&rest, '\n', &line)) /* whole lines only: a truncated number is wrong */
        if (text_decimal(line, INT_MAX, &pid) && pid > 0 && numbers_add(&members->pids, (unsigned)pid) != 0)
            walk_note(walk, ENOMEM);
}

/*
 * Opens cgroup.procs if it is a regular file.  Something else may be mounted over the hierarchy by now, and opening a
 * device or a FIFO has effects.  A descriptor, or -1 with errno.
 */
static int
open_procs(struct guard *guard, int dir)
{
    static const char name[] = "cgroup.procs";
    struct stat st;

    if (guard_fstatat(guard, dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (S_ISREG(st.st_mode))
        return guard_openat(guard, dir, name, O_RDONLY | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
    errno = EXDEV;
    return -1;
}

static void
read_procs(struct walk *walk, int dir, const char *path)
{
    struct members *members = walk->context;
    int fd = open_procs(walk->guard, dir);
    ssize_t count = 1;

    (void)path;
    bytes_clear(&members->text);
    while (fd >= 0 && count > 0 && members->text.len < walk->limits->file_bytes.most) {
        char *room = bytes_room(&members->text, 16384);

        if (!room)
            errno = ENOMEM;
        count = room ? guard_read(walk->guard, fd, room, 16384) : -1;
        if (count > 0)
            bytes_grew(&members->text, (size_t)count);
    }
    if (fd < 0 || count < 0)
        walk_note(walk, errno);
    else if (count > 0 || members->pids.count > walk->limits->numbers.most)
        walk_cut(walk, count > 0 ? walk->limits->file_bytes : walk->limits->numbers);
    if (fd >= 0)
        guard_close(walk->guard, fd);
    add_pids(walk, members);
}

/* Sets the view's pids, times and state from the walk. */
static void
finish(struct view *view, struct worker *w, const struct walk *walk, struct members *members, bool whole)
{
    struct attempt *a = &view->attempt;

    attempt_stop(&w->attempt);
    a->start = w->attempt.start;
    a->monotonic = w->attempt.monotonic;
    a->took = w->attempt.took;
    view->pids = members->pids;
    members->pids = (struct numbers){ 0 };
    view->done = true;
    attempt_read(a);
    if (walk->error)
        walk_failed(a, walk);
    else if (!whole)
        walk_ended(a, walk);
    else if (walk->count == 0)
        attempt_ended(a, STATE_absent, "no cgroup hierarchy is mounted");
}

static void
list_cgroups(void *context, struct worker *w)
{
    struct view *view = context;
    struct members members = { .pids = { 0 } };
    struct walk walk = {
        .guard = &w->guard, .visit = read_procs, .context = &members, .limits = host_limits(view->host)
    };
    bool whole;

    walk_add_mounts(&walk, &view->host->mountinfo, "cgroup");
    walk_add_mounts(&walk, &view->host->mountinfo, "cgroup2");
    whole = walk_all(&walk, view->host->file_seconds);
    if (!guard_lost(&w->guard))
        finish(view, w, &walk, &members, whole);
    numbers_free(&members.pids);
    bytes_free(&members.text);
    walk_free(&walk);
}

struct unit *
unit_cgroups(struct view *view)
{
    static const struct once once = { "views/cgroups", "cgroup.procs", "", .work = list_cgroups };

    return unit_once(&once, view);
}
