/*
 * Asks for every number up to pid_max: what a directory listing leaves out still answers when it is called by its number, unless
 * lookups are falsified too; and then the system calls that take a pid may know better.
 */
#include "collect/clock.h"
#include "collect/limits.h"
#include "collect/process.h"
#include "collect/views.h"

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

/* Whether a call that asks about a pid found it. */
static bool
is_there(long result)
{
    return result >= 0 || errno != ESRCH;
}

/* Whether the task is the leader of its process; tgkill(2) with no signal asks for exactly that. */
static bool
is_leader(unsigned pid)
{
    return is_there(syscall(SYS_tgkill, (long)pid, (long)pid, 0L));
}

/*
 * Whether those calls tell who is there: a filter may refuse them, and then all numbers would seem to be.  Of a number that no process
 * can have they say ESRCH.  0, or the errno value that they give.
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

/* The same from the line "Tgid:\t<pid>" of status, where our own calls take other pids. */
static bool
is_own_group(struct host *host, struct worker *w, int dir, unsigned pid)
{
    struct bytes want = { 0 };
    struct attempt *a = &w->aside;
    bool same;

    attempt_begin(a, "", "", "");
    process_read(host, &w->guard, a, dir, "status");
    bytes_format(&want, "\nTgid:\t%u\n", pid);
    same = a->content.len > 0 && memmem(a->content.data, a->content.len, want.data, want.len);
    bytes_free(&want);
    return same;
}

/* Whether /proc/<pid> is there: -1 no, 0 a thread, 1 a process.  `asks`: the calls tell.  *failure is set where nobody can know. */
static int
try_open(const struct sweep_unit *u, struct worker *w, unsigned pid, bool asks, int *failure)
{
    struct bytes name = { 0 };
    bool beside = !host_has_fallen_back(u->host, FALLBACK_openat2);
    int fd, error, found;

    bytes_decimal(&name, pid);
    (void)bytes_string(&name);
    errno = ENOMEM;
    fd = name.failed ? -1
         : beside    ? guard_open_beside(&w->guard, u->host->proc, name.data, O_PATH | O_NOFOLLOW)
                     : guard_openat(&w->guard, u->host->proc, name.data, O_PATH | O_NOFOLLOW);
    error = fd < 0 ? errno : 0;
    bytes_free(&name);
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

static void
sweep(const struct sweep_unit *u, struct worker *w, unsigned first, unsigned last, struct sweep_part *found)
{
    uint64_t end = clock_cpu() + LIMIT_SWEEP / SWEEP_PARTS;
    bool asks = u->host->own_pids && (found->refused = probe()) == 0;
    int rc = 0;

    for (unsigned pid = first; pid < last && rc == 0 && !guard_lost(&w->guard); pid++) {
        bool known = asks && is_there(getpgid((pid_t)pid));

        if (known && is_leader(pid))
            rc = numbers_add(&found->known, pid);
        if (found->opened_to == 0 && pid % 64 == 0 && !u->host->options->thorough && clock_cpu() > end)
            found->opened_to = pid;
        if (rc == 0 && (known || found->opened_to == 0) && try_open(u, w, pid, asks, &found->error) > 0)
            rc = numbers_add(&found->opened, pid);
    }
    if (rc != 0)
        w->exhausted = true;
}

static void
begin(const struct sweep_unit *u, struct attempt *a)
{
    attempt_begin(a, "views", u->host->proc_path, "");
    bytes_text(&a->path, "/opened");
}

/* One line speaks for all parts. */
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
    unsigned size = u->views->pid_max / SWEEP_PARTS + 1;
    unsigned first = (unsigned)u->part * size;
    struct sweep_part found = { 0 };

    if (u->begun)
        return false;
    u->begun = true;
    begin(u, &w->attempt);
    sweep(u, w, first ? first : 1, first + size, &found);
    attempt_stop(&w->attempt);
    if (guard_lost(&w->guard)) {
        numbers_free(&found.opened);
        numbers_free(&found.known);
        return true;
    }
    found.start = w->attempt.start;
    found.monotonic = w->attempt.monotonic;
    found.took = w->attempt.took;
    found.done = true;
    u->views->parts[u->part] = found;
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
