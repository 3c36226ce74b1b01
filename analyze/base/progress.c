#include "analyze/base/progress.h"
#include "analyze/base/error.h"
#include "analyze/base/escape.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SECOND UINT64_C(1000000000)
#define FIRST  SECOND       /* what is done sooner needs no line */
#define EVERY  (SECOND / 5) /* faster than anybody reads, and slow enough to cost nothing */

/* Columns of what the line begins with, so that the rest fits beside it: a line that wraps could not be written over. */
#define WHAT_WIDTH 30

static uint64_t
now(void)
{
    struct timespec time;

    if (clock_gettime(CLOCK_MONOTONIC, &time))
        die("clock_gettime");
    return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec;
}

void
progress_begin(struct progress *progress, const char *what, bool quiet)
{
    *progress = (struct progress){ .out = !quiet && isatty(STDERR_FILENO) == 1 ? stderr : NULL, .what = what };
    progress->begun = now();
    progress->due = progress->begun + FIRST;
}

void
progress_begin_file(struct progress *progress, const char *path, bool quiet)
{
    bool input = strcmp(path, "-") == 0;
    struct stat status;

    progress_begin(progress, input ? "standard input" : path, quiet);
    if ((input ? fstat(STDIN_FILENO, &status) : stat(path, &status)) == 0 && S_ISREG(status.st_mode))
        progress->total = status.st_size;
}

static bool
is_due(struct progress *progress)
{
    uint64_t time;

    if (!progress || !progress->out)
        return false;
    time = now();
    if (time < progress->due)
        return false;
    progress->due = time + EVERY;
    return true;
}

static void
show(struct progress *progress, struct slice text)
{
    (void)fputs("\r\033[K", progress->out);
    escape_write_cut(progress->out, slice_of(progress->what), WHAT_WIDTH);
    (void)fputs(": ", progress->out);
    escape_write(progress->out, text);
    (void)fflush(progress->out);
    progress->shown = true;
}

void
progress_step(struct progress *progress, const char *step)
{
    if (progress)
        progress->step = step;
}

/* 90 s as 1 min 30 s */
static void
add_time(struct buffer *text, uint64_t seconds)
{
    if (seconds >= 3600)
        buffer_format(text, "%" PRIu64 " h %" PRIu64 " min", seconds / 3600, seconds / 60 % 60);
    else if (seconds >= 60)
        buffer_format(text, "%" PRIu64 " min %" PRIu64 " s", seconds / 60, seconds % 60);
    else
        buffer_format(text, "%" PRIu64 " s", seconds);
}

/* Megabytes with one digit behind the point, whatever the locale has there. */
static void
add_megabytes(struct buffer *text, uint64_t bytes)
{
    uint64_t tenths = bytes / 100000;

    buffer_format(text, "%" PRIu64 ".%" PRIu64, tenths / 10, tenths % 10);
}

void
progress_text(struct buffer *text, int64_t bytes, int64_t total, int64_t members, uint64_t nanoseconds)
{
    double seconds = (double)nanoseconds / (double)SECOND;
    double rate = nanoseconds > 0 ? (double)bytes / seconds : 0;

    add_megabytes(text, (uint64_t)bytes);
    if (total >= bytes && total > 0) {
        buffer_format(text, " of ");
        add_megabytes(text, (uint64_t)total);
    }
    buffer_format(text, " MB, %" PRId64 " members, ", members);
    add_megabytes(text, (uint64_t)rate);
    buffer_format(text, " MB/s");
    if (total > bytes && rate >= 1) { /* a byte a second; with less there is no telling */
        buffer_format(text, ", ");
        add_time(text, (uint64_t)((double)(total - bytes) / rate) + 1);
        buffer_format(text, " left");
    }
}

void
progress_read(struct progress *progress, int64_t bytes, int64_t members)
{
    struct buffer text = { 0 };

    if (!is_due(progress))
        return;
    progress_text(&text, bytes, progress->total, members, now() - progress->begun);
    show(progress, buffer_slice(&text));
    buffer_free(&text);
}

void
progress_tick(struct progress *progress)
{
    struct buffer text = { 0 };

    if (!is_due(progress))
        return;
    if (progress->step)
        buffer_format(&text, "%s, ", progress->step);
    add_time(&text, (now() - progress->begun) / SECOND);
    show(progress, buffer_slice(&text));
    buffer_free(&text);
}

void
progress_hide(struct progress *progress)
{
    if (!progress || !progress->shown)
        return;
    (void)fputs("\r\033[K", progress->out);
    (void)fflush(progress->out);
    progress->shown = false;
}

void
progress_end(struct progress *progress)
{
    progress_hide(progress);
    if (progress)
        progress->out = NULL;
}
