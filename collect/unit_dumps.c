/*
 * The netlink dumps of a network namespace: schema/dumps.def.
 */
#include "collect/limits.h"
#include "collect/namespace.h"
#include "collect/netlink.h"
#include "collect/units_net.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is asked, and how far the answer has come.  A step owns it while it lasts: a worker that is given up takes it along. */
struct dialog {
    const struct dump *dump; /* NULL between two dumps */
    int fd;                  /* of the socket, which serves for one dump after the other; -1 for none */
    int protocol;            /* its */
    unsigned part;
    bool asked_again;
    struct netlink_answer answer;
};

struct dump_unit {
    struct unit unit;
    struct host *host;
    struct namespace *ns;
    enum snapshot_scope scope;
    struct bytes member; /* directory of the members */
    size_t next;
    struct dialog dialog;
};

static void
begin_attempt(const struct dump_unit *u, struct attempt *a, const struct dialog *d)
{
    attempt_begin(a, u->member.data, "", d->dump->path);
    if (d->part > 0)
        bytes_format(&a->path, ".%u", d->part);
    bytes_clear(&a->source);
    bytes_format(&a->source, "netlink(7) %s, net:[%llu]", d->dump->path, (unsigned long long)u->ns->inode);
}

/* A socket in the namespace, whose owner is noted on the way.  No thread is needed for the one that we are in. */
static int
open_socket(struct dump_unit *u, struct worker *w, int protocol)
{
    struct netview *view = u->host->view;
    struct namespace *ns = u->ns;
    uint64_t inode = ns->inode; /* the namespace may not be touched once the guard is lost */
    int borrowed = ns->count > 0 ? -1 : ns->handle;
    int file = borrowed >= 0 ? borrowed : -1;
    int fd, saved;

    if (file < 0)
        file = namespace_open(ns, u->host, &w->guard, &w->aside, "ns/net", O_RDONLY);
    if (file < 0)
        return inode == view->own ? netlink_socket(protocol) : -1;
    if (netns_inode(&w->guard, file) == inode) {
        netns_set_owner(&view->found, inode, netns_owner(&w->guard, file));
        fd = inode == view->own ? netlink_socket(protocol) : netns_socket(file, protocol);
        saved = errno;
    } else {
        fd = -1;
        saved = ESTALE;
    }
    if (file != borrowed)
        close(file);
    errno = saved;
    return fd;
}

/* Sends the request, on a socket of the right family. */
static int
ask(struct dump_unit *u, struct worker *w, struct dialog *d, const struct dump_options *options)
{
    struct bytes request = { 0 };
    int rc, saved;

    if (d->fd >= 0 && d->protocol != d->dump->protocol) {
        close(d->fd);
        d->fd = -1;
    }
    if (d->fd < 0) {
        d->fd = open_socket(u, w, d->dump->protocol);
        d->protocol = d->dump->protocol;
    }
    if (d->fd < 0)
        return -1;
    d->answer = (struct netlink_answer){ 0 };
    dump_request(&request, d->dump, options);
    rc = netlink_send(&w->guard, d->fd, &request);
    saved = errno;
    bytes_free(&request);
    errno = saved;
    return rc;
}

/* Reads until the dump is over, or enough for a member. */
static int
listen_to(struct worker *w, struct dialog *d)
{
    struct bytes *content = &w->attempt.content;

    while (!d->answer.done && content->len < LIMIT_DUMP_PART)
        if (netlink_receive(&w->guard, d->fd, content, &d->answer) != 0)
            return -1;
    return 0;
}

/* The reason why a dump is not asked for; false when it is. */
static bool
is_skipped(const struct dump_unit *u, const struct dump *dump, struct bytes *reason)
{
    const struct netview *view = u->host->view;
    const char *module = autoload_module(&view->autoload, dump);

    if (!view->is_live) {
        bytes_text(reason, "the files are not those of the running kernel");
        return true;
    }
    if (module) {
        bytes_format(reason, "asking would make the kernel load the module %s", module);
        return true;
    }
    return u->scope == SCOPE_NET_SOCKETS && plan_skips(&view->plan, &u->ns->pass, dump->path, reason);
}

/* Whether the first message is the last one. */
static bool
is_only_end(const struct bytes *content)
{
    struct nlmsghdr header;

    if (content->len < sizeof(header))
        return true;
    memcpy(&header, content->data, sizeof(header));
    return header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR;
}

/* What became of a dump that is over. */
static void
conclude(struct dump_unit *u, struct attempt *a, const struct dialog *d)
{
    if (d->answer.error != 0 && d->part == 0 && is_only_end(&a->content))
        bytes_clear(&a->content); /* the manifest says as much */
    if (d->answer.error != 0) {
        attempt_failed(a, d->answer.error, PLACE_DUMP);
        return;
    }
    attempt_read(a);
    if (u->scope == SCOPE_NET_SOCKETS)
        pass_has_read(&u->ns->pass, (size_t)(d->dump - dumps));
    if (d->answer.interrupted) {
        bytes_text(&a->reason, a->reason.len ? "; " : "");
        bytes_text(&a->reason, "the table changed meanwhile (NLM_F_DUMP_INTR)");
    }
}

