/*
 * The sweep: tries every number that can be a pid.  A process that is left out of the listing of /proc can still be
 * opened by its number, unless lookups are falsified too; then system calls that take a pid may still know it.  The
 * system calls come first, because they are cheap.
 */
#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/process/process.h"
#include "collect/views/views.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct sweep_unit {
    struct unit unit;
    struct host *host;
    const struct census *before;
    struct views *views;
    size_t part;
    bool begun;
};

/* Whether the result of a system call, with errno, says that the pid exists. */
static bool
is_there(long result)
{
    return result >= 0 || errno != ESRCH;
}

/* More bytes than a number has digits. */
#define NUMBER_SIZE 12

/* Whether the task is the leader of its process.  tgkill(2) with signal 0 tells that. */
static bool
is_leader(unsigned pid)
{
    return is_there(syscall(SYS_tgkill, (long)pid, (long)pid, 0L));
}

/*
 * Whether the system calls can be trusted.  A seccomp filter may refuse them, and then every number would seem to
 * exist.  For a number that no process can have they must fail with ESRCH.  Returns 0, or the errno value that they
 * return instead.
 */
static int
probe(void)
{
    errno = 0;
    if (is_there(getpgid(INT_MAX)))
        return errno ? errno : EINVAL;
    errno = 0;
    if (is_there(syscall(SYS_tgkill, (long)INT_MAX, (long)INT_MAX, 0L)))
        return errno ? errno : EINVAL;
    return 0;
}

/* The same from the line "Tgid:\t<pid>" in status, if the system calls cannot be used. */
static bool
is_own_group(struct host *host, struct worker *w, int dir, unsigned pid)
{
    struct bytes want = { 0 };
    struct attempt *a = &w->unrecorded;
    bool same;

    attempt_begin(a, "", "", "");
    process_read(host, &w->guard, a, dir, "status");
    bytes_format(&want, "\nTgid:\t%u\n", pid);
    same = a->content.len > 0 && memmem(a->content.data, a->content.len, want.data, want.len);
    bytes_free(&want);
    return same;
}

/* Writes the number into the buffer, without an allocation, because there are many numbers. */
static const char *
decimal(char buffer[NUMBER_SIZE], unsigned value)
{
    char *text = buffer + NUMBER_SIZE - 1; /* cppcheck-suppress ctuPointerArith ; the last of that many bytes */

    for (*text = '\0'; value > 0; value /= 10)
        *--text = (char)('0' + value % 10);
    return text;
}

/*
 * Whether /proc/<pid> exists: -1 no, 0 a thread, 1 a process.  `asks`: the system calls can be used.  Sets *failure to
 * the errno value if the answer is unknown; the return value is -1 then.
 */
static int
try_open(const struct sweep_unit *u, struct worker *w, unsigned pid, bool asks, int *failure)
{
    char buffer[NUMBER_SIZE];
    const char *name = decimal(buffer, pid);
    bool beside = !host_has_fallen_back(u->host, FALLBACK_openat2);
    int fd, error, found;

    fd = beside ? guard_open_beside(&w->guard, u->host->proc, name, O_PATH | O_NOFOLLOW)
                : guard_openat(&w->guard, u->host->proc, name, O_PATH | O_NOFOLLOW);
    error = fd < 0 ? errno : 0;
    if (fd < 0 && error != EXDEV) {
        if (error != ENOENT && error != ESRCH)
            *failure = error;
        return -1;
    }
    if (census_find(u->before, pid) || fd < 0)
        found = 1;
    else if (asks)
        found = is_leader(pid);
    else
        found = is_own_group(u->host, w, fd, pid);
    if (fd >= 0)
        close(fd);
    return found;
}

/* The work of one unit, and what it found. */
struct asking {
    const struct sweep_unit *unit;
    struct worker *worker;
    struct sweep_part found;
    bool asks;     /* the system calls can be used */
    bool failed;   /* without memory */
    uint64_t mark; /* for sweep_spend */
};

static void
ask(struct asking *a, unsigned pid)
{
    if (is_there(syscall(SYS_getpgid, (long)pid)) && is_leader(pid) && numbers_add(&a->found.known, pid) != 0)
        a->failed = true;
}

static void
open_number(struct asking *a, unsigned pid)
{
    if (try_open(a->unit, a->worker, pid, a->asks, &a->found.error) > 0 && numbers_add(&a->found.opened, pid) != 0)
        a->failed = true;
}

/* Whether to go on.  Once the guard is lost, this thread must only use what it owns. */
static bool
may_go_on(const struct asking *a)
{
    return !guard_lost(&a->worker->guard) && !a->failed;
}

/* Takes pieces of one stage until none is left, and calls `look` for each number. */
static void
work_off(struct asking *a, enum sweep_stage stage, void (*look)(struct asking *a, unsigned pid))
{
    struct sweep *sweep = &a->unit->views->sweep;
    struct piece piece;

    while (may_go_on(a) && sweep_next_named(sweep, stage, &piece))
        for (unsigned i = piece.first; i < piece.end && may_go_on(a); i++)
            look(a, sweep->named.values[i]);
    while (may_go_on(a)) {
        sweep_spend(sweep, &a->mark);
        if (!sweep_next(sweep, stage, &piece))
            return;
        for (unsigned pid = piece.first; pid < piece.end && may_go_on(a); pid++)
            look(a, pid);
    }
}

static void
sweep(struct asking *a)
{
    a->mark = clock_cpu();
    a->asks = a->unit->host->own_pids && (a->found.refused = probe()) == 0;
    if (a->asks)
        work_off(a, SWEEP_ASK, ask);
    for (size_t i = 0; i < a->found.known.count && may_go_on(a); i++)
        open_number(a, a->found.known.values[i]);
    work_off(a, SWEEP_OPEN, open_number);
    a->worker->exhausted = a->worker->exhausted || a->failed;
}

static void
begin(const struct sweep_unit *u, struct attempt *a)
{
    attempt_begin(a, "views", u->host->proc_path, "");
    bytes_text(&a->path, "/opened");
}

/* Only the first unit makes a line, which stands for all of them. */
static bool
sweep_skip(struct unit *unit, struct attempt *a)
{
    struct sweep_unit *u = (struct sweep_unit *)unit;
    bool told = u->begun || u->views->cut;

    if (told)
        return false;
    u->begun = u->views->cut = true;
    begin(u, a);
    return true;
}

static bool
sweep_step(struct unit *unit, struct worker *w)
{
    struct sweep_unit *u = (struct sweep_unit *)unit;
    struct asking asking = { .unit = u, .worker = w };
    struct sweep_part *found = &asking.found;

    if (u->begun)
        return false;
    u->begun = true;
    begin(u, &w->attempt);
    sweep(&asking);
    attempt_stop(&w->attempt);
    if (guard_lost(&w->guard)) {
        numbers_free(&found->opened);
        numbers_free(&found->known);
        return true;
    }
    found->start = w->attempt.start;
    found->monotonic = w->attempt.monotonic;
    found->took = w->attempt.took;
    found->done = true;
    u->views->parts[u->part] = *found;
    return true;
}

static void
sweep_free(struct unit *unit)
{
    free(unit);
}

struct unit *
unit_sweep(struct host *host, const struct census *before, struct views *views, size_t part)
{
    static const struct unit_class class = { sweep_step, sweep_skip, sweep_free };
    struct sweep_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->host = host;
    u->before = before;
    u->views = views;
    u->part = part;
    return &u->unit;
}
