/*
 * A file system whose server lies, mounted over each PATH (a directory) of the caller's mount namespace.
 *
 * usage: liar DIRECTORIES FILES PATH...
 *
 * Whatever name is looked up is there: a number and the names of directories of /proc and /sys are directories, "exe", "cwd", "root" and
 * what is in "fd" and "ns" are links, and everything else is a file.  DIRECTORIES says what a directory lists:
 *
 *     one       1
 *     endless   1, 2, 3, and so on, without end
 *     words     w1, w2, w3, and so on, without end: files
 *     same      7, 7, 7, and so on, without end
 *     deep      two directories, each of which has two, and so on
 *     many      the numbers up to 10,000,000
 *     odd       names with a newline, escapes, bad UTF-8, of 255 bytes, and two numbers
 *     slash     a name with a slash in it
 *     drip      1, 2, 3, and so on, one for each call, which takes its time
 *     eio       some numbers, and then EIO
 *
 * FILES says what a read of a file gives:
 *
 *     text      "1 (liar) S 0", once
 *     grow      bytes without a newline, without end
 *     lines     lines of three numbers, without end: so an id map may look
 *     fields    one line of a million fields
 *     drip      one byte for each call, which takes its time
 *     odd       1 byte, then 4095, then 7, and so on, 20,000 bytes in all
 *     eio       a page, and then EIO
 *     eintr     EINTR, whenever it is read
 *     ecanceled ECANCELED
 *
 * The target of a link has TARGET bytes: the kernel takes no longer one.  The actor prints "ready", and ends with its standard input, and
 * at the latest after LIFETIME.
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define LIFETIME 110 /* seconds */
#define MOST     (128 * 1024)
#define TARGET   4095
#define DRIP     20000000L /* nanoseconds */
#define MILLION  1000000U

enum kind { DIRECTORY, FILE_, LINK, LINKS }; /* LINKS: a directory of links */

/* The kind of a node is in its number. */
#define KINDS 4

struct liar {
    int fuse;
    const char *directories, *files;
    uint64_t nodes; /* handed out */
    char out[MOST];
};

static bool
is(const char *word, const char *other)
{
    return strcmp(word, other) == 0;
}

static void
answer(const struct liar *l, uint64_t unique, int error, const void *body, size_t size)
{
    struct fuse_out_header out = { .len = (uint32_t)(sizeof(out) + size), .error = -error, .unique = unique };
    struct iovec parts[2] = { { &out, sizeof(out) }, { (void *)(uintptr_t)body, size } };

    if (writev(l->fuse, parts, 2) < 0 && errno != ENOENT && errno != EINVAL) /* ENOENT: nobody waits any more */
        _exit(0);
}

static void
take_time(void)
{
    struct timespec t = { .tv_nsec = DRIP };

    (void)nanosleep(&t, NULL);
}

static struct fuse_attr
attributes(uint64_t node)
{
    enum kind kind = (enum kind)(node % KINDS);
    unsigned mode = kind == FILE_ ? S_IFREG | 0444 : kind == LINK ? S_IFLNK | 0777 : S_IFDIR | 0555;

    if (node == FUSE_ROOT_ID)
        mode = S_IFDIR | 0555;
    return (struct fuse_attr){ .ino = node, .size = 1, .mode = mode, .nlink = 3, .blksize = 4096 };
}

static enum kind
kind_of(uint64_t parent, const char *name)
{
    static const char *const directories[] = { "fdinfo", "task",   "attr", "net",   "sys",   "kernel",
                                               "fs",     "random", "left", "right", "module" };

    if (parent % KINDS == LINKS && parent != FUSE_ROOT_ID)
        return LINK;
    if (is(name, "fd") || is(name, "ns"))
        return LINKS;
    if (is(name, "exe") || is(name, "cwd") || is(name, "root"))
        return LINK;
    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++)
        if (is(name, directories[i]))
            return DIRECTORY;
    return name[strspn(name, "0123456789")] == '\0' ? DIRECTORY : FILE_;
}

