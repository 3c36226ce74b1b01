#include "collect/phases_net.h"

#include "collect/net/units_net.h"
#include "collect/netns/namespace.h"

#include <stdlib.h>
#include <string.h>

/* Questions that are not for a mount namespace. */
#define QUESTIONS 2

static int
made(struct unit **out, struct unit *unit)
{
    *out = unit;
    return unit ? 0 : -1;
}

static int
no_memory(struct error *error)
{
    return error_set(error, "out of memory");
}

/* Those with tasks in them need no descriptor. */
static void
add_inhabited(struct scene *scene, const struct namespaces *n)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->list[i].count > 0)
            netns_add_inhabited(&scene->view.found, n->list[i].inode);
}

int
net_prepare_questions(struct scene *scene, bool interrupted, struct error *error)
{
    (void)interrupted;
    (void)error;
    add_inhabited(scene, &scene->late->net);
    scene->view.mounts = &scene->late->mnt;
    return 0;
}

size_t
net_count_questions(const struct scene *scene)
{
    return scene->late->mnt.count + QUESTIONS;
}

static bool
has(const struct namespaces *n, uint64_t inode)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->list[i].inode == inode)
            return true;
    return false;
}

/* Mount namespaces are looked at once: what is mounted later is not what this snapshot is of. */
static bool
was_looked_at(const struct scene *scene, const struct namespace *mnt)
{
    if (scene->late == &scene->before)
        return scene->view.asked;
    return has(&scene->before.mnt, mnt->inode) || (scene->late == &scene->others && has(&scene->after.mnt, mnt->inode));
}

int
net_make_question(struct scene *scene, size_t index, struct unit **unit)
{
    struct namespace *mnt;

    *unit = NULL;
    if (!scene->view.is_live)
        return 0;
    if (index == 0)
        return made(unit, unit_find_listns(&scene->host));
    if (index == 1)
        return scene->view.asked ? 0 : made(unit, unit_autoload(&scene->host));
    mnt = &scene->late->mnt.list[index - QUESTIONS];
    return was_looked_at(scene, mnt) ? 0 : made(unit, unit_find_mounts(&scene->host, mnt));
}

/* The list with those of the table that have nobody in them, and their descriptors.  No worker is at work. */
static int
join(struct namespaces *n, const struct netns_table *found)
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

int
net_prepare_before(struct scene *scene, bool interrupted, struct error *error)
{
    (void)interrupted;
    scene->view.asked = true;
    return join(&scene->before.net, &scene->view.found) == 0 ? 0 : no_memory(error);
}

/* What the first pass read of the namespace. */
static uint32_t
read_before(const struct scene *scene, uint64_t inode)
{
    for (size_t i = 0; i < scene->before.net.count; i++)
        if (scene->before.net.list[i].inode == inode)
            return atomic_load(&scene->before.net.list[i].pass.whole);
    return 0;
}

int
net_prepare_after(struct scene *scene, bool interrupted, struct error *error)
{
    (void)interrupted;
    if (join(&scene->late->net, &scene->view.found) != 0)
        return no_memory(error);
    for (size_t i = 0; i < scene->late->net.count; i++) {
        struct namespace *ns = &scene->late->net.list[i];
        uint32_t earlier = read_before(scene, ns->inode);

        ns->pass = (struct pass){ .earlier = earlier, .again = true };
    }
    return 0;
}

int
net_prepare_others(struct scene *scene, bool interrupted, struct error *error)
{
    (void)interrupted;
    if (scene->late != &scene->others)
        return 0;
    if (join(&scene->late->net, &scene->view.found) != 0)
        return no_memory(error);
    for (size_t i = 0; i < scene->late->net.count; i++) {
        struct pass *pass = &scene->late->net.list[i].pass;

        if (!pass->over)
            *pass = (struct pass){ .again = true };
    }
    return 0;
}

size_t
net_count_other_questions(const struct scene *scene)
{
    return scene->late == &scene->others ? net_count_questions(scene) : 0;
}

