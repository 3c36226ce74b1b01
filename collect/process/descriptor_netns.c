#include "collect/process/descriptor_netns.h"

#include "collect/base/escape.h"
#include "collect/base/kernel_error.h"
#include "collect/base/text.h"
#include "collect/netns/namespace.h"
#include "collect/process/context.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/sockios.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* PIDFD_THREAD of include/uapi/linux/pidfd.h, Linux 6.9: the pidfd stands for a thread, not for its process. */
#define THREAD_FLAG O_EXCL

/* Bytes.  The name of a protocol has 32 in struct proto. */
#define PROTOCOL_SIZE 64

void
descriptor_netns_begin(struct descriptor_netns *d, int dir)
{
    d->dir = dir;
    d->pidfd = -1;
    d->error = 0;
}

void
descriptor_netns_end(struct descriptor_netns *d)
{
    if (d->pidfd >= 0)
        close(d->pidfd);
    d->pidfd = -1;
}

static bool
begins_with(const struct bytes *text, const char *prefix)
{
    size_t len = strlen(prefix);

    return text->len >= len && memcmp(text->data, prefix, len) == 0;
}

/*
 * Opens the pidfd, if that was not tried yet.  The pid may belong to another process by now; then the file stat below
 * `dir`, which stays the directory of the first process, is gone.  Returns the pidfd, or -1 with d->error set.
 */
static int
open_pidfd(struct descriptor_netns *d)
{
    unsigned flags = d->tid == d->pid ? 0 : THREAD_FLAG;
    struct stat st;

    if (d->pidfd >= 0 || d->error)
        return d->pidfd;
    if (!d->context->host->own_pids)
        d->error = ESRCH;
    else
        d->pidfd = guard_pidfd_open(d->guard, d->tid, flags);
    if (d->pidfd < 0 && !d->error)
        d->error = errno;
    if (d->pidfd >= 0 && guard_fstatat(d->guard, d->dir, "stat", &st, AT_SYMLINK_NOFOLLOW) != 0) {
        descriptor_netns_end(d);
        d->error = ESRCH;
    }
    return d->pidfd;
}

/* Copies the descriptor into our own table.  A descriptor, or -1 with errno. */
static int
borrow(struct descriptor_netns *d, const char *name)
{
    int pidfd = open_pidfd(d);
    uint64_t number;

    errno = d->error;
    if (pidfd < 0 || !text_decimal(text_of_string(name), UINT32_MAX, &number))
        return -1;
    return guard_pidfd_getfd(d->guard, pidfd, (unsigned)number);
}

/*
 * Whether the error is expected: the task has ended, the descriptor was closed, or the tun descriptor has no device
 * yet.
 */
static bool
is_nothing(int error)
{
    return error == ESRCH || error == EBADF || error == EBADFD;
}

/* Adds a namespace that the descriptor `name` has shown.  Takes over `fd`, as netns_add does. */
static void
add_found(struct descriptor_netns *d, enum netns_how how, const char *name, uint64_t inode, int fd, int error)
{
    struct bytes where = { 0 };

    if (d->tid != d->pid)
        bytes_format(&where, "task/%u/", d->tid);
    bytes_format(&where, "fd/%s", name);
    netns_add(&d->context->net->finder.found, inode, how, d->pid, bytes_string(&where), fd, error);
    bytes_free(&where);
}

/* Appends a tab and the inode number of a namespace; ! and the error if there is none. */
static void
put_inode(struct bytes *line, uint64_t inode, int error)
{
    bytes_byte(line, '\t');
    if (inode) {
        bytes_format(line, "%llu", (unsigned long long)inode);
        return;
    }
    bytes_byte(line, '!');
    error_name(line, error);
}

/*
 * Adds the namespace that an ioctl(2) on the copied descriptor returns, unless it is `but`, and appends it to the line.
 * Its inode number, or 0.
 */
static uint64_t
ask_copy(struct descriptor_netns *d, enum netns_how how, const char *name, int copy, unsigned request, uint64_t but,
         struct bytes *line)
{
    int fd = copy >= 0 ? guard_ioctl_open(d->guard, copy, request) : -1;
    bool failed = fd < 0 && !is_nothing(errno);
    int error = errno;
    uint64_t inode = fd >= 0 ? netns_inode(d->guard, fd) : 0;

    if (!guard_lost(d->guard))
        put_inode(line, inode, fd >= 0 ? errno : error);

