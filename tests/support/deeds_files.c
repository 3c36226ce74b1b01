/* Descriptors, and what keeps a file open without one. */
#include "tests/support/deeds.h"

#include <err.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/io_uring.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* accept: takes a connection from the first listener that has one. */
static int
do_accept(const char *label, const char *argument)
{
    int listening;

    (void)argument;
    for (int fd = 3; fd < 1024; fd++) {
        socklen_t size = sizeof(listening);
        struct pollfd waiting = { fd, POLLIN, 0 };

        if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) < 0 || !listening || poll(&waiting, 1, 0) != 1)
            continue;
        fd = accept(fd, NULL, NULL);
        if (fd < 0)
            err(1, "accept");
        deed_say(label, fd);
        return fd;
    }
    errx(1, "nothing to accept");
}

static int
do_pair(const char *label, const char *argument)
{
    int fds[2];

    (void)argument;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0)
        err(1, "socketpair");
    deed_say(label, fds[0]);
    deed_say("other", fds[1]);
    return fds[0];
}

static int
do_file(const char *label, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT, 0600);

    if (fd < 0)
        err(1, "%s", path);
    deed_say(label, fd);
    return fd;
}

/* closed:LIST closes what the list opened last. */
static int
do_closed(const char *label, const char *list)
{
    (void)label;
    if (close(deeds_do(list)) < 0)
        err(1, "close");
    return -1;
}

/* sent:LIST sends what the list opened last to a socket from which nobody takes it, and closes it. */
static int
do_sent(const char *label, const char *list)
{
    int fd = deeds_do(list), pair[2];
    char byte = 0, control[CMSG_SPACE(sizeof(fd))] = { 0 };
    struct iovec data = { &byte, 1 };
    struct msghdr msg = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)
    };
    struct cmsghdr *head = CMSG_FIRSTHDR(&msg);

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(fd));
    memcpy(CMSG_DATA(head), &fd, sizeof(fd));
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 || sendmsg(pair[1], &msg, 0) != 1 || close(fd) < 0)
        err(1, "SCM_RIGHTS");
    deed_say(label, pair[0]);
    return pair[0];
}

/* registered:LIST registers with a new io_uring what the list opened last, and closes it: io_uring_register(2). */
static int
do_registered(const char *label, const char *list)
{
    struct io_uring_params params = { 0 };
    int fd = deeds_do(list), ring = (int)syscall(SYS_io_uring_setup, 4, &params);

    if (ring < 0 || syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &fd, 1) < 0 || close(fd) < 0)
        err(1, "io_uring");
    deed_say(label, ring);
    return ring;
}

/* tun[:NAME]: a tun device of that name, or one that is attached to none. */
static int
do_tun(const char *label, const char *name)
{
    struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
    int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC);

    if (strlen(name) >= sizeof(request.ifr_name))
        errx(1, "too long: %s", name);
    strcpy(request.ifr_name, name);
    if (fd < 0 || (*name && ioctl(fd, TUNSETIFF, &request) < 0))
        err(1, "/dev/net/tun");
    deed_say(label, fd);
    return fd;
}

const struct deed deeds_of_files[] = {
    { "accept", do_accept }, { "unix-pair", do_pair },        { "file", do_file }, { "closed", do_closed },
    { "sent", do_sent },     { "registered", do_registered }, { "tun", do_tun },   { NULL, NULL },
};
