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
#include "collect/base/limits.h"
#include "collect/net/net_errand.h"
#include "collect/net/probe_tables.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* Looks at a port until it counts, and the pause before the second in milliseconds; each further one is twice as long. */
#define LOOKS 6
#define PAUSE 25

/* Ports between two looks at the clock. */
#define CLOCK_PORTS 1024

static const struct probe_protocol protocols[] = {
    { "tcp", SOCK_STREAM, { "tcp", "tcp6" }, { "diag/tcp", NULL } },
    { "udp", SOCK_DGRAM, { "udp", "udp6" }, { "diag/udp", "diag/udp6" } },
};

/* The work of the errand: one namespace. */
struct probe {
    struct net_errand base;     /* first, so that a pointer to it is one to the struct */
    struct probe_tables tables; /* a candidate was found in use by every look */
    int family;                 /* AF_INET6 sees the sockets of both */
    unsigned refused;           /* ports that we may not bind */
    int refusal;                /* the errno of that */
};

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
        p->tables.candidate[port] = false;
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

    for (unsigned port = 1; port < PORTS && p->base.error == 0; port++) {
        if (port % CLOCK_PORTS == 0 && clock_monotonic() > p->base.end)
            p->base.late = true;
        if (p->base.late)
            p->tables.candidate[port] = false;
        if (p->tables.candidate[port] && look_at(p, guard, type, port, &fd) != 0)
            p->base.error = errno;
        left += p->tables.candidate[port];
    }
    if (fd >= 0)
        guard_close(guard, fd);
    return left;
}

static void
probe_protocol(struct probe *p, struct guard *guard, const struct probe_protocol *protocol)
{
    struct timespec pause = { 0, PAUSE * 1000000L };
    unsigned left = 1;

    memset(p->tables.candidate, true, sizeof(p->tables.candidate));
    for (unsigned looks = 0; looks < LOOKS && left > 0 && p->base.error == 0 && !guard_lost(guard); looks++) {
        if (looks > 0)
            (void)nanosleep(&pause, NULL); /* shorter after a signal */
        if (looks > 0)
            pause.tv_nsec *= 2;
        probe_tables_take(&p->tables, guard, p->base.proc, protocol);
        left = look(p, guard, protocol->type);
    }
    for (unsigned port = 1; port < PORTS && left > 0 && p->base.error == 0; port++)
        if (p->tables.candidate[port])
            bytes_format(&p->base.out, "%s\t%u\t%d\t%s\n", protocol->name, port, LOOKS,
                         p->tables.names.len > 0 ? bytes_string(&p->tables.names) : "-");
}

/* A socket of a family that the kernel does not have could make it load a module, so the family's file is looked for. */
static void
run(struct guard *guard, void *work)
{
    struct probe *p = work;
    struct stat st;

    if (net_errand_enter(guard, &p->base) != 0)
        return;
    p->family = guard_fstatat(guard, p->base.proc, "thread-self/net/tcp6", &st, 0) == 0 ? AF_INET6 : AF_INET;
    for (size_t i = 0; i < sizeof(protocols) / sizeof(protocols[0]) && p->base.error == 0 && !guard_lost(guard); i++)
        probe_protocol(p, guard, &protocols[i]);
}

static void
drop(void *work)
{
    struct probe *p = work;

    if (!p)
        return;
    net_errand_end(&p->base);
    bytes_free(&p->tables.names);
    free(p);
}

static void
conclude(struct attempt *a, const struct net_errand *work)
{
    const struct probe *p = (const struct probe *)work;

    if (p->refused == 0)
        return;
    if (!work->error && !work->late)
        attempt_failed(a, p->refusal, ORIGIN_HOST);
    bytes_format(&a->reason, "%sthe kernel refused %u tries", a->reason.len ? "; " : "", p->refused);
}

static struct net_errand *
make(const struct net_target *target)
{
    struct probe *p = calloc(1, sizeof(*p));

    if (!p)
        return NULL;
    p->tables.autoload = target->view->autoload;
    return &p->base;
}

struct unit *
unit_probe_ports(struct net_target *target)
{
    static const struct net_errand_kind kind = { .file = "probed-ports",
                                                 .source = "bind(2)",
                                                 .late = "there was no time for all ports",
                                                 .seconds = offsetof(struct limits, probe_seconds),
                                                 .errand = { .run = run, .drop = drop, .enters = true },
                                                 .make = make,
                                                 .conclude = conclude };

    return unit_net_errand(&kind, target);
}
