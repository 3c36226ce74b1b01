#include "collect/netns/census.h"

#include "collect/base/clock.h"
#include "collect/base/errand.h"
#include "collect/base/limits.h"
#include "collect/netns/survey.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

int
namespaces_add(struct namespaces *n, uint64_t inode, unsigned pid, unsigned tid)
{
    if (n->inhabitant_count == n->cap) {
        size_t cap = n->cap ? n->cap * 2 : 4;
        struct inhabitant *list = realloc(n->inhabitants, cap * sizeof(*list));

        if (!list)
            return -1;
        n->inhabitants = list;
        n->cap = cap;
    }
    n->inhabitants[n->inhabitant_count++] = (struct inhabitant){ inode, pid, tid };
    return 0;
}

static int
compare_inhabitants(const void *a, const void *b)
{
    const struct inhabitant *x = a, *y = b;

    if (x->inode != y->inode)
        return x->inode < y->inode ? -1 : 1;
    if (x->pid != y->pid)
        return x->pid < y->pid ? -1 : 1;
    return (x->tid > y->tid) - (x->tid < y->tid);
}

/* Sorts the inhabitants by namespace, and lists the namespaces.  0, or -1 without memory. */
static int
group(struct namespaces *n, const char *link)
{
    struct inhabitant *all = n->inhabitants;
    size_t groups = 0, first = 0;

    if (n->inhabitant_count == 0)
        return 0;
    qsort(all, n->inhabitant_count, sizeof(*all), compare_inhabitants);
    for (size_t i = 0; i < n->inhabitant_count; i++)
        groups += i == 0 || all[i].inode != all[i - 1].inode;
    n->list = calloc(groups, sizeof(*n->list));
    if (!n->list)
        return -1;
    for (size_t i = 1; i <= n->inhabitant_count; i++) {
        struct namespace *ns = &n->list[n->count];

        if (i < n->inhabitant_count && all[i].inode == all[first].inode)
            continue;
        ns->inode = all[first].inode;
        ns->link = link;
        ns->inhabitants = &all[first];
        ns->count = i - first;
        ns->handle = -1;
        n->count++;
        first = i;
    }
    return 0;
}

struct process *
census_find(const struct census *census, unsigned pid)
{
    size_t low = 0, high = census->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (census->processes[middle].pid < pid)
            low = middle + 1;
        else
            high = middle;
    }
    return low < census->count && census->processes[low].pid == pid ? &census->processes[low] : NULL;
}

/* The mountinfo of each mount namespace is read through its process with the lowest pid. */
static void
choose_mounts(struct census *census)
{
    for (size_t i = 0; i < census->mnt.count; i++) {
        struct process *first = census_find(census, census->mnt.list[i].inhabitants[0].pid);

        if (first)
            first->reads_mounts = true;
    }
}

/* Appends `more` to `pids`, and sorts the result.  0, or -1 without memory. */
static int
add_numbers(struct numbers *pids, const struct numbers *more)
{
    int rc = numbers_append(pids, more);

    numbers_sort(pids);
    return rc;
}

/*
 * Takes out of `shown` what `all` does not have either, beyond `most`.  Whether something was taken out.
 */
static bool
leave_out(struct numbers *shown, const struct numbers *all, uint64_t most)
{
    size_t kept = 0, others = 0;

    for (size_t i = 0; i < shown->count; i++)
        if (numbers_has(all, shown->values[i]) || others++ < most)
            shown->values[kept++] = shown->values[i];
    shown->count = kept;
    return others > most;
}

/*
 * Lists in `shown` the pids in the visible /proc, and in `all` those and the pids in our own procfs.  0, or -1 with the
 * error.
 */
static int
list_all(struct census *census, const struct host *host, struct numbers *shown, struct numbers *all,
         struct error *error)
{
    const struct limits *limits = host_limits(host);
    int rc = 0, failed;

    census->bound = census->shown_bound = limits->numbers;
    census->listing = (struct listing){ clock_realtime(), clock_monotonic(), 0 };
    failed = errand_numbers(host->proc, host_deadline(host), limits->numbers, all);
    if (!host->is_procfs && all->count > limits->copied_processes.most) {
        all->count = (size_t)limits->copied_processes.most;
        census->bound = limits->copied_processes;
        failed = failed ? failed : EFBIG;
    }
    if (failed && all->count == 0)
        return error_errno(error, failed, "cannot list %s", host->proc_path);
    census->cut = failed; /* what was listed before the failure is read */
    /*
     * A replaced /proc can be anything, so an error of its listing is no error of ours.
     */
    if (host->visible >= 0) {
        census->shown_cut = errand_numbers(host->visible, host_deadline(host), limits->numbers, shown);
        if (leave_out(shown, all, limits->shown_processes.most)) {
            census->shown_cut = EFBIG;
            census->shown_bound = limits->shown_processes;
        }
    }
    if (host->visible < 0 && !host->proc_error)
        rc = add_numbers(shown, all);
    census->listing.took = clock_monotonic() - census->listing.monotonic;
    return rc == 0 && add_numbers(all, shown) == 0 ? 0 : error_set(error, "out of memory");
}

