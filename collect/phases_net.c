#include "collect/phases_net.h"

#include "collect/net/units_net.h"
#include "collect/netns/units_netns.h"
#include "collect/work/chain.h"

#include <stdlib.h>
#include <string.h>

/* Units of the search that are not for a mount namespace. */
#define QUESTIONS 3

static int
no_memory(struct error *error)
{
    return error_set(error, "out of memory");
}

/* Adds namespaces with tasks, which need no descriptor. */
static void
add_inhabited(struct capture *capture, const struct namespaces *n)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->list[i].count > 0)
            netns_add_inhabited(&capture->net.finder.found, n->list[i].inode);
}

int
net_prepare_questions(struct capture *capture, bool interrupted, struct error *error)
{
    (void)interrupted;
    (void)error;
    add_inhabited(capture, &capture->late->net);
    capture->net.finder.mounts = &capture->late->mnt;
    return 0;
}

size_t
net_count_questions(const struct capture *capture)
{
    return capture->late->mnt.count + QUESTIONS;
}

static bool
has(const struct namespaces *n, uint64_t inode)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->list[i].inode == inode)
            return true;
    return false;
}

/* Every mount namespace is searched once.  What is mounted later does not belong into the snapshot. */
static bool
was_looked_at(const struct capture *capture, const struct namespace *mnt)
{
    if (capture->late == &capture->before)
        return capture->net.asked;
    return has(&capture->before.mnt, mnt->inode) ||
           (capture->late == &capture->others && has(&capture->after.mnt, mnt->inode));
}

int
net_make_question(struct capture *capture, size_t index, struct unit **unit)
{
    struct namespace *mnt;

    *unit = NULL;
    if (!capture->net.finder.is_live)
        return 0;
    if (index == 0)
        return phase_made(unit, unit_find_listns(&capture->net.finder));
    if (index == 1)
        return capture->net.asked ? 0 : phase_made(unit, unit_autoload(&capture->net));
    if (index == 2)
        return capture->net.asked ? 0 : phase_made(unit, unit_find_internal(&capture->net.finder));
    mnt = &capture->late->mnt.list[index - QUESTIONS];
    return was_looked_at(capture, mnt) ? 0 : phase_made(unit, unit_find_mounts(&capture->net.finder, mnt));
}

/*
 * Adds the namespaces of the table that have no inhabitants, and sets the descriptors of all.  No worker runs at this
 * time.  0, or -1 without memory.
 */
static int
add_found(struct namespaces *n, const struct netns_table *found)
{
    struct namespace *list = calloc(n->count + found->count + 1, sizeof(*list));
    size_t count = 0, i = 0, k = 0;

    if (!list || found->failed) {
        free(list);
        return -1;
    }
    while (i < n->count || k < found->count) { /* both are sorted */
        const struct netns *other = k < found->count ? &found->list[k] : NULL;
        struct namespace *ns = &list[count++];

        if (!other || (i < n->count && n->list[i].inode <= other->inode))
            *ns = n->list[i++];
        else
            *ns = (struct namespace){ .inode = other->inode, .link = "ns/net", .handle = -1 };
        if (!other || other->inode != ns->inode)
            continue;
        ns->handle = other->fd;
        ns->error = other->error;
        k++;
    }
    free(n->list);
    n->list = list;
    n->count = count;
    return 0;
}

/* Begins a pass over the namespaces of the late census.  0, or -1 without memory. */
static int
begin_pass(struct capture *capture, struct net_targets *targets)
{
    struct namespaces *n = &capture->late->net;

    if (add_found(n, &capture->net.finder.found) != 0)
        return -1;
    targets->list = calloc(n->count + 1, sizeof(*targets->list));
    if (!targets->list)
        return -1;
    targets->count = n->count;
    for (size_t i = 0; i < n->count; i++) {
        targets->list[i].view = &capture->net;
        targets->list[i].ns = &n->list[i];
        targets->list[i].inode = n->list[i].inode;
    }
    capture->targets = targets;
    return 0;
}

int
net_prepare_before(struct capture *capture, bool interrupted, struct error *error)
{
    (void)interrupted;
    capture->net.asked = true;
    return begin_pass(capture, &capture->first) == 0 ? 0 : no_memory(error);
}

/* What an earlier pass knows of the namespace; NULL if the pass did not have it. */
static const struct pass *
find_pass(const struct net_targets *targets, uint64_t inode)
{
    for (size_t i = 0; i < targets->count; i++)
        if (targets->list[i].inode == inode)
            return &targets->list[i].pass;
    return NULL;
}

int
net_prepare_after(struct capture *capture, bool interrupted, struct error *error)
{
    (void)interrupted;
    if (begin_pass(capture, &capture->second) != 0)
        return no_memory(error);
    for (size_t i = 0; i < capture->second.count; i++) {
        struct net_target *target = &capture->second.list[i];
        const struct pass *before = find_pass(&capture->first, target->inode);

        target->pass = (struct pass){ .earlier = before ? atomic_load(&before->whole) : 0, .again = true };
    }
    return 0;
}

