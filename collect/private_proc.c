#include "collect/private_proc.h"

#include <errno.h>
#include <linux/mount.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int
private_proc_open(void)
{
    int context = (int)syscall(SYS_fsopen, "proc", FSOPEN_CLOEXEC);
    int fd = -1, saved;

    if (context < 0)
        return -1;
    if (syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0)
        fd = (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC,
                          MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
    saved = errno;
    close(context);
    errno = saved;
    return fd;
}

/* The fifth field of the line; NULL where it has none. */
static const char *
mount_point(const char *line, const char *end, size_t *len)
{
    const char *space;

    for (int field = 1; field < 5 && line; field++) {
        line = memchr(line, ' ', (size_t)(end - line));
        line = line ? line + 1 : NULL;
    }
    if (!line)
        return NULL;
    space = memchr(line, ' ', (size_t)(end - line));
    *len = (size_t)((space ? space : end) - line);
    return line;
}

void
mounts_below(const char *text, size_t len, const char *proc, struct bytes *out)
{
    size_t prefix = strlen(proc);

    for (const char *line = text, *end = text + len; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        const char *stop = newline ? newline : end;
        size_t size = 0;
        const char *point = mount_point(line, stop, &size);

        line = newline ? newline + 1 : end;
        if (!point || size <= prefix + 1 || memcmp(point, proc, prefix) != 0 || point[prefix] != '/')
            continue;
        bytes_append(out, point + prefix + 1, size - prefix - 1);
        bytes_byte(out, '\0');
    }
}

/* Whether one path is the other, or lies below it. */
static bool
is_at_or_below(const char *path, const char *above)
{
    size_t len = strlen(above);

    return strncmp(path, above, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

bool
mounts_cover(const struct bytes *mounts, const char *path)
{
    for (size_t i = 0; i < mounts->len; i += strlen(mounts->data + i) + 1) {
        const char *mount = mounts->data + i;

        /* Both ways are meant. NOLINTNEXTLINE(readability-suspicious-call-argument) */
        if (is_at_or_below(mount, path) || is_at_or_below(path, mount))
            return true;
    }
    return false;
}
