/*
 * Lists the network namespaces with listns(2), Linux 6.19.
 */
#include "collect/netns/units_netns.h"
#include "collect/work/once.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Namespace ids for one call. */
#define LIST_SIZE 256

/* struct ns_id_req in include/uapi/linux/nsfs.h. */
struct list_request {
    uint32_t size, spare;
    uint64_t last; /* id after which to continue; 0 at the beginning */
    uint32_t type, spare2;
    uint64_t userns; /* owner; 0: any user namespace */
};

/*
 * open_by_handle_at(2) opens a namespace by its id, with struct nsfs_file_handle as the handle; Linux 6.18.  `ns_type`
 * and `inode` may be 0.
 */
#define NSFS_ROOT (-10003) /* FD_NSFS_ROOT */
#define NSFS_TYPE 0xf1     /* FILEID_NSFS */

struct nsfs_handle {
    uint32_t bytes;
    int32_t type;
    uint64_t id;
    uint32_t ns_type, inode;
};

/* Opens and adds one namespace of the list.  ESTALE means that it has ended since. */
static void
open_listed(struct netns_finder *finder, struct worker *w, uint64_t id)
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
        host_fallback(finder->host, FALLBACK_listns);
    if (fd >= 0)
        netns_add(&finder->found, inode, NETNS_LISTNS, 0, "", fd, 0);
}

/*
 * The list ends with 0, or with ENOENT for a request that continues after the last id (do_listns(), kernel/nstree.c).
 */
static void
find_by_number(void *context, struct worker *w)
{
    struct netns_finder *finder = context;
    struct list_request request = { .size = sizeof(request), .type = CLONE_NEWNET };
    uint64_t ids[LIST_SIZE];
    ssize_t count;

    while ((count = guard_listns(&w->guard, &request, ids, LIST_SIZE)) > 0) {
        for (ssize_t i = 0; i < count; i++)
            open_listed(finder, w, ids[i]);
        request.last = ids[count - 1];
    }
    if (count < 0 && !(errno == ENOENT && request.last) && !guard_lost(&w->guard))
        host_fallback(finder->host, FALLBACK_listns);
}

struct unit *
unit_find_listns(struct netns_finder *finder)
{
    static const struct once once = { SNAPSHOT_NAMESPACES, "listns(2)", "", true, find_by_number };

    return unit_once(&once, finder);
}