static void
look_up(struct liar *l, const struct fuse_in_header *in, const char *name)
{
    struct fuse_entry_out out = { .entry_valid = 3600, .attr_valid = 3600 };
    enum kind kind = kind_of(in->nodeid, name);

    /* "self" of a procfs is a link to a number, which a copy need not have */
    if (is(name, "self") || is(name, "thread-self")) {
        answer(l, in->unique, ENOENT, NULL, 0);
        return;
    }
    out.nodeid = ++l->nodes * KINDS + (uint64_t)kind;
    out.attr = attributes(out.nodeid);
    answer(l, in->unique, 0, &out, sizeof(out));
}

/* Appends an entry, if there is room for it.  Its offset is what the next call asks for. */
static bool
put_entry(char *out, size_t *len, size_t most, uint64_t next, const char *name, unsigned type)
{
    struct fuse_dirent entry = { .ino = next + 10, .off = next, .namelen = (uint32_t)strlen(name), .type = type };
    size_t size = FUSE_DIRENT_ALIGN(FUSE_NAME_OFFSET + entry.namelen);

    if (*len + size > most)
        return false;
    memset(out + *len, 0, size);
    memcpy(out + *len, &entry, FUSE_NAME_OFFSET);
    memcpy(out + *len + FUSE_NAME_OFFSET, name, entry.namelen);
    *len += size;
    return true;
}

/* The entry number `at`, from 0.  False behind the last one. */
static bool
entry(const struct liar *l, uint64_t at, char *name, size_t size, unsigned *type)
{
    static const char *const odd[] = { "1", "2\n3", "\033[2J", "\377\376", "4)", " " };
    uint64_t end = is(l->directories, "one") || is(l->directories, "slash") ? 1
                   : is(l->directories, "deep")                             ? 2
                   : is(l->directories, "many")                             ? 10000000
                   : is(l->directories, "odd")                              ? 7
                                                                            : UINT64_MAX;

    *type = DT_DIR;
    if (at >= end)
        return false;
    if (is(l->directories, "same"))
        snprintf(name, size, "7");
    else if (is(l->directories, "slash"))
        snprintf(name, size, "a/b");
    else if (is(l->directories, "deep"))
        snprintf(name, size, "%s", at == 0 ? "left" : "right");
    else if (is(l->directories, "words"))
        snprintf(name, size, "w%llu", (unsigned long long)at);
    else if (is(l->directories, "odd") && at < 6)
        snprintf(name, size, "%s", odd[at]);
    else if (is(l->directories, "odd"))
        snprintf(name, size, "%0254d", 7);
    else
        snprintf(name, size, "%llu", (unsigned long long)at + 1);
    if (is(l->directories, "words") || (is(l->directories, "odd") && at > 0))
        *type = DT_REG;
    return true;
}

static void
list(struct liar *l, const struct fuse_in_header *in, const struct fuse_read_in *read)
{
    size_t len = 0, most = read->size < MOST ? read->size : MOST;
    uint64_t at = read->offset;
    unsigned type;
    char name[256];

    if (is(l->directories, "eio") && at >= 100) {
        answer(l, in->unique, EIO, NULL, 0);
        return;
    }
    if (is(l->directories, "drip"))
        take_time();
    while (entry(l, at, name, sizeof(name), &type) && put_entry(l->out, &len, most, at + 1, name, type)) {
        at++;
        if (is(l->directories, "drip"))
            break;
    }
    answer(l, in->unique, 0, l->out, len);
}

/* The bytes from `offset` of a repeated text. */
static size_t
repeat(char *out, size_t size, uint64_t offset, const char *text)
{
    size_t len = strlen(text);

    for (size_t i = 0; i < size; i++)
        out[i] = text[(offset + i) % len];
    return size;
}

static size_t
content(const struct liar *l, uint64_t offset, size_t size, char *out)
{
    static const char text[] = "1 (liar) S 0\n";
    size_t most = size < MOST ? size : MOST;

    if (is(l->files, "text")) {
        most = offset < sizeof(text) - 1 ? sizeof(text) - 1 - (size_t)offset : 0;
        return repeat(out, most, offset, text);
    }
    if (is(l->files, "fields"))
        return repeat(out, offset > 2 * MILLION ? 0 : most, offset, "1 ");
    if (is(l->files, "drip"))
        take_time();
    if (is(l->files, "drip"))
        return repeat(out, 1, offset, "1 ");
    if (is(l->files, "odd"))
        return repeat(out, offset > 20000 ? 0 : offset == 0 ? 1 : offset % 2 ? 4095 : 7, offset, "ab\n");
    return repeat(out, most, offset, is(l->files, "lines") ? "0 1000 1\n" : "x");
}

