#include "collect/base/errand.h"
#include "collect/base/netlink.h"
#include "collect/base/text.h"
#include "collect/base/thread.h"
#include "collect/netns/netns.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* More than "<pid>/task/<tid>" with numbers of 10 digits. */
#define THREAD_SELF_SIZE 40

/* How often a new thread is checked while it enters the namespace. */
#define TICK_MILLISECONDS 20

uint64_t
netns_inode(struct guard *guard, int fd)
{
    struct statfs fs;
    struct stat st;

    if (guard_fstatfs(guard, fd, &fs) != 0 || guard_fstat(guard, fd, &st) != 0 || !S_ISREG(st.st_mode))
        return 0;
    if ((unsigned long)fs.f_type != NSFS_MAGIC && (unsigned long)fs.f_type != PROC_SUPER_MAGIC)
        return 0;
    return st.st_ino;
}

uint64_t
netns_owner(struct guard *guard, int fd)
{
    int owner = guard_ioctl_open(guard, fd, NS_GET_USERNS);
    struct stat st;
    uint64_t inode = 0;

    if (owner < 0)
        return 0;
    if (guard_fstat(guard, owner, &st) == 0)
        inode = st.st_ino;
    close(owner);
    return inode;
}

int
netns_reopen(struct guard *guard, int proc, int path, uint64_t inode)
{
    struct bytes name = { 0 };
    int fd = -1, saved = ESTALE;

    bytes_format(&name, "self/fd/%d", path);
    if (netns_inode(guard, path) == inode) {
        fd = guard_openat(guard, proc, bytes_string(&name), O_RDONLY);
        saved = errno;
    }
    if (fd >= 0 && netns_inode(guard, fd) != inode) { /* `self` was another process: `proc` has another pid namespace */
        close(fd);
        fd = -1;
        saved = ESTALE;
    }
    close(path);
    bytes_free(&name);
    errno = saved;
    return fd;
}

struct socket_call {
    int ns, protocol;
    int fd, error; /* results */
};

static void
make_socket(struct guard *guard, void *work)
{
    struct socket_call *call = work;

    if (guard_setns(guard, call->ns, CLONE_NEWNET) == 0)
        call->fd = netlink_socket(guard, call->protocol);
    call->error = errno;
}

static void
drop_socket(void *work)
{
    struct socket_call *call = work;

    if (call && call->fd >= 0)
        close(call->fd);
    free(call);
}

int
netns_socket(int ns, int protocol)
{
    static const struct errand_kind errand = { make_socket, drop_socket, true };
    struct socket_call *call = malloc(sizeof(*call));
    int fd, error;

    if (call)
        *call = (struct socket_call){ .ns = ns, .protocol = protocol, .fd = -1 };
    call = errand_wait(errand_start(&errand, call), ERRAND_FOR_EVER);
    if (!call)
        return -1;
    fd = call->fd;
    error = call->error;
    free(call);
    errno = error;
    return fd;
}

struct mntns_call {
    int ns, proc;
    int mountinfo, root, error; /* results */
};

/*
 * unshare(2) comes first: a thread that shares its fs_struct cannot enter a mount namespace (mntns_install(),
 * fs/namespace.c).
 */
static void
look_around(struct guard *guard, void *work)
{
    struct mntns_call *call = work;

    if (unshare(CLONE_FS) == 0 && guard_setns(guard, call->ns, CLONE_NEWNS) == 0)
        call->root = guard_openat(guard, AT_FDCWD, "/", O_PATH | O_DIRECTORY);
    if (call->root >= 0)
        call->mountinfo = guard_openat(guard, call->proc, "thread-self/mountinfo", O_RDONLY);
    call->error = errno;
}

static void
drop_mntns(void *work)
{
    struct mntns_call *call = work;

    if (call && call->root >= 0)
        close(call->root);
    if (call && call->mountinfo >= 0)
        close(call->mountinfo);
    free(call);
}

int
mntns_open(int ns, int proc, int *root)
{
    static const struct errand_kind errand = { look_around, drop_mntns, true };
    struct mntns_call *call = malloc(sizeof(*call));
    int mountinfo, error;

    *root = -1;
    if (call)
        *call = (struct mntns_call){ .ns = ns, .proc = proc, .root = -1, .mountinfo = -1 };
    call = errand_wait(errand_start(&errand, call), ERRAND_FOR_EVER);
    if (!call)
        return -1;
    *root = call->root;
    mountinfo = call->mountinfo;
    error = call->error;
    free(call);
    errno = error;
    return mountinfo;
}