static int
list_processes(struct census *census, const struct host *host, const struct numbers *only, struct error *error)
{
    struct numbers shown = { 0 }, all = { 0 };
    const struct numbers *list = only ? only : &all;
    int rc = -1;

    if (list_all(census, host, &shown, &all, error) != 0)
        goto out;
    census->processes = calloc(list->count + 1, sizeof(*census->processes));
    if (!census->processes) {
        error_set(error, "out of memory");
        goto out;
    }
    for (size_t i = 0; i < list->count; i++) {
        census->processes[i].pid = list->values[i];
        census->processes[i].listed = numbers_has(&shown, list->values[i]);
    }
    census->count = list->count;
    rc = 0;
out:
    numbers_free(&shown);
    numbers_free(&all);
    return rc;
}

bool
netns_by_table(const struct host *host)
{
    return host->is_procfs && host_has_fallen_back(host, FALLBACK_ns);
}

/* Where nothing tells namespaces apart there is one, without a number.  0, or -1 without memory. */
static int
add_all(struct census *census)
{
    for (size_t i = 0; i < census->count; i++)
        if (namespaces_add(&census->net, 0, census->processes[i].pid, census->processes[i].pid) != 0)
            return -1;
    return 0;
}

uint64_t
census_net_of(const struct census *census, unsigned pid)
{
    for (size_t i = 0; i < census->net.inhabitant_count; i++)
        if (census->net.inhabitants[i].pid == pid)
            return census->net.inhabitants[i].inode;
    return 0;
}

int
census_take(struct census *census, struct host *host, const struct numbers *only, struct error *error)
{
    int rc = 0;

    if (list_processes(census, host, only, error) != 0 || survey_take(census, host, error) != 0)
        return -1;
    if (census->net.inhabitant_count == 0 && census->count > 0 &&
        (!only || host_has_fallen_back(host, FALLBACK_ns))) { /* the few in `only` may just have ended */
        host_fallback(host, FALLBACK_ns);
        if (netns_by_table(host) && survey_take(census, host, error) != 0)
            return -1;
        rc = census->net.inhabitant_count == 0 ? add_all(census) : 0;
    }
    if (rc != 0 || group(&census->net, "ns/net") != 0 || group(&census->mnt, "ns/mnt") != 0)
        return error_set(error, "out of memory");
    choose_mounts(census);
    return 0;
}

/*
 * Adds the namespaces that only `earlier` has.  With `kept` they keep their inhabitants, and a namespace that both have
 * is taken from `earlier`.  Without `kept` they are added without inhabitants.  0, or -1 without memory.
 */
static int
merge_namespaces(struct namespaces *n, const struct namespaces *earlier, bool kept)
{
    struct namespace *list = calloc(n->count + earlier->count + 1, sizeof(*list));
    size_t count = 0, i = 0, k = 0;

    if (!list)
        return -1;
    while (i < n->count || k < earlier->count) { /* both are sorted */
        const struct namespace *now = i < n->count ? &n->list[i] : NULL;
        const struct namespace *then = k < earlier->count ? &earlier->list[k] : NULL;
        bool only_then = then && (!now || then->inode < now->inode);
        bool both = now && then && then->inode == now->inode;

        if (kept && (only_then || both))
            list[count++] = *then;
        else if (only_then)
            list[count++] = (struct namespace){ .inode = then->inode, .link = then->link, .handle = -1 };
        else if (now)
            list[count++] = *now;
        k += only_then || both;
        i += !only_then;
    }
    free(n->list);
    n->list = list;
    n->count = count;
    return 0;
}

int
census_keep_gone(struct census *after, const struct census *before, struct error *error)
{
    return merge_namespaces(&after->net, &before->net, false) == 0 ? 0 : error_set(error, "out of memory");
}

int
census_join(struct census *census, const struct census *earlier, struct error *error)
{
    if (merge_namespaces(&census->net, &earlier->net, true) != 0 ||
        merge_namespaces(&census->mnt, &earlier->mnt, true) != 0)
        return error_set(error, "out of memory");
    return 0;
}

static void
namespaces_free(struct namespaces *n)
{
    free(n->list);
    free(n->inhabitants);
    *n = (struct namespaces){ 0 };
}

void
census_free(struct census *census)
{
    for (size_t i = 0; i < census->count; i++) {
        struct process *p = &census->processes[i];

        bytes_free(&p->comm);
        if (p->keeps_directory)
            close(p->directory);
    }
    free(census->processes);
    results_free(&census->unread);
    namespaces_free(&census->net);
    namespaces_free(&census->mnt);
    *census = (struct census){ 0 };
}