int
net_prepare_others(struct capture *capture, bool interrupted, struct error *error)
{
    (void)interrupted;
    if (capture->late != &capture->others)
        return 0;
    if (begin_pass(capture, &capture->last) != 0)
        return no_memory(error);
    for (size_t i = 0; i < capture->last.count; i++) {
        struct net_target *target = &capture->last.list[i];
        const struct pass *after = find_pass(&capture->second, target->inode);

        target->pass = after ? *after : (struct pass){ .again = true };
        target->pass.over = after != NULL;
    }
    return 0;
}

size_t
net_count_other_questions(const struct capture *capture)
{
    return capture->late == &capture->others ? net_count_questions(capture) : 0;
}

size_t
net_count_other_counters(const struct capture *capture)
{
    return capture->late == &capture->others ? net_count_counters(capture) : 0;
}

size_t
net_count_other_tables(const struct capture *capture)
{
    return capture->late == &capture->others ? net_count_tables(capture) : 0;
}

size_t
net_count_counters(const struct capture *capture)
{
    return capture->targets->count * source_count_of(SCOPE_NET_SOCKETS);
}

static const char *
pass_name(const struct net_target *target)
{
    return target->pass.again ? "after" : "before";
}

int
net_make_counter(struct capture *capture, size_t index, struct unit **unit)
{
    size_t per_namespace = source_count_of(SCOPE_NET_SOCKETS);
    struct net_target *target = &capture->targets->list[index / per_namespace];
    const struct source *source = source_nth(SCOPE_NET_SOCKETS, index % per_namespace);

    *unit = NULL;
    return source_is_counter(source) && !target->pass.over
               ? phase_made(unit, unit_net(target, source, pass_name(target)))
               : 0;
}

int
net_prepare_cost(struct capture *capture, bool interrupted, struct error *error)
{
    (void)interrupted;
    (void)error;
    cost_begin(&capture->net.cost, capture->host.options->thorough);
    for (size_t i = 0; i < capture->targets->count; i++)
        cost_add(&capture->net.cost, &capture->targets->list[i].pass.counts);
    return 0;
}

/* For each namespace, index 0 is the dumps; the tables follow. */
size_t
net_count_tables(const struct capture *capture)
{
    return capture->targets->count * (source_count_of(SCOPE_NET_SOCKETS) + 1);
}

/* Makes a unit of the dumps, followed by the tables whose reading depends on the dumps.  0, or -1 without memory. */
static int
make_dumps(struct net_target *target, enum snapshot_scope scope, const char *pass, struct unit **unit)
{
    bool failed = false;

    *unit = unit_dumps(target, scope, pass);
    for (size_t i = source_next(scope, 0); *unit && i < source_count; i = source_next(scope, i + 1)) {
        struct unit *table;

        if (!cost_waits(&target->view->cost, &target->pass, sources[i].path))
            continue;
        table = unit_net(target, &sources[i], pass);
        failed = failed || !table;
        *unit = unit_chain(*unit, table, &failed);
    }
    return *unit && !failed ? 0 : -1;
}

int
net_make_table(struct capture *capture, size_t index, struct unit **unit)
{
    size_t per_namespace = source_count_of(SCOPE_NET_SOCKETS) + 1;
    struct net_target *target = &capture->targets->list[index / per_namespace];
    const struct source *source;

    *unit = NULL;
    if (target->pass.over)
        return 0;
    if (index % per_namespace == 0)
        return make_dumps(target, SCOPE_NET_SOCKETS, pass_name(target), unit);
    source = source_nth(SCOPE_NET_SOCKETS, index % per_namespace - 1);
    if (source_is_counter(source) || cost_waits(&capture->net.cost, &target->pass, source->path))
        return 0;
    return phase_made(unit, unit_net(target, source, pass_name(target)));
}

/* What collect writes itself of each namespace. */
static struct unit *(*const net_listings[])(struct net_target *target) = { unit_bpf_net, unit_xtables };

#define NET_LISTINGS (sizeof(net_listings) / sizeof(net_listings[0]))

/* For each namespace, index 0 is the dumps; the files follow, and last the listings. */
size_t
net_count_context(const struct capture *capture)
{
    return capture->targets->count * (source_count_of(SCOPE_NET_CONTEXT) + 1 + NET_LISTINGS);
}

int
net_make_context(struct capture *capture, size_t index, struct unit **unit)
{
    size_t files = source_count_of(SCOPE_NET_CONTEXT), per_namespace = files + 1 + NET_LISTINGS;
    struct net_target *target = &capture->targets->list[index / per_namespace];
    const struct source *source;

    *unit = NULL;
    if (index % per_namespace == 0)
        return make_dumps(target, SCOPE_NET_CONTEXT, "context", unit);
    if (index % per_namespace > files)
        return phase_made(unit, net_listings[index % per_namespace - files - 1](target));
    source = source_nth(SCOPE_NET_CONTEXT, index % per_namespace - 1);
    return cost_waits(&capture->net.cost, &target->pass, source->path)
               ? 0
               : phase_made(unit, unit_net(target, source, "context"));
}

size_t
net_count_probes(const struct capture *capture)
{
    return capture->host.options->probe_ports ? capture->targets->count : 0;
}

int
net_make_probe(struct capture *capture, size_t index, struct unit **unit)
{
    return phase_made(unit, unit_probe_ports(&capture->targets->list[index]));
}