/* The first part of a dump, or the next.  Sets the attempt's state. */
static void
make_part(struct dump_unit *u, struct worker *w, struct dialog *d)
{
    struct dump_options options = { strcmp(d->dump->path, "diag/tcp") == 0 &&
                                    plan_omits_tcp_info(&u->host->view->plan, &u->ns->pass) };
    struct attempt *a = &w->attempt;

    if (d->part == 0 && ask(u, w, d, &options) != 0) {
        attempt_failed(a, errno, PLACE_DUMP);
        d->answer.done = true;
        return;
    }
    if (options.without_tcp_info && d->part == 0)
        bytes_format(&a->reason, "without tcp_info: more than %u sockets", LIMIT_TCP_INFO);
    if (listen_to(w, d) != 0) {
        attempt_failed(a, errno, PLACE_HOST);
        close(d->fd); /* there may be more of the answer in it */
        d->fd = -1;
        d->answer.done = true;
    } else if (!d->answer.done && d->part + 1 == LIMIT_DUMP_PARTS) {
        attempt_ended(a, STATE_truncated, "more parts than the limit");
        close(d->fd);
        d->fd = -1;
        d->answer.done = true;
    } else if (!d->answer.done) {
        attempt_read(a);
    } else if (d->answer.interrupted && d->answer.error == 0 && d->part == 0 && !d->asked_again) {
        d->asked_again = true;
        bytes_clear(&a->content);
        bytes_clear(&a->reason);
        make_part(u, w, d);
    } else {
        conclude(u, a, d);
    }
}

/* The dialog of this step, and the unit moved on.  False when there is none left. */
static bool
take_dialog(struct dump_unit *u, struct dialog *d)
{
    size_t at;

    *d = u->dialog;
    u->dialog = (struct dialog){ .fd = -1 };
    if (d->dump)
        return true;
    at = dump_next(u->scope, u->next);
    u->next = at < dump_count ? at + 1 : at;
    if (at == dump_count) {
        if (d->fd >= 0)
            close(d->fd);
        return false;
    }
    *d = (struct dialog){ .dump = &dumps[at], .fd = d->fd, .protocol = d->protocol };
    return true;
}

static bool
dumps_step(struct unit *unit, struct worker *w)
{
    struct dump_unit *u = (struct dump_unit *)unit;
    struct attempt *a = &w->attempt;
    struct dialog d;

    if (!take_dialog(u, &d))
        return false;
    begin_attempt(u, a, &d);
    if (d.part == 0 && is_skipped(u, d.dump, &a->reason)) {
        attempt_ended(a, STATE_skipped, "");
        d.answer.done = true;
    } else {
        make_part(u, w, &d);
        if (guard_lost(&w->guard)) {
            if (d.fd >= 0)
                close(d.fd);
            return true;
        }
        if (u->scope == SCOPE_NET_SOCKETS && !u->ns->pass.again && a->content.len > 0)
            inodes_add_dump(&u->host->view->seen, d.dump, a->content.data, a->content.len);
    }
    u->dialog = d;
    if (d.answer.done)
        u->dialog.dump = NULL;
    else
        u->dialog.part++;
    worker_commit(w);
    return true;
}

static bool
dumps_name(const struct unit *unit, struct attempt *a)
{
    const struct dump_unit *u = (const struct dump_unit *)unit;
    size_t at = dump_next(u->scope, u->next);
    struct dialog d = { .dump = &dumps[at] };

    if (at == dump_count)
        return false;
    begin_attempt(u, a, &d);
    return true;
}

static void
dumps_free(struct unit *unit)
{
    struct dump_unit *u = (struct dump_unit *)unit;

    if (u->dialog.fd >= 0)
        close(u->dialog.fd);
    namespace_release(u->ns);
    bytes_free(&u->member);
    free(u);
}

struct unit *
unit_dumps(struct host *host, struct namespace *ns, enum snapshot_scope scope, const char *pass)
{
    static const struct unit_class class = { dumps_step, dumps_name, dumps_free };
    struct dump_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->host = host;
    u->ns = ns;
    u->scope = scope;
    u->dialog.fd = -1;
    namespace_hold(ns);
    bytes_format(&u->member, "net/%llu/%s", (unsigned long long)ns->inode, pass);
    (void)bytes_string(&u->member); /* terminated, for those who only read it */
    if (u->member.failed) {
        dumps_free(&u->unit);
        return NULL;
    }
    return &u->unit;
}
