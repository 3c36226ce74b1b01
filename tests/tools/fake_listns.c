/*
 * Answers listns(2) (Linux 6.19) for a command, on any kernel: it lists the network namespaces of the FILEs, and open_by_handle_at(2) opens
 * them.  The FILE "-" stands for a namespace that has ended since it was listed, "!" for one that the command may not open.
 *
 * usage: fake_listns FILE... -- COMMAND [ARGUMENT]...
 *
 * Intercepts the two calls with seccomp_unotify(2) and answers as do_listns() in kernel/nstree.c and nsfs_fh_to_dentry() in fs/nsfs.c do.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define LISTNS       470
#define NSFS_ROOT    (-10003) /* FD_NSFS_ROOT */
#define HANDLE_NSFS  0xf1     /* FILEID_NSFS */
#define FIRST_ID     1000     /* id of the first namespace; the others follow */
#define HAS_ENDED    (-ESTALE)
#define IS_FORBIDDEN (-EPERM)

struct ns_id_req {
    uint32_t size, spare;
    uint64_t last;
    uint32_t type, spare2;
    uint64_t userns;
};

struct handle {
    uint32_t bytes;
    int32_t type;
    uint64_t id;
    uint32_t ns_type, inode;
};

struct kernel {
    int listener;
    int *files; /* a descriptor, or one of the errors above */
    size_t count;
};

/* Copies between the memory of the command and of this program. */
static bool
copy(pid_t pid, uint64_t there, void *here, size_t size, bool write)
{
    struct iovec local = { here, size }, remote = { (void *)(uintptr_t)there, size };
    ssize_t done =
        write ? process_vm_writev(pid, &local, 1, &remote, 1, 0) : process_vm_readv(pid, &local, 1, &remote, 1, 0);

    return done == (ssize_t)size;
}

/* Answers listns(2): the number of ids, or a negative errno. */
static long
listns(const struct kernel *k, const struct seccomp_notif *call)
{
    pid_t pid = (pid_t)call->pid;
    struct ns_id_req r = { 0 };
    long count = 0;

    if (!copy(pid, call->data.args[0], &r, sizeof(r), false))
        return -EFAULT;
    if (call->data.args[3] != 0 || r.size != sizeof(r) || r.spare || r.spare2 || r.userns)
        return -EINVAL;
    if (r.type != CLONE_NEWNET)
        return -EOPNOTSUPP;
    if (r.last && r.last + 1 >= FIRST_ID + k->count)
        return -ENOENT;
    for (uint64_t id = r.last ? r.last + 1 : FIRST_ID; id < FIRST_ID + k->count; id++) {
        if ((uint64_t)count == call->data.args[2])
            break;
        if (!copy(pid, call->data.args[1] + (uint64_t)count * sizeof(id), &id, sizeof(id), true))
            return -EFAULT;
        count++;
    }
    return count;
}

/* Finds the namespace of a handle: a descriptor of this program, or a negative errno. */
static int
find(const struct kernel *k, const struct seccomp_notif *call)
{
    struct handle h = { 0 };

    if (!copy((pid_t)call->pid, call->data.args[1], &h, sizeof(h), false))
        return -EFAULT;
    if (h.bytes != 16 || h.type != HANDLE_NSFS || !h.ns_type != !h.inode)
        return -EINVAL;
    return h.id < FIRST_ID || h.id >= FIRST_ID + k->count ? HAS_ENDED : k->files[h.id - FIRST_ID];
}

static void
answer(const struct kernel *k)
{
    struct seccomp_notif call = { 0 };
    struct seccomp_notif_resp response = { 0 };
    long value;

    if (ioctl(k->listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0)
        return; /* the caller was killed */
    value = call.data.nr == LISTNS ? listns(k, &call) : find(k, &call);
    if (call.data.nr != LISTNS && value >= 0) {
        struct seccomp_notif_addfd add = {
            .id = call.id, .flags = SECCOMP_ADDFD_FLAG_SEND, .srcfd = (uint32_t)value, .newfd_flags = O_CLOEXEC
        };

        if (ioctl(k->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add) < 0 && errno != ENOENT)
            err(1, "SECCOMP_IOCTL_NOTIF_ADDFD");
        return;
    }
    response.id = call.id;
    response.val = value < 0 ? 0 : value;
    response.error = value < 0 ? (int)value : 0;
    if (ioctl(k->listener, SECCOMP_IOCTL_NOTIF_SEND, &response) < 0 && errno != ENOENT)
        err(1, "SECCOMP_IOCTL_NOTIF_SEND");
}

/* Installs the filter: from now on, the holder of the returned descriptor answers the two calls. */
static int
install_filter(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LISTNS, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_open_by_handle_at, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)NSFS_ROOT, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };
    int fd;

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        err(1, "PR_SET_NO_NEW_PRIVS");
    fd = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    if (fd < 0)
        err(1, "seccomp");
    return fd;
}

/* Starts the command; returns its pid, with the descriptor that answers for it in k. */
static pid_t
start(struct kernel *k, char **command)
{
    int there[2], back[2], fd = -1;
    char go = 0;
    pid_t pid;

    if (pipe2(there, O_CLOEXEC) < 0 || pipe2(back, O_CLOEXEC) < 0 || (pid = fork()) < 0)
        err(1, "fork");
    if (pid == 0) {
        fd = install_filter();
        if (write(there[1], &fd, sizeof(fd)) != sizeof(fd) || read(back[0], &go, 1) != 1 || close(fd) < 0)
            err(1, "pipe");
        execvp(command[0], command);
        err(127, "%s", command[0]);
    }
    if (read(there[0], &fd, sizeof(fd)) != sizeof(fd))
        err(1, "pipe");
    k->listener = (int)syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, pid, 0), fd, 0);
    if (k->listener < 0 || write(back[1], &go, 1) != 1)
        err(1, "pidfd_getfd");
    return pid;
}

/* Opens a FILE of the command line. */
static int
named(const char *name)
{
    int file;

    if (strcmp(name, "-") == 0)
        return HAS_ENDED;
    if (strcmp(name, "!") == 0)
        return IS_FORBIDDEN;
    file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        err(1, "%s", name);
    return file;
}

int
main(int argc, char **argv)
{
    struct kernel k = { .files = calloc((size_t)argc, sizeof(int)) };
    int at = 1, status;
    pid_t pid;

    if (!k.files)
        errx(1, "out of memory");
    for (; at < argc && strcmp(argv[at], "--") != 0; at++)
        k.files[k.count++] = named(argv[at]);
    if (at + 1 >= argc)
        errx(1, "usage: fake_listns FILE... -- COMMAND [ARGUMENT]...");
    pid = start(&k, argv + at + 1);
    for (struct pollfd p = { k.listener, POLLIN, 0 }; poll(&p, 1, -1) == 1 && !(p.revents & POLLHUP);)
        answer(&k);
    free(k.files);
    if (waitpid(pid, &status, 0) != pid)
        err(1, "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