struct netns_resident {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct guard guard; /* watched by netns_resident_start */
    int ns, proc;
    int error;         /* of entering: 0, an errno value, or -1 while it is not known */
    bool end;          /* asks the thread to end */
    bool killed;       /* by the kernel; the thread cannot be joined */
    pid_t number;      /* its tid in our pid namespace */
    unsigned pid, tid; /* as `proc` shows them */
};

/*
 * Sets our pid and tid as `proc`, which may belong to another pid namespace, shows them.  thread-self is a link to
 * "<pid>/task/<tid>" (fs/proc/thread_self.c, Linux 3.17).  0, or an errno value.
 */
static int
find_self(struct netns_resident *r)
{
    char target[THREAD_SELF_SIZE];
    struct text rest, first;
    uint64_t pid, tid;
    ssize_t len = guard_readlinkat(&r->guard, r->proc, "thread-self", target, sizeof(target) - 1);

    if (len < 0 && errno == ENOENT) {
        r->pid = (unsigned)getpid();
        r->tid = (unsigned)syscall(SYS_gettid);
        return 0;
    }
    if (len < 0)
        return errno;
    rest = (struct text){ target, (size_t)len };
    if (!text_next_part(&rest, '/', &first) || !text_skip(&rest, "task/") || !text_decimal(first, INT_MAX, &pid) ||
        !text_decimal(rest, INT_MAX, &tid))
        return ESRCH;
    r->pid = (unsigned)pid;
    r->tid = (unsigned)tid;
    return 0;
}

static void
free_resident(struct netns_resident *r)
{
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

static void *
reside(void *argument)
{
    struct netns_resident *r = argument;
    int error;

    pthread_mutex_lock(&r->lock);
    r->number = thread_number();
    pthread_mutex_unlock(&r->lock);
    error = guard_setns(&r->guard, r->ns, CLONE_NEWNET) == 0 ? find_self(r) : errno;
    if (guard_lost(&r->guard)) { /* given up: only this thread uses the resident now */
        free_resident(r);
        return NULL;
    }
    pthread_mutex_lock(&r->lock);
    r->error = error;
    pthread_cond_broadcast(&r->changed);
    while (!r->end && error == 0)
        pthread_cond_wait(&r->changed, &r->lock);
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* With the lock held.  0, or an errno value.  After ETIMEDOUT, the resident belongs to its thread. */
static int
wait_for_resident(struct netns_resident *r, unsigned milliseconds)
{
    while (r->error < 0) {
        thread_wait(&r->changed, &r->lock, TICK_MILLISECONDS);
        r->killed = r->error < 0 && thread_is_dead(r->number);
        if (r->killed)
            r->error = EPERM;
        else if (r->error < 0 && guard_expire(&r->guard, milliseconds))
            return ETIMEDOUT;
    }
    return r->error;
}

struct netns_resident *
netns_resident_start(int ns, int proc, unsigned milliseconds)
{
    struct netns_resident *r = malloc(sizeof(*r));
    int error;

    if (!r)
        return NULL;
    *r = (struct netns_resident){ .lock = PTHREAD_MUTEX_INITIALIZER, .ns = ns, .proc = proc, .error = -1 };
    error = thread_condition(&r->changed);
    if (error == 0)
        error = thread_start(&r->thread, reside, r);
    if (error != 0) {
        free(r);
        errno = error;
        return NULL;
    }
    pthread_mutex_lock(&r->lock);
    error = wait_for_resident(r, milliseconds);
    pthread_mutex_unlock(&r->lock);
    if (error == 0)
        return r;
    if (error == ETIMEDOUT) {
        (void)pthread_detach(r->thread);
        guard_release(&r->guard);
    } else {
        netns_resident_end(r);
    }
    errno = error;
    return NULL;
}

void
netns_resident_end(struct netns_resident *r)
{
    if (!r)
        return;
    pthread_mutex_lock(&r->lock);
    r->killed = r->killed || (r->error == 0 && thread_is_dead(r->number));
    r->end = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    if (r->killed) {
        free(r);
        return;
    }
    (void)pthread_join(r->thread, NULL); /* cannot fail: nobody else joins the thread */
    free_resident(r);
}

unsigned
netns_resident_pid(const struct netns_resident *r)
{
    return r->pid;
}

unsigned
netns_resident_tid(const struct netns_resident *r)
{
    return r->tid;
}
