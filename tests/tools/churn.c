/*
 * An actor: processes that open and close TCP connections on loopback at a steady rate, and log what they held and when.
 *
 * usage: churn DIRECTORY PROCESSES RATE LASTING
 *
 * Each process makes LASTING connections to itself that it keeps, then RATE a second, of which each is closed a few steps later, so
 * that descriptors and ports are used again and again.  For each end of a connection, DIRECTORY/log.N gets a line
 * "PID FD INODE LOCAL-PORT REMOTE-PORT OPENED CLOSED", the times in nanoseconds of CLOCK_MONOTONIC, from before the end was made to
 * after it was closed.  Prints "ready" when all go at their rate; ends when somebody writes to the FIFO DIRECTORY/stop, and
 * says so in the FIFO DIRECTORY/done, when the logs are whole.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The number of short-lived connections that a process has open at a time. */
#define OPEN   32

#define SECOND 1000000000U

struct end {
    int fd;
    uint64_t inode, opened;
    unsigned local, remote;
};

struct connection {
    struct end ends[2];
};

static volatile sig_atomic_t stopped;

static void
stop(int number)
{
    (void)number;
    stopped = 1;
}

static uint64_t
now(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_MONOTONIC, &t) < 0)
        err(1, "clock");
    return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

static unsigned
number(const char *text, unsigned long max)
{
    char *end;
    unsigned long value;

    errno = 0;
    value = strtoul(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value == 0 || value > max)
        errx(2, "want a number from 1 to %lu, have %s", max, text);
    return (unsigned)value;
}

static void
describe(struct end *end)
{
    struct sockaddr_in local = { 0 }, remote = { 0 };
    socklen_t local_size = sizeof(local), remote_size = sizeof(remote);
    struct stat st;

    if (fstat(end->fd, &st) < 0 || getsockname(end->fd, (struct sockaddr *)&local, &local_size) < 0 ||
        getpeername(end->fd, (struct sockaddr *)&remote, &remote_size) < 0)
        err(1, "describe");
    end->inode = st.st_ino;
    end->local = ntohs(local.sin_port);
    end->remote = ntohs(remote.sin_port);
}

static void
open_connection(int listener, const struct sockaddr_in *address, struct connection *c)
{
    /* No time-wait sockets stay behind. */
    struct linger linger = { 1, 0 };

    c->ends[0].opened = now();
    c->ends[0].fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->ends[0].fd < 0 || setsockopt(c->ends[0].fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)) < 0 ||
        connect(c->ends[0].fd, (const struct sockaddr *)address, sizeof(*address)) < 0)
        err(1, "connect");
    c->ends[1].opened = now();
    c->ends[1].fd = accept(listener, NULL, NULL);
    if (c->ends[1].fd < 0)
        err(1, "accept");
    describe(&c->ends[0]);
    describe(&c->ends[1]);
}

static void
close_connection(FILE *log, const struct connection *c)
{
    for (int i = 0; i < 2; i++) {
        const struct end *end = &c->ends[i];

        if (close(end->fd) < 0)
            err(1, "close");
        if (fprintf(log, "%d %d %" PRIu64 " %u %u %" PRIu64 " %" PRIu64 "\n", (int)getpid(), end->fd, end->inode,
                    end->local, end->remote, end->opened, now()) < 0)
            err(1, "log");
    }
}

static int
listen_on(struct sockaddr_in *address)
{
    socklen_t size = sizeof(*address);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)address, size) < 0 || listen(fd, 16) < 0 ||
        getsockname(fd, (struct sockaddr *)address, &size) < 0)
        err(1, "listen");
    return fd;
}

static void
sleep_until(uint64_t time)
{
    struct timespec t = { (time_t)(time / SECOND), (long)(time % SECOND) };

    if (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) != 0 && !stopped)
        errx(1, "sleep");
}

