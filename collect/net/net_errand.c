#include "collect/net/net_errand.h"

#include "collect/base/clock.h"
#include "collect/netns/namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

struct net_errand_unit {
    struct unit unit;
    const struct net_errand_kind *kind;
    struct net_target *target;
    struct bytes member; /* directory of the member */
    bool begun;
};

int
net_errand_enter(struct guard *guard, struct net_errand *work)
{
    if (work->ns < 0 || guard_setns(guard, work->ns, CLONE_NEWNET) == 0)
        return 0;
    work->error = errno;
    return -1;
}

void
net_errand_end(struct net_errand *work)
{
    if (work->ns >= 0 && !work->borrowed)
        close(work->ns);
    bytes_free(&work->out);
}

/* Opens the nsfs file of the namespace.  False with errno on failure. */
static bool
open_namespace(struct net_target *target, struct worker *w, struct net_errand *work)
{
    struct netns_finder *finder = &target->view->finder;
    struct namespace *ns = target->ns;
    uint64_t inode = ns->inode;

    if (inode == 0 || inode == finder->own)
        return true;
    work->borrowed = ns->handle >= 0;
    work->ns = work->borrowed ? ns->handle : namespace_open(ns, finder, &w->guard, &w->unrecorded, "ns/net", O_RDONLY);
    if (work->ns >= 0 && !netns_by_table(finder->host) && netns_inode(&w->guard, work->ns) != inode)
        errno = ESTALE;
    else if (work->ns >= 0)
        return true;
    return false;
}

static void
conclude(const struct net_errand_kind *kind, const struct host *host, struct attempt *a, const struct net_errand *work)
{
    bytes_append(&a->content, work->out.data, work->out.len);
    attempt_read(a);
    if (work->error)
        attempt_failed(a, work->error, ORIGIN_HOST);
    else if (work->late)
        attempt_cut(a, kind->late, limits_at(host_limits(host), kind->seconds));
    if (kind->conclude)
        kind->conclude(a, work);
}

static struct net_errand *
make(const struct net_errand_kind *kind, const struct net_target *target)
{
    const struct host *host = target->view->host;
    struct net_errand *work = kind->make(target);

    if (!work)
        return NULL;
    work->ns = -1;
    work->proc = host->private_proc >= 0 ? host->private_proc : host->proc;
    work->end = clock_monotonic() + limits_at(host_limits(host), kind->seconds).most * NANOSECONDS;
    return work;
}

/* Each system call of the errand has a deadline of its own. */
static void
run(struct net_errand_unit *u, struct worker *w)
{
    const struct net_errand_kind *kind = u->kind;
    struct net_target *target = u->target;
    unsigned deadline = host_deadline(target->view->host);
    struct net_errand *work = make(kind, target);

    if (work && !open_namespace(target, w, work)) {
        int error = errno;

        kind->errand.drop(work);
        if (!guard_lost(&w->guard))
            attempt_failed(&w->attempt, error, ORIGIN_PROCESS);
        return;
    }
    work = errand_wait(errand_start(&kind->errand, work), deadline);
    if (work)
        conclude(kind, target->view->host, &w->attempt, work);
    else
        attempt_failed(&w->attempt, errno, ORIGIN_HOST);
    kind->errand.drop(work);
}

/* Begins the attempt.  True for the first call only. */
static bool
begin(struct net_errand_unit *u, struct attempt *a)
{
    bool begun = u->begun;

    u->begun = true;
    attempt_begin(a, u->member.data, "", u->kind->file);
    bytes_clear(&a->source);
    bytes_format(&a->source, "%s, net:[%llu]", u->kind->source, (unsigned long long)u->target->ns->inode);
    return !begun;
}

static bool
step(struct unit *unit, struct worker *w)
{
    struct net_errand_unit *u = (struct net_errand_unit *)unit;

    if (!begin(u, &w->attempt))
        return false;
    if (u->target->view->finder.is_live && u->kind->is_wanted && !u->kind->is_wanted(u->target, w))
        attempt_read(&w->attempt);
    else if (u->target->view->finder.is_live)
        run(u, w);
    else
        attempt_ended(&w->attempt, STATE_skipped, "the files are not those of the running kernel");
    worker_commit(w);
    return true;
}

static bool
skip(struct unit *unit, struct attempt *a)
{
    return begin((struct net_errand_unit *)unit, a);
}

static void
end(struct unit *unit)
{
    struct net_errand_unit *u = (struct net_errand_unit *)unit;

    namespace_release(u->target->ns);
    bytes_free(&u->member);
    free(u);
}

struct unit *
unit_net_errand(const struct net_errand_kind *kind, struct net_target *target)
{
    static const struct unit_class class = { step, skip, end };
    struct net_errand_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->kind = kind;
    u->target = target;
    namespace_hold(target->ns);
    bytes_format(&u->member, "net/%llu/context", (unsigned long long)target->ns->inode);
    (void)bytes_string(&u->member); /* adds the NUL, so that member.data can be used as a string */
    if (u->member.failed) {
        end(&u->unit);
        return NULL;
    }
    return &u->unit;
}
