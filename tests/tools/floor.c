/*
 * What a collector cannot do without: one thread reads the socket tables of each network namespace once, four files and the links of each
 * process, and the link of each descriptor, and throws all of it away.
 *
 * usage: floor    prints how many processes, links, tables and bytes that were
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const files[] = { "stat", "status", "cmdline", "cgroup" };
static const char *const links[] = { "exe",    "cwd",    "root",   "ns/cgroup", "ns/ipc",
                                     "ns/mnt", "ns/pid", "ns/uts", "ns/user",   "ns/time" };
static const char *const tables[] = { "net/tcp",  "net/tcp6", "net/udp",     "net/udp6",  "net/raw",
                                      "net/raw6", "net/unix", "net/netlink", "net/packet" };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

struct floor {
    uint64_t *namespaces;
    size_t namespace_count;
    uintmax_t processes, links, tables, bytes;
};

/* What is gone, or may not be read, counts for nothing. */
static bool
drain(struct floor *floor, int dir, const char *path)
{
    static const size_t room = 65536;
    int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
    char *buffer = fd < 0 ? NULL : malloc(room);
    ssize_t len = -1;

    if (fd < 0)
        return false;
    if (!buffer)
        errx(1, "out of memory");
    while ((len = read(fd, buffer, room)) > 0)
        floor->bytes += (uintmax_t)len;
    free(buffer);
    if (close(fd) < 0)
        err(1, "close");
    return len == 0;
}

/* The length of the link's target, which is cut. */
static size_t
follow(struct floor *floor, int dir, const char *path, char *target, size_t room)
{
    ssize_t len = readlinkat(dir, path, target, room - 1);

    if (len < 0)
        return 0;
    target[len] = '\0';
    floor->links++;
    return (size_t)len;
}

static DIR *
list(int dir, const char *path)
{
    int fd = openat(dir, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd < 0 ? NULL : fdopendir(fd);

    if (fd >= 0 && !entries)
        err(1, "%s", path);
    return entries;
}

static void
follow_descriptors(struct floor *floor, int dir)
{
    DIR *entries = list(dir, "fd");
    const struct dirent *entry;
    char target[4096];

    if (!entries)
        return;
    while ((entry = readdir(entries)) != NULL)
        if (entry->d_name[0] != '.')
            (void)follow(floor, dirfd(entries), entry->d_name, target, sizeof(target)); /* it may be closed */
    if (closedir(entries) < 0)
        err(1, "close");
}

/* Whether this is the first process in the namespace that "net:[N]" names. */
static bool
is_new(struct floor *floor, const char *target)
{
    static const char begin[] = "net:[";
    uint64_t inode;

    if (strncmp(target, begin, sizeof(begin) - 1) != 0)
        return false;
    inode = strtoull(target + sizeof(begin) - 1, NULL, 10);
    for (size_t i = 0; i < floor->namespace_count; i++)
        if (floor->namespaces[i] == inode)
            return false;
    floor->namespaces = reallocarray(floor->namespaces, floor->namespace_count + 1, sizeof(*floor->namespaces));
    if (!floor->namespaces)
        errx(1, "out of memory");
    floor->namespaces[floor->namespace_count++] = inode;
    return true;
}

static void
read_process(struct floor *floor, int proc, const char *pid)
{
    int dir = openat(proc, pid, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char target[4096];

    if (dir < 0)
        return;
    floor->processes++;
    for (size_t i = 0; i < COUNT(files); i++)
        (void)drain(floor, dir, files[i]); /* it may have ended */
    for (size_t i = 0; i < COUNT(links); i++)
        (void)follow(floor, dir, links[i], target, sizeof(target));
    follow_descriptors(floor, dir);
    if (follow(floor, dir, "ns/net", target, sizeof(target)) > 0 && is_new(floor, target))
        for (size_t i = 0; i < COUNT(tables); i++)
            floor->tables += drain(floor, dir, tables[i]);
    if (close(dir) < 0)
        err(1, "close");
}

int
main(void)
{
    struct floor floor = { 0 };
    DIR *proc = list(AT_FDCWD, "/proc");
    const struct dirent *entry;

    if (!proc)
        err(1, "/proc");
    while ((entry = readdir(proc)) != NULL)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            read_process(&floor, dirfd(proc), entry->d_name);
    if (closedir(proc) < 0)
        err(1, "close");
    free(floor.namespaces);
    printf("%ju processes, %ju links, %ju tables of %zu namespaces, %ju bytes\n", floor.processes, floor.links,
           floor.tables, floor.namespace_count, floor.bytes);
    return fflush(stdout) == 0 ? 0 : 1;
}
