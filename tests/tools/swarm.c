/*
 * An actor: many processes that each hold many descriptors of a kind, for tests and benchmarks.
 *
 * usage: swarm [--namespaces] KIND PROCESSES COUNT
 *
 * KIND is what COUNT counts in each process:
 *   tcp    sockets: one listener, and connections to it on loopback, both ends
 *   churn  the same, and the process closes its connections and makes new ones, again and again
 *   udp    bound sockets
 *   file   descriptors of several other types
 *   idle   nothing
 * With --namespaces each process is in a network namespace of its own.  Prints "ready", and holds it all until its standard
 * input ends.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned
number(const char *text, unsigned long max)
{
    char *end;
    unsigned long value;

    errno = 0;
    value = strtoul(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value > max)
        errx(2, "want a number up to %lu, have %s", max, text);
    return (unsigned)value;
}

/* Closing resets the connection, so that no time-wait sockets stay behind. */
static int
new_socket(void)
{
    struct linger linger = { 1, 0 };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)) < 0)
        err(1, "socket");
    return fd;
}

static int
listen_on(struct sockaddr_in *address)
{
    socklen_t size = sizeof(*address);
    int fd = new_socket();

    if (bind(fd, (struct sockaddr *)address, size) < 0 || listen(fd, 16) < 0 ||
        getsockname(fd, (struct sockaddr *)address, &size) < 0)
        err(1, "listen");
    return fd;
}

static void
connect_pair(int listener, const struct sockaddr_in *address, int pair[2])
{
    pair[0] = new_socket();
    if (connect(pair[0], (const struct sockaddr *)address, sizeof(*address)) < 0)
        err(1, "connect");
    pair[1] = accept(listener, NULL, NULL);
    if (pair[1] < 0)
        err(1, "accept");
}

/* Each process has an address of its own below 127.64.0.0/10, so that no two compete for ports. */
static struct sockaddr_in
address_of(unsigned process)
{
    return (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f400001 + (process << 8)) };
}

static void
say_ready(int report)
{
    if (write(report, "", 1) != 1)
        err(1, "pipe");
}

static void
hold_tcp(unsigned process, unsigned count, int report)
{
    struct sockaddr_in address = address_of(process);
    int listener = listen_on(&address);
    int pair[2];

    for (unsigned i = 0; 2 * i + 1 < count; i++)
        connect_pair(listener, &address, pair);
    say_ready(report);
}

static void
churn_tcp(unsigned process, unsigned count, int report)
{
    struct sockaddr_in address = address_of(process);
    int(*pairs)[2] = calloc(count / 2, sizeof(*pairs));
    int listener;

    if (!pairs)
        errx(1, "out of memory");
    address.sin_addr.s_addr |= htonl(2); /* an actor of kind tcp may have the other address */
    listener = listen_on(&address);
    for (unsigned i = 0; i < count / 2; i++)
        connect_pair(listener, &address, pairs[i]);
    say_ready(report);
    for (unsigned i = 0;; i = (i + 1) % (count / 2)) {
        if (close(pairs[i][0]) < 0 || close(pairs[i][1]) < 0)
            err(1, "close");
        connect_pair(listener, &address, pairs[i]);
        usleep(200);
    }
}

static void
hold_udp(unsigned process, unsigned count, int report)
{
    struct sockaddr_in address = address_of(process);

    for (unsigned i = 0; i < count; i++) {
        int fd = socket(AF_INET, SOCK_DGRAM, 0);

        address.sin_port = htons((in_port_t)(1024 + i));
        if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
            err(1, "bind");
    }
    say_ready(report);
}

/* As on real hosts, collect must read more than the link for few of them: the eventfds. */
static void
hold_files(unsigned process, unsigned count, int report)
{
    (void)process;
    for (unsigned i = 0; i < count; i++) {
        int fd = i % 100 == 0 ? eventfd(0, 0) : open(i % 2 ? "/dev/null" : "/proc/self/exe", O_RDONLY);

        if (fd < 0)
            err(1, "open");
    }
    say_ready(report);
}

static void
hold_nothing(unsigned process, unsigned count, int report)
{
    (void)process;
    (void)count;
    say_ready(report);
}

static const struct kind {
    const char *name;
    void (*hold)(unsigned process, unsigned count, int report);
    unsigned least; /* of COUNT */
} kinds[] = {
    { "tcp", hold_tcp, 3 },    { "churn", churn_tcp, 3 },   { "udp", hold_udp, 1 },
    { "file", hold_files, 1 }, { "idle", hold_nothing, 0 },
};

static const struct kind *
find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    errx(2, "unknown kind %s", name);
}

/* Brings up the loopback, too. */
static void
enter_own_namespace(void)
{
    struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP };
    int fd;

    if (unshare(CLONE_NEWNET) < 0)
        err(1, "unshare");
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) < 0 || close(fd) < 0)
        err(1, "lo");
}

static void
raise_descriptor_limit(unsigned sockets)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
        err(1, "getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (limit.rlim_max < sockets + 16 || setrlimit(RLIMIT_NOFILE, &limit) < 0)
        errx(1, "the limit of descriptors is %llu", (unsigned long long)limit.rlim_max);
}

/* Reports on `report` that everything is held, then stays until it is killed. */
_Noreturn static void
live(const struct kind *kind, bool namespaces, unsigned process, unsigned count, int report)
{
    if (namespaces)
        enter_own_namespace();
    kind->hold(process, count, report);
    for (;;)
        pause();
}

int
main(int argc, char **argv)
{
    bool namespaces = argc > 1 && strcmp(argv[1], "--namespaces") == 0;
    const struct kind *kind;
    unsigned processes, count;
    int report[2];
    char byte;

    argv += namespaces;
    if (argc - namespaces != 4)
        errx(2, "usage: swarm [--namespaces] KIND PROCESSES COUNT");
    kind = find_kind(argv[1]);
    processes = number(argv[2], 16383);
    count = number(argv[3], 50000);
    if (count < kind->least)
        errx(2, "%s: at least %u", kind->name, kind->least);
    raise_descriptor_limit(count);
    if (pipe(report) < 0)
        err(1, "pipe");
    for (unsigned i = 0; i < processes; i++) {
        pid_t parent = getpid(), pid = fork();

        if (pid < 0)
            err(1, "fork");
        if (pid == 0) {
            if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent || close(report[0]) < 0)
                _exit(1);
            live(kind, namespaces, i, count, report[1]);
        }
    }
    if (close(report[1]) < 0)
        err(1, "close");
    /* Reading ends early when every process failed. */
    for (unsigned i = 0; i < processes; i++)
        if (read(report[0], &byte, 1) != 1)
            errx(1, "only %u of %u processes are ready", i, processes);
    if (puts("ready") < 0 || fflush(stdout) != 0)
        err(1, "stdout");
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    return 0;
}
