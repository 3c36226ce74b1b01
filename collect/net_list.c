/*
 * Makes the members net/namespaces and net/collector.  docs/snapshot-format.md describes them.
 */
#include "collect/netns/namespace.h"
#include "collect/phases_net.h"

/*
 * The last inhabitant of the wanted kind (a thread or a process) up to the one through which the namespace is read, or
 * the first one after it; NULL if there is none.
 */
static const struct inhabitant *
find_task(const struct namespaces *n, uint64_t inode, bool is_thread)
{
    const struct inhabitant *found = NULL;

    for (size_t i = 0; i < n->count; i++) {
        const struct namespace *ns = &n->list[i];
        size_t current = atomic_load(&ns->current);

        if (ns->inode != inode)
            continue;
        for (size_t k = 0; k < ns->count && (!found || k <= current); k++)
            if ((ns->inhabitants[k].tid != ns->inhabitants[k].pid) == is_thread)
                found = &ns->inhabitants[k];
        break;
    }
    return found;
}

static void
put_line(struct bytes *out, const struct netns *ns, const char *how, unsigned pid, const char *where)
{
    bytes_format(out, "%llu\t%s\t%u\t%s\t%llu\n", (unsigned long long)ns->inode, how, pid, where,
                 (unsigned long long)ns->userns);
}

/* Lists a process and a thread in the namespace: those of the first pass, if it had the namespace. */
static void
put_tasks(struct bytes *out, const struct capture *capture, const struct netns *ns)
{
    for (int is_thread = 0; is_thread <= 1; is_thread++) {
        const struct inhabitant *task = find_task(&capture->before.net, ns->inode, is_thread);
        struct bytes where = { 0 };

        if (!task)
            task = find_task(&capture->late->net, ns->inode, is_thread);
        if (!task)
            continue;
        if (is_thread)
            bytes_format(&where, "task/%u", task->tid);
        put_line(out, ns, is_thread ? "thread" : "process", task->pid, bytes_string(&where));
        out->failed = out->failed || where.failed;
        bytes_free(&where);
    }
}

/* Begins an attempt whose content comes from collect, not from the kernel. */
static void
begin(struct attempt *a, const char *member)
{
    attempt_begin(a, "", "", member);
    bytes_clear(&a->source);
    bytes_text(&a->source, "collect");
}

static int
add(struct capture *capture, struct attempt *a, struct error *error)
{
    attempt_read(a);
    attempt_stop(a);
    return capture_add(capture, a, error);
}

int
net_list_namespaces(struct capture *capture, bool interrupted, struct error *error)
{
    struct netns_table *found = &capture->net.finder.found;
    struct attempt a = { 0 };

    (void)interrupted;
    begin(&a, SNAPSHOT_NAMESPACES);
    for (size_t i = 0; i < found->count; i++) {
        const struct netns *ns = &found->list[i];

        put_tasks(&a.content, capture, ns);
        for (size_t k = 0; k < found->sighting_count; k++) {
            struct netns_sighting *s = &found->sightings[k];

            if (s->inode == ns->inode)
                put_line(&a.content, ns, netns_how_name(s->how), s->pid, bytes_string(&s->where));
        }
    }
    return add(capture, &a, error);
}

int
net_list_own_sockets(struct capture *capture, bool interrupted, struct error *error)
{
    struct own_sockets *own = &capture->net.sockets;
    struct attempt a = { 0 };

    (void)interrupted;
    begin(&a, SNAPSHOT_COLLECTOR);
    pthread_mutex_lock(&own->lock); /* no worker should run now, but a worker that was given up could */
    bytes_append(&a.content, own->lines.data, own->lines.len);
    a.content.failed = a.content.failed || own->lines.failed;
    pthread_mutex_unlock(&own->lock);
    return add(capture, &a, error);
}
