/* Descriptors, and what keeps a file open without one. */
#include "tests/support/actions.h"

#include <err.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/io_uring.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
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
        action_print(label, fd);
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
    action_print(label, fds[0]);
    action_print("other", fds[1]);
    return fds[0];
}

static int
do_file(const char *label, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT, 0600);

    if (fd < 0)
        err(1, "%s", path);
    action_print(label, fd);
    return fd;
}

/* closed:LIST closes what the list opened last. */
static int
do_closed(const char *label, const char *list)
{
    (void)label;
    if (close(actions_run(list)) < 0)
        err(1, "close");
    return -1;
}

/* Sends what the list opened last from one socket to the other, with so many bytes, and closes it. */
static int
send_away(const char *label, const char *list, int from, int to, size_t bytes)
{
    int fd = actions_run(list);
    char byte = 0, control[CMSG_SPACE(sizeof(fd))] = { 0 };
    struct iovec data = { &byte, bytes };
    struct msghdr msg = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)
    };
    struct cmsghdr *head = CMSG_FIRSTHDR(&msg);

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(fd));
    memcpy(CMSG_DATA(head), &fd, sizeof(fd));
    if (sendmsg(from, &msg, 0) != (ssize_t)bytes || close(from) < 0 || close(fd) < 0)
        err(1, "SCM_RIGHTS");
    action_print(label, to);
    return to;
}

/* sent:LIST sends what the list opened last to a socket from which nobody takes it, and closes it. */
static int
do_sent(const char *label, const char *list)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
        err(1, "socketpair");
    return send_away(label, list, pair[1], pair[0], 1);
}

/* sent-bare:LIST: in a message without a byte. */
static int
do_sent_bare(const char *label, const char *list)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) < 0)
        err(1, "socketpair");
    return send_away(label, list, pair[1], pair[0], 0);
}

/* sent-early:LIST: to a listener, over a connection that it has not accepted. */
static int
do_sent_early(const char *label, const char *list)
{
    int to = socket(AF_UNIX, SOCK_STREAM, 0), from = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    socklen_t size = sizeof(name);

    /* bind(2) without a name chooses one: unix(7), autobind. */
    if (bind(to, (struct sockaddr *)&name, sizeof(name.sun_family)) < 0 || listen(to, 1) < 0 ||
        getsockname(to, (struct sockaddr *)&name, &size) < 0 || connect(from, (struct sockaddr *)&name, size) < 0)
        err(1, "unix");
    return send_away(label, list, from, to, 1);
}

/* registered:LIST registers with a new io_uring what the list opened last, and closes it: io_uring_register(2). */
static int
do_registered(const char *label, const char *list)
{
    struct io_uring_params params = { 0 };
    int fd = actions_run(list), ring = (int)syscall(SYS_io_uring_setup, 4, &params);

    if (ring < 0 || syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &fd, 1) < 0 || close(fd) < 0)
        err(1, "io_uring");
    action_print(label, ring);
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
    memcpy(request.ifr_name, name, strlen(name));
    if (fd < 0 || (*name && ioctl(fd, TUNSETIFF, &request) < 0))
        err(1, "/dev/net/tun");
    action_print(label, fd);
    return fd;
}

/* watches:FILE: descriptors of which fdinfo says more than the link: epoll(7), inotify(7), pidfd_open(2), and a lock of the file. */
static int
do_watches(const char *label, const char *path)
{
    struct epoll_event event = { .events = EPOLLIN };
    int epoll = epoll_create1(0), inotify = inotify_init(), pidfd = (int)syscall(SYS_pidfd_open, getpid(), 0);
    int file = do_file("locked", path);

    if (pidfd < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &event) < 0 || inotify_add_watch(inotify, path, IN_OPEN) < 0 ||
        flock(file, LOCK_EX) < 0)
        err(1, "watches");
    action_print(label, epoll);
    return epoll;
}

