/*
 * Finds network namespaces that are bound to a mount point, as `ip netns add` and container runtimes do.  In such a
 * line of mountinfo (show_mountinfo(), fs/proc_namespace.c) the file system is "nsfs" and the root of the mount is the
 * name of the namespace, "net:[<inode>]" (nsfs_show_path()).
 *
 * A mount namespace can be bound too, "mnt:[<inode>]" (`unshare --mount=FILE`, snapd).  If no task is in it, a thread
 * enters it for a moment, and its mountinfo is searched like the others.
 *
 * All mounts go into the table of mounts on the way, and those of bpffs and cgroup2 into a list of their own.
 */
#include "collect/base/text.h"
#include "collect/netns/namespace.h"
#include "collect/netns/units_netns.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A mount namespace without tasks. */
struct pinned {
    uint64_t inode;
    int fd; /* of its nsfs file */
};

struct mounts_unit {
    struct unit unit;
    struct netns_finder *finder;
    struct namespace *mnt;
    bool begun;
    struct pinned *pinned; /* found in `mnt`, and in earlier ones of this list; `at` is the next to search */
    size_t count, at;
};

/* The mount namespace whose mountinfo is searched. */
struct lookup {
    uint64_t inode;
    unsigned pid; /* of a task in it; 0 if there is none */
    int root;     /* descriptor of its root directory; -1 if it could not be opened */
    int error;    /* errno of opening it */
};

/*
 * Opens what is at the mount point.  No component of a mount point is a symbolic link, so none is followed.  Returns a
 * descriptor (O_PATH), or -1 with errno: ESTALE if the path leads elsewhere, because something else is mounted over it.
 */
static int
open_point(struct guard *guard, const struct lookup *in, const char *path)
{
    int fd;

    errno = in->error;
    if (in->root < 0)
        return -1;
    path += strspn(path, "/");
    fd = guard_open_beneath(guard, in->root, path, O_PATH | O_NOFOLLOW);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        fd = guard_openat(guard, in->root, path, O_PATH | O_NOFOLLOW);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        errno = ESTALE;
    return fd;
}

/* Opens the namespace file at the mount point.  A descriptor, or -1 with errno as for open_point. */
static int
open_mount(const struct mounts_unit *u, struct guard *guard, const struct lookup *in, const char *path, uint64_t inode)
{
    int fd = open_point(guard, in, path);

    return fd < 0 ? -1 : netns_reopen(guard, u->finder->host->proc, fd, inode);
}

static void
take_net(struct mounts_unit *u, struct worker *w, const struct lookup *in, const char *path, uint64_t inode)
{
    struct netns_table *found = &u->finder->found;
    int fd = -1, error = 0;

    if (!netns_has_descriptor(found, inode)) {
        fd = open_mount(u, &w->guard, in, path, inode);
        error = errno;
    }
    if (!guard_lost(&w->guard))
        netns_add(found, inode, NETNS_MOUNT, in->pid, path, fd, error);
    else if (fd >= 0)
        close(fd);
}

/*
 * A failure here is recorded for net/namespaces, the list that may then be incomplete.  namespace_open sets the source.
 */
static void
begin_attempt(struct worker *w)
{
    attempt_begin(&w->attempt, "", "", SNAPSHOT_NAMESPACES);
    bytes_clear(&w->attempt.source);
    bytes_text(&w->attempt.source, "mountinfo");
}

/* Records a failure, except that a task has ended, and begins the next attempt. */
static void
record(struct worker *w, int error)
{
    attempt_failed(&w->attempt, error, ORIGIN_GONE);
    if (w->attempt.state != STATE_vanished)
        worker_commit(w);
    begin_attempt(w);
}

/* Adds a mount namespace to the list of those to search, unless it is searched anyway. */
static void
take_mnt(struct mounts_unit *u, struct worker *w, const struct lookup *in, const char *path, uint64_t inode)
{
    struct pinned *list;
    int fd, error;

    if (netns_finder_has_mounts(u->finder, inode))
        return;
    fd = open_mount(u, &w->guard, in, path, inode);
    error = errno;
    list = fd < 0 || guard_lost(&w->guard) ? NULL : realloc(u->pinned, (u->count + 1) * sizeof(*list));
    if (list) {
        u->pinned = list;
        list[u->count++] = (struct pinned){ inode, fd };
        return;
    }
    if (fd >= 0)
        close(fd);
    if (!guard_lost(&w->guard))
        record(w, fd < 0 ? error : ENOMEM);
}

static void
take_kernel_mount(struct mounts_unit *u, struct worker *w, const struct lookup *in, const struct mount_line *mount)
{
    struct bytes path = { 0 };
    int fd, error;

    text_unescape(&path, mount->point);
    fd = open_point(&w->guard, in, bytes_string(&path));
    error = errno;
    bytes_free(&path);
    if (!guard_lost(&w->guard))
        kernel_mounts_add(&u->finder->others, in->inode, mount, fd, error);
    else if (fd >= 0)
        close(fd);
}

static const struct kind {
    const char *prefix;
    void (*take)(struct mounts_unit *u, struct worker *w, const struct lookup *in, const char *path, uint64_t inode);
} kinds[] = {
    { "net:[", take_net },
    { "mnt:[", take_mnt },
};

