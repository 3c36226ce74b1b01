#include "analyze/render/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/base/error.h"

static const char default_pager[] = "less";

/* Quit if it fits on one screen, show our faint letters, leave the text on the screen: what LESS says, unless the user has said. */
static const char less_options[] = "FRX";

/* More words than that are no pager's. */
enum { WORDS_MAX = 16 };

/* Cuts the text, which it changes, into words; false where there are none, or too many. */
static bool
split(char *text, char *words[WORDS_MAX + 1])
{
    size_t count = 0;
    char *rest = NULL;

    for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (count == WORDS_MAX)
            return false;
        words[count++] = word;
    }
    words[count] = NULL;
    return count > 0;
}

/* In the new process: becomes the pager, or says on `failed` that it could not. */
static _Noreturn void
become(char *const *words, int in, int failed)
{
    sigset_t none;

    /* What a program expects of who starts it. */
    if (sigemptyset(&none) == 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0 && signal(SIGPIPE, SIG_DFL) != SIG_ERR &&
        signal(SIGINT, SIG_DFL) != SIG_ERR && dup2(in, STDIN_FILENO) >= 0 && setenv("LESS", less_options, 0) == 0)
        (void)execvp(words[0], words); /* returns only when it failed */
    _exit(write(failed, "", 1) == 1 ? 127 : 126);
}

/* Forks; `ends` is the pipe to the pager.  Its number; 0 where it could not be started. */
static pid_t
start(char *const *words, const int ends[2])
{
    int found[2];
    char byte;
    pid_t pid;

    if (pipe2(found, O_CLOEXEC))
        return 0;
    pid = fork();
    if (pid == 0)
        become(words, ends[0], found[1]);
    close(found[1]); /* the pager's is closed when it begins */
    if (pid > 0 && read(found[0], &byte, 1) != 0) {
        (void)waitpid(pid, NULL, 0);
        pid = 0;
    }
    close(found[0]);
    return pid > 0 ? pid : 0;
}

/* Puts `to` in the place of a standard stream; a copy of what that was, -1 where it stays. */
static int
redirect(int fd, int to)
{
    int before = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

    if (before < 0 || dup2(to, fd) >= 0)
        return before;
    close(before);
    return -1;
}

static void
restore(int fd, int before)
{
    if (before < 0)
        return;
    if (dup2(before, fd) < 0)
        die("dup2");
    close(before);
}

struct pager
pager_begin(void)
{
    const char *said = getenv("PAGER");
    char *text = xasprintf("%s", said ? said : default_pager), *words[WORDS_MAX + 1];
    struct pager pager = { .out = -1, .err = -1 };
    int ends[2];

    if (isatty(STDOUT_FILENO) && split(text, words) && strcmp(words[0], "cat") != 0 && pipe2(ends, O_CLOEXEC) == 0) {
        pager.pid = start(words, ends);
        if (pager.pid > 0) {
            pager.out = redirect(STDOUT_FILENO, ends[1]);
            pager.err = isatty(STDERR_FILENO) ? redirect(STDERR_FILENO, ends[1]) : -1;
            pager.interrupt = signal(SIGINT, SIG_IGN); /* Ctrl-C is for the pager; a query looks for it itself */
        }
        close(ends[0]);
        close(ends[1]);
    }
    free(text);
    return pager;
}

void
pager_end(struct pager *pager)
{
    if (pager->pid == 0)
        return;
    /* The user may have left before the end. */
    if (fflush(stdout)) {
        __fpurge(stdout);
        clearerr(stdout);
    }
    restore(STDOUT_FILENO, pager->out);
    restore(STDERR_FILENO, pager->err);
    while (waitpid(pager->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    /* A Ctrl-C that was meant for the pager waits where the shell has blocked it: to ignore it again drops it. */
    if (signal(SIGINT, SIG_IGN) == SIG_ERR || signal(SIGINT, pager->interrupt) == SIG_ERR)
        die("signal");
    *pager = (struct pager){ .out = -1, .err = -1 };
}
