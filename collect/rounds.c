#include "collect/rounds.h"

#include "collect/archive/snapshot.h"
#include "collect/base/clock.h"
#include "collect/host/meta.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often to check for signals while waiting. */
#define TICK_MILLISECONDS 100

/* <directory>/<host>-<time><suffix> */
static void
name_file(struct bytes *out, const struct options *options)
{
    struct bytes nodename = { 0 };

    meta_nodename(&nodename);
    bytes_clear(out);
    bytes_text(out, options->output);
    bytes_byte(out, '/');
    snapshot_top(out, bytes_string(&nodename), clock_realtime());
    bytes_text(out, options->codec->suffix);
    bytes_free(&nodename);
}

/*
 * Waits for the exit code, a byte that the child writes when it is done, and passes a signal on to the child.  Returns
 * the exit code, or -1 if the child ended without writing it.
 */
static int
wait_child(const struct rounds *rounds, pid_t child, int fd)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    bool told = false;
    unsigned char code;
    ssize_t count;
    int ready;

    while ((ready = poll(&wait, 1, TICK_MILLISECONDS)) <= 0) {
        if (ready < 0 && errno != EINTR)
            return -1;
        if (!told && rounds->interrupted(rounds->context)) {
            (void)kill(child, SIGTERM); /* after ^C the child has its own signal; a second one does no harm */
            told = true;
        }
    }
    do {
        count = read(fd, &code, 1);
    } while (count < 0 && errno == EINTR);
    return count == 1 ? code : -1;
}

/*
 * Takes one round in a child process.  The child writes a byte when it is done, because waitpid(2) does not return for
 * a process with a thread in an uninterruptible system call.  If no child can be made, the round is taken in this
 * process.
 */
static int
take(const struct rounds *rounds, const struct options *options)
{
    int fds[2], code;
    pid_t child;

    if (pipe2(fds, O_CLOEXEC) != 0)
        return rounds->take(rounds->context, options);
    child = fork();
    if (child == 0) {
        unsigned char byte = (unsigned char)rounds->take(rounds->context, options);

        _exit(write(fds[1], &byte, 1) == 1 ? byte : 2);
    }
    close(fds[1]);
    code = child > 0 ? wait_child(rounds, child, fds[0]) : rounds->take(rounds->context, options);
    close(fds[0]);
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    return code < 0 ? 2 : code;
}

/* Waits until `due`, on the monotonic clock.  False if a signal came first. */
static bool
sleep_until(const struct rounds *rounds, uint64_t due)
{
    while (!rounds->interrupted(rounds->context)) {
        uint64_t now = clock_monotonic();
        uint64_t left = now < due ? (due - now) / (NANOSECONDS / 1000) + 1 : 0;

        if (now >= due)
            return true;
        (void)poll(NULL, 0, left < TICK_MILLISECONDS ? (int)left : TICK_MILLISECONDS);
    }
    return false;
}

/* Takes one round into a new file.  Returns its exit code, or -1 with the error filled. */
static int
take_next(const struct rounds *rounds, struct error *error)
{
    struct options options = *rounds->options;
    struct bytes path = { 0 };
    int code;

    name_file(&path, rounds->options);
    options.output = bytes_string(&path);
    options.waiting = (unsigned)getpid();
    code = path.failed ? error_set(error, "out of memory") : take(rounds, &options);
    bytes_free(&path);
    return code;
}

static void
raise_code(int *code, int to)
{
    if (*code < to)
        *code = to;
}

int
rounds_run(const struct rounds *rounds, int *code, struct error *error)
{
    const struct options *options = rounds->options;
    uint64_t interval = options->every * NANOSECONDS;
    uint64_t due = clock_monotonic();
    uint64_t taken = 0;
    bool made = mkdir(options->output, 0700) == 0;

    *code = 0;
    if (!made && errno != EEXIST)
        return error_errno(error, errno, "cannot create the directory %s", options->output);
    while ((!options->count || taken < options->count) && sleep_until(rounds, due)) {
        int result = take_next(rounds, error);
        uint64_t now;

        if (result < 0)
            return -1;
        raise_code(code, result);
        taken++;
        due += interval;
        now = clock_monotonic();
        if (now <= due || taken == options->count)
            continue;
        rounds->late(rounds->context, now - due);
        raise_code(code, 1);
        due = now;
    }
    if (made)
        (void)rmdir(options->output); /* succeeds only if it is empty */
    if (taken < options->count || taken == 0)
        raise_code(code, 1);
    return 0;
}
