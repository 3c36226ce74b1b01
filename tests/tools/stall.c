/*
 * An actor whose command line cannot be read: /proc/PID/cmdline blocks until the actor ends.
 *
 * usage: stall FILE
 *        stall -d FILE
 *        stall -x FILE
 *        stall -i FILE
 *        stall -f PATH...
 *        stall -m PATH...
 *        stall -M PATH...
 *
 * With -d the actor only has a descriptor of FILE, whose server never answers; its command line can be read.
 *
 * With -x the actor is stuck in execve(2), which closes FILE and waits for the server to confirm that all is written.  Meanwhile the kernel
 * holds exec_update_lock, which readers of the actor's memory and descriptors need, and on kernels of 2026 readers of its links.  With -i the
 * actor is stuck there because FILE is the program and its server does not answer a read; then the kernel holds cred_guard_mutex alone.
 *
 * With -f each PATH, a file, is covered in the caller's mount namespace by a file that can be read and whose close(2) waits.
 *
 * With -m each PATH, file or directory, is covered in the caller's mount namespace by a mount whose server takes no request: processes that
 * wait for it can be killed.  With -M the server takes each request and does not answer: then they cannot.
 *
 * Without an option, FILE becomes a FUSE file in a private mount namespace, whose server never answers a read.  One thread reads a page of
 * FILE's mapping through /proc/self/mem, which holds the lock of the address space while it waits for the page; another thread calls mmap and
 * queues for that lock as a writer; later readers, such as those of the command line, wait for ever.  This is how a hung file system makes
 * ps hang.  A stat through the descriptor of FILE hangs, too.
 *
 * The actor ends after LIFETIME, since the processes that wait cannot even be killed.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE     4096
#define LIFETIME 45 /* seconds */

struct stall {
    int mem;    /* /proc/self/mem */
    void *page; /* of the mapping of FILE */
    int asked;  /* says that the server was asked for the page */
};

static void
reply(int fuse, const struct fuse_in_header *in, const void *body, size_t size)
{
    struct fuse_out_header out = { .len = (uint32_t)(sizeof(out) + size), .unique = in->unique };
    struct iovec parts[2] = { { &out, sizeof(out) }, { (void *)(uintptr_t)body, size } };

    if (writev(fuse, parts, 2) < 0)
        _exit(1);
}

/* How the server of a file behaves. */
struct service {
    uint32_t opcode;    /* the request that it never answers */
    int asked;          /* where it writes `word` when that request comes */
    const char *word;   /* see `asked` */
    bool answers_stats; /* every GETATTR, and not only the first */
};

/* Serves one file. */
_Noreturn static void
serve(int fuse, const struct service *service)
{
    static char buffer[FUSE_MIN_READ_BUFFER + PAGE];
    struct fuse_init_out init = { .major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION, .max_write = PAGE };
    struct fuse_attr_out attr = { .attr = { .ino = 1, .size = PAGE, .mode = S_IFREG | 0755, .nlink = 1 } };
    struct fuse_open_out open_out = { .fh = 1 };
    struct fuse_in_header in;
    char page[PAGE];
    bool known = false;

    memset(page, '\n', sizeof(page));

    while (read(fuse, buffer, sizeof(buffer)) > 0) {
        memcpy(&in, buffer, sizeof(in));
        if (in.opcode == FUSE_INIT)
            reply(fuse, &in, &init, sizeof(init));
        else if (in.opcode == FUSE_GETATTR && (!known || service->answers_stats))
            reply(fuse, &in, (known = true, &attr), sizeof(attr));
        else if (in.opcode == FUSE_OPEN)
            reply(fuse, &in, &open_out, sizeof(open_out));
        else if (in.opcode == FUSE_READ && service->opcode != FUSE_READ)
            reply(fuse, &in, page, PAGE);
        else if (in.opcode == service->opcode && write(service->asked, service->word, strlen(service->word)) < 0)
            _exit(1);
    }
    _exit(0);
}

/* Answers the first request, INIT, and no other. */
_Noreturn static void
fall_silent(int fuse, bool takes)
{
    static char buffer[FUSE_MIN_READ_BUFFER + PAGE];
    struct fuse_init_out init = { .major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION, .max_write = PAGE };
    struct fuse_in_header in;

    if (read(fuse, buffer, sizeof(buffer)) < (ssize_t)sizeof(in))
        _exit(1);
    memcpy(&in, buffer, sizeof(in));
    reply(fuse, &in, &init, sizeof(init));
    while (takes && read(fuse, buffer, sizeof(buffer)) > 0)
        continue;
    if (takes)
        _exit(0);
    for (;;)
        pause();
}

/* A connection whose mount point is PATH. */
static int
mount_over(const char *path, unsigned type)
{
    int fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    char options[128];

    if (fuse < 0)
        err(1, "/dev/fuse");
    snprintf(options, sizeof(options), "fd=%d,rootmode=%o,user_id=0,group_id=0", fuse, type);
    if (mount("stall", path, "fuse", MS_NOSUID | MS_NODEV, options) < 0)
        err(1, "mount %s", path);
    return fuse;
}

