/* Things with two ends, each of which another process holds. */
#include "tests/support/actions.h"

#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/sockets.h"

/* Forks; the child ends with its parent. */
static pid_t
fork_child(void)
{
    pid_t parent = getpid(), pid = fork();

    if (pid < 0)
        err(1, "fork");
    if (pid == 0 && (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent))
        _exit(1);
    return pid;
}

static void
close_end(int fd)
{
    if (close(fd) < 0)
        err(1, "close");
}

/* The socket of KIND:ARGUMENT. */
static int
open_kind(const char *spec)
{
    const char *colon = strchr(spec, ':');
    char kind[32] = "";
    int fd;

    if (!colon || (size_t)(colon - spec) >= sizeof(kind))
        errx(1, "want KIND:ARGUMENT");
    memcpy(kind, spec, (size_t)(colon - spec));
    fd = socket_of_kind(kind, colon + 1);
    if (fd < 0)
        errx(1, "unknown kind: %s", kind);
    return fd;
}

static int
serve(const char *label, const char *spec, bool once)
{
    int listener = open_kind(spec);
    pid_t pid = fork_child();

    if (pid == 0) {
        int fd = accept(listener, NULL, NULL);

        if (fd < 0 || (once && close(listener) < 0) || write(fd, "!", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    close_end(listener);
    action_print_number(label, pid, 0);
    return -1;
}

/* serve:KIND:ARGUMENT: a child holds the listener, takes one connection and greets it. */
static int
do_serve(const char *label, const char *spec)
{
    return serve(label, spec, false);
}

/* serve-once:KIND:ARGUMENT: the same, but the child closes the listener before the greeting. */
static int
do_serve_once(const char *label, const char *spec)
{
    return serve(label, spec, true);
}

/* call:KIND:ARGUMENT: connects and waits for the greeting, which says that the connection was accepted. */
static int
do_call(const char *label, const char *spec)
{
    int fd = open_kind(spec);
    char byte;

    if (read(fd, &byte, 1) != 1)
        err(1, "no greeting");
    action_print(label, fd);
    return fd;
}

/* Leaves the first end to this process and the second to a child; prints LABEL and LABEL-child. */
static int
split(const char *label, const int ends[2])
{
    struct stat st;
    pid_t pid;

    if (fstat(ends[1], &st) < 0)
        err(1, "fstat");
    pid = fork_child();
    if (pid == 0) {
        close_end(ends[0]);
        for (;;)
            pause();
    }
    close_end(ends[1]);
    action_print(label, ends[0]);
    printf("%s-child %ld %d %llu\n", label, (long)pid, ends[1], (unsigned long long)st.st_ino);
    return ends[0];
}

/* split-pipe: this process writes, the child reads. */
static int
do_split_pipe(const char *label, const char *argument)
{
    int ends[2];

    (void)argument;
    if (pipe(ends) < 0)
        err(1, "pipe");
    return split(label, (int[]){ ends[1], ends[0] });
}

static int
do_split_pair(const char *label, const char *argument)
{
    int ends[2];

    (void)argument;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        err(1, "socketpair");
    return split(label, ends);
}

/* split-udp: two sockets of 127.0.0.1, connected to each other. */
static int
do_split_udp(const char *label, const char *argument)
{
    int ends[2] = { socket_of_kind("udp4", "127.0.0.1,0"), socket_of_kind("udp4", "127.0.0.1,0") };

    (void)argument;
    for (int i = 0; i < 2; i++) {
        struct sockaddr_in other;
        socklen_t size = sizeof(other);

        if (getsockname(ends[!i], (struct sockaddr *)&other, &size) < 0 ||
            connect(ends[i], (struct sockaddr *)&other, size) < 0)
            err(1, "connect");
    }
    return split(label, ends);
}

const struct action actions_of_pairs[] = {
    { "serve", do_serve },
    { "serve-once", do_serve_once },
    { "call", do_call },
    { "split-pipe", do_split_pipe },
    { "split-pair", do_split_pair },
    { "split-udp", do_split_udp },
    { NULL, NULL },
};
