/*
 * Times, sizes and shares, as pr_etime(), pr_stime() and the others of procps (src/ps/output.c) write them; but in UTC, and as of the moment
 * at which /proc/PID/stat was read.
 */
#include "analyze/answers/ps_columns.h"

#include <time.h>

#define NS_PER_SECOND 1000000000
#define DAY           86400

static const struct maybe unknown = { 0 };

/* Rounded down, also before the epoch. */
static int64_t
seconds_of(int64_t ns)
{
    return ns / NS_PER_SECOND - (ns % NS_PER_SECOND < 0);
}

/* Nanoseconds after the epoch at which it started. */
static struct maybe
start_ns(const struct ps_host *host, const struct task *task)
{
    struct maybe ticks = task_number(task, TASK_starttime), booted = host->tasks.booted_ns;
    int64_t ns;

    if (!ticks.known || !booted.known || !host->tasks.clock_ticks.known ||
        __builtin_mul_overflow(ticks.value, NS_PER_SECOND / host->tasks.clock_ticks.value, &ns) ||
        __builtin_add_overflow(ns, booted.value, &ns))
        return unknown;
    return maybe_of(ns);
}

static struct maybe
now_ns(const struct ps_host *host, const struct task *task)
{
    struct maybe read = task_number(task, TASK_read_ns);

    return read.known ? read : host->tasks.started_ns;
}

/* How long it had been there, nanoseconds; 0 where it is younger than the clocks tell. */
static struct maybe
age_ns(const struct ps_host *host, const struct task *task)
{
    struct maybe start = start_ns(host, task), now = now_ns(host, task);
    int64_t age;

    if (!start.known || !now.known || __builtin_sub_overflow(now.value, start.value, &age))
        return unknown;
    return maybe_of(age > 0 ? age : 0);
}

struct maybe
ps_seconds(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe ticks = task_number(task, TASK_ticks);

    (void)which;
    /* A process's stat counts all of its threads, and the first thread's own is not kept. */
    if (host->threads && task_number(task, TASK_tid).value == task_number(task, TASK_pid).value &&
        task_number(task, TASK_threads).value > 1)
        return unknown;
    if (!ticks.known || ticks.value < 0 || !host->tasks.clock_ticks.known)
        return unknown;
    return maybe_of(ticks.value / host->tasks.clock_ticks.value);
}

struct maybe
ps_elapsed(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe age = age_ns(host, task);

    (void)which;
    return age.known ? maybe_of(age.value / NS_PER_SECOND) : unknown;
}

struct maybe
ps_started(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe start = start_ns(host, task);

    (void)which;
    return start.known ? maybe_of(seconds_of(start.value)) : unknown;
}

/* Processor time in thousandths of the time that it had been there. */
struct maybe
ps_permille(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe age = age_ns(host, task), ticks = task_number(task, TASK_ticks);
    int64_t lived;

    (void)which;
    if (!age.known || !ps_seconds(host, task, 0).known)
        return unknown;
    lived = age.value / (NS_PER_SECOND / host->tasks.clock_ticks.value);
    if (lived == 0 || ticks.value > INT64_MAX / 1000)
        return maybe_of(0);
    return maybe_of(ticks.value * 1000 / lived);
}

struct maybe
ps_percent(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe permille = ps_permille(host, task, which);

    if (!permille.known)
        return unknown;
    return maybe_of(permille.value > 999 ? 99 : permille.value / 10);
}

char *
ps_cpu_share(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe permille = ps_permille(host, task, which);

    if (!permille.known)
        return NULL;
    if (permille.value > 999)
        return xasprintf("%lld", (long long)permille.value / 10);
    return xasprintf("%lld.%lld", (long long)permille.value / 10, (long long)permille.value % 10);
}

/* Days-hours:minutes:seconds, with the days and hours that there are. */
static char *
clock_of(struct maybe seconds, bool hours_always)
{
    long long days = seconds.value / DAY, hours = seconds.value / 3600 % 24, minutes = seconds.value / 60 % 60;
    long long rest = seconds.value % 60;

    if (!seconds.known)
        return NULL;
    if (days > 0)
        return xasprintf("%lld-%02lld:%02lld:%02lld", days, hours, minutes, rest);
    if (hours > 0 || hours_always)
        return xasprintf("%02lld:%02lld:%02lld", hours, minutes, rest);
    return xasprintf("%02lld:%02lld", minutes, rest);
}

