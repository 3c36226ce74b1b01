/*
 * Reads the netlink dumps (schema/snapshot/dumps.def) of a network namespace.
 */
#include "collect/base/limits.h"
#include "collect/net/netlink_dump.h"
#include "collect/net/questions.h"
#include "collect/net/units_net.h"
#include "collect/netns/namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct dump_unit {
    struct unit unit;
    struct net_target *target;
    enum snapshot_scope scope;
    struct bytes member; /* directory of the members */
    size_t next;         /* where to look for the next dump in dumps[] */
    struct questions questions;
    struct netlink_dump dump;
};

/* Names in the source the interface that was asked of, since the kernel's answer to a request by name does not. */
static void
begin_attempt(const struct dump_unit *u, struct attempt *a, const struct netlink_dump *d)
{
    const char *device = questions_at(&u->questions, d->dump, d->asked).device;

    attempt_begin(a, u->member.data, "", d->dump->path);
    if (d->part > 0)
        bytes_format(&a->path, ".%u", d->part);
    bytes_clear(&a->source);
    bytes_format(&a->source, "netlink(7) %s%s%s, net:[%llu]", d->dump->path, device ? " of " : "", device ? device : "",
                 (unsigned long long)u->target->ns->inode);
}

/* Whether it is the conntrack dump, and the namespace tracks no connections. */
static bool
is_empty_conntrack(struct dump_unit *u, struct worker *w, const struct dump *dump)
{
    struct attempt *a = &w->unrecorded;
    int fd;

    if (strcmp(dump->format, "conntrack") != 0 || u->target->view->cost.thorough)
        return false;
    attempt_begin(a, "", "", "");
    fd = namespace_open(u->target->ns, &u->target->view->finder, &w->guard, a, "net/stat/nf_conntrack",
                        O_RDONLY | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return false;
    attempt_read_fd(a, &w->guard, fd, host_limits(u->target->view->host)->file_bytes,
                    u->target->view->host->file_seconds, ORIGIN_PROCESS);
    close(fd);
    return a->state == STATE_ok && conntrack_is_empty(a->content.data, a->content.len);
}

/* Whether a generic netlink dump cannot give anything.  If so, sets the attempt's state and reason. */
static bool
lacks_generic(const struct dump_unit *u, const struct dump *dump, struct attempt *a)
{
    const struct generic *generic = &u->target->view->generic;
    int error = generic->error ? generic->error : generic_id(generic, dump) == 0 ? ENOENT : 0;

    if (error)
        attempt_failed(a, error, ORIGIN_DUMP);
    return error != 0;
}

/* Whether a dump is not requested.  If so, sets the attempt's state, mostly `skipped`, and reason. */
static bool
is_left_out(struct dump_unit *u, struct worker *w, const struct dump *dump)
{
    const struct netview *view = u->target->view;
    const char *module = autoload_module(&view->autoload, dump), *lack = questions_lack(&u->questions, dump);
    struct bytes *reason = &w->attempt.reason;

    attempt_ended(&w->attempt, STATE_skipped, "");
    if (!view->finder.is_live) {
        bytes_text(reason, "the files are not those of the running kernel");
        return true;
    }
    if (module) {
        bytes_format(reason, "asking would make the kernel load the module %s", module);
        return true;
    }
    if (u->scope == SCOPE_NET_SOCKETS)
        return cost_skips(&view->cost, &u->target->pass, dump->path, reason);
    if (dump->protocol == NETLINK_GENERIC && lacks_generic(u, dump, &w->attempt))
        return true;
    if (lack) {
        bytes_text(reason, lack);
        return true;
    }
    if (!is_empty_conntrack(u, w, dump))
        return false;
    pass_has_read(&u->target->pass, (size_t)(dump - dumps));
    bytes_text(reason, "net/stat/nf_conntrack: no entries");
    return true;
}

/* Whether the first message ends the dump. */
static bool
is_only_end(const struct bytes *content)
{
    struct nlmsghdr header;

    if (content->len < sizeof(header))
        return true;
    memcpy(&header, content->data, sizeof(header));
    return header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR;
}

/* Sets the attempt's state at the end of a dump. */
static void
conclude(struct dump_unit *u, struct attempt *a, const struct netlink_dump *d)
{
    if (d->answer.error != 0 && (d->part == 0 || d->asked > 0) && is_only_end(&a->content))
        bytes_clear(&a->content); /* the manifest has the error already */
    if (d->answer.error != 0) {
        attempt_failed(a, d->answer.error, ORIGIN_DUMP);
        return;
    }
    attempt_read(a);
    pass_has_read(&u->target->pass, (size_t)(d->dump - dumps));
    if (d->answer.interrupted) {
        bytes_text(&a->reason, a->reason.len ? "; " : "");
        bytes_text(&a->reason, "the table changed during the dump (NLM_F_DUMP_INTR)");
    }
}

static struct dump_options
options_of(const struct dump_unit *u, const struct netlink_dump *d)
{
    const struct netview *view = u->target->view;
    struct dump_options options = questions_at(&u->questions, d->dump, d->asked);

    options.without_tcp_info =
        strcmp(d->dump->path, "diag/tcp") == 0 && cost_omits_tcp_info(&view->cost, &u->target->pass);
    options.family = generic_id(&view->generic, d->dump);
    return options;
}

/*
 * Reads the next part of a dump, and requests the dump before its first part.  Sets the attempt's state.  A dump of one
 * part whose table has changed meanwhile is requested once more.
 */
static void
make_part(struct dump_unit *u, struct worker *w, struct netlink_dump *d)
{
    const struct limits *limits = host_limits(u->target->view->host);
    struct bound parts = limits->dump_parts;
    struct dump_options options = options_of(u, d);
    struct attempt *a = &w->attempt;

    if ((d->part == 0 || d->answer.done) && netlink_dump_ask(d, u->target, w, &options) != 0) {
        attempt_failed(a, errno, ORIGIN_DUMP);
        d->answer.done = true;
        return;
    }
    if (options.without_tcp_info && d->part == 0)
        bytes_format(&a->reason, "without tcp_info: more than %u sockets", LIMIT_TCP_INFO);
    if (generic_is_by_interface(d->dump))
        bytes_text(&a->reason, "private and preshared keys are zeros");
    if (netlink_dump_listen(d, w, limits->means->dump_part) != 0) {
        attempt_failed(a, errno, ORIGIN_HOST);
        netlink_dump_break_off(d);
    } else if (!d->answer.done && d->part + 1 >= parts.most) {
        attempt_cut(a, "more parts than the limit", parts);
        netlink_dump_break_off(d);
    } else if (!d->answer.done) {
        attempt_read(a);
        bytes_format(&a->reason, "%scontinued in %s.%u", a->reason.len ? "; " : "", d->dump->path, d->part + 1);
    } else if (d->answer.interrupted && d->answer.error == 0 && d->part == 0 && !d->asked_again) {
        d->asked_again = true;
        bytes_clear(&a->content);
        bytes_clear(&a->reason);
        make_part(u, w, d);
    } else {
        conclude(u, a, d);
    }
}

/* Moves the dump of this step out of the unit, and advances the unit.  False if none is left. */
static bool
take_dump(struct dump_unit *u, struct netlink_dump *d)
{
    size_t at;

    *d = u->dump;
    u->dump = (struct netlink_dump){ .fd = -1 };
    if (d->dump)
        return true;
    at = dump_next(u->scope, u->next);
    u->next = at < dump_count ? at + 1 : at;
    if (at == dump_count) {
        if (d->fd >= 0)
            close(d->fd);
        return false;
    }
    *d = (struct netlink_dump){ .dump = &dumps[at], .fd = d->fd, .protocol = d->protocol };
    return true;
}

/*
 * Whether the kernel does not have what was asked of an interface, or not for us, which it would say of the next one, too
 * (EPROTONOSUPPORT: built without one of the two hooks).
 */
static bool
is_refused(const struct netlink_dump *d)
{
    int error = d->answer.error;

    return dump_is_by_device(d->dump) &&
           (error == EOPNOTSUPP || error == EPROTONOSUPPORT || error == EINVAL || error == EPERM);
}

/* Whether the dump must be requested again. */
static bool
has_more_questions(const struct dump_unit *u, const struct netlink_dump *d)
{
    return !is_refused(d) && d->asked + 1 < questions_count(&u->questions, d->dump);
}

static bool
dumps_step(struct unit *unit, struct worker *w)
{
    struct dump_unit *u = (struct dump_unit *)unit;
    struct attempt *a = &w->attempt;
    struct netlink_dump d;
    bool left_out = false;

    if (!take_dump(u, &d))
        return false;
    begin_attempt(u, a, &d);
    if (d.part == 0 && is_left_out(u, w, d.dump)) {
        d.answer.done = true;
        left_out = true;
    } else if (!guard_lost(&w->guard)) {
        make_part(u, w, &d);
    }
    if (guard_lost(&w->guard)) {
        if (d.fd >= 0)
            close(d.fd);
        return true;
    }
    net_target_has_dump(u->target, d.dump, a);
    questions_add(&u->questions, d.dump, &a->content, host_limits(u->target->view->host));
    if (d.answer.done && !is_refused(&d) && !left_out && !has_more_questions(u, &d))
        questions_tell_left_out(&u->questions, d.dump, a, host_limits(u->target->view->host));
    u->dump = d;
    if (!d.answer.done || (!left_out && has_more_questions(u, &d)))
        u->dump.part++;
    else
        u->dump.dump = NULL;
    u->dump.asked += d.answer.done;
    worker_commit(w);
    return true;
}

static bool
dumps_skip(struct unit *unit, struct attempt *a)
{
    struct dump_unit *u = (struct dump_unit *)unit;
    struct netlink_dump d;

    if (!take_dump(u, &d))
        return false;
    begin_attempt(u, a, &d);
    netlink_dump_break_off(&d);
    return true;
}

static void
dumps_free(struct unit *unit)
{
    struct dump_unit *u = (struct dump_unit *)unit;

    if (u->dump.fd >= 0)
        close(u->dump.fd);
    namespace_release(u->target->ns);
    bytes_free(&u->member);
    questions_free(&u->questions);
    free(u);
}

struct unit *
unit_dumps(struct net_target *target, enum snapshot_scope scope, const char *pass)
{
    static const struct unit_class class = { dumps_step, dumps_skip, dumps_free };
    struct dump_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->target = target;
    u->scope = scope;
    u->dump.fd = -1;
    namespace_hold(target->ns);
    bytes_format(&u->member, "net/%llu/%s", (unsigned long long)target->ns->inode, pass);
    (void)bytes_string(&u->member); /* adds the NUL, so that member.data can be used as a string */
    if (u->member.failed) {
        dumps_free(&u->unit);
        return NULL;
    }
    return &u->unit;
}
