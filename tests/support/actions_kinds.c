/* Further kinds of descriptors and mappings, so that with the other actions there is one of each that test_mkfds of util-linux makes. */
#include "tests/support/actions.h"

#include <err.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/if_packet.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int
print(const char *label, int fd)
{
    if (fd < 0)
        err(1, "%s", label);
    action_print(label, fd);
    return fd;
}

/* read-only:PATH: any file or device, a regular one at its byte 3. */
static int
do_read_only(const char *label, const char *path)
{
    int fd = print(label, open(path, O_RDONLY | O_CLOEXEC));

    (void)lseek(fd, 3, SEEK_SET); /* a device may refuse it */
    return fd;
}

/* link:PATH makes a symbolic link there, and opens it and not what it leads to. */
static int
do_link(const char *label, const char *path)
{
    if (symlink("/etc", path) < 0)
        err(1, "%s", path);
    return print(label, open(path, O_PATH | O_NOFOLLOW));
}

/* pipe: the end to read from, and behind it "pipe-writer" and a copy of that, "pipe-copy". */
static int
do_pipe(const char *label, const char *argument)
{
    int fds[2];

    (void)argument;
    if (pipe2(fds, O_NONBLOCK) < 0)
        err(1, "pipe");
    print("pipe-writer", fds[1]);
    print("pipe-copy", dup(fds[1]));
    return print(label, fds[0]);
}

static int
do_eventfd(const char *label, const char *argument)
{
    (void)argument;
    return print(label, eventfd(7, EFD_NONBLOCK));
}

static int
do_timerfd(const char *label, const char *argument)
{
    const struct itimerspec when = { .it_value = { .tv_sec = 3600 }, .it_interval = { .tv_sec = 60 } };
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);

    (void)argument;
    if (fd < 0 || timerfd_settime(fd, 0, &when, NULL) < 0)
        err(1, "timerfd");
    return print(label, fd);
}

static int
do_signalfd(const char *label, const char *argument)
{
    sigset_t set;

    (void)argument;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    return print(label, signalfd(-1, &set, 0));
}

static int
do_pidfd(const char *label, const char *argument)
{
    (void)argument;
    return print(label, (int)syscall(SYS_pidfd_open, getppid(), 0));
}

static int
do_epoll(const char *label, const char *argument)
{
    struct epoll_event event = { .events = EPOLLIN };
    int fd = epoll_create1(EPOLL_CLOEXEC);

    (void)argument;
    if (fd < 0 || epoll_ctl(fd, EPOLL_CTL_ADD, 0, &event) < 0)
        err(1, "epoll");
    return print(label, fd);
}

/* inotify:PATH */
static int
do_inotify(const char *label, const char *path)
{
    int fd = inotify_init1(IN_CLOEXEC);

    if (fd < 0 || inotify_add_watch(fd, path, IN_OPEN) < 0)
        err(1, "%s", path);
    return print(label, fd);
}

/* mapped-packet: a packet socket with a ring that is mapped. */
static int
do_mapped_packet(const char *label, const char *argument)
{
    struct tpacket_req ring = { .tp_block_size = 4096, .tp_block_nr = 1, .tp_frame_size = 2048, .tp_frame_nr = 2 };
    int fd = socket(AF_PACKET, SOCK_RAW, 0);

    (void)argument;
    if (fd < 0 || setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring)) < 0 ||
        mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED)
        err(1, "%s", label);
    return print(label, fd);
}

/* mapped-bpf-map: an array in memory. */
static int
do_mapped_bpf_map(const char *label, const char *argument)
{
    union bpf_attr attr;
    int fd;

    (void)argument;
    memset(&attr, 0, sizeof(attr));
    attr.map_type = BPF_MAP_TYPE_ARRAY;
    attr.key_size = attr.value_size = 4;
    attr.max_entries = 1;
    attr.map_flags = BPF_F_MMAPABLE;
    fd = (int)syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr));
    if (fd < 0 || mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED)
        err(1, "%s", label);
    return print(label, fd);
}

/* mapped:PATH maps a page of the file, shared and writable; the descriptor stays. */
static int
do_mapped(const char *label, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT, 0600);

    if (fd < 0 || ftruncate(fd, 8192) < 0 ||
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 4096) == MAP_FAILED)
        err(1, "%s", path);
    return print(label, fd);
}

/* shared-memory: a System V segment that is attached and already removed. */
static int
do_shared_memory(const char *label, const char *argument)
{
    int id = shmget(IPC_PRIVATE, 4096, 0600);

    (void)argument;
    if (id < 0 || shmat(id, NULL, 0) == (void *)-1 || shmctl(id, IPC_RMID, NULL) < 0)
        err(1, "shm");
    action_print_number(label, gettid(), (unsigned long long)id);
    return -1;
}

/* shared-lock:PATH: flock(2) for readers. */
static int
do_shared_lock(const char *label, const char *path)
{
    int fd = open(path, O_RDONLY | O_CREAT, 0600);

    if (fd < 0 || flock(fd, LOCK_SH) < 0)
        err(1, "%s", path);
    return print(label, fd);
}

const struct action actions_of_kinds[] = {
    { "read-only", do_read_only },
    { "link", do_link },
    { "pipe", do_pipe },
    { "eventfd", do_eventfd },
    { "timerfd", do_timerfd },
    { "signalfd", do_signalfd },
    { "pidfd", do_pidfd },
    { "epoll", do_epoll },
    { "inotify", do_inotify },
    { "mapped-packet", do_mapped_packet },
    { "mapped-bpf-map", do_mapped_bpf_map },
    { "mapped", do_mapped },
    { "shared-memory", do_shared_memory },
    { "shared-lock", do_shared_lock },
    { NULL, NULL },
};
