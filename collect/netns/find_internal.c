/*
 * Finds the mounts that only the kernel has, through files of our own that are on them: those of pipes, of anonymous
 * inodes, of memfd_create(2) and shared memory, of namespaces, and of pidfds (pidfs, Linux 6.9).  statx(2) names the mount since Linux 5.8.
 */
#include "collect/netns/units_netns.h"
#include "collect/work/once.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MEMORY_CLOSES 1U /* MFD_CLOEXEC */
#define MEMORY_HUGE   4U /* MFD_HUGETLB */

static void
take(struct netns_finder *finder, struct guard *guard, int dir, const char *path, int flags)
{
    struct file_status status;

    if (guard_statx(guard, dir, path, flags, &status) == 0 && (status.mask & FILE_STATUS_MOUNT))
        mount_table_add_internal(&finder->table, status.mount);
}

/* Takes the mount of the descriptor, and closes it. */
static void
take_file(struct netns_finder *finder, struct guard *guard, int fd)
{
    if (fd < 0)
        return;
    take(finder, guard, fd, "", AT_EMPTY_PATH);
    close(fd);
}

static void
find_internal(void *context, struct worker *w)
{
    struct netns_finder *finder = context;
    struct bytes path = { 0 };
    int dir = host_self(finder->host, "ns/net", &path), pipe[2];

    take(finder, &w->guard, dir, bytes_string(&path), 0);
    bytes_free(&path);
    take_file(finder, &w->guard, (int)syscall(SYS_memfd_create, "collect", (unsigned long)MEMORY_CLOSES));
    take_file(finder, &w->guard,
              (int)syscall(SYS_memfd_create, "collect", (unsigned long)(MEMORY_CLOSES | MEMORY_HUGE)));
    take_file(finder, &w->guard, (int)syscall(SYS_eventfd2, 0UL, (long)O_CLOEXEC));
    take_file(finder, &w->guard, guard_pidfd_open(&w->guard, (unsigned)getpid(), 0));
    if (pipe2(pipe, O_CLOEXEC) == 0) {
        take_file(finder, &w->guard, pipe[0]);
        close(pipe[1]);
    }
}

struct unit *
unit_find_internal(struct netns_finder *finder)
{
    static const struct once once = { SNAPSHOT_NAMESPACES, "statx(2)", "", true, find_internal };

    return unit_once(&once, finder);
}
