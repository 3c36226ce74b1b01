#include "collect/netview.h"

#include "collect/host.h"
#include "collect/namespace.h"
#include "collect/options.h"

/* Longer than any "net:[4026531840]". */
#define TARGET_SIZE 64

void
netview_init(struct netview *view, const struct host *host)
{
    char target[TARGET_SIZE];
    ssize_t len = guard_readlinkat(NULL, host->proc, "self/ns/net", target, sizeof(target));

    *view = (struct netview){ .entering = PTHREAD_MUTEX_INITIALIZER };
    netns_table_init(&view->found);
    inodes_init(&view->seen);
    view->own = len > 0 ? namespace_inode(target, (size_t)len) : 0;
    view->is_live = host->is_procfs;
    view->autoload.is_allowed = host->options && host->options->thorough;
}

void
netview_free(struct netview *view)
{
    netns_table_free(&view->found);
    inodes_free(&view->seen);
}
