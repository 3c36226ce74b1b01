/*
 * --probe-ports: finds ports of TCP and UDP that are in use and that no table of the network namespace shows.
 *
 * A rootkit that hides a socket from /proc/net and from the dumps must also answer bind(2) falsely to stay hidden, and
 * hardly any does.  bind(2) without listen(2) needs no packet and wakes nobody; but a port that is free is ours for some
 * microseconds, and whoever wants it just then is refused: therefore the option.
 *
 * A socket that is opened after the tables were read, or closed before, is no finding.  So a port counts only if it is
 * in use in every one of several looks, and the tables that are read again before each look never show it.
 */
#include "collect/base/clock.h"
#include "collect/base/errand.h"
#include "collect/base/limits.h"
#include "collect/base/netlink.h"
#include "collect/base/text.h"
#include "collect/net/dumps.h"
#include "collect/net/units_net.h"
#include "collect/netns/namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PORTS 65536

/* Looks at a port until it counts, and the pause before the second in milliseconds; each further one is twice as long. */
#define LOOKS 6
#define PAUSE 25

/* Ports between two looks at the clock. */
#define CLOCK_PORTS 1024

/* Offset of the port of a socket in the body of its message: idiag_sport of struct inet_diag_msg, in network order. */
#define DIAG_PORT 4

static const struct protocol {
    const char *name;
    int type;
    const char *files[2], *dumps[2]; /* the tables that show its sockets */
} protocols[] = {
    { "tcp", SOCK_STREAM, { "tcp", "tcp6" }, { "diag/tcp", NULL } },
    { "udp", SOCK_DGRAM, { "udp", "udp6" }, { "diag/udp", "diag/udp6" } },
};

/* The work of the errand: one namespace. */
struct probe {
    int ns;        /* its nsfs file; -1 for our own namespace */
    bool borrowed; /* `ns` is not ours to close */
    int proc;      /* a procfs with our pids */
    struct autoload autoload;
    uint64_t end;          /* when to stop, CLOCK_MONOTONIC */
    int family;            /* AF_INET6 sees the sockets of both */
    bool candidate[PORTS]; /* of the present protocol: no table showed the port, and every look found it in use */
    struct bytes out;      /* the member */
    struct bytes tables;   /* names of those that were read */
    unsigned refused;      /* ports that we may not bind */
    int refusal;           /* the errno of that */
    int error;             /* errno that ended the probe; 0 if there was none */
    bool late;             /* there was no time for all ports */
};

static void
take_port(struct probe *p, uint64_t port)
{
    if (port < PORTS)
        p->candidate[port] = false;
}

/* The local port is behind the last colon of the second word: "0100007F:0016". */
static void
take_line(struct probe *p, struct text line)
{
    struct text word = text_word(line, 1), address;
    uint64_t port = 0;

    if (!text_next_part(&word, ':', &address) || word.len != 4)
        return;
    for (size_t i = 0; i < word.len; i++) {
        const char *digit = strchr("0123456789ABCDEF", word.data[i]);

        if (!digit || !*digit)
            return;
        port = port << 4 | (uint64_t)(digit - "0123456789ABCDEF");
    }
    take_port(p, port);
}

static void
name_table(struct probe *p, const char *name)
{
    bytes_format(&p->tables, "%s%s", p->tables.len > 0 ? "," : "", name);
}

static void
take_file(struct probe *p, struct guard *guard, const char *name)
{
    struct bytes path = { 0 }, text = { 0 };
    struct text rest, line;
    ssize_t count = 1;
    int fd;

    bytes_format(&path, "thread-self/net/%s", name);
    fd = guard_openat(guard, p->proc, bytes_string(&path), O_RDONLY);
    while (fd >= 0 && count > 0 && text.len < LIMIT_TABLE) {
        char *room = bytes_room(&text, 65536);

        count = room ? guard_read(guard, fd, room, 65536) : -1;
        if (count > 0)
            bytes_grew(&text, (size_t)count);
    }
    rest = text_of(&text);
    while (text_next_line(&rest, &line))
        take_line(p, line);
    if (fd >= 0 && count == 0)
        name_table(p, name);
    if (fd >= 0)
        guard_close(guard, fd);
    bytes_free(&text);
    bytes_free(&path);
}

static void
take_messages(struct probe *p, const struct bytes *content)
{
    struct netlink_messages rest = { content->data, content->len };
    struct netlink_message message;

    while (netlink_next(&rest, &message))
        if (message.len >= DIAG_PORT + 2)
            take_port(p, (uint64_t)((unsigned char)message.data[DIAG_PORT] << 8 |
                                    (unsigned char)message.data[DIAG_PORT + 1]));
}

