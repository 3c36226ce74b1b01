/*
 * Network namespaces that are bound to a mount point: `ip netns add`, container runtimes.  fs/proc_namespace.c, show_mountinfo():
 * the file system is "nsfs", and the root of the mount is the name of the namespace, "net:[<inode>]" (nsfs_show_path()).
 */
#include "collect/limits.h"
#include "collect/namespace.h"
#include "collect/units_net.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct mounts_unit {
    struct unit unit;
    struct host *host;
    struct namespace *mnt;
    bool begun;
};

struct field {
    const char *text;
    size_t len;
};

/* The field of that index, counted from 0; of length 0 when there is none. */
static struct field
field_at(const char *line, const char *end, unsigned index)
{
    struct field field = { line, 0 };

    for (;; index--) {
        const char *stop = memchr(field.text, ' ', (size_t)(end - field.text));

        field.len = (size_t)((stop ? stop : end) - field.text);
        if (index == 0)
            return field;
        if (!stop)
            return (struct field){ end, 0 };
        field.text = stop + 1;
    }
}

/* The file system's type follows the first " - ": optional fields before it have no spaces inside, and no single dash. */
static bool
is_nsfs(const char *line, const char *end)
{
    static const char mark[] = " - nsfs ";

    return memmem(line, (size_t)(end - line), mark, sizeof(mark) - 1) != NULL;
}

/* Octal escapes, as mangle_path() writes them: \040 and the like. */
static void
unescape(struct bytes *out, struct field field)
{
    const char *end = field.text + field.len;

    for (const char *p = field.text; p < end; p++) {
        if (*p == '\\' && end - p > 3 && p[1] >= '0' && p[1] <= '3' && p[2] >= '0' && p[2] <= '7' && p[3] >= '0' &&
            p[3] <= '7') {
            bytes_byte(out, (char)((p[1] - '0') * 64 + (p[2] - '0') * 8 + (p[3] - '0')));
            p += 3;
        } else {
            bytes_byte(out, *p);
        }
    }
}

/*
 * Opens the namespace file at the mount point, below the root directory of the task.  No component of a mount point is a link, and
 * none is followed.  A descriptor, or -1 with errno.
 */
static int
open_mount(const struct mounts_unit *u, struct guard *guard, const struct inhabitant *task, const char *path,
           uint64_t inode)
{
    struct bytes root = { 0 };
    int dir, fd, saved;

    bytes_format(&root, "%u/task/%u/root", task->pid, task->tid);
    dir = guard_openat(guard, host_proc_of(u->host, task->pid), bytes_string(&root), O_PATH | O_DIRECTORY);
    bytes_free(&root);
    if (dir < 0)
        return -1;
    path += strspn(path, "/");
    fd = guard_open_beneath(guard, dir, path, O_PATH | O_NOFOLLOW);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        fd = guard_openat(guard, dir, path, O_PATH | O_NOFOLLOW);
    saved = errno;
    close(dir);
    errno = saved;
    return fd < 0 ? -1 : netns_reopen(guard, u->host->proc, fd, inode);
}

static void
take_line(const struct mounts_unit *u, struct worker *w, const struct inhabitant *task, const char *line,
          const char *end)
{
    static const char prefix[] = "net:[";
    struct netns_table *found = &u->host->view->found;
    struct field root = field_at(line, end, 3);
    struct bytes path = { 0 };
    uint64_t inode;
    int fd = -1, error = 0;

    if (!is_nsfs(line, end) || root.len < sizeof(prefix) || memcmp(root.text, prefix, sizeof(prefix) - 1) != 0)
        return;
    inode = namespace_inode(root.text, root.len);
    if (inode == 0)
        return;
    unescape(&path, field_at(line, end, 4));
    if (!netns_is_known(found, inode)) {
        fd = open_mount(u, &w->guard, task, bytes_string(&path), inode);
        error = errno;
    }
    if (!guard_lost(&w->guard))
        netns_add(found, inode, NETNS_MOUNT, task->pid, bytes_string(&path), fd, error);
    else if (fd >= 0)
        close(fd);
    bytes_free(&path);
}

/* Reads the mountinfo of the namespace, through *task.  What it lacks is on record. */
static bool
read_mountinfo(const struct mounts_unit *u, struct worker *w, struct inhabitant *task)
{
    struct attempt *a = &w->attempt, *content = &w->aside;
    int fd = namespace_open(u->mnt, u->host, &w->guard, a, "mountinfo", O_RDONLY | O_NOCTTY | O_NONBLOCK);
    const struct inhabitant *through = namespace_task(u->mnt);

    attempt_begin(content, "", "", "");
    if (fd < 0) {
        attempt_failed(content, errno, PLACE_GONE);
    } else {
        if (through && !guard_lost(&w->guard))
            *task = *through;
        attempt_read_fd(content, &w->guard, fd, LIMIT_FILE, u->host->file_seconds, PLACE_PROCESS);
        close(fd);
    }
    if (guard_lost(&w->guard))
        return false;
    if (content->state != STATE_ok && content->state != STATE_empty && content->state != STATE_vanished) {
        a->state = content->state;
        a->error = content->error;
        bytes_append(&a->reason, content->reason.data, content->reason.len);
        worker_commit(w);
    }
    return task->pid != 0;
}

static bool
mounts_step(struct unit *unit, struct worker *w)
{
    struct mounts_unit *u = (struct mounts_unit *)unit;
    struct inhabitant task = { 0 };
    const char *line, *end;

    if (u->begun)
        return false;
    u->begun = true;
    attempt_begin(&w->attempt, "", "", SNAPSHOT_NAMESPACES);
    if (!read_mountinfo(u, w, &task))
        return true;
    line = w->aside.content.data;
    for (end = line + w->aside.content.len; line < end && !guard_lost(&w->guard);) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));

        take_line(u, w, &task, line, stop ? stop : end);
        line = stop ? stop + 1 : end;
    }
    return true;
}

static bool
mounts_skip(struct unit *unit, struct attempt *a)
{
    (void)unit;
    (void)a;
    return false;
}

static void
mounts_free(struct unit *unit)
{
    free(unit);
}

struct unit *
unit_find_mounts(struct host *host, struct namespace *mnt)
{
    static const struct unit_class class = { mounts_step, mounts_skip, mounts_free };
    struct mounts_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->host = host;
    u->mnt = mnt;
    return &u->unit;
}
