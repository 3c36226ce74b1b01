#include "collect/private_proc.h"

#include <errno.h>
#include <linux/mount.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
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

/* A field of the line, counted from 1; NULL where it has none. */
static const char *
field_of(const char *line, const char *end, int number, size_t *len)
{
    const char *space;

    for (int field = 1; field < number && line; field++) {
        line = memchr(line, ' ', (size_t)(end - line));
        line = line ? line + 1 : NULL;
    }
    if (!line)
        return NULL;
    space = memchr(line, ' ', (size_t)(end - line));
    *len = (size_t)((space ? space : end) - line);
    return line;
}

/* Whether the third field is that device, and the fourth, the directory of it that is mounted, is the path. */
static bool
is_mount_of(const char *line, const char *end, dev_t device, const char *path, size_t path_len)
{
    struct bytes number = { 0 };
    size_t len = 0, root_len = 0;
    const char *have = field_of(line, end, 3, &len);
    const char *root = field_of(line, end, 4, &root_len);
    bool same;

    bytes_format(&number, "%u:%u", major(device), minor(device));
    same = have && len == number.len && memcmp(have, number.data, len) == 0 && root && root_len == path_len + 1 &&
           root[0] == '/' && memcmp(root + 1, path, path_len) == 0;
    bytes_free(&number);
    return same;
}

void
mounts_below(const char *text, size_t len, const char *proc, dev_t device, struct bytes *out)
{
    size_t prefix = strlen(proc);

    for (const char *line = text, *end = text + len; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        const char *stop = newline ? newline : end;
        size_t size = 0;
        const char *point = field_of(line, stop, 5, &size);
        bool below = point && size > prefix + 1 && memcmp(point, proc, prefix) == 0 && point[prefix] == '/';

        if (below && !is_mount_of(line, stop, device, point + prefix + 1, size - prefix - 1)) {
            bytes_append(out, point + prefix + 1, size - prefix - 1);
            bytes_byte(out, '\0');
        }
        line = newline ? newline + 1 : end;
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