static void
give(struct liar *l, const struct fuse_in_header *in, const struct fuse_read_in *read)
{
    int error = is(l->files, "eio") && read->offset > 0 ? EIO
                : is(l->files, "eintr")                 ? EINTR
                : is(l->files, "ecanceled")             ? ECANCELED
                                                        : 0;

    if (error)
        answer(l, in->unique, error, NULL, 0);
    else
        answer(l, in->unique, 0, l->out, content(l, read->offset, read->size, l->out));
}

static void
give_target(struct liar *l, const struct fuse_in_header *in)
{
    memset(l->out, 't', TARGET + 1);
    l->out[0] = '/';
    answer(l, in->unique, 0, l->out, TARGET);
}

static void
handle(struct liar *l, const char *request)
{
    struct fuse_init_out init = { .major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION, .max_write = 4096 };
    struct fuse_open_out opened = { .open_flags = FOPEN_DIRECT_IO };
    struct fuse_attr_out attr = { .attr_valid = 3600 };
    struct fuse_statfs_out fs = { .st = { .bsize = 4096, .namelen = 255 } };
    struct fuse_in_header in;
    struct fuse_read_in read;

    memcpy(&in, request, sizeof(in));
    memcpy(&read, request + sizeof(in), sizeof(read));
    attr.attr = attributes(in.nodeid);
    if (in.opcode == FUSE_INIT)
        answer(l, in.unique, 0, &init, sizeof(init));
    else if (in.opcode == FUSE_LOOKUP)
        look_up(l, &in, request + sizeof(in));
    else if (in.opcode == FUSE_GETATTR)
        answer(l, in.unique, 0, &attr, sizeof(attr));
    else if (in.opcode == FUSE_OPEN || in.opcode == FUSE_OPENDIR)
        answer(l, in.unique, 0, &opened, sizeof(opened));
    else if (in.opcode == FUSE_READDIR)
        list(l, &in, &read);
    else if (in.opcode == FUSE_READ)
        give(l, &in, &read);
    else if (in.opcode == FUSE_READLINK)
        give_target(l, &in);
    else if (in.opcode == FUSE_STATFS)
        answer(l, in.unique, 0, &fs, sizeof(fs));
    else if (in.opcode == FUSE_RELEASE || in.opcode == FUSE_RELEASEDIR || in.opcode == FUSE_FLUSH)
        answer(l, in.unique, 0, NULL, 0);
    else if (in.opcode != FUSE_FORGET && in.opcode != FUSE_BATCH_FORGET && in.opcode != FUSE_INTERRUPT)
        answer(l, in.unique, ENOSYS, NULL, 0);
}

/* Mounts the lies over the path, and lets a child serve them. */
static void
mount_over(struct liar *l, const char *path)
{
    static char request[FUSE_MIN_READ_BUFFER + 4096];
    pid_t parent = getpid(), pid;
    char options[128];

    l->fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    if (l->fuse < 0)
        err(1, "/dev/fuse");
    snprintf(options, sizeof(options), "fd=%d,rootmode=40555,user_id=0,group_id=0,allow_other", l->fuse);
    if (mount("liar", path, "fuse", MS_NOSUID | MS_NODEV, options) < 0)
        err(1, "mount %s", path);
    pid = fork();
    if (pid < 0)
        err(1, "fork");
    if (pid == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
            _exit(1);
        alarm(LIFETIME);
        while (read(l->fuse, request, sizeof(request)) > 0)
            handle(l, request);
        _exit(0);
    }
    if (close(l->fuse) < 0)
        err(1, "close");
}

int
main(int argc, char **argv)
{
    struct liar *l;
    char byte;

    alarm(LIFETIME);
    if (argc < 4)
        errx(2, "usage: liar DIRECTORIES FILES PATH...");
    l = calloc(1, sizeof(*l));
    if (!l)
        err(1, "calloc");
    l->directories = argv[1];
    l->files = argv[2];
    l->nodes = 1;
    for (int i = 3; i < argc; i++)
        mount_over(l, argv[i]);
    if (write(STDOUT_FILENO, "ready\n", 6) < 0)
        return 1;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    free(l);
    return 0;
}
