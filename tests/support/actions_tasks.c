/* Processes and threads. */
#include "tests/support/actions.h"

#include <err.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child that shares everything opened so far. */
static int
do_fork(const char *label, const char *argument)
{
    pid_t parent = getpid(), pid = fork();

    (void)argument;
    if (pid < 0)
        err(1, "fork");
    if (pid > 0) {
        action_print_number(label, pid, 0);
        return -1;
    }
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
        _exit(1);
    for (;;)
        pause();
}

/*
 * heir:PROGRAM: it inherits everything opened so far, in a session of its own, and nothing that lives started it.  It ends when standard
 * input does, as holders do.
 */
static int
do_heir(const char *label, const char *program)
{
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC), pipe[2];
    pid_t pid, heir;
    char byte;

    if (null < 0 || pipe2(pipe, O_CLOEXEC) < 0 || (pid = fork()) < 0)
        err(1, "heir");
    if (pid == 0) {
        heir = setsid() < 0 ? -1 : fork();
        if (heir > 0)
            action_print_number(label, heir, 0);
        if (heir != 0)
            _exit(heir < 0);
        if (dup2(null, STDOUT_FILENO) >= 0)
            execl(program, program, "unix-pair", (char *)NULL);
        _exit(write(pipe[1], "!", 1) != 1);
    }
    if (close(pipe[1]) < 0 || close(null) < 0 || waitpid(pid, NULL, 0) < 0 || read(pipe[0], &byte, 1) != 0 ||
        close(pipe[0]) < 0)
        errx(1, "heir: %s", program); /* the end of the pipe says that it runs */
    return -1;
}

/* name:TEXT is what /proc/PID/comm says from now on. */
static int
do_name(const char *label, const char *name)
{
    if (prctl(PR_SET_NAME, name) < 0)
        err(1, "name");
    action_print_number(label, getpid(), 0);
    return -1;
}

/* user:UID: the thread acts as that user from now on; setresuid(3) would change the other threads, too. */
static int
do_user(const char *label, const char *uid)
{
    if (syscall(SYS_setresuid, -1L, strtol(uid, NULL, 10), -1L) != 0)
        err(1, "user");
    action_print_number(label, syscall(SYS_gettid), 0);
    return -1;
}

struct thread {
    pthread_mutex_t busy; /* held until the thread has run its actions */
    int unshared;         /* flags of unshare(2) */
    char *list;           /* the actions of the thread */
};

static void *
live(void *argument)
{
    struct thread *thread = argument;

    if (unshare(thread->unshared) < 0)
        err(1, "unshare");
    (void)actions_run(thread->list);
    pthread_mutex_unlock(&thread->busy);
    while (pause() < 0)
        continue;
    return NULL;
}

static void
start_thread(const char *list, int unshared)
{
    struct thread *thread = calloc(1, sizeof(*thread));
    pthread_t id;

    if (!thread || !(thread->list = strdup(list)) || pthread_mutex_init(&thread->busy, NULL) != 0)
        errx(1, "out of memory");
    thread->unshared = unshared;
    pthread_mutex_lock(&thread->busy);
    if (pthread_create(&id, NULL, live, thread) != 0)
        errx(1, "pthread_create");
    pthread_mutex_lock(&thread->busy);
}

/* thread[:LIST]: a new thread that shares everything and runs the list. */
static int
do_thread(const char *label, const char *list)
{
    (void)label;
    start_thread(list, 0);
    return -1;
}

/* private:LIST: a new thread with its own descriptor table runs the list. */
static int
do_private(const char *label, const char *list)
{
    (void)label;
    start_thread(list, CLONE_FILES);
    return -1;
}

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
outlive(void *list)
{
    while (leader_state() != 'Z')
        usleep(1000);
    (void)actions_run(list);
    action_print_number("survivor", syscall(SYS_gettid), 0);
    actions_hold();
    _exit(0);
}

/* leaderless[:LIST]: the first thread ends and stays as a zombie, and another thread runs the list.  Must come last. */
static int
do_leaderless(const char *label, const char *list)
{
    char *copy = strdup(list);
    pthread_t id;

    (void)label;
    if (!copy || pthread_create(&id, NULL, outlive, copy) != 0)
        errx(1, "pthread_create");
    syscall(SYS_exit, 0);
    return -1;
}

const struct action actions_of_tasks[] = {
    { "fork", do_fork },
    { "heir", do_heir },
    { "name", do_name },
    { "user", do_user },
    { "thread", do_thread },
    { "private", do_private },
    { "leaderless", do_leaderless },
    { NULL, NULL },
};
