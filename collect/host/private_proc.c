#include "collect/host/private_proc.h"

#include "collect/base/text.h"

#include <errno.h>
#include <linux/mount.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

int
private_mount_open(const char *type)
{
    int context = (int)syscall(SYS_fsopen, type, FSOPEN_CLOEXEC);
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

int
private_proc_open(void)
{
    return private_mount_open("proc");
}

/* Whether `path` of that device is mounted. */
static bool
is_mount_of(const struct mount_line *mount, dev_t device, const char *path)
{
    struct bytes number = { 0 }, root = { 0 };
    bool same;

    bytes_format(&number, "%u:%u", major(device), minor(device));
    text_unescape(&root, mount->root);
    same = text_is(mount->device, bytes_string(&number)) && bytes_string(&root)[0] == '/' &&
           strcmp(bytes_string(&root) + 1, path) == 0;
    bytes_free(&number);
    bytes_free(&root);
    return same;
}

void
mounts_below(const char *text, size_t len, const char *proc, dev_t device, struct bytes *out)
{
    struct text rest = { text, len }, line;
    struct mount_line mount;
    struct bytes point = { 0 };

    while (text_next_line(&rest, &line)) {
        struct text below;

        if (!mount_line_parse(line, &mount))
            continue;
        bytes_clear(&point);
        text_unescape(&point, mount.point);
        below = text_of_string(bytes_string(&point));
        if (text_skip(&below, proc) && text_skip(&below, "/") && below.len > 0 &&
            !is_mount_of(&mount, device, below.data))
            bytes_append(out, below.data, below.len + 1);
    }
    bytes_free(&point);
}

/* Whether `path` is `above`, or lies below it. */
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

        /* Swapped on purpose. NOLINTNEXTLINE(readability-suspicious-call-argument) */
        if (is_at_or_below(mount, path) || is_at_or_below(path, mount))
            return true;
    }
    return false;
}