static void
take_line(struct mounts_unit *u, struct worker *w, const struct lookup *in, struct text line)
{
    struct mount_line mount;
    struct bytes path = { 0 };

    if (!mount_line_parse(line, &mount))
        return;
    mount_table_add(&u->finder->table, in->inode, &mount);
    if (kernel_mounts_want(&u->finder->others, &u->finder->host->mountinfo, &mount))
        take_kernel_mount(u, w, in, &mount);
    if (!text_is(mount.type, "nsfs"))
        return;
    text_unescape(&path, mount.point);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        struct text rest = mount.root;
        uint64_t inode = text_link_number(mount.root);

        if (inode && text_skip(&rest, kinds[i].prefix))
            kinds[i].take(u, w, in, bytes_string(&path), inode);
    }
    bytes_free(&path);
}

/* Searches the open mountinfo, and closes it.  Records an error if it could not be read to its end. */
static void
take_mountinfo(struct mounts_unit *u, struct worker *w, const struct lookup *in, int fd)
{
    struct attempt *content = &w->unrecorded;
    struct text rest, line;

    attempt_begin(content, "", "", "");
    attempt_read_fd(content, &w->guard, fd, host_limits(u->finder->host)->file_bytes, u->finder->host->file_seconds,
                    ORIGIN_GONE);
    close(fd);
    if (guard_lost(&w->guard))
        return;
    if (content->state != STATE_ok && content->state != STATE_empty && content->state != STATE_vanished) {
        w->attempt.state = content->state;
        w->attempt.error = content->error;
        bytes_append(&w->attempt.reason, content->reason.data, content->reason.len);
        worker_commit(w);
        begin_attempt(w);
    }
    rest = text_of(&content->content);
    while (!guard_lost(&w->guard) && text_next_line(&rest, &line))
        take_line(u, w, in, line);
    if (!guard_lost(&w->guard) && content->state == STATE_ok)
        mount_table_searched(&u->finder->table, in->inode);
}

/* Searches the namespace of the unit, through a task in it. */
static void
look_through_task(struct mounts_unit *u, struct worker *w)
{
    int fd = namespace_open(u->mnt, u->finder, &w->guard, &w->attempt, "mountinfo", O_RDONLY | O_NOCTTY | O_NONBLOCK);
    const struct inhabitant *through;
    struct lookup in = { .inode = u->mnt->inode, .root = -1 };
    struct bytes root = { 0 };

    if (guard_lost(&w->guard))
        return;
    if (fd < 0) {
        record(w, errno);
        return;
    }
    through = namespace_task(u->mnt);
    if (through) {
        in.pid = through->pid;
        bytes_format(&root, "%u/task/%u/root", in.pid, through->tid);
        in.root =
            guard_openat(&w->guard, host_proc_of(u->finder->host, in.pid), bytes_string(&root), O_PATH | O_DIRECTORY);
        in.error = errno == ENOENT ? ESRCH : errno; /* the task has ended */
        bytes_free(&root);
    }
    take_mountinfo(u, w, &in, fd);
    if (in.root >= 0)
        close(in.root);
}

/* mntns_open with a deadline: the root directory of a mount namespace may be on a server that is dead. */
static int
enter_and_open(struct guard *guard, int ns, int proc, int *root)
{
    int fd;

    if (!guard_enter(guard))
        return -1;
    fd = mntns_open(ns, proc, root);
    if (guard_leave(guard))
        return fd;
    if (fd >= 0)
        close(fd);
    if (*root >= 0)
        close(*root);
    *root = -1;
    errno = ECANCELED;
    return -1;
}

/* Searches the next mount namespace in the list. */
static void
look_inside(struct mounts_unit *u, struct worker *w)
{
    struct pinned next = u->pinned[u->at++];
    struct lookup in = { .inode = next.inode, .root = -1 };
    int fd, error;

    bytes_format(&w->attempt.source, " of mnt:[%llu]", (unsigned long long)next.inode);
    fd = enter_and_open(&w->guard, next.fd, u->finder->host->proc, &in.root);
    error = errno;
    close(next.fd);
    if (fd >= 0)
        take_mountinfo(u, w, &in, fd);
    else if (!guard_lost(&w->guard))
        record(w, error);
    if (in.root >= 0)
        close(in.root);
}

static bool
mounts_step(struct unit *unit, struct worker *w)
{
    struct mounts_unit *u = (struct mounts_unit *)unit;
    bool begun = u->begun;

    if (begun && u->at == u->count)
        return false;
    u->begun = true;
    begin_attempt(w);
    if (begun)
        look_inside(u, w);
    else
        look_through_task(u, w);
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
    struct mounts_unit *u = (struct mounts_unit *)unit;

    for (; u->at < u->count; u->at++)
        close(u->pinned[u->at].fd);
    free(u->pinned);
    free(u);
}

struct unit *
unit_find_mounts(struct netns_finder *finder, struct namespace *mnt)
{
    static const struct unit_class class = { mounts_step, mounts_skip, mounts_free };
    struct mounts_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->finder = finder;
    u->mnt = mnt;
    return &u->unit;
}