char *
ps_clock(const struct ps_host *host, const struct task *task, int which)
{
    return clock_of(ps_seconds(host, task, which), true);
}

char *
ps_elapsed_clock(const struct ps_host *host, const struct task *task, int which)
{
    return clock_of(ps_elapsed(host, task, which), false);
}

char *
ps_bsd_clock(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe seconds = ps_seconds(host, task, which);

    if (!seconds.known)
        return NULL;
    return xasprintf("%3lld:%02lld", (long long)seconds.value / 60, (long long)seconds.value % 60);
}

char *
ps_start(const struct ps_host *host, const struct task *task, int which)
{
    static const char months[][4] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    struct maybe start = ps_started(host, task, 0), now = now_ns(host, task);
    time_t then = (time_t)start.value, today = (time_t)seconds_of(now.value);
    struct tm t, n;

    if (!start.known || !now.known || !gmtime_r(&then, &t) || !gmtime_r(&today, &n))
        return NULL;
    if (which == PS_LSTART)
        return xasprintf("%s %s %2d %02d:%02d:%02d %d", days[t.tm_wday], months[t.tm_mon], t.tm_mday, t.tm_hour,
                         t.tm_min, t.tm_sec, t.tm_year + 1900);
    if (which == PS_STIME && t.tm_year != n.tm_year)
        return xasprintf("%d", t.tm_year + 1900);
    if (which == PS_STIME && t.tm_yday != n.tm_yday)
        return xasprintf("%s%02d", months[t.tm_mon], t.tm_mday);
    if (which == PS_BSDSTART && today - then > DAY)
        return xasprintf("%s %2d", months[t.tm_mon], t.tm_mday);
    if (which == PS_START && today - then >= DAY)
        return xasprintf("%s %02d", months[t.tm_mon], t.tm_mday);
    if (which == PS_START)
        return xasprintf("%02d:%02d:%02d", t.tm_hour, t.tm_min, t.tm_sec);
    return xasprintf("%02d:%02d", t.tm_hour, t.tm_min);
}

/* Kilobytes.  A thread of the kernel has a status without sizes: 0, as in ps. */
struct maybe
ps_size(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe size = task_number(task, TASK_vm_size);

    (void)host;
    (void)which;
    if (!size.known && task_number(task, TASK_status).value)
        return maybe_of(0);
    if (!size.known)
        size = task_number(task, TASK_vsize);
    return size.known ? maybe_of(size.value / 1024) : unknown;
}

struct maybe
ps_rss(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe size = task_number(task, TASK_vm_rss), pages = task_number(task, TASK_rss);
    int64_t bytes;

    (void)which;
    if (size.known)
        return maybe_of(size.value / 1024);
    if (task_number(task, TASK_status).value)
        return maybe_of(0);
    if (!pages.known || !host->tasks.page_size.known ||
        __builtin_mul_overflow(pages.value, host->tasks.page_size.value, &bytes))
        return unknown;
    return maybe_of(bytes / 1024);
}

struct maybe
ps_pages(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe size = ps_size(host, task, which), page = host->tasks.page_size;

    if (!size.known || !page.known || page.value < 1024)
        return unknown;
    return maybe_of(size.value / (page.value / 1024));
}

struct maybe
ps_memory_permille(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe rss = ps_rss(host, task, which), total = host->tasks.memory_kb;

    if (!rss.known || rss.value > INT64_MAX / 1000 || !total.known || total.value <= 0)
        return unknown;
    rss.value = rss.value * 1000 / total.value;
    return maybe_of(rss.value > 999 ? 999 : rss.value);
}

char *
ps_memory_share(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe permille = ps_memory_permille(host, task, which);

    return permille.known ? xasprintf("%lld.%lld", (long long)permille.value / 10, (long long)permille.value % 10)
                          : NULL;
}
