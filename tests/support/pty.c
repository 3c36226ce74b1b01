#include "tests/support/pty.h"

#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Milliseconds that may pass until a text comes out: more than any needs under the sanitizers. */
#define PATIENCE 600000

struct pty {
    int master;
    pid_t pid;
    char *text; /* what came out */
    size_t size;
    size_t seen; /* up to here it was waited for */
};

static void
hang_up(void *argument)
{
    struct pty *pty = argument;

    if (pty->master >= 0)
        (void)close(pty->master);
    if (pty->pid > 0)
        (void)waitpid(pty->pid, NULL, 0);
    free(pty->text);
    free(pty);
}

struct pty *
pty_start(struct scene *scene, const char *format, ...)
{
    struct winsize window = { .ws_row = 50, .ws_col = 200 };
    struct pty *pty = calloc(1, sizeof(*pty));
    va_list arguments;
    char *command;
    int slave;

    assert_non_null(pty);
    va_start(arguments, format);
    command = scene_vtext(scene, format, arguments);
    va_end(arguments);
    /* run_child() makes a process group; setsid(1) makes the session that a controlling terminal needs. */
    command = scene_text(scene, "exec setsid -c -w env TERM=xterm PAGER= %s", command);
    pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(pty->master >= 0);
    assert_int_equal(grantpt(pty->master), 0);
    assert_int_equal(unlockpt(pty->master), 0);
    assert_int_equal(ioctl(pty->master, TIOCSWINSZ, &window), 0);
    slave = open(ptsname(pty->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(slave >= 0);
    pty->pid = fork();
    assert_true(pty->pid >= 0);
    if (pty->pid == 0)
        run_child(scene_directory(scene), command, slave, slave, slave);
    assert_int_equal(close(slave), 0);
    scene_defer(scene, hang_up, pty);
    return pty;
}

void
pty_type(struct pty *pty, const char *text)
{
    assert_int_equal(write(pty->master, text, strlen(text)), (ssize_t)strlen(text));
}

/* Reads some; false at the end, which a master sees as EIO. */
static bool
read_some(struct pty *pty)
{
    struct pollfd fd = { pty->master, POLLIN, 0 };
    ssize_t count;
    int ready = poll(&fd, 1, PATIENCE);

    if (ready <= 0)
        fail_msg("nothing comes out any more, behind byte %zu of: %s", pty->seen, pty_output(pty));
    pty->text = realloc(pty->text, pty->size + 4096 + 1);
    assert_non_null(pty->text);
    count = read(pty->master, pty->text + pty->size, 4096);
    if (count <= 0)
        return false;
    pty->size += (size_t)count;
    pty->text[pty->size] = '\0';
    return true;
}

void
pty_expect(struct pty *pty, const char *text)
{
    const char *found;

    while (!pty->text || !(found = strstr(pty->text + pty->seen, text)))
        if (!read_some(pty))
            fail_msg("want %s, have the end behind: %s", text, pty->text + pty->seen);
    pty->seen = (size_t)(found - pty->text) + strlen(text);
}

const char *
pty_output(const struct pty *pty)
{
    return pty->text ? pty->text : "";
}

int
pty_end(struct pty *pty)
{
    int status;
    pid_t pid = pty->pid;

    while (read_some(pty))
        continue;
    pty->pid = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