/* fifo:PATH: a named pipe, opened for reading, and behind it "writer" for writing. */
static int
do_fifo(const char *label, const char *path)
{
    int reader, writer;

    if (mkfifo(path, 0600) < 0 || (reader = open(path, O_RDONLY | O_NONBLOCK)) < 0 ||
        (writer = open(path, O_WRONLY)) < 0)
        err(1, "%s", path);
    action_print(label, reader);
    action_print("writer", writer);
    return reader;
}

/* queue:NAME: a POSIX message queue of that name, which stays: the test removes it. */
static int
do_queue(const char *label, const char *name)
{
    int fd = (int)syscall(SYS_mq_open, name, O_RDWR | O_CREAT | O_CLOEXEC, 0600, NULL);

    if (fd < 0)
        err(1, "%s", name);
    action_print(label, fd);
    return fd;
}

/* Opens the path with these flags. */
static int
open_with(const char *label, const char *path, int flags)
{
    int fd = open(path, flags, 0600);

    if (fd < 0)
        err(1, "%s", path);
    action_print(label, fd);
    return fd;
}

/* path-only:PATH: O_PATH.  temporary:DIRECTORY: a file that never has a name.  log:PATH: a file that is appended to. */
static int
do_path_only(const char *label, const char *path)
{
    return open_with(label, path, O_PATH | O_CLOEXEC);
}

static int
do_temporary(const char *label, const char *path)
{
    return open_with(label, path, O_TMPFILE | O_RDWR);
}

static int
do_log(const char *label, const char *path)
{
    return open_with(label, path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK);
}

/* ofd-lock:PATH: a lock of the open file, of its bytes 10 to 19.  posix-lock:PATH: of the process.  lease:PATH: a read lease. */
static int
lock_bytes(const char *label, const char *path, int command)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 10 };
    int fd = open_with(label, path, O_RDWR | O_CREAT);

    if (fcntl(fd, command, &lock) < 0)
        err(1, "%s", path);
    return fd;
}

static int
do_ofd_lock(const char *label, const char *path)
{
    return lock_bytes(label, path, F_OFD_SETLK);
}

static int
do_posix_lock(const char *label, const char *path)
{
    return lock_bytes(label, path, F_SETLK);
}

static int
do_lease(const char *label, const char *path)
{
    int fd = open(path, O_RDONLY | O_CREAT, 0600);

    if (fd < 0 || fcntl(fd, F_SETLEASE, F_RDLCK) < 0)
        err(1, "%s", path);
    action_print(label, fd);
    return fd;
}

/* memory: a file of memfd_create(2). */
static int
do_memory(const char *label, const char *argument)
{
    int fd = memfd_create("memory", 0);

    (void)argument;
    if (fd < 0)
        err(1, "memfd_create");
    action_print(label, fd);
    return fd;
}

/* pty: the master of a pseudo-terminal, and behind it "slave". */
static int
do_pty(const char *label, const char *argument)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY), slave;
    char *name;

    (void)argument;
    if (master < 0 || unlockpt(master) < 0 || !(name = ptsname(master)) || (slave = open(name, O_RDWR | O_NOCTTY)) < 0)
        err(1, "pty");
    action_print(label, master);
    action_print("slave", slave);
    return master;
}

const struct action actions_of_files[] = {
    { "fifo", do_fifo },
    { "queue", do_queue },
    { "path-only", do_path_only },
    { "temporary", do_temporary },
    { "log", do_log },
    { "ofd-lock", do_ofd_lock },
    { "posix-lock", do_posix_lock },
    { "lease", do_lease },
    { "memory", do_memory },
    { "pty", do_pty },
    { "watches", do_watches },
    { "accept", do_accept },
    { "unix-pair", do_pair },
    { "file", do_file },
    { "closed", do_closed },
    { "sent", do_sent },
    { "sent-bare", do_sent_bare },
    { "sent-early", do_sent_early },
    { "registered", do_registered },
    { "tun", do_tun },
    { NULL, NULL },
};
