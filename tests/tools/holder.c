/*
 * An actor: opens what its arguments say, prints "LABEL TID FD INODE" for each and then "ready", and holds it all until its
 * standard input ends.
 *
 * usage: holder [LABEL=]KIND[:ARGUMENT]...
 *
 * The label is the kind where none is given.  \n and \xHH in arguments are those bytes.
 */
#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/sockets.h"

/* Replaces \n and \xHH in place. */
static void
unescape(char *text)
{
    char *out = text;

    for (const char *in = text; *in; in++) {
        if (strncmp(in, "\\n", 2) == 0) {
            *out++ = '\n';
            in++;
        } else if (strncmp(in, "\\x", 2) == 0 && in[2] && in[3]) {
            *out++ = (char)strtoul((char[]){ in[2], in[3], '\0' }, NULL, 16);
            in += 3;
        } else {
            *out++ = *in;
        }
    }
    *out = '\0';
}

static void
say(const char *label, int fd)
{
    struct stat st;

    if (fstat(fd, &st) < 0)
        err(1, "fstat");
    printf("%s %ld %d %llu\n", label, syscall(SYS_gettid), fd, (unsigned long long)st.st_ino);
}

/* accept: takes a connection from the first listener that has one. */
static void
do_accept(const char *label, const char *argument)
{
    int listening;

    (void)argument;
    for (int fd = 3; fd < 1024; fd++) {
        socklen_t size = sizeof(listening);
        struct pollfd waiting = { fd, POLLIN, 0 };

        if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) < 0 || !listening || poll(&waiting, 1, 0) != 1)
            continue;
        fd = accept(fd, NULL, NULL);
        if (fd < 0)
            err(1, "accept");
        say(label, fd);
        return;
    }
    errx(1, "nothing to accept");
}

static void
do_pair(const char *label, const char *argument)
{
    int fds[2];

    (void)argument;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0)
        err(1, "socketpair");
    say(label, fds[0]);
    say("other", fds[1]);
}

static void
do_file(const char *label, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT, 0600);

    if (fd < 0)
        err(1, "%s", path);
    say(label, fd);
}

/* A child that shares everything opened so far. */
static void
do_fork(const char *label, const char *argument)
{
    pid_t parent = getpid(), pid = fork();

    (void)argument;
    if (pid < 0)
        err(1, "fork");
    if (pid > 0) {
        printf("%s %d 0 0\n", label, (int)pid);
        return;
    }
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
        _exit(1);
    for (;;)
        pause();
}

/* name:TEXT is what /proc/PID/comm says from now on. */
static void
do_name(const char *label, const char *name)
{
    if (prctl(PR_SET_NAME, name) < 0)
        err(1, "name");
    printf("%s %d 0 0\n", label, (int)getpid());
}

struct thread {
    pthread_mutex_t busy; /* held until the thread has done what it was made for */
    char *spec;           /* what a private thread opens */
};

static void do_spec(char *spec);

static void *
private_table(void *argument)
{
    struct thread *thread = argument;

    if (unshare(CLONE_FILES) < 0)
        err(1, "unshare");
    do_spec(thread->spec);
    pthread_mutex_unlock(&thread->busy);
    while (pause() < 0)
        continue;
    return NULL;
}

/* private:SPEC opens SPEC in a thread that has a descriptor table of its own. */
static void
do_private(const char *label, const char *argument)
{
    struct thread *thread = calloc(1, sizeof(*thread));
    pthread_t id;

    (void)label;
    if (!thread || !(thread->spec = strdup(argument)) || pthread_mutex_init(&thread->busy, NULL) != 0)
        errx(1, "out of memory");
    pthread_mutex_lock(&thread->busy);
    if (pthread_create(&id, NULL, private_table, thread) != 0)
        errx(1, "pthread_create");
    pthread_mutex_lock(&thread->busy);
}

static void *
idle(void *argument)
{
    while (pause() < 0)
        continue;
    return argument;
}

/* thread: one more, which shares everything. */
static void
do_thread(const char *label, const char *argument)
{
    pthread_t id;

    (void)label, (void)argument;
    if (pthread_create(&id, NULL, idle, NULL) != 0)
        errx(1, "pthread_create");
}

static void wait_for_end(void);

/* The state letter of this process's leader; the name before it can hold anything. */
static char
leader_state(void)
{
    char path[64], text[1024];
    const char *name_end;
    ssize_t n;
    int fd;

    snprintf(path, sizeof(path), "/proc/%d/stat", (int)getpid());
    fd = open(path, O_RDONLY | O_CLOEXEC);
    n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
    if (n < 0 || close(fd) < 0)
        err(1, "%s", path);
    text[n] = '\0';
    name_end = strrchr(text, ')');
    return name_end && name_end[1] ? name_end[2] : '?';
}

static void *
outlive(void *argument)
{
    (void)argument;
    while (leader_state() != 'Z')
        usleep(1000);
    printf("survivor %ld 0 0\n", syscall(SYS_gettid));
    wait_for_end();
    _exit(0);
}

/* leaderless: the first thread ends and stays as a zombie, another one lives on.  Must come last. */
static void
do_leaderless(const char *label, const char *argument)
{
    pthread_t id;

    (void)label, (void)argument;
    if (pthread_create(&id, NULL, outlive, NULL) != 0)
        errx(1, "pthread_create");
    syscall(SYS_exit, 0);
}

static const struct {
    const char *name;
    void (*run)(const char *label, const char *argument);
} deeds[] = {
    { "accept", do_accept },   { "unix-pair", do_pair }, { "file", do_file },     { "fork", do_fork },
    { "private", do_private }, { "name", do_name },      { "thread", do_thread }, { "leaderless", do_leaderless },
};

static void
do_spec(char *spec)
{
    char *label = spec, *argument = strchr(spec, ':'), *equals = strchr(spec, '=');
    static char none[] = "";
    int fd;

    if (argument)
        *argument++ = '\0';
    else
        argument = none;
    if (equals && (argument == none || equals < argument)) {
        *equals = '\0';
        spec = equals + 1;
    }
    unescape(argument);
    for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
        if (strcmp(deeds[i].name, spec) == 0) {
            deeds[i].run(label, argument);
            return;
        }
    fd = socket_of_kind(spec, argument);
    if (fd < 0)
        errx(1, "unknown kind: %s", spec);
    say(label, fd);
}

static void
wait_for_end(void)
{
    char byte;

    printf("ready\n");
    if (fflush(stdout) != 0)
        err(1, "stdout");
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
}

int
main(int argc, char **argv)
{
    /* A child made by fork must not print again what is not written yet. */
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 1; i < argc; i++) {
        /* The arguments stay as they are, for whoever reads our command line. */
        char *spec = strdup(argv[i]);

        if (!spec)
            errx(1, "out of memory");
        do_spec(spec);
        free(spec);
    }
    wait_for_end();
    return 0;
}
