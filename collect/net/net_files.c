/*
 * Reads the files of a network namespace through a task in it.
 */
#include "collect/base/limits.h"
#include "collect/host/file_unit.h"
#include "collect/net/units_net.h"
#include "collect/netns/namespace.h"

#include <errno.h>

struct net_file_unit {
    struct file_unit file;
    struct net_target *target;
};

static struct net_target *
target_of(const struct file_unit *u)
{
    return ((const struct net_file_unit *)u)->target;
}

static int
open_file(struct file_unit *u, struct worker *w, const char *file, int flags)
{
    struct net_target *target = target_of(u);
    struct bytes path = { 0 };
    int fd, saved;

    bytes_format(&path, "net/%s", file);
    fd = namespace_open(target->ns, &target->view->finder, &w->guard, &w->attempt, bytes_string(&path), flags);
    saved = errno;
    bytes_free(&path);
    errno = saved;
    return fd;
}

static bool
skips(struct file_unit *u, struct attempt *a)
{
    return net_target_skips(target_of(u), u->source, a);
}

static void
has_read(struct file_unit *u, struct attempt *a)
{
    net_target_has_table(target_of(u), u->source, a);
}

static void
release(struct file_unit *u)
{
    namespace_release(target_of(u)->ns);
}

struct unit *
unit_net(struct net_target *target, const struct source *source, const char *pass)
{
    static const struct file_kind kind = { offsetof(struct limits, table_bytes),
                                           ORIGIN_PROCESS,
                                           .open = open_file,
                                           .skips = skips,
                                           .has_read = has_read,
                                           .free = release };
    struct net_file_unit *u;
    struct bytes member = { 0 };

    bytes_format(&member, "net/%llu/%s", (unsigned long long)target->ns->inode, pass);
    u = (struct net_file_unit *)file_unit_new(sizeof(*u), &kind, target->view->host, source, &member);
    if (!u)
        return NULL;
    u->target = target;
    namespace_hold(target->ns);
    return &u->file.unit;
}
