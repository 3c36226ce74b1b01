/*
 * Finds which modules are loaded, and which families of generic netlink exist.
 */
#include "collect/base/netlink.h"
#include "collect/net/units_net.h"
#include "collect/work/once.h"

#include <errno.h>
#include <linux/netlink.h>
#include <unistd.h>

/* Our own namespace suffices: families are the same in all, except for those that only the initial namespace has. */
static void
find_families(struct netview *view, struct worker *w)
{
    int fd = netlink_socket(&w->guard, NETLINK_GENERIC);
    struct generic generic = { .error = errno };

    if (fd >= 0) {
        own_sockets_add(&view->sockets, view->finder.own, NETLINK_GENERIC, fd);
        generic = generic_ask(&w->guard, fd);
        close(fd);
    }
    if (!guard_lost(&w->guard))
        view->generic = generic;
}

static void
find_modules(void *context, struct worker *w)
{
    struct netview *view = context;

    autoload_look(&view->autoload, &w->guard, view->host->proc);
    if (!guard_lost(&w->guard))
        find_families(view, w);
}

struct unit *
unit_autoload(struct netview *view)
{
    static const struct once once = { "net", "modules of the kernel", "", true, find_modules };

    return unit_once(&once, view);
}
