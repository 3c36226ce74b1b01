#include "collect/net/netlink_dump.h"

#include "collect/base/limits.h"
#include "collect/net/generic.h"
#include "collect/netns/namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* netns_socket with a deadline: its thread may hang in the namespace. */
static int
enter_and_open(struct guard *guard, int file, int protocol)
{
    int fd;

    if (!guard_enter(guard))
        return -1;
    fd = netns_socket(file, protocol);
    if (guard_leave(guard))
        return fd;
    if (fd >= 0)
        close(fd);
    errno = ECANCELED;
    return -1;
}

/* Makes a socket in the namespace whose nsfs file is `file`, and notes the owner of the namespace. */
static int
make_socket(struct netns_finder *finder, struct guard *guard, int file, uint64_t inode, int protocol)
{
    uint64_t owner;

    if (!netns_by_table(finder->host) && netns_inode(guard, file) != inode) {
        errno = ESTALE;
        return -1;
    }
    owner = netns_owner(guard, file);
    if (guard_lost(guard)) {
        errno = ECANCELED;
        return -1;
    }
    netns_set_owner(&finder->found, inode, owner);
    return inode == finder->own ? netlink_socket(guard, protocol) : enter_and_open(guard, file, protocol);
}

/* Makes a socket in the target's namespace.  A descriptor, or -1 with errno. */
static int
open_socket(struct net_target *target, struct worker *w, int protocol)
{
    struct netns_finder *finder = &target->view->finder;
    struct namespace *ns = target->ns;
    uint64_t inode = ns->inode; /* copies: neither ns nor finder may be used once the guard is lost */
    bool is_own = inode == finder->own;
    int borrowed = ns->count > 0 ? -1 : ns->handle;
    int file = borrowed, fd, saved;

    if (file < 0 && inode != 0) /* 0: nothing tells namespaces apart; then there is only our own */
        file = namespace_open(ns, finder, &w->guard, &w->unrecorded, "ns/net", O_RDONLY);
    if (file < 0)
        return is_own && !guard_lost(&w->guard) ? netlink_socket(&w->guard, protocol) : -1;
    fd = make_socket(finder, &w->guard, file, inode, protocol);
    saved = errno;
    if (file != borrowed)
        close(file);
    errno = saved;
    return fd;
}

int
netlink_dump_ask(struct netlink_dump *d, struct net_target *target, struct worker *w,
                 const struct dump_options *options)
{
    struct bytes request = { 0 };
    int rc, saved;

    if (d->fd >= 0 && d->protocol != d->dump->protocol) {
        close(d->fd);
        d->fd = -1;
    }
    if (d->fd < 0) {
        struct netview *view = target->view;
        uint64_t inode = target->ns->inode; /* a copy: the target must not be used once the guard is lost */

        d->fd = open_socket(target, w, d->dump->protocol);
        d->protocol = d->dump->protocol;
        if (d->fd >= 0 && !guard_lost(&w->guard))
            own_sockets_add(&view->sockets, inode, d->protocol, d->fd);
    }
    if (d->fd < 0)
        return -1;
    d->answer = (struct netlink_answer){ 0 };
    dump_request(&request, d->dump, options);
    rc = netlink_send(&w->guard, d->fd, &request);
    saved = errno;
    bytes_free(&request);
    errno = saved;
    return rc;
}

int
netlink_dump_listen(struct netlink_dump *d, struct worker *w, size_t part)
{
    struct bytes *content = &w->attempt.content;

    w->attempt.lent = true;
    while (!d->answer.done && content->len < part) {
        size_t before = content->len;

        if (netlink_receive(&w->guard, d->fd, content, &d->answer) != 0)
            return -1;
        /* before the next call: if the worker is given up in it, the content is written as it is */
        if (generic_is_by_interface(d->dump))
            generic_wipe_keys(content->data + before, content->len - before);
    }
    return 0;
}

void
netlink_dump_break_off(struct netlink_dump *d)
{
    if (d->fd >= 0)
        close(d->fd);
    d->fd = -1;
    d->answer.done = true;
}
