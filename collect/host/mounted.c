#include "collect/host/mounted.h"

#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Opens a file of the visible /proc if its file system has that magic number.  A descriptor, or -1 with errno. */
static int
open_in(const struct host *host, struct guard *guard, const char *file, int flags, unsigned long magic)
{
    int found = guard_openat(guard, host->visible >= 0 ? host->visible : host->proc, file, O_PATH | O_NOFOLLOW);
    struct bytes path = { 0 };
    struct statfs fs;
    int fd = -1, saved;

    if (found < 0)
        return -1;
    bytes_format(&path, "self/fd/%d", found);
    if (guard_fstatfs(guard, found, &fs) != 0 || (unsigned long)fs.f_type != magic) {
        saved = EXDEV;
    } else {
        fd = guard_openat(guard, host->private_proc >= 0 ? host->private_proc : host->proc, bytes_string(&path), flags);
        saved = errno;
    }
    close(found);
    bytes_free(&path);
    errno = saved;
    return fd;
}

/*
 * Whether our mount namespace has the file system at that place.  Until then, systemd's automount is there, and any path
 * through it makes systemd mount the file system, for which the kernel loads a module.
 */
static bool
is_mounted(const struct host *host, const char *file, const char *type)
{
    struct text rest = text_of(&host->mountinfo), line;
    struct mount_line mount;
    bool found = false;

    while (!found && text_next_line(&rest, &line))
        found = mount_line_parse(line, &mount) && text_is(mount.type, type) &&
                text_skip(&mount.point, host->visible_path) && text_skip(&mount.point, "/") &&
                strncmp(file, mount.point.data, mount.point.len) == 0;
    return found;
}

int
mounted_open(const struct host *host, struct guard *guard, const char *file, int flags)
{
    static const struct {
        const char *path;
        unsigned long magic;
        const char *type; /* must be in mountinfo; NULL if looking does no harm */
    } places[] = {
        { "fs/nfsd/", 0x6e667364, NULL }, /* fs/nfsd/nfsctl.c, nfsd_fill_super() */
        { "sys/fs/binfmt_misc/", BINFMTFS_MAGIC, "binfmt_misc" },
    };

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        if (host->own_pids && strncmp(file, places[i].path, strlen(places[i].path)) == 0 &&
            (!places[i].type || is_mounted(host, file, places[i].type)))
            return open_in(host, guard, file, flags, places[i].magic);
    errno = ENOENT;
    return -1;
}
