/*
 * Lists the pids in cgroup.procs of every cgroup hierarchy that is mounted in our mount namespace.  See cgroups(7); the
 * kernel writes the file in cgroup_procs_show(), kernel/cgroup/cgroup.c, and in cgroup-v1.c.
 */
#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"
#include "collect/views/views.h"
#include "collect/work/once.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What one walk found. */
struct walk {
    struct guard *guard;
    struct bytes directories; /* paths found so far, each ended by a NUL */
    struct bytes text;        /* content of one cgroup.procs */
    struct numbers pids;
    size_t count; /* of directories visited */
    int error;    /* the first errno value that matters, or 0 */
};

/* Appends the mount points of cgroup hierarchies. */
static void
add_hierarchies(struct walk *walk, const struct bytes *mountinfo)
{
    struct text rest = text_of(mountinfo), line;
    struct mount_line mount;

    while (text_next_line(&rest, &line)) {
        if (!mount_line_parse(line, &mount) || (!text_is(mount.type, "cgroup") && !text_is(mount.type, "cgroup2")))
            continue;
        text_unescape(&walk->directories, mount.point);
        bytes_byte(&walk->directories, '\0');
    }
}

static void
note(struct walk *walk, int error)
{
    /*
     * ENODEV, ENOENT: the cgroup was removed; EOPNOTSUPP: a threaded cgroup, whose processes are listed in its parent
     */
    if (walk->error == 0 && error != ENODEV && error != ENOENT && error != EOPNOTSUPP)
        walk->error = error;
}

/* Adds the pids in the text.  0 stands for a process in another pid namespace. */
static void
add_pids(struct walk *walk)
{
    struct text rest = text_of(&walk->text), line;
    uint64_t pid;

    while (text_next_part(&rest, '\n', &line)) /* whole lines only: a truncated number is wrong */
        if (text_decimal(line, INT_MAX, &pid) && pid > 0 && numbers_add(&walk->pids, (unsigned)pid) != 0)
            note(walk, ENOMEM);
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
read_procs(struct walk *walk, int dir)
{
    int fd = open_procs(walk->guard, dir);
    ssize_t count = 1;

    bytes_clear(&walk->text);
    while (fd >= 0 && count > 0 && walk->text.len < LIMIT_FILE) {
        char *room = bytes_room(&walk->text, 16384);

        if (!room)
            errno = ENOMEM;
        count = room ? guard_read(walk->guard, fd, room, 16384) : -1;
        if (count > 0)
            bytes_grew(&walk->text, (size_t)count);
    }
    if (fd < 0 || count < 0)
        note(walk, errno);
    if (fd >= 0)
        guard_close(walk->guard, fd);
    add_pids(walk);
}

/* Reads the cgroup whose path is at the offset in `directories`, and appends its children. */
static void
visit(struct walk *walk, size_t at)
{
    struct bytes names = { 0 }, path = { 0 };
    int fd = guard_openat(walk->guard, AT_FDCWD, walk->directories.data + at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);

    walk->count++;
    if (fd < 0) {
        note(walk, errno);
        return;
    }
    read_procs(walk, fd);
    if (directory_names(walk->guard, fd, DIRECTORY_DIRECTORIES, &names) != 0)
        note(walk, errno);
    bytes_text(&path, walk->directories.data + at);
    for (size_t i = 0; i < names.len; i += strlen(names.data + i) + 1) {
        bytes_append(&walk->directories, path.data, path.len);
        bytes_byte(&walk->directories, '/');
        bytes_append(&walk->directories, names.data + i, strlen(names.data + i) + 1);
    }
    bytes_free(&names);
    bytes_free(&path);
    guard_close(walk->guard, fd);
}

/* Visits all cgroups, breadth first, so that a limit cuts off the deepest ones.  False if a limit was reached. */
static bool
visit_all(struct walk *walk, unsigned seconds)
{
    uint64_t end = clock_monotonic() + seconds * NANOSECONDS;

    for (size_t at = 0; at < walk->directories.len && !walk->directories.failed && !guard_lost(walk->guard);
         at += strlen(walk->directories.data + at) + 1) {
        if (walk->count >= LIMIT_CGROUPS || clock_monotonic() > end)
            return false;
        visit(walk, at);
    }
    if (walk->directories.failed)
        note(walk, ENOMEM);
    return true;
}

/* Sets the view's pids, times and state from the walk. */
static void
finish(struct view *view, struct worker *w, struct walk *walk, bool whole)
{
    struct attempt *a = &view->attempt;

    attempt_stop(&w->attempt);
    a->start = w->attempt.start;
    a->monotonic = w->attempt.monotonic;
    a->took = w->attempt.took;
    view->pids = walk->pids;
    walk->pids = (struct numbers){ 0 };
    view->done = true;
    attempt_read(a);
    if (walk->error)
        attempt_failed(a, walk->error, ORIGIN_HOST);
    else if (!whole)
        attempt_ended(a, STATE_truncated, "too many cgroups, or took too long");
    else if (walk->count == 0)
        attempt_ended(a, STATE_absent, "no cgroup hierarchy is mounted");
}

static void
list_cgroups(void *context, struct worker *w)
{
    struct view *view = context;
    struct walk walk = { .guard = &w->guard };
    bool whole;

    add_hierarchies(&walk, &view->host->mountinfo);
    whole = visit_all(&walk, view->host->file_seconds);
    if (!guard_lost(&w->guard))
        finish(view, w, &walk, whole);
    numbers_free(&walk.pids);
    bytes_free(&walk.directories);
    bytes_free(&walk.text);
}

struct unit *
unit_cgroups(struct view *view)
{
    static const struct once once = { "views/cgroups", "cgroup.procs", "", .work = list_cgroups };

    return unit_once(&once, view);
}
