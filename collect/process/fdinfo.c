#include "collect/process/fdinfo.h"

#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/base/regular.h"
#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The kinds of files for which fdinfo says more, by how the target of the link begins and ends. */
static const struct {
    const char *prefix, *suffix;
} kinds[] = {
    { "anon_inode:", "" }, /* anon_inode_getfile(): epoll, eventfd, inotify, fanotify, timerfd, bpf, io_uring, ... */
    { "pidfd:", "" },      /* pidfs; since Linux 6.9, if the name is not "anon_inode:[pidfd]" as before */
    { "/", "/net/tun" },   /* tun_chr_show_fdinfo(): the interface */
    { "/", "/ptmx" },      /* pty_show_fdinfo(): the number of the pty */
};

bool
fdinfo_says_more(const struct bytes *target)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        size_t prefix = strlen(kinds[i].prefix), suffix = strlen(kinds[i].suffix);

        if (target->len >= prefix + suffix && memcmp(target->data, kinds[i].prefix, prefix) == 0 &&
            memcmp(target->data + target->len - suffix, kinds[i].suffix, suffix) == 0)
            return true;
    }
    return false;
}

/* Appends the file to `out`.  0, or an errno value. */
static int
read_file(struct guard *guard, int dir, const char *name, const struct host *host, struct bytes *out)
{
    uint64_t most = host_limits(host)->file_bytes.most;
    const char *type;
    int fd =
        host->is_procfs ? guard_openat(guard, dir, name, O_RDONLY) : regular_open(guard, dir, name, O_RDONLY, &type);
    ssize_t count = 1;
    int error = fd < 0 ? errno : 0;

    while (fd >= 0 && count > 0 && out->len < most) {
        char *room = bytes_room(out, 4096);

        if (!room)
            errno = ENOMEM;
        count = room ? guard_read(guard, fd, room, 4096) : -1;
        if (count < 0)
            error = errno;
        if (count > 0)
            bytes_grew(out, (size_t)count);
    }
    if (fd >= 0)
        guard_close(guard, fd);
    return error;
}

/* Appends each line of the text, after the name of the descriptor. */
static void
put_lines(struct bytes *out, unsigned number, const struct bytes *text)
{
    struct text rest = text_of(text), line;

    while (text_next_line(&rest, &line)) {
        bytes_text(out, "fd/");
        bytes_decimal(out, number);
        bytes_byte(out, '\t');
        bytes_append(out, line.data, line.len);
        bytes_byte(out, '\n');
    }
}

static void
put_error(struct bytes *out, unsigned number, int error)
{
    bytes_text(out, "fd/");
    bytes_decimal(out, number);
    bytes_text(out, "\t!");
    error_name(out, error);
    bytes_byte(out, '\n');
}

/* Appends fdinfo of one descriptor.  0, or the errno value, which is appended as a line.  `text` is a buffer. */
static int
put_descriptor(struct attempt *a, struct guard *guard, int dir, unsigned number, const struct host *host,
               struct bytes *text)
{
    struct bytes name = { 0 };
    int error;

    bytes_clear(text);
    bytes_decimal(&name, number);
    error = read_file(guard, dir, bytes_string(&name), host, text);
    if (!guard_lost(guard)) {
        put_lines(&a->content, number, text);
        if (error)
            put_error(&a->content, number, error);
    }
    bytes_free(&name);
    return error;
}

void
fdinfo_read(struct attempt *a, struct guard *guard, int dir, const struct numbers *descriptors, const struct host *host)
{
    uint64_t end = clock_monotonic() + host->file_seconds * NANOSECONDS;
    struct bound most = host_limits(host)->file_bytes;
    int fd = guard_openat(guard, dir, "fdinfo", O_RDONLY | O_DIRECTORY);
    struct bytes text = { 0 };
    int worst = 0;
    size_t i;

    if (fd < 0) {
        attempt_failed(a, errno, ORIGIN_LINK); /* ENOENT: it has ended, since kernels have fdinfo from 2.6.22 on */
        return;
    }
    for (i = 0; !guard_lost(guard) && !guard_is_late(guard) && i < descriptors->count; i++) {
        int error = put_descriptor(a, guard, fd, descriptors->values[i], host, &text);

        if (error && error_state(error, ORIGIN_LINK) != STATE_vanished && worst == 0)
            worst = error;
        if (a->content.len > most.most || clock_monotonic() > end)
            break;
        if (!attempt_grows(a, &end))
            break;
    }
    bytes_free(&text);
    close(fd);
    if (guard_lost(guard))
        return; /* the list of descriptors no longer belongs to this thread */
    attempt_read(a);
    if (a->state != STATE_ok && a->state != STATE_empty)
        return;
    if (a->content.len > most.most)
        attempt_cut(a, "more than the limit has room for", most);
    else if (i < descriptors->count)
        attempt_ended(a, STATE_truncated, "took too long");
    else if (worst)
        attempt_failed(a, worst, ORIGIN_LINK);
}
