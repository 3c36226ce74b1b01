#include "collect/archive/attempt.h"

#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/base/regular.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Bytes for one read(2).  The kernel returns about a page of a table, whatever the size, and most other files as a
 * whole.
 */
#define READ_SIZE 16384

static void
join(struct bytes *out, const char *dir, const char *file)
{
    bytes_clear(out);
    bytes_text(out, dir);
    if (*dir && *file && dir[out->len - 1] != '/')
        bytes_byte(out, '/');
    bytes_text(out, file);
}

void
attempt_begin(struct attempt *a, const char *member_dir, const char *source_dir, const char *file)
{
    join(&a->path, member_dir, file);
    join(&a->source, source_dir, file);
    if (a->content.cap > LIMIT_SCRATCH)
        bytes_free(&a->content);
    bytes_clear(&a->content);
    bytes_clear(&a->reason);
    a->is_large = a->lent = false;
    a->cut = NULL;
    a->other = NULL;
    a->written = NULL;
    a->state = STATE_skipped;
    a->error = 0;
    a->member = false;
    a->took = a->descriptors = a->sockets = 0;
    a->start = clock_realtime();
    a->monotonic = clock_monotonic();
}

void
attempt_tell(struct attempt *a, void (*written)(void *context, const struct attempt *a), void *context)
{
    a->written = written;
    a->context = context;
}

void
attempt_stop(struct attempt *a)
{
    a->took = clock_monotonic() - a->monotonic;
}

int
attempt_open(struct attempt *a, struct guard *guard, int dir, const char *path, int flags)
{
    return regular_open(guard, dir, path, flags, &a->other);
}

bool
attempt_grows(struct attempt *a, uint64_t *end)
{
    uint64_t start;

    if (a->is_large || a->content.len <= LIMIT_LARGE)
        return !a->cut;
    a->is_large = true;
    start = clock_monotonic();
    a->cut = a->large ? a->large(a->worker) : NULL;
    if (end)
        *end += clock_monotonic() - start;
    return !a->cut;
}

void
attempt_read(struct attempt *a)
{
    if (a->content.failed) {
        attempt_failed(a, ENOMEM, ORIGIN_HOST);
        return;
    }
    a->state = a->content.len ? STATE_ok : STATE_empty;
    a->member = true;
    if (a->cut)
        attempt_ended(a, STATE_truncated, a->cut);
}

void
attempt_failed(struct attempt *a, int error, enum errno_origin place)
{
    if (a->other)
        bytes_text(&a->reason, a->other);
    a->state = a->other ? STATE_skipped : error_state(error, place);
    a->error = a->other ? 0 : error;
    a->member = a->content.len > 0;
}

void
attempt_ended(struct attempt *a, enum snapshot_state state, const char *reason)
{
    a->state = state;
    a->member = a->content.len > 0;
    bytes_text(&a->reason, reason);
}

void
attempt_not_listed(struct attempt *a, int error, enum errno_origin place, struct bound bound)
{
    attempt_failed(a, error, place);
    if (error == EFBIG) {
        bytes_text(&a->reason, "more than may be listed");
        bound_name(&a->reason, bound);
    }
}

void
attempt_cut(struct attempt *a, const char *reason, struct bound bound)
{
    attempt_ended(a, STATE_truncated, reason);
    bound_name(&a->reason, bound);
}

void
attempt_read_fd(struct attempt *a, struct guard *guard, int fd, struct bound limit, unsigned seconds,
                enum errno_origin place)
{
    uint64_t end = clock_monotonic() + seconds * NANOSECONDS;

    for (;;) {
        char part[READ_SIZE]; /* not the content: that goes on to the archive if this call does not return */
        ssize_t count = guard_read(guard, fd, part, sizeof(part));

        if (count < 0 && errno == ETIME) {
            attempt_ended(a, STATE_truncated, "took longer than it may, after others that did");
            return;
        }
        if (count < 0) {
            attempt_failed(a, errno, place);
            return;
        }
        if (count == 0)
            break;
        bytes_append(&a->content, part, (size_t)count);
        if (a->content.failed) {
            attempt_failed(a, ENOMEM, place);
            return;
        }
        if (!attempt_grows(a, &end))
            break;
        if (a->content.len > limit.most) {
            a->content.len = (size_t)limit.most;
            attempt_ended(a, STATE_truncated, "longer than the limit");
            bytes_format(&a->reason, " of %zu bytes", a->content.len);
            bound_name(&a->reason, limit);
            return;
        }
        if (clock_monotonic() > end) {
            attempt_ended(a, STATE_truncated, "took longer than");
            bytes_format(&a->reason, " %u s", seconds);
            return;
        }
    }
    attempt_read(a);
}

void
attempt_free(struct attempt *a)
{
    bytes_free(&a->path);
    bytes_free(&a->source);
    bytes_free(&a->content);
    bytes_free(&a->reason);
}
