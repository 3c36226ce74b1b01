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
    if (directory_names(walk->guard, fd, DIRECTORY_DIRECTORIES, &names) != 0)
        walk_note(walk, errno);
    bytes_text(&path, walk->directories.data + at);
    for (size_t i = 0; i < names.len && walk->directories.len <= LIMIT_NAMES; i += strlen(names.data + i) + 1) {
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
        if (walk->count >= LIMIT_CGROUPS || walk->directories.len > LIMIT_NAMES || clock_monotonic() > end)
            return false;
        visit(walk, at);
    }
    if (walk->directories.failed)
        walk_note(walk, ENOMEM);
    return true;
}

void
walk_failed(struct attempt *a, int error)
{
    attempt_failed(a, error, ORIGIN_HOST);
    if (a->state == STATE_absent || a->state == STATE_vanished)
        a->state = STATE_error;
}

void
walk_free(struct walk *walk)
{
    bytes_free(&walk->directories);
}