/* A dump for which the kernel would load a module is left out, as everywhere. */
static void
take_dump(struct probe *p, struct guard *guard, const char *name)
{
    const struct dump *dump = &dumps[dump_find(name)];
    const struct dump_options options = { .without_tcp_info = true };
    struct netlink_answer answer = { 0 };
    struct bytes request = { 0 }, content = { 0 };
    int fd = autoload_module(&p->autoload, dump) ? -1 : netlink_socket(guard, dump->protocol), rc = -1;

    dump_request(&request, dump, &options);
    if (fd >= 0 && netlink_send(guard, fd, &request) == 0)
        rc = 0;
    while (rc == 0 && !answer.done) {
        bytes_clear(&content);
        rc = netlink_receive(guard, fd, &content, &answer);
        if (rc == 0)
            take_messages(p, &content);
    }
    if (rc == 0 && answer.error == 0)
        name_table(p, name);
    if (fd >= 0)
        guard_close(guard, fd);
    bytes_free(&request);
    bytes_free(&content);
}

/* Takes off all ports that a table shows now. */
static void
take_tables(struct probe *p, struct guard *guard, const struct protocol *protocol)
{
    bytes_clear(&p->tables);
    for (size_t i = 0; i < 2 && !guard_lost(guard); i++) {
        take_file(p, guard, protocol->files[i]);
        if (protocol->dumps[i] && !guard_lost(guard))
            take_dump(p, guard, protocol->dumps[i]);
    }
}

static int
new_socket(struct probe *p, struct guard *guard, int type)
{
    int fd = guard_socket(guard, p->family, type, 0), off = 0;

    if (fd >= 0 && p->family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) != 0) {
        int saved = errno;

        guard_close(guard, fd);
        errno = saved;
        return -1;
    }
    return fd;
}

static int
try_bind(struct probe *p, struct guard *guard, int fd, unsigned port)
{
    const struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
    const struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int rc;

    if (!guard_enter(guard))
        return -1;
    rc = p->family == AF_INET6 ? bind(fd, (const struct sockaddr *)&v6, sizeof(v6))
                               : bind(fd, (const struct sockaddr *)&v4, sizeof(v4));
    return guard_leave(guard) ? rc : -1;
}

/*
 * Tries the port, with a socket that is made if *fd is -1, and closed once it has a port.  Only a port that is in use
 * stays a candidate.  0, or -1 with errno if the probe cannot go on.
 */
static int
look_at(struct probe *p, struct guard *guard, int type, unsigned port, int *fd)
{
    int error;

    if (*fd < 0)
        *fd = new_socket(p, guard, type);
    if (*fd < 0)
        return -1;
    error = try_bind(p, guard, *fd, port) == 0 ? 0 : errno;
    if (error == 0) {
        guard_close(guard, *fd);
        *fd = -1;
    }
    if (error != EADDRINUSE)
        p->candidate[port] = false;
    if (error == EACCES || error == EPERM) {
        p->refused++;
        p->refusal = error;
        error = 0;
    }
    errno = error;
    return error == 0 || error == EADDRINUSE ? 0 : -1;
}

/* Looks at all candidates.  Returns how many are left. */
static unsigned
look(struct probe *p, struct guard *guard, int type)
{
    unsigned left = 0;
    int fd = -1;

    for (unsigned port = 1; port < PORTS && p->error == 0; port++) {
        if (port % CLOCK_PORTS == 0 && clock_monotonic() > p->end)
            p->late = true;
        if (p->late)
            p->candidate[port] = false;
        if (p->candidate[port] && look_at(p, guard, type, port, &fd) != 0)
            p->error = errno;
        left += p->candidate[port];
    }
    if (fd >= 0)
        guard_close(guard, fd);
    return left;
}

static void
probe_protocol(struct probe *p, struct guard *guard, const struct protocol *protocol)
{
    struct timespec pause = { 0, PAUSE * 1000000L };
    unsigned left = 1;

    memset(p->candidate, true, sizeof(p->candidate));
    for (unsigned looks = 0; looks < LOOKS && left > 0 && p->error == 0 && !guard_lost(guard); looks++) {
        if (looks > 0)
            (void)nanosleep(&pause, NULL); /* shorter after a signal */
        if (looks > 0)
            pause.tv_nsec *= 2;
        take_tables(p, guard, protocol);
        left = look(p, guard, protocol->type);
    }
    for (unsigned port = 1; port < PORTS && left > 0 && p->error == 0; port++)
        if (p->candidate[port])
            bytes_format(&p->out, "%s\t%u\t%d\t%s\n", protocol->name, port, LOOKS,
                         p->tables.len > 0 ? bytes_string(&p->tables) : "-");
}

/* A socket of a family that the kernel does not have could make it load a module, so the family's file is looked for. */
static void
run(struct guard *guard, void *work)
{
    struct probe *p = work;
    struct stat st;

    if (p->ns >= 0 && guard_setns(guard, p->ns, CLONE_NEWNET) != 0) {
        p->error = errno;
        return;
    }
    p->family = guard_fstatat(guard, p->proc, "thread-self/net/tcp6", &st, 0) == 0 ? AF_INET6 : AF_INET;
    for (size_t i = 0; i < sizeof(protocols) / sizeof(protocols[0]) && p->error == 0 && !guard_lost(guard); i++)
        probe_protocol(p, guard, &protocols[i]);
}