    if (failed && !guard_lost(d->guard))
        host_fallback(d->context->host, FALLBACK_pidfd);
    if (!inode || inode == but || guard_lost(d->guard)) {
        if (fd >= 0)
            close(fd);
    } else if (how == NETNS_TUN || !netns_is_known(&d->context->net->finder.found, inode)) {
        add_found(d, how, name, inode, fd, 0);
    } else {
        netns_keep(&d->context->net->finder.found, inode, fd);
    }
    return inode;
}

/*
 * Adds the namespaces of a socket or a tun descriptor, and appends them to the line.  SIOCGSKNS returns that of a socket (Linux 4.10), and for a tun
 * descriptor, with or without a device, the one in which it was opened (4.17).  The device may be in another namespace
 * by now, which TUNGETDEVNETNS returns (5.2).
 */
static void
ask_descriptor(struct descriptor_netns *d, enum netns_how how, const char *name, struct bytes *line)
{
    int copy;
    uint64_t inode;

    if (d->is_stuck)
        return;
    copy = borrow(d, name);
    inode = ask_copy(d, how, name, copy, SIOCGSKNS, 0, line);
    if (how == NETNS_TUN && copy >= 0)
        (void)ask_copy(d, how, name, copy, (unsigned)TUNGETDEVNETNS, inode, line);
    if (copy >= 0)
        guard_close(d->guard, copy);
}

/*
 * Adds the namespace of an nsfs file.  The descriptor may have been reused, so netns_reopen checks before it opens the
 * file.
 */
static void
look_at_namespace(struct descriptor_netns *d, int fds, const char *name, const struct bytes *target)
{
    uint64_t inode = text_link_number(text_of(target));
    int fd = -1, error = 0;

    if (inode == 0)
        return;
    if (!netns_has_descriptor(&d->context->net->finder.found, inode)) {
        fd = guard_openat(d->guard, fds, name, O_PATH);
        error = errno;
        if (fd >= 0) {
            fd = netns_reopen(d->guard, d->context->host->proc, fd, inode);
            error = errno;
        }
    }
    if (!guard_lost(d->guard))
        add_found(d, NETNS_DESCRIPTOR, name, inode, fd, error);
    else if (fd >= 0)
        close(fd);
}

/*
 * Appends a tab and the name of the socket's protocol, or ! and the error.  The extended attribute has it in whatever
 * namespace the socket is: sockfs_xattr_get(), net/socket.c, Linux 3.7, and for all kinds of sockets 4.19.  The path
 * leads through our own descriptor of the directory, so that it cannot lead to another process with the same pid.
 */
static void
put_protocol(struct descriptor_netns *d, int fds, const char *name, struct bytes *line)
{
    char protocol[PROTOCOL_SIZE];
    struct bytes path = { 0 };
    ssize_t len;

    bytes_format(&path, "%s/self/fd/%d/%s", d->context->host->proc_path, fds, name);
    if (d->context->host->visible >= 0) {
        errno = ENOTSUP; /* `proc` is our own procfs, to which no path leads */
        len = -1;
    } else {
        len = guard_getxattr(d->guard, bytes_string(&path), "system.sockprotoname", protocol, sizeof(protocol));
    }
    bytes_free(&path);
    bytes_byte(line, '\t');
    if (len < 0) {
        bytes_byte(line, '!');
        error_name(line, errno);
        return;
    }
    escape_target(line, protocol, strnlen(protocol, (size_t)len));
}

static void
look_at_socket(struct descriptor_netns *d, int fds, const char *name, const struct bytes *target, struct bytes *line)
{
    uint64_t inode = text_link_number(text_of(target));

    if (inode > UINT32_MAX || inodes_has(&d->context->net->seen, (uint32_t)inode))
        return;
    put_protocol(d, fds, name, line);
    if (guard_lost(d->guard))
        return;
    ask_descriptor(d, NETNS_SOCKET, name, line);
}

/* The fourth field is that of a socket's protocol, and is empty here. */
static void
look_at_tun(struct descriptor_netns *d, const char *name, struct bytes *line)
{
    bytes_byte(line, '\t');
    ask_descriptor(d, NETNS_TUN, name, line);
}

void
descriptor_netns_look(struct descriptor_netns *d, int fds, const char *name, const struct bytes *target,
                      struct bytes *line)
{
    static const char tun[] = "/dev/net/tun";

    if (!d->context || guard_lost(d->guard) || !d->context->net->finder.is_live)
        return;
    if (begins_with(target, "socket:["))
        look_at_socket(d, fds, name, target, line);
    else if (begins_with(target, "net:["))
        look_at_namespace(d, fds, name, target);
    else if (target->len == sizeof(tun) - 1 && begins_with(target, tun))
        look_at_tun(d, name, line);
}
