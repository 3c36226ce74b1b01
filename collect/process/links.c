#include "collect/process/links.h"

#include "collect/base/directory.h"
#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"
#include "collect/host/own.h"
#include "collect/process/bpf_task.h"
#include "collect/process/context.h"
#include "collect/process/fdinfo.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define FIRST_TARGET 4096

/* Reads the link's target into links->target.  0, or -1 with errno. */
static int
read_target(struct links *links, int dir, const char *name)
{
    for (size_t size = FIRST_TARGET; size <= LIMIT_TARGET; size *= 2) {
        char *room;
        ssize_t len;

        bytes_clear(&links->target);
        room = bytes_room(&links->target, size);
        if (!room) {
            errno = ENOMEM;
            return -1;
        }
        len = guard_readlinkat(links->guard, dir, name, room, size);
        if (len < 0)
            return -1;
        bytes_grew(&links->target, (size_t)len);
        if ((size_t)len < size)
            return 0;
    }
    errno = ENAMETOOLONG;
    return -1;
}

/* Notes the state of a failed link.  `denied` replaces every other state; of the others, the first is kept. */
static void
note_error(struct links *links, int error)
{
    enum snapshot_state state = error_state(error, ORIGIN_LINK);

    if (state == STATE_vanished || links->worst == STATE_denied)
        return; /* the descriptor was closed after it was listed; or a kernel thread, which has no exe */
    if (links->worst != STATE_ok && state != STATE_denied)
        return;
    links->worst = state;
    links->error = error;
}

static void
put_line(struct bytes *out, const char *prefix, const char *name, const char *mode)
{
    bytes_text(out, prefix);
    bytes_text(out, name);
    bytes_byte(out, '\t');
    bytes_text(out, mode);
    bytes_byte(out, '\t');
}

static void
put_error(struct links *links, struct bytes *out, const char *prefix, const char *name, const char *mode, int error)
{
    put_line(out, prefix, name, mode);
    bytes_byte(out, '!');
    error_name(out, error);
    bytes_byte(out, '\n');
    note_error(links, error);
}

static void
put_target(struct links *links, struct bytes *out, const char *prefix, const char *name, const char *mode)
{
    put_line(out, prefix, name, mode);
    escape_target(out, links->target.data, links->target.len);
    links->readable++;
}

/* Whether the link could be read; its target is then in links->target. */
static bool
put_link(struct links *links, struct bytes *out, int dir, const char *prefix, const char *name)
{
    if (read_target(links, dir, name) != 0) {
        links->failed = errno;
        put_error(links, out, prefix, name, "-", links->failed);
        return false;
    }
    put_target(links, out, prefix, name, "-");
    bytes_byte(out, '\n');
    return true;
}

static void
note_program(struct links *links)
{
    bytes_free(&links->program.path);
    links->program.path = bytes_copy(&links->target);
    (void)bytes_string(&links->program.path); /* adds a NUL */
}

/* Appends the fourth field of a descriptor's line, if it has one, and ends the line. */
static void
end_descriptor(struct links *links, struct bytes *out, int dir, const char *name)
{
    descriptor_netns_look(&links->netns, dir, name, &links->target, out);
    bytes_byte(out, '\n');
}