static void
drop(void *work)
{
    struct probe *p = work;

    if (!p)
        return;
    if (p->ns >= 0 && !p->borrowed)
        close(p->ns);
    bytes_free(&p->out);
    bytes_free(&p->tables);
    free(p);
}

/* The unit: one namespace. */
struct probe_unit {
    struct unit unit;
    struct net_target *target;
    struct bytes member; /* directory of the member */
    bool begun;
};

/*
 * Opens the nsfs file of the namespace.  False with errno on failure; p->ns is -1 if the namespace is our own and need
 * not be entered.
 */
static bool
open_namespace(struct net_target *target, struct worker *w, struct probe *p)
{
    struct netns_finder *finder = &target->view->finder;
    struct namespace *ns = target->ns;
    uint64_t inode = ns->inode;

    if (inode == 0 || inode == finder->own)
        return true;
    p->borrowed = ns->handle >= 0;
    p->ns = p->borrowed ? ns->handle : namespace_open(ns, finder, &w->guard, &w->unrecorded, "ns/net", O_RDONLY);
    if (p->ns >= 0 && netns_inode(&w->guard, p->ns) != inode)
        errno = ESTALE;
    else if (p->ns >= 0)
        return true;
    return false;
}

static void
conclude(struct attempt *a, struct probe *p)
{
    bytes_append(&a->content, p->out.data, p->out.len);
    attempt_read(a);
    if (p->error)
        attempt_failed(a, p->error, ORIGIN_HOST);
    else if (p->late)
        attempt_ended(a, STATE_truncated, "there was no time for all ports");
    else if (p->refused > 0)
        attempt_failed(a, p->refusal, ORIGIN_HOST);
    if (p->refused > 0)
        bytes_format(&a->reason, "%sthe kernel refused %u tries", a->reason.len ? "; " : "", p->refused);
}

static struct probe *
new_probe(const struct net_target *target)
{
    const struct host *host = target->view->host;
    struct probe *p = calloc(1, sizeof(*p));

    if (!p)
        return NULL;
    p->ns = -1;
    p->proc = host->private_proc >= 0 ? host->private_proc : host->proc;
    p->autoload = target->view->autoload;
    p->end = clock_monotonic() + LIMIT_PROBE * NANOSECONDS;
    return p;
}

/* Each system call of the errand has a deadline of its own. */
static void
probe(struct net_target *target, struct worker *w)
{
    static const struct errand_kind errand = { .run = run, .drop = drop, .enters = true };
    unsigned deadline = host_deadline(target->view->host);
    struct probe *p = new_probe(target);

    if (p && !open_namespace(target, w, p)) {
        int error = errno;

        drop(p);
        if (!guard_lost(&w->guard))
            attempt_failed(&w->attempt, error, ORIGIN_PROCESS);
        return;
    }
    p = errand_wait(errand_start(&errand, p), deadline);
    if (p)
        conclude(&w->attempt, p);
    else
        attempt_failed(&w->attempt, errno, ORIGIN_HOST);
    drop(p);
}

/* Begins the attempt.  True for the first call only. */
static bool
begin(struct probe_unit *u, struct attempt *a)
{
    bool begun = u->begun;

    u->begun = true;
    attempt_begin(a, u->member.data, "", "probed-ports");
    bytes_clear(&a->source);
    bytes_format(&a->source, "bind(2), net:[%llu]", (unsigned long long)u->target->ns->inode);
    return !begun;
}

static bool
probe_step(struct unit *unit, struct worker *w)
{
    struct probe_unit *u = (struct probe_unit *)unit;

    if (!begin(u, &w->attempt))
        return false;
    if (u->target->view->finder.is_live)
        probe(u->target, w);
    else
        attempt_ended(&w->attempt, STATE_skipped, "the files are not those of the running kernel");
    worker_commit(w);
    return true;
}

static bool
probe_skip(struct unit *unit, struct attempt *a)
{
    return begin((struct probe_unit *)unit, a);
}

static void
probe_free(struct unit *unit)
{
    struct probe_unit *u = (struct probe_unit *)unit;

    namespace_release(u->target->ns);
    bytes_free(&u->member);
    free(u);
}

struct unit *
unit_probe_ports(struct net_target *target)
{
    static const struct unit_class class = { probe_step, probe_skip, probe_free };
    struct probe_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->target = target;
    namespace_hold(target->ns);
    bytes_format(&u->member, "net/%llu/context", (unsigned long long)target->ns->inode);
    (void)bytes_string(&u->member);
    if (u->member.failed) {
        probe_free(&u->unit);
        return NULL;
    }
    return &u->unit;
}
