#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Milliseconds without a word until an actor counts as failed. */
#define PATIENCE 120000

void
actor_end(struct actor *actor)
{
    if (actor->pid <= 0)
        return;
    if (kill(actor->pid, SIGKILL) < 0 || waitpid(actor->pid, NULL, 0) < 0)
        fprintf(stderr, "actor %d: %s\n", (int)actor->pid, strerror(errno));
    if (close(actor->in) < 0)
        fprintf(stderr, "actor: %s\n", strerror(errno));
    actor->pid = 0;
}

static void
undo_actor(void *actor)
{
    actor_end(actor);
}

static struct actor *
spawn(struct scene *scene, const char *command, int *out)
{
    struct actor *actor = scene_memory(scene, sizeof(*actor));
    char *exec = scene_text(scene, "exec %s", command);
    int in[2], pipe_out[2];

    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(pipe_out, O_CLOEXEC), 0);
    actor->pid = fork();
    assert_true(actor->pid >= 0);
    if (actor->pid == 0)
        run_child(scene_directory(scene), exec, in[0], pipe_out[1], 2);
    scene_defer(scene, undo_actor, actor);
    actor->in = in[1];
    assert_int_equal(close(in[0]), 0);
    assert_int_equal(close(pipe_out[1]), 0);
    *out = pipe_out[0];
    return actor;
}

/* Reads until a line "ready"; returns NULL when the actor is silent for too long or ends. */
static char *
read_until_ready(struct scene *scene, int fd)
{
    char *text = scene_text(scene, "%s", "");

    while (!strstr(text, "ready\n")) {
        struct pollfd p = { fd, POLLIN, 0 };
        char piece[4096];
        ssize_t n;

        if (poll(&p, 1, PATIENCE) != 1)
            return NULL;
        n = read(fd, piece, sizeof(piece));
        if (n <= 0)
            return NULL;
        text = scene_text(scene, "%s%.*s", text, (int)n, piece);
    }
    return text;
}

struct actor *
actor_start(struct scene *scene, const char *format, ...)
{
    struct actor *actor;
    va_list arguments;
    char *command;
    int out;

    va_start(arguments, format);
    command = scene_vtext(scene, format, arguments);
    va_end(arguments);
    actor = spawn(scene, command, &out);
    actor->text = read_until_ready(scene, out);
    assert_int_equal(close(out), 0);
    if (!actor->text)
        fail_msg("not ready: %s", command);
    return actor;
}

struct actor *
actor_start_until(struct scene *scene, const char *test, const char *format, ...)
{
    struct actor *actor;
    va_list arguments;
    char *command;
    int out;

    va_start(arguments, format);
    command = scene_vtext(scene, format, arguments);
    va_end(arguments);
    actor = spawn(scene, command, &out);
    assert_int_equal(close(out), 0);
    actor->text = scene_text(scene, "%s", "");
    for (int waited = 0; sh(scene, "%s", test).status != 0; waited += 50) {
        if (waited > PATIENCE)
            fail_msg("never true: %s", test);
        assert_int_equal(usleep(50000), 0);
    }
    return actor;
}

static const char *
number(const char *text, unsigned long long *value)
{
    char *end;

    errno = 0;
    *value = strtoull(text, &end, 10);
    if (end == text || errno != 0)
        fail_msg("want a number, have %s", text);
    return end;
}

struct held
actor_held(const struct actor *actor, const char *label)
{
    size_t length = strlen(label);
    unsigned long long tid, fd, inode;

    for (const char *line = actor->text; *line; line = strchr(line, '\n') + 1) {
        if (strncmp(line, label, length) != 0 || line[length] != ' ')
            continue;
        number(number(number(line + length, &tid), &fd), &inode);
        return (struct held){ (pid_t)tid, (int)fd, inode };
    }
    fail_msg("no %s in: %s", label, actor->text);
    return (struct held){ 0, 0, 0 };
}
