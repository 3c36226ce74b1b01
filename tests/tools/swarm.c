/*
 * An actor: many processes with many TCP connections on loopback, for tests and benchmarks.
 *
 * usage: swarm [--churn] PROCESSES SOCKETS
 *
 * Each process holds SOCKETS sockets: one listener, and connections to it, both ends.  It listens on an address of its own below
 * 127.64.0.0/10, so that no two processes compete for ports.  Prints "ready", and holds it all until its standard input ends.
 * With --churn each process closes its connections and makes new ones, again and again.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

_Noreturn static void
stay(void)
{
    for (;;)
        pause();
}

/* One process of the swarm: says on `report` that it holds everything, then stays until it is killed. */
_Noreturn static void
hold(unsigned index, unsigned sockets, bool churn, int report)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f400001 + (index << 8)) };
    int(*pairs)[2] = calloc(sockets / 2 + 1, sizeof(*pairs));
    int listener;

    if (!pairs)
        errx(1, "out of memory");
    /* Churning processes have addresses of their own, since they may run beside a swarm that stays. */
    if (churn)
        address.sin_addr.s_addr |= htonl(2);
    listener = listen_on(&address);
    for (unsigned i = 0; 2 * i + 1 < sockets; i++)
        connect_pair(listener, &address, pairs[i]);
    if (write(report, "", 1) != 1)
        err(1, "pipe");
    if (!churn)
        stay();
    for (unsigned i = 0;; i = (i + 1) % (sockets / 2)) {
        if (close(pairs[i][0]) < 0 || close(pairs[i][1]) < 0)
            err(1, "close");
        connect_pair(listener, &address, pairs[i]);
        usleep(200);
    }
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

int
main(int argc, char **argv)
{
    bool churn = argc > 1 && strcmp(argv[1], "--churn") == 0;
    unsigned processes, sockets;
    int report[2];
    char byte;

    argv += churn;
    if (argc - churn != 3)
        errx(2, "usage: swarm [--churn] PROCESSES SOCKETS");
    processes = number(argv[1], 16383);
    sockets = number(argv[2], 50000);
    if (sockets < 3)
        errx(2, "less than a listener and a connection");
    raise_descriptor_limit(sockets);
    if (pipe(report) < 0)
        err(1, "pipe");
    for (unsigned i = 0; i < processes; i++) {
        pid_t parent = getpid(), pid = fork();

        if (pid < 0)
            err(1, "fork");
        if (pid == 0) {
            if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent || close(report[0]) < 0)
                _exit(1);
            hold(i, sockets, churn, report[1]);
        }
    }
    if (close(report[1]) < 0)
        err(1, "close");
    /* Ends early when every process failed. */
    for (unsigned i = 0; i < processes; i++)
        if (read(report[0], &byte, 1) != 1)
            errx(1, "only %u of %u processes are ready", i, processes);
    if (puts("ready") < 0 || fflush(stdout) != 0)
        err(1, "stdout");
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    return 0;
}
