/*
 * A library for LD_PRELOAD that answers dump requests of sock_diag(7) in the place of a kernel built without the family: with the messages
 * in the file DIAG_DIRECTORY/<number of the family>, if there is one; of vsock, those in the states that the request names, as
 * vsock_diag_dump() in net/vmw_vsock/diag.c does.  All other traffic goes through.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/vm_sockets_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Longer than the dumps of the tests: one datagram. */
#define ANSWER_MAX 65536

/* The request that waits for its answer: ss has one at a time. */
static struct {
    int fd;
    ssize_t size;
    char bytes[ANSWER_MAX];
} waiting = { .fd = -1 };

/* The function that we stand before. */
static void *
next(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);

    if (!function)
        abort();
    return function;
}

/* Takes out the messages of vsock sockets in other states. */
static void
select_states(unsigned states)
{
    ssize_t to = 0;

    for (ssize_t at = 0; at + (ssize_t)sizeof(struct nlmsghdr) <= waiting.size;) {
        const struct nlmsghdr *header = (const struct nlmsghdr *)(const void *)(waiting.bytes + at);
        const struct vsock_diag_msg *vsock = (const struct vsock_diag_msg *)(const void *)(header + 1);
        ssize_t size = NLMSG_ALIGN(header->nlmsg_len);

        if (header->nlmsg_type != SOCK_DIAG_BY_FAMILY || (states & 1U << vsock->vdiag_state)) {
            memmove(waiting.bytes + to, header, (size_t)size);
            to += size;
        }
        at += size;
    }
    waiting.size = to;
}

/* Addresses the messages to the socket, as answers to the request. */
static void
address(int fd, unsigned sequence)
{
    struct sockaddr_nl local = { 0 };
    socklen_t size = sizeof(local);

    if (getsockname(fd, (struct sockaddr *)&local, &size) < 0)
        abort();
    for (ssize_t at = 0; at + (ssize_t)sizeof(struct nlmsghdr) <= waiting.size;) {
        struct nlmsghdr *header = (struct nlmsghdr *)(void *)(waiting.bytes + at);

        header->nlmsg_pid = local.nl_pid;
        header->nlmsg_seq = sequence;
        at += NLMSG_ALIGN(header->nlmsg_len);
    }
}

ssize_t
send(int fd, const void *bytes, size_t size, int flags)
{
    ssize_t (*real)(int, const void *, size_t, int) = (ssize_t(*)(int, const void *, size_t, int))next("send");
    const struct nlmsghdr *header = bytes;
    const char *directory = getenv("DIAG_DIRECTORY");
    char name[4096];
    int file = -1;

    if (directory && size > sizeof(*header) && header->nlmsg_type == SOCK_DIAG_BY_FAMILY) {
        int length = snprintf(name, sizeof(name), "%s/%u", directory, ((const unsigned char *)(header + 1))[0]);

        file = length > 0 && (size_t)length < sizeof(name) ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    }
    if (file < 0)
        return real(fd, bytes, size, flags);
    waiting.size = read(file, waiting.bytes, sizeof(waiting.bytes));
    waiting.fd = fd;
    (void)close(file);
    if (((const unsigned char *)(header + 1))[0] == AF_VSOCK)
        select_states(((const struct vsock_diag_req *)(const void *)(header + 1))->vdiag_states);
    address(fd, header->nlmsg_seq);
    return (ssize_t)size;
}

ssize_t
recvmsg(int fd, struct msghdr *message, int flags)
{
    ssize_t (*real)(int, struct msghdr *, int) = (ssize_t(*)(int, struct msghdr *, int))next("recvmsg");
    size_t size = message->msg_iovlen > 0 ? message->msg_iov[0].iov_len : 0;

    if (fd != waiting.fd || waiting.size < 0)
        return real(fd, message, flags);
    if (size > (size_t)waiting.size)
        size = (size_t)waiting.size;
    if (message->msg_name)
        memset(message->msg_name, 0, message->msg_namelen); /* of the kernel */
    if (size > 0)
        memcpy(message->msg_iov[0].iov_base, waiting.bytes, size);
    message->msg_flags = 0;
    if (!(flags & MSG_PEEK))
        waiting.fd = -1;
    return waiting.size;
}