/* The access mode is in the permissions of the link itself (tid_fd_update_inode() and proc_fd_link(), fs/proc/fd.c). */
static const char *
descriptor_mode(struct links *links, int dir, const char *name)
{
    static const char *const modes[] = { "-", "r", "w", "rw" };
    struct stat st;

    if (guard_fstatat(links->guard, dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return modes[0];
    return modes[((st.st_mode & S_IRUSR) ? 1 : 0) | ((st.st_mode & S_IWUSR) ? 2 : 0)];
}

static bool
is_socket(const struct bytes *target)
{
    static const char prefix[] = "socket:[";

    return target->len >= sizeof(prefix) - 1 && memcmp(target->data, prefix, sizeof(prefix) - 1) == 0;
}

/* Notes that fdinfo of the descriptor must be read.  A lack of memory is noted as an error. */
static void
want_fdinfo(struct links *links, unsigned number)
{
    if (numbers_add(&links->wanted, number) != 0)
        note_error(links, ENOMEM);
}

/* Whether fdinfo of the descriptor, which is no socket, is read: if it says more than the link, or within the budget. */
static bool
is_worth_asking(struct links *links)
{
    if (fdinfo_says_more(&links->target))
        return true;
    if (!links->context)
        return false;
    if (atomic_fetch_sub(&links->context->ordinary_left, 1) > 0)
        return true;
    (void)atomic_fetch_add(&links->context->ordinary_out, 1);
    return false;
}

/* Notes that fdinfo and the attributes of the descriptor must be read. */
static void
want_file(struct links *links, unsigned number)
{
    want_fdinfo(links, number);
    if (numbers_add(&links->files, number) != 0 ||
        (bpf_task_may_run(&links->target) && numbers_add(&links->events, number) != 0))
        note_error(links, ENOMEM);
}

static void
put_descriptor(struct links *links, struct attempt *a, int dir, unsigned number)
{
    char digits[11]; /* UINT_MAX has 10 */
    char *name = digits + sizeof(digits) - 1;
    unsigned rest = number;

    *name = '\0';
    do {
        *--name = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    a->descriptors++;
    if (read_target(links, dir, name) != 0) {
        int error = errno;
        bool gone = error_state(error, ORIGIN_LINK) == STATE_vanished;

        put_error(links, &a->content, "fd/", name, gone ? "-" : descriptor_mode(links, dir, name), error);
        if (!gone)
            want_fdinfo(links, number);
    } else if (is_socket(&links->target)) {
        a->sockets++; /* always open for reading and writing: sock_alloc_file() */
        put_target(links, &a->content, "fd/", name, "rw");
        end_descriptor(links, &a->content, dir, name);
        if (!guard_lost(links->guard) && links->queue && unix_queue_has(links->queue, &links->target))
            want_fdinfo(links, number);
    } else {
        put_target(links, &a->content, "fd/", name, descriptor_mode(links, dir, name));
        end_descriptor(links, &a->content, dir, name);
        if (is_worth_asking(links))
            want_file(links, number);
    }
}

/* Whether no further call can be made. */
static bool
is_over(const struct guard *guard)
{
    return guard_lost(guard) || guard_is_late(guard);
}

/* Bytes of the text.  A procfs lists the descriptors that there are, and what is mounted over it any number. */
static struct bound
most(const struct links *links)
{
    const struct limits *limits = links->context ? host_limits(links->context->host) : &limits_usual;

    return links->context && links->context->host->is_procfs ? limits->table_bytes : limits->file_bytes;
}

static void
put_descriptors(struct links *links, struct attempt *a, int dir)
{
    struct bound numbers = (links->context ? host_limits(links->context->host) : &limits_usual)->numbers;
    uint64_t room = most(links).most;
    size_t i;
    int fd = guard_openat(links->guard, dir, "fd", O_RDONLY | O_DIRECTORY);

    if (fd < 0) {
        put_error(links, &a->content, "", "fd", "-", errno);
        return;
    }
    links->numbers.count = 0;
    if (directory_numbers(links->guard, fd, numbers, &links->numbers) != 0) {
        links->unlisted = errno == EFBIG;
        put_error(links, &a->content, "", "fd", "-", errno);
    }
    for (i = 0; i < links->numbers.count && a->content.len < room && !is_over(links->guard); i++) {
        if (links->is_own && own_descriptor(links->numbers.values[i]))
            links->left_out++;
        else
            put_descriptor(links, a, fd, links->numbers.values[i]);
        if (!attempt_grows(a, NULL))
            break;
    }
    if (i < links->numbers.count && guard_is_late(links->guard))
        note_error(links, ETIME);
    close(fd);
}

static void
put_namespace(struct links *links, struct bytes *out, int dir, const char *name)
{
    enum snapshot_state worst = links->worst;
    int error = links->error;

    if (put_link(links, out, dir, "ns/", name)) {
        if (strcmp(name, "mnt") == 0)
            links->program.ns = text_link_number(text_of(&links->target));
    } else if (links->failed == EINVAL) { /* no link, before Linux 3.8: no failure, for it says nothing */
        links->worst = worst;
        links->error = error;
    }
}

static void
put_namespaces(struct links *links, struct bytes *out, int dir)
{
    struct bytes names = { 0 };
    int fd = guard_openat(links->guard, dir, "ns", O_RDONLY | O_DIRECTORY);

    if (fd < 0) {
        put_error(links, out, "", "ns", "-", errno); /* before Linux 3.0 there is no ns/ */
        return;
    }
    if (directory_names(links->guard, fd, DIRECTORY_ALL, limits_usual.names, &names) != 0)
        put_error(links, out, "", "ns", "-", errno);
    for (size_t i = 0; i < names.len && out->len < LIMIT_LARGE && !is_over(links->guard);
         i += strlen(names.data + i) + 1)
        put_namespace(links, out, fd, names.data + i);
    if (out->len >= LIMIT_LARGE || guard_is_late(links->guard))
        put_error(links, out, "", "ns", "-", guard_is_late(links->guard) ? ETIME : EFBIG); /* no kernel has so many */
    bytes_free(&names);
    close(fd);
}

/* Whether no link was readable and the process has ended.  The lines are worthless then. */
static bool
is_gone(struct links *links, int dir)
{
    struct stat st;

    if (links->readable > 0 || guard_fstatat(links->guard, dir, "stat", &st, AT_SYMLINK_NOFOLLOW) == 0)
        return false;
    return errno == ENOENT || errno == ESRCH;
}

void
links_read(struct links *links, struct attempt *a, int dir, int parts)
{
    static const char *const heads[] = { "exe", "cwd", "root" };
    const struct limits *limits = links->context ? host_limits(links->context->host) : &limits_usual;

    links->wanted.count = links->files.count = links->events.count = 0;
    links->readable = links->left_out = 0;
    links->worst = STATE_ok;
    links->error = 0;
    links->unlisted = false;
    if (parts & LINKS_HEAD) {
        for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
            if (put_link(links, &a->content, dir, "", heads[i]) && strcmp(heads[i], "exe") == 0)
                note_program(links);
        put_namespaces(links, &a->content, dir);
    }
    links->head = a->content.len;
    if (parts & LINKS_DESCRIPTORS) {
        descriptor_netns_begin(&links->netns, dir);
        put_descriptors(links, a, dir);
        descriptor_netns_end(&links->netns);
    }
    if (is_gone(links, dir)) {
        bytes_clear(&a->content);
        attempt_failed(a, ESRCH, ORIGIN_GONE);
        return;
    }
    attempt_read(a);
    if (a->state == STATE_ok && links->worst != STATE_ok) {
        a->state = links->worst;
        a->error = links->error;
    }
    if (links->left_out > 0)
        bytes_format(&a->reason, "without %zu descriptors of collect's own", links->left_out);
    if (a->content.len >= most(links).most) {
        attempt_ended(a, a->state == STATE_ok ? STATE_truncated : a->state,
                      "more descriptors than the limit has room for");
        bound_name(&a->reason, most(links));
    } else if (links->unlisted) {
        bytes_text(&a->reason, "more descriptors than may be listed");
        bound_name(&a->reason, limits->numbers);
    }
}
