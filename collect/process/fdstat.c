#include "collect/process/fdstat.h"

#include "collect/base/clock.h"
#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Bytes of the name of a message queue: NAME_MAX. */
#define QUEUE_NAME 255

/* Takes "fd/<n>" and a tab off the line.  False if it does not begin so. */
static bool
take_number(struct text *line, unsigned *number)
{
    struct text digits;
    uint64_t value;

    if (!text_skip(line, "fd/") || !text_next_part(line, '\t', &digits) || !text_decimal(digits, UINT32_MAX, &value))
        return false;
    *number = (unsigned)value;
    return true;
}

void
fdstat_list(struct numbers *out, const struct bytes *fdinfo, const struct numbers *files)
{
    struct text rest = text_of(fdinfo), line, word;
    size_t at = 0;

    out->count = 0;
    while (text_next_line(&rest, &line)) {
        unsigned number;
        uint64_t mount;

        if (!take_number(&line, &number))
            continue;
        while (at < files->count && files->values[at] < number)
            at++;
        if (at == files->count || files->values[at] != number)
            continue;
        if (out->count == 0 || out->values[out->count - 2] != number) {
            if (numbers_add(out, number) != 0 || numbers_add(out, MOUNT_NO_ID) != 0)
                return; /* without memory the rest is not asked */
        }
        if (text_skip(&line, "mnt_id:") && text_next_word(&line, &word) && text_decimal(word, UINT32_MAX, &mount))
            out->values[out->count - 1] = (unsigned)mount;
    }
}

/*
 * Whether the descriptor is a message queue of our own IPC namespace.  Its link is /<name>, on a mount that only the
 * kernel has (mq_init_ns(), ipc/mqueue.c); a queue of the same name that is on the same mount tells which one that is.
 */
static bool
is_own_queue(struct process_context *context, struct guard *guard, int fds, const char *name, unsigned mount)
{
    char target[QUEUE_NAME + 2];
    ssize_t len = guard_readlinkat(guard, fds, name, target, sizeof(target));
    struct file_status status = { 0 };
    int fd = -1;

    if (len < 2 || (size_t)len == sizeof(target) || target[0] != '/' || memchr(target + 1, '/', (size_t)len - 1))
        return false;
    target[len] = '\0';
    fd = guard_open_queue(guard, target + 1);
    if (fd < 0)
        return false;
    if (guard_statx(guard, fd, "", AT_EMPTY_PATH, &status) != 0 || !(status.mask & FILE_STATUS_MOUNT))
        status.mount = MOUNT_NO_ID;
    close(fd);
    mount_table_add_internal(&context->net->finder.table, status.mount);
    return status.mount == mount && mount != MOUNT_NO_ID;
}

static void
put_descriptor(struct process_context *context, struct attempt *a, struct guard *guard, int fds, unsigned number,
               unsigned mount)
{
    static const char *const not_asked[] = { [MOUNT_UNKNOWN] = "unknown", [MOUNT_OTHER] = "remote" };
    enum mount_reach reach = mount_table_find(&context->net->finder.table, mount);
    struct file_status status;
    struct bytes name = { 0 };
    int error = 0;

    bytes_decimal(&name, number);
    if (reach == MOUNT_UNKNOWN && context->host->own_pids &&
        is_own_queue(context, guard, fds, bytes_string(&name), mount))
        reach = MOUNT_LOCAL;
    if (reach == MOUNT_LOCAL && guard_statx(guard, fds, bytes_string(&name), 0, &status) != 0)
        error = errno;
    bytes_free(&name);
    if (guard_lost(guard))
        return;
    bytes_text(&a->content, "fd/");
    bytes_decimal(&a->content, number);
    bytes_byte(&a->content, '\t');
    if (reach != MOUNT_LOCAL) {
        bytes_format(&a->content, "-\t%s", not_asked[reach]);
    } else if (error) {
        bytes_byte(&a->content, '!');
        error_name(&a->content, error);
    } else {
        file_status_put(&a->content, &status);
    }
    bytes_byte(&a->content, '\n');
}

void
fdstat_read(struct process_context *context, struct attempt *a, struct guard *guard, int dir,
            const struct numbers *pairs)
{
    uint64_t end = clock_monotonic() + context->host->file_seconds * NANOSECONDS;
    int fds = guard_openat(guard, dir, "fd", O_PATH | O_DIRECTORY);
    size_t i;

    if (fds < 0) {
        attempt_failed(a, errno, ORIGIN_GONE);
        return;
    }
    for (i = 0; i + 1 < pairs->count && !guard_lost(guard) && !guard_is_late(guard) && clock_monotonic() <= end &&
                attempt_grows(a, &end);
         i += 2)
        put_descriptor(context, a, guard, fds, pairs->values[i], pairs->values[i + 1]);
    close(fds);
    if (guard_lost(guard))
        return;
    attempt_read(a);
    if (i < pairs->count && (a->state == STATE_ok || a->state == STATE_empty))
        attempt_ended(a, STATE_truncated, "took too long");
}