size_t
net_count_other_counters(const struct scene *scene)
{
    return scene->late == &scene->others ? net_count_counters(scene) : 0;
}

size_t
net_count_other_tables(const struct scene *scene)
{
    return scene->late == &scene->others ? net_count_tables(scene) : 0;
}

size_t
net_count_counters(const struct scene *scene)
{
    return scene->late->net.count * source_count_of(SCOPE_NET_SOCKETS);
}

static const char *
pass_name(const struct namespace *ns)
{
    return ns->pass.again ? "after" : "before";
}

int
net_make_counter(struct scene *scene, size_t index, struct unit **unit)
{
    size_t per_namespace = source_count_of(SCOPE_NET_SOCKETS);
    struct namespace *ns = &scene->late->net.list[index / per_namespace];
    const struct source *source = source_nth(SCOPE_NET_SOCKETS, index % per_namespace);

    *unit = NULL;
    return source_is_counter(source) && !ns->pass.over ? made(unit, unit_net(&scene->host, ns, source, pass_name(ns)))
                                                       : 0;
}

int
net_prepare_plan(struct scene *scene, bool interrupted, struct error *error)
{
    (void)interrupted;
    (void)error;
    plan_begin(&scene->view.plan, scene->host.options->thorough);
    for (size_t i = 0; i < scene->late->net.count; i++)
        plan_add(&scene->view.plan, &scene->late->net.list[i].pass.counts);
    return 0;
}

/* Of each namespace first the dumps, then the tables. */
size_t
net_count_tables(const struct scene *scene)
{
    return scene->late->net.count * (source_count_of(SCOPE_NET_SOCKETS) + 1);
}

/* The dumps, and behind them the tables that wait for what becomes of them. */
static int
make_dumps(struct scene *scene, struct namespace *ns, enum snapshot_scope scope, const char *pass, struct unit **unit)
{
    bool failed = false;

    *unit = unit_dumps(&scene->host, ns, scope, pass);
    for (size_t i = source_next(scope, 0); *unit && i < source_count; i = source_next(scope, i + 1)) {
        struct unit *table;

        if (!plan_waits(&scene->view.plan, &ns->pass, sources[i].path))
            continue;
        table = unit_net(&scene->host, ns, &sources[i], pass);
        failed = failed || !table;
        *unit = unit_chain(*unit, table, &failed);
    }
    return *unit && !failed ? 0 : -1;
}

int
net_make_table(struct scene *scene, size_t index, struct unit **unit)
{
    size_t per_namespace = source_count_of(SCOPE_NET_SOCKETS) + 1;
    struct namespace *ns = &scene->late->net.list[index / per_namespace];
    const struct source *source;

    *unit = NULL;
    if (ns->pass.over)
        return 0;
    if (index % per_namespace == 0)
        return make_dumps(scene, ns, SCOPE_NET_SOCKETS, pass_name(ns), unit);
    source = source_nth(SCOPE_NET_SOCKETS, index % per_namespace - 1);
    if (source_is_counter(source) || plan_waits(&scene->view.plan, &ns->pass, source->path))
        return 0;
    return made(unit, unit_net(&scene->host, ns, source, pass_name(ns)));
}

size_t
net_count_context(const struct scene *scene)
{
    return scene->late->net.count * (source_count_of(SCOPE_NET_CONTEXT) + 1);
}

int
net_make_context(struct scene *scene, size_t index, struct unit **unit)
{
    size_t per_namespace = source_count_of(SCOPE_NET_CONTEXT) + 1;
    struct namespace *ns = &scene->late->net.list[index / per_namespace];
    const struct source *source;

    *unit = NULL;
    if (index % per_namespace == 0)
        return make_dumps(scene, ns, SCOPE_NET_CONTEXT, "context", unit);
    source = source_nth(SCOPE_NET_CONTEXT, index % per_namespace - 1);
    return plan_waits(&scene->view.plan, &ns->pass, source->path)
               ? 0
               : made(unit, unit_net(&scene->host, ns, source, "context"));
}
