/* Namespaces: entering one, and what keeps one alive without a process in it. */
#include "tests/support/actions.h"

#include <err.h>
#include <fcntl.h>
#include <linux/if.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The namespace of the calling thread. */
#define OWN_NET "/proc/thread-self/ns/net"

/* Before Linux 3.8 it is no link, or not there: then a file of which each namespace has its own stands for it. */
static void
say_net(const char *label)
{
    struct stat st;
    bool is_link = lstat("/proc/self/ns/net", &st) == 0 && S_ISLNK(st.st_mode);
    const char *path = is_link ? OWN_NET : "/proc/self/net/dev";

    if (stat(path, &st) < 0)
        err(1, "%s", path);
    action_print_number(label, gettid(), st.st_ino);
}

static void
raise_loopback(void)
{
    struct ifreq request = { .ifr_name = "lo" };
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &request) < 0)
        err(1, "lo");
    request.ifr_flags = (short)(request.ifr_flags | IFF_UP);
    if (ioctl(fd, SIOCSIFFLAGS, &request) < 0 || close(fd) < 0)
        err(1, "lo");
}

/* new-net: the thread moves to a network namespace of its own. */
static int
do_new_net(const char *label, const char *argument)
{
    (void)argument;
    if (unshare(CLONE_NEWNET) < 0)
        err(1, "unshare");
    raise_loopback();
    say_net(label);
    return -1;
}

/* in:PATH: the thread moves to the network namespace whose file this is. */
static int
do_in(const char *label, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || setns(fd, CLONE_NEWNET) < 0 || close(fd) < 0)
        err(1, "%s", path);
    say_net(label);
    return -1;
}

/* home: the thread moves back to the network namespace of the parent process. */
static int
do_home(const char *label, const char *argument)
{
    char path[64];

    (void)argument;
    snprintf(path, sizeof(path), "/proc/%d/ns/net", (int)getppid());
    return do_in(label, path);
}

/* open-net: the file of the network namespace in which the thread is. */
static int
do_open_net(const char *label, const char *argument)
{
    int fd = open(OWN_NET, O_RDONLY | O_CLOEXEC);

    (void)argument;
    if (fd < 0)
        err(1, OWN_NET);
    action_print(label, fd);
    return fd;
}

/* new-mnt: a private mount namespace. */
static int
do_new_mnt(const char *label, const char *argument)
{
    (void)label, (void)argument;
    if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        err(1, "unshare");
    return -1;
}

/* bind-net:PATH binds the network namespace in which the thread is to a new file. */
static int
do_bind_net(const char *label, const char *path)
{
    int fd = open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    (void)label;
    if (fd < 0 || close(fd) < 0 || mount(OWN_NET, path, NULL, MS_BIND, NULL) < 0)
        err(1, "%s", path);
    return -1;
}

static void
write_map(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) || close(fd) < 0)
        err(1, "%s", path);
}

/* new-user: a user namespace of its own, in which this user is root. */
static int
do_new_user(const char *label, const char *argument)
{
    char map[64];
    struct stat st;
    uid_t uid = geteuid();
    gid_t gid = getegid();

    (void)argument;
    if (unshare(CLONE_NEWUSER) < 0)
        err(1, "unshare");
    snprintf(map, sizeof(map), "0 %u 1", (unsigned)uid);
    write_map("/proc/self/uid_map", map);
    write_map("/proc/self/setgroups", "deny");
    snprintf(map, sizeof(map), "0 %u 1", (unsigned)gid);
    write_map("/proc/self/gid_map", map);
    if (stat("/proc/self/ns/user", &st) < 0)
        err(1, "/proc/self/ns/user");
    action_print_number(label, gettid(), st.st_ino);
    return -1;
}

const struct action actions_of_namespaces[] = {
    { "new-net", do_new_net },   { "in", do_in },
    { "home", do_home },         { "open-net", do_open_net },
    { "new-mnt", do_new_mnt },   { "bind-net", do_bind_net },
    { "new-user", do_new_user }, { NULL, NULL },
};
