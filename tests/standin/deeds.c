#include "tests/standin/deeds.h"
#include "analyze/base/error.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* 0 where it was done; -1 with errno.  `what` is the rest of the order. */
typedef int deed(const char *what, size_t len);

#define DEED(name) static int name(const char *what, size_t len)

/* The bytes are code, which is called; the kernel's answer to what it does comes back. */
DEED(code)
{
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int (*call)(void);
    int rc;

    if (memory == MAP_FAILED || len > 4096)
        return -1;
    memcpy(memory, what, len);
    if (mprotect(memory, 4096, PROT_READ | PROT_EXEC))
        return -1;
    memcpy(&call, &memory, sizeof(call));
    rc = call();
    errno = rc < 0 ? -rc : 0;
    return rc < 0 ? -1 : 0;
}

DEED(tcp)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(what, NULL, 10)) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)len;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0)
        return -1;
    return connect(fd, (struct sockaddr *)&to, sizeof(to)) && errno != ECONNREFUSED
               ? -1
               : 0; /* asked, and nobody was there */
}

DEED(listen_tcp)
{
    struct sockaddr_in any = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)what;
    (void)len;
    return fd < 0 || bind(fd, (struct sockaddr *)&any, sizeof(any)) ? -1 : 0;
}

DEED(udp)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    (void)what;
    (void)len;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return fd < 0 || sendto(fd, "x", 1, 0, (struct sockaddr *)&to, sizeof(to)) != 1 ? -1 : 0;
}

DEED(netlink)
{
    (void)what;
    (void)len;
    return socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0) < 0 ? -1 : 0;
}

/* A child, as a program would be started. */
DEED(program)
{
    int status;
    pid_t pid = fork();

    (void)what;
    (void)len;
    if (pid == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(errno);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
        return -1;
    errno = WEXITSTATUS(status);
    return errno ? -1 : 0;
}

/* In our own place. */
DEED(exec)
{
    (void)what;
    (void)len;
    return execl("/bin/sh", "sh", "-c", "echo stand-in: exec: done >&2", (char *)NULL);
}

DEED(trace)
{
    (void)what;
    (void)len;
    return ptrace(PTRACE_SEIZE, getppid(), NULL, NULL) ? -1 : 0;
}

DEED(memory)
{
    char bytes[8];
    struct iovec here = { bytes, sizeof(bytes) },
                 there = { (void *)(uintptr_t)strtoull(what, NULL, 16), sizeof(bytes) };

    (void)len;
    return process_vm_readv(getppid(), &here, 1, &there, 1, 0) < 0 && errno != EFAULT ? -1 : 0;
}

DEED(signal_parent)
{
    (void)what;
    (void)len;
    return kill(getppid(), SIGCONT);
}

DEED(namespace)
{
    (void)what;
    (void)len;
    return unshare(CLONE_NEWUSER);
}

DEED(mount_over)
{
    (void)len;
    return mount("none", what, "tmpfs", 0, NULL);
}

DEED(write_file)
{
    int fd = open(what, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    (void)len;
    return fd < 0 || write(fd, "x", 1) != 1 ? -1 : 0;
}

/* Through an absolute path, a directory's descriptor and "..": as a path that is not expected. */
DEED(write_around)
{
    char *path = xasprintf("../../../../../../../../..%s", what);
    int fd = openat(AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    (void)len;
    free(path);
    return fd < 0 ? -1 : 0;
}

DEED(truncate_file)
{
    (void)len;
    return truncate(what, 0);
}

DEED(remove_file)
{
    (void)len;
    return unlink(what);
}

static int
beside(int (*make)(const char *from, const char *to), const char *what, const char *end)
{
    char *path = xasprintf("%s%s", what, end);
    int rc = make(what, path), saved = errno;

    free(path);
    errno = saved;
    return rc;
}

DEED(rename_file)
{
    (void)len;
    return beside(rename, what, ".renamed");
}

DEED(link_file)
{
    (void)len;
    return beside(link, what, ".link");
}

DEED(symlink_file)
{
    (void)len;
    return beside(symlink, what, ".symlink");
}

DEED(make_directory)
{
    char *path = xasprintf("%s.d", what);
    int rc = mkdir(path, 0700);

    (void)len;
    free(path);
    return rc;
}

DEED(change_mode)
{
    (void)len;
    return chmod(what, 0666);
}

DEED(change_mode_open)
{
    int fd = open(what, O_RDONLY | O_CLOEXEC);

    (void)len;
    return fd < 0 ? -1 : fchmod(fd, 0666);
}

DEED(change_owner)
{
    (void)len;
    return chown(what, getuid(), getgid());
}

DEED(change_times)
{
    (void)len;
    return utimes(what, NULL);
}

DEED(read_file)
{
    int fd = open(what, O_RDONLY | O_CLOEXEC);

    (void)len;
    return fd < 0 ? -1 : 0;
}

DEED(ring)
{
    char parameters[120] = { 0 };

    (void)what;
    (void)len;
    return syscall(SYS_io_uring_setup, 1, parameters) < 0 ? -1 : 0;
}

/* Forgets memory: the sanitizer that looks for it must still be able to. */
DEED(leak)
{
    void *volatile lost = malloc(4711); /* NOLINT(clang-analyzer-unix.Malloc) */

    (void)what;
    (void)len;
    memset(lost, 1, 4711);
    lost = NULL; /* cppcheck-suppress memleak */
    return 0;    /* NOLINT(clang-analyzer-unix.Malloc) */
}

static const struct {
    const char *name;
    deed *run;
} deeds[] = {
    { "code", code },
    { "tcp", tcp },
    { "listen", listen_tcp },
    { "udp", udp },
    { "netlink", netlink },
    { "program", program },
    { "exec", exec },
    { "trace", trace },
    { "memory", memory },
    { "signal", signal_parent },
    { "namespace", namespace },
    { "mount", mount_over },
    { "write", write_file },
    { "around", write_around },
    { "truncate", truncate_file },
    { "remove", remove_file },
    { "rename", rename_file },
    { "link", link_file },
    { "symlink", symlink_file },
    { "mkdir", make_directory },
    { "chmod", change_mode },
    { "fchmod", change_mode_open },
    { "chown", change_owner },
    { "times", change_times },
    { "read", read_file },
    { "ring", ring },
    { "leak", leak },
};

void
deed_do(struct slice order)
{
    char *text = xmalloc(order.len + 1), *what;
    size_t len;

    memcpy(text, order.ptr, order.len);
    text[order.len] = '\0';
    what = text + strcspn(text, " ");
    if (*what == '\0')
        die("the stand-in has no order");
    *what++ = '\0';
    len = order.len - (size_t)(what - text);
    if (len > 0 && strcmp(text, "code") != 0)
        what[strcspn(what, "\n")] = '\0';
    for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
        if (strcmp(deeds[i].name, text) == 0) {
            errno = 0;
            fprintf(stderr, "stand-in: %s: %s\n", text, deeds[i].run(what, len) ? strerror(errno) : "done");
        }
    free(text);
}
