#include "collect/views/walk.h"

#include "collect/base/clock.h"
#include "collect/base/directory.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

void
walk_add_mounts(struct walk *walk, const struct bytes *mountinfo, const char *type)
{
    struct text rest = text_of(mountinfo), line;
    struct mount_line mount;

    while (text_next_line(&rest, &line)) {
        if (!mount_line_parse(line, &mount) || !text_is(mount.type, type))
            continue;
        text_unescape(&walk->directories, mount.point);
        bytes_byte(&walk->directories, '\0');
    }
}

void
walk_add(struct walk *walk, const char *path)
{
    bytes_append(&walk->directories, path, strlen(path) + 1);
}

void
walk_note(struct walk *walk, int error)
{
    /*
     * ENODEV, ENOENT: the directory was removed; EOPNOTSUPP: a threaded cgroup, whose processes are listed in its
     * parent
     */
    if (walk->error == 0 && error != ENODEV && error != ENOENT && error != EOPNOTSUPP)
        walk->error = error;
}

void
walk_cut(struct walk *walk, struct bound bound)
{
    if (!walk->cut.name)
        walk->cut = bound;
    walk_note(walk, EFBIG);
}

/* Visits the directory whose path is at the offset in `directories`, and appends its children. */
static void
visit(struct walk *walk, size_t at)
{
    struct bytes names = { 0 }, path = { 0 };
    int fd = guard_openat(walk->guard, walk->dir, walk->directories.data + at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);

    walk->count++;
    if (fd < 0) {
        walk_note(walk, errno);
        return;
    }
    walk->visit(walk, fd, walk->directories.data + at);
    if (directory_names(walk->guard, fd, DIRECTORY_DIRECTORIES, walk->limits->names, &names) != 0) {
        if (errno == EFBIG)
            walk_cut(walk, walk->limits->names);
        else
            walk_note(walk, errno);
    }
    bytes_text(&path, walk->directories.data + at);
    for (size_t i = 0; i < names.len && walk->directories.len <= walk->limits->names.most;
         i += strlen(names.data + i) + 1) {
        bytes_append(&walk->directories, path.data, path.len);
        bytes_byte(&walk->directories, '/');
        bytes_append(&walk->directories, names.data + i, strlen(names.data + i) + 1);
    }
    bytes_free(&names);
    bytes_free(&path);
    guard_close(walk->guard, fd);
}

bool
walk_all(struct walk *walk, unsigned seconds)
{
    uint64_t end = clock_monotonic() + seconds * NANOSECONDS;

    for (size_t at = 0; at < walk->directories.len && !walk->directories.failed && !guard_lost(walk->guard);
         at += strlen(walk->directories.data + at) + 1) {
        bool many = walk->count >= walk->limits->cgroups.most;

        if (!walk->cut.name && (many || walk->directories.len > walk->limits->names.most))
            walk->cut = many ? walk->limits->cgroups : walk->limits->names;
        if (many || walk->directories.len > walk->limits->names.most || clock_monotonic() > end)
            return false;
        visit(walk, at);
    }
    if (walk->directories.failed)
        walk_note(walk, ENOMEM);
    return true;
}

void
walk_failed(struct attempt *a, const struct walk *walk)
{
    attempt_not_listed(a, walk->error, ORIGIN_HOST, walk->cut);
    if (a->state == STATE_absent || a->state == STATE_vanished)
        a->state = STATE_error;
}

void
walk_ended(struct attempt *a, const struct walk *walk)
{
    if (walk->cut.name)
        attempt_cut(a, "more than may be listed", walk->cut);
    else
        attempt_ended(a, STATE_truncated, "took too long");
}

void
walk_free(struct walk *walk)
{
    bytes_free(&walk->directories);
}