static void
leave_mounts(void)
{
    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        err(1, "mount namespace");
}

/* Mounts the file there, and lets a child serve it. */
static void
serve_at(const char *path, const struct service *service)
{
    pid_t parent = getpid(), pid;
    int fuse;

    fuse = mount_over(path, S_IFREG | 0755);
    pid = fork();
    if (pid < 0)
        err(1, "fork");
    if (pid == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
            _exit(1);
        alarm(LIFETIME); /* nothing else ends the processes that wait for it */
        serve(fuse, service);
    }
    /* When the server's descriptor closes, the connection ends, and so does every wait for it. */
    if (close(fuse) < 0)
        err(1, "close");
}

static void
mount_dead(const char *path, bool takes)
{
    pid_t parent = getpid(), pid;
    struct stat st;
    int fuse;

    if (stat(path, &st) < 0)
        err(1, "%s", path);
    fuse = mount_over(path, st.st_mode & S_IFMT);
    pid = fork();
    if (pid < 0)
        err(1, "fork");
    if (pid == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
            _exit(1);
        fall_silent(fuse, takes);
    }
    if (close(fuse) < 0)
        err(1, "close");
}

static void *
hold_lock(void *argument)
{
    struct stall *stall = argument;
    char byte;

    return pread(stall->mem, &byte, 1, (off_t)(uintptr_t)stall->page) < 0 ? argument : NULL;
}

static void *
queue_for_lock(void *argument)
{
    struct stall *stall = argument;
    char byte;

    if (read(stall->asked, &byte, 1) != 1)
        errx(1, "nobody asked for the page");
    return mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* Prints `ready` and waits until standard input ends. */
_Noreturn static void
wait_for_end(const char *ready, size_t size)
{
    char byte;

    if (write(STDOUT_FILENO, ready, size) < 0)
        _exit(1);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    _exit(0);
}

/* Gets stuck in execve(2); the server prints "ready" then. */
_Noreturn static void
get_stuck(const char *path, bool is_program)
{
    struct service service = { is_program ? FUSE_READ : FUSE_FLUSH, STDOUT_FILENO, "ready\n", true };

    leave_mounts();
    serve_at(path, &service);
    if (is_program)
        execl(path, path, (char *)NULL);
    else if (open(path, O_RDONLY | O_CLOEXEC) >= 0)
        execlp("sleep", "sleep", "3600", (char *)NULL);
    err(1, "%s", path);
}

int
main(int argc, char **argv)
{
    static const char ready[] = "ready\n";
    struct service service = { .opcode = FUSE_READ, .word = "a" };
    struct stall stall;
    int asked[2], fd;
    pthread_t holder, writer;
    bool dead = argc == 3 && strcmp(argv[1], "-d") == 0;
    struct stat st;

    alarm(LIFETIME);
    if (argc > 2 && (strcmp(argv[1], "-m") == 0 || strcmp(argv[1], "-M") == 0)) {
        for (int i = 2; i < argc; i++)
            mount_dead(argv[i], argv[1][1] == 'M');
        wait_for_end(ready, sizeof(ready) - 1);
    }
    if (argc > 2 && strcmp(argv[1], "-f") == 0) {
        service = (struct service){ FUSE_FLUSH, STDERR_FILENO, "", true };
        for (int i = 2; i < argc; i++)
            serve_at(argv[i], &service);
        wait_for_end(ready, sizeof(ready) - 1);
    }
    if (argc == 3 && (strcmp(argv[1], "-x") == 0 || strcmp(argv[1], "-i") == 0))
        get_stuck(argv[2], argv[1][1] == 'i');
    if (argc != 2 + dead)
        errx(2, "usage: stall [-d | -x | -i] FILE, or stall -f PATH..., or stall -m PATH..., or stall -M PATH...");
    if (pipe2(asked, O_CLOEXEC) < 0)
        err(1, "pipe");
    service.asked = asked[1];
    leave_mounts();
    serve_at(argv[1 + dead], &service);
    fd = open(argv[1 + dead], O_RDONLY);
    stall.mem = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    /* fstat: the kernel must learn the size, else there is no page to wait for. */
    if (fd < 0 || stall.mem < 0 || fstat(fd, &st) < 0)
        err(1, "open");
    if (dead)
        wait_for_end(ready, sizeof(ready) - 1);
    stall.page = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 0);
    if (stall.page == MAP_FAILED)
        err(1, "mmap");
    stall.asked = asked[0];
    if (pthread_create(&writer, NULL, queue_for_lock, &stall) != 0 ||
        pthread_create(&holder, NULL, hold_lock, &stall) != 0)
        errx(1, "pthread_create");
    /* The lock is held soon, and from then on nothing here may need it: no stdio, no allocation, no new page. */
    usleep(200000);
    wait_for_end(ready, sizeof(ready) - 1);
}
