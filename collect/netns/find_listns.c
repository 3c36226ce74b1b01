/*
 * Two questions to the kernel, asked once and beside the rest: which namespaces there are (listns(2), Linux 6.19), and which
 * dumps it has (autoload.h, generic.h).
 */
#include "collect/base/netlink.h"
#include "collect/net/units_net.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Numbers asked for at once. */
#define LIST_SIZE 256

/* include/uapi/linux/nsfs.h, struct ns_id_req. */
struct list_request {
    uint32_t size, spare;
    uint64_t last; /* namespace listed before; 0 at the beginning */
    uint32_t type, spare2;
    uint64_t userns; /* 0: of whatever user namespace */
};

/*
 * A namespace by its number: name_to_handle_at(2) with struct nsfs_file_handle, Linux 6.18.  The inode number and the type may be
 * left 0.
 */
#define NSFS_ROOT (-10003) /* FD_NSFS_ROOT */
#define NSFS_TYPE 0xf1     /* FILEID_NSFS */

struct nsfs_handle {
    uint32_t bytes;
    int32_t type;
    uint64_t id;
    uint32_t ns_type, inode;
};

struct question_unit {
    struct unit unit;
    struct host *host;
    void (*ask)(struct host *host, struct worker *worker);
    const char *member, *source; /* for the case that the answer does not come */
    bool begun;
};

/* One of the list.  It may have ended meanwhile. */
static void
open_listed(struct host *host, struct worker *w, uint64_t id)
{
    struct nsfs_handle handle = { .bytes = 16, .type = NSFS_TYPE, .id = id };
    int fd = guard_open_by_handle(&w->guard, NSFS_ROOT, &handle, O_RDONLY);
    bool failed = fd < 0 && errno != ESTALE;
    uint64_t inode = fd >= 0 ? netns_inode(&w->guard, fd) : 0;

    if (guard_lost(&w->guard) || !inode) {
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    if (guard_lost(&w->guard))
        return;
    if (failed)
        host_fallback(host, FALLBACK_listns);
    if (fd >= 0)
        netns_add(&host->view->found, inode, NETNS_LISTNS, 0, "", fd, 0);
}

/* kernel/nstree.c, do_listns(): 0 is the end of the list, and so is ENOENT for whoever asks what comes behind the last one. */
static void
find_by_number(struct host *host, struct worker *w)
{
    struct list_request request = { .size = sizeof(request), .type = CLONE_NEWNET };
    uint64_t ids[LIST_SIZE];
    ssize_t count;

    while ((count = guard_listns(&w->guard, &request, ids, LIST_SIZE)) > 0) {
        for (ssize_t i = 0; i < count; i++)
            open_listed(host, w, ids[i]);
        request.last = ids[count - 1];
    }
    if (count < 0 && !(errno == ENOENT && request.last) && !guard_lost(&w->guard))
        host_fallback(host, FALLBACK_listns);
}

/* The families are the same in every network namespace, but for those that are there in the first one only. */
static void
find_families(struct host *host, struct worker *w)
{
    int fd = netlink_socket(&w->guard, NETLINK_GENERIC);
    struct generic generic = { .error = errno };

    if (fd >= 0) {
        own_sockets_add(&host->view->sockets, host->view->own, NETLINK_GENERIC, fd);
        generic = generic_ask(&w->guard, fd);
        close(fd);
    }
    if (!guard_lost(&w->guard))
        host->view->generic = generic;
}

static void
find_modules(struct host *host, struct worker *w)
{
    autoload_look(&host->view->autoload, &w->guard, host->proc);
    if (!guard_lost(&w->guard))
        find_families(host, w);
}

static bool
question_step(struct unit *unit, struct worker *w)
{
    struct question_unit *u = (struct question_unit *)unit;

    if (u->begun)
        return false;
    u->begun = true;
    attempt_begin(&w->attempt, u->member, u->source, "");
    u->ask(u->host, w);
    return true;
}

static bool
question_skip(struct unit *unit, struct attempt *a)
{
    (void)unit;
    (void)a;
    return false;
}

static void
question_free(struct unit *unit)
{
    free(unit);
}

static struct unit *
question(struct host *host, void (*ask)(struct host *, struct worker *), const char *member, const char *source)
{
    static const struct unit_class class = { question_step, question_skip, question_free };
    struct question_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->host = host;
    u->ask = ask;
    u->member = member;
    u->source = source;
    return &u->unit;
}

struct unit *
unit_find_listns(struct host *host)
{
    return question(host, find_by_number, SNAPSHOT_NAMESPACES, "listns(2)");
}

struct unit *
unit_autoload(struct host *host)
{
    return question(host, find_modules, "net", "modules of the kernel");
}
