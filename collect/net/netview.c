#include "collect/net/netview.h"

#include "collect/host/options.h"
#include "collect/net/seen.h"

#include <errno.h>
#include <string.h>

void
netview_init(struct netview *view, struct host *host)
{
    *view = (struct netview){ .host = host, .generic = { .error = ECANCELED } };
    netns_finder_init(&view->finder, host);
    inodes_init(&view->seen);
    own_sockets_init(&view->sockets);
    view->autoload.is_allowed = host->options && host->options->thorough;
}

void
netview_free(struct netview *view)
{
    netns_finder_free(&view->finder);
    inodes_free(&view->seen);
    own_sockets_free(&view->sockets);
    unix_queue_free(&view->queue);
}

bool
net_target_skips(const struct net_target *target, const struct source *source, struct attempt *a)
{
    if (!cost_skips(&target->view->cost, &target->pass, source->path, &a->reason))
        return false;
    bytes_clear(&a->source);
    bytes_format(&a->source, "net/%s", source->path);
    attempt_ended(a, STATE_skipped, "");
    return true;
}

static bool
wants_all(const struct net_target *target)
{
    return target->view->host->options && target->view->host->options->thorough;
}

/* Called after a part of the dump of unix sockets was written.  The last part has the end of the dump. */
static void
take_unix_dump(void *context, const struct attempt *a)
{
    struct net_target *target = context;

    target->has_unix_dump =
        unix_queue_add_dump(&target->view->queue, a->content.data, a->content.len, wants_all(target));
}

/* Called after the table of unix sockets was written, which is after the dump.  Used if there is no dump. */
static void
take_unix_table(void *context, const struct attempt *a)
{
    struct net_target *target = context;

    if (!target->has_unix_dump)
        unix_queue_add_table(&target->view->queue, a->content.data, a->content.len, wants_all(target));
}

void
net_target_has_table(struct net_target *target, const struct source *source, struct attempt *a)
{
    struct pass *pass = &target->pass;

    if (source->scope != SCOPE_NET_SOCKETS || a->content.len == 0)
        return;
    if (source_is_counter(source))
        socket_counts_parse(&pass->counts, a->content.data, a->content.len);
    else if (!pass->again && !cost_has_dump(pass, source->path)) /* a dump is better: its text cannot be forged */
        seen_add_table(&target->view->seen, source->format, a->content.data, a->content.len);
    if (!pass->again && strcmp(source->format, "unix") == 0)
        attempt_tell(a, take_unix_table, target);
}

void
net_target_has_dump(struct net_target *target, const struct dump *dump, struct attempt *a)
{
    if (dump->scope != SCOPE_NET_SOCKETS || target->pass.again || a->content.len == 0)
        return;
    seen_add_dump(&target->view->seen, dump, a->content.data, a->content.len);
    if (strcmp(dump->format, "diag_unix") == 0)
        attempt_tell(a, take_unix_dump, target);
}