_Noreturn static void
run(const char *directory, unsigned index, unsigned rate, unsigned lasting, int report)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f400001 + (index << 8)) };
    struct connection *kept = calloc(lasting, sizeof(*kept));
    struct connection open[OPEN];
    char path[4096];
    uint64_t next;
    FILE *log;
    int listener;

    snprintf(path, sizeof(path), "%s/log.%u", directory, index);
    log = fopen(path, "w");
    if (!log || !kept || signal(SIGTERM, stop) == SIG_ERR)
        err(1, "%s", path);
    listener = listen_on(&address);
    for (unsigned i = 0; i < lasting; i++)
        open_connection(listener, &address, &kept[i]);
    for (unsigned i = 0; i < OPEN; i++)
        open_connection(listener, &address, &open[i]);
    if (write(report, "", 1) != 1)
        err(1, "pipe");
    next = now();
    for (unsigned i = 0; !stopped; i = (i + 1) % OPEN) {
        close_connection(log, &open[i]);
        open_connection(listener, &address, &open[i]);
        next += SECOND / rate;
        sleep_until(next);
    }
    for (unsigned i = 0; i < OPEN; i++)
        close_connection(log, &open[i]);
    for (unsigned i = 0; i < lasting; i++)
        close_connection(log, &kept[i]);
    if (fclose(log) != 0)
        err(1, "%s", path);
    _exit(0);
}

static int
open_fifo(const char *directory, const char *name, int flags)
{
    char path[4096];
    int fd;

    snprintf(path, sizeof(path), "%s/%s", directory, name);
    fd = open(path, flags);
    if (fd < 0)
        err(1, "%s", path);
    return fd;
}

static void
make_fifo(const char *directory, const char *name)
{
    char path[4096];

    snprintf(path, sizeof(path), "%s/%s", directory, name);
    if (mkfifo(path, 0600) < 0)
        err(1, "%s", path);
}

static void
start(pid_t *pids, char **argv, unsigned processes)
{
    unsigned rate = number(argv[3], 1000), lasting = number(argv[4], 10000);
    int report[2];
    char byte;

    if (pipe(report) < 0)
        err(1, "pipe");
    for (unsigned i = 0; i < processes; i++) {
        pid_t parent = getpid();

        pids[i] = fork();
        if (pids[i] < 0)
            err(1, "fork");
        if (pids[i] == 0) {
            if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent || close(report[0]) < 0)
                _exit(1);
            run(argv[1], i, rate, lasting, report[1]);
        }
    }
    if (close(report[1]) < 0)
        err(1, "close");
    for (unsigned i = 0; i < processes; i++)
        if (read(report[0], &byte, 1) != 1)
            errx(1, "only %u of %u processes are ready", i, processes);
}

int
main(int argc, char **argv)
{
    unsigned processes;
    pid_t *pids;
    char byte;
    int fd;

    if (argc != 5)
        errx(2, "usage: churn DIRECTORY PROCESSES RATE LASTING");
    processes = number(argv[2], 1000);
    pids = calloc(processes, sizeof(*pids));
    if (!pids)
        errx(1, "out of memory");
    make_fifo(argv[1], "stop");
    make_fifo(argv[1], "done");
    start(pids, argv, processes);
    if (puts("ready") < 0 || fflush(stdout) != 0)
        err(1, "stdout");
    fd = open_fifo(argv[1], "stop", O_RDONLY);
    if (read(fd, &byte, 1) < 0)
        err(1, "stop");
    for (unsigned i = 0; i < processes; i++)
        if (kill(pids[i], SIGTERM) < 0)
            err(1, "kill");
    for (unsigned i = 0; i < processes; i++) {
        int status;

        if (waitpid(pids[i], &status, 0) != pids[i] || status != 0)
            errx(1, "process %u failed", i);
    }
    fd = open_fifo(argv[1], "done", O_WRONLY);
    if (write(fd, "done\n", 5) != 5 || close(fd) < 0)
        err(1, "done");
    for (;;)
        pause(); /* the test ends us */
}
