#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Seconds after which a command hangs.  The slowest needs a few alone, and minutes under the sanitizers beside another run of the tests. */
#define DEADLINE 600.0

struct stream {
    int fd; /* -1 after its end */
    char *text;
    size_t size;
};

static double
now(void)
{
    struct timespec t;

    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &t), 0);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Where the build put things: from the environment that make sets, else below the current directory. */
static void
set_environment(void)
{
    const char *build = getenv("STILLFRAME_BUILD");
    const char *bin = getenv("STILLFRAME_BIN");
    const char *path = getenv("PATH");
    char *top = realpath(".", NULL);
    char *text;

    if (!top || asprintf(&text, "%s%s:%s%s:%s:/usr/sbin:/sbin", bin ? "" : top, bin ? bin : "/build/bin",
                         build ? build : top, build ? "/tests" : "/build/tests", path ? path : "/usr/bin:/bin") < 0)
        _exit(127);
    if (setenv("PATH", text, 1) < 0 || setenv("TOP", top, 1) < 0 || setenv("LC_ALL", "C", 1) < 0)
        _exit(127);
    free(text);
    free(top);
}

_Noreturn void
run_child(const char *directory, const char *command, int in, int out, int err)
{
    set_environment();
    if (setpgid(0, 0) < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || chdir(directory) < 0 || dup2(in, 0) < 0 ||
        dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(127);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static void
receive(struct stream *stream)
{
    ssize_t n;

    stream->text = realloc(stream->text, stream->size + 65536 + 1);
    assert_non_null(stream->text);
    n = read(stream->fd, stream->text + stream->size, 65536);
    assert_true(n >= 0);
    stream->size += (size_t)n;
    stream->text[stream->size] = '\0';
    if (n == 0) {
        assert_int_equal(close(stream->fd), 0);
        stream->fd = -1;
    }
}

/* Reads both streams to their ends.  Returns false when the deadline passes first, or a signal asks us to end. */
static bool
receive_all(struct stream streams[2], double deadline)
{
    while (streams[0].fd >= 0 || streams[1].fd >= 0) {
        struct pollfd fds[2] = { { streams[0].fd, POLLIN, 0 }, { streams[1].fd, POLLIN, 0 } };
        double left = deadline - now();

        if (left <= 0 || scene_stopped())
            return false;
        if (poll(fds, 2, (int)(left * 1000) + 1) < 0 && errno != EINTR)
            fail_msg("poll: %s", strerror(errno));
        for (int i = 0; i < 2 && !scene_stopped(); i++)
            if (fds[i].revents)
                receive(&streams[i]);
    }
    return true;
}

static pid_t
spawn(struct scene *scene, const char *command, struct stream streams[2])
{
    int out[2], err[2], in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    pid_t pid;

    assert_true(in >= 0);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    assert_int_equal(pipe2(err, O_CLOEXEC), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        run_child(scene_directory(scene), command, in, out[1], err[1]);
    assert_int_equal(close(in), 0);
    assert_int_equal(close(out[1]), 0);
    assert_int_equal(close(err[1]), 0);
    streams[0].fd = out[0];
    streams[1].fd = err[0];
    return pid;
}

static struct result
run(struct scene *scene, const char *command)
{
    struct stream streams[2] = { { -1, NULL, 0 }, { -1, NULL, 0 } };
    double start = now();
    pid_t pid = spawn(scene, command, streams);
    bool in_time = receive_all(streams, start + DEADLINE);
    struct result result;
    int status;

    if (!in_time && kill(-pid, SIGKILL) < 0)
        fail_msg("kill: %s", strerror(errno));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (scene_stopped())
        exit(128 + scene_stopped());
    for (int i = 0; i < 2; i++) {
        if (streams[i].fd >= 0)
            assert_int_equal(close(streams[i].fd), 0);
        scene_defer(scene, free, streams[i].text);
    }
    if (!in_time)
        fail_msg("not done after %g s: %s", DEADLINE, command);
    result = (struct result){ .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                              .seconds = now() - start,
                              .out = streams[0].text,
                              .size = streams[0].size,
                              .err = streams[1].text };
    return result;
}

struct result
sh(struct scene *scene, const char *format, ...)
{
    va_list arguments;
    char *command;

    va_start(arguments, format);
    command = scene_vtext(scene, format, arguments);
    va_end(arguments);
    return run(scene, command);
}

/* Fails unless the status is one of two; returns the result. */
__attribute__((format(printf, 4, 0))) static struct result
run_wanted(struct scene *scene, int want, int or, const char *format, va_list arguments)
{
    char *command = scene_vtext(scene, format, arguments);
    struct result result = run(scene, command);

    if (result.status != want && result.status != or) {
        /* cmocka cuts its messages. */
        fprintf(stderr, "%s%s", result.out, result.err);
        fail_msg("want exit %d, have %d: %s", want, result.status, command);
    }
    return result;
}

char *
sh_ok(struct scene *scene, const char *format, ...)
{
    struct result result;
    va_list arguments;

    va_start(arguments, format);
    result = run_wanted(scene, 0, 0, format, arguments);
    va_end(arguments);
    return result.out;
}

char *
sh_usable(struct scene *scene, const char *format, ...)
{
    struct result result;
    va_list arguments;

    va_start(arguments, format);
    result = run_wanted(scene, 0, 1, format, arguments);
    va_end(arguments);
    return result.out;
}

char *
sh_fails(struct scene *scene, int status, const char *format, ...)
{
    struct result result;
    va_list arguments;

    va_start(arguments, format);
    result = run_wanted(scene, status, status, format, arguments);
    va_end(arguments);
    return result.err;
}
