#include "collect/net/netview.h"

#include "collect/base/errand.h"
#include "collect/host/host.h"
#include "collect/host/options.h"
#include "collect/netns/namespace.h"

#include <errno.h>
#include <sys/resource.h>

/* A descriptor is held open for each namespace that has no process: as many as we may have. */
static void
raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit); /* those that do not fit are on record */
}

void
netview_init(struct netview *view, const struct host *host)
{
    struct bytes path = { 0 }, target = { 0 };
    int dir = host_self(host, "ns/net", &path);
    int error = aside_text(aside_link(dir, bytes_string(&path)), host_deadline(host), &target);

    *view = (struct netview){ .entering = PTHREAD_MUTEX_INITIALIZER, .generic = { .error = ECANCELED } };
    netns_table_init(&view->found);
    inodes_init(&view->seen);
    inodes_init(&view->entered);
    own_sockets_init(&view->sockets);
    view->own = !error && target.len > 0 ? namespace_inode(target.data, target.len) : 0;
    bytes_free(&target);
    bytes_free(&path);
    view->is_live = host->is_procfs;
    raise_descriptor_limit();
    view->autoload.is_allowed = host->options && host->options->thorough;
}

void
netview_free(struct netview *view)
{
    netns_table_free(&view->found);
    inodes_free(&view->seen);
    inodes_free(&view->entered);
    own_sockets_free(&view->sockets);
}

bool
netview_has_mounts(struct netview *view, uint64_t inode)
{
    for (size_t i = 0; view->mounts && i < view->mounts->count; i++)
        if (view->mounts->list[i].inode == inode)
            return true;
    return inode > UINT32_MAX || !inodes_add(&view->entered, (uint32_t)inode);
}

bool
netview_skips(const struct netview *view, const struct pass *pass, const struct source *source, struct attempt *a)
{
    if (!plan_skips(&view->plan, pass, source->path, &a->reason))
        return false;
    bytes_clear(&a->source);
    bytes_format(&a->source, "net/%s", source->path);
    attempt_ended(a, STATE_skipped, "");
    return true;
}

void
netview_remember(struct netview *view, struct pass *pass, const struct source *source, const struct attempt *a)
{
    if (source->scope != SCOPE_NET_SOCKETS || a->content.len == 0)
        return;
    if (source_is_counter(source))
        socket_counts_parse(&pass->counts, a->content.data, a->content.len);
    else if (!pass->again && !plan_has_dump(pass, source->path)) /* the dump says it better, and cannot be forged */
        inodes_add_table(&view->seen, source->format, a->content.data, a->content.len);
}
