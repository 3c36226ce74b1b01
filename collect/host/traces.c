#include "collect/host/traces.h"

#include "collect/base/errand.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"
#include "collect/host/host.h"
#include "collect/host/private_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Appends the mount point of the file system, if our mount namespace has one of its root. */
static bool
find_mount(const struct host *host, const char *type, struct bytes *point)
{
    struct text rest = text_of(&host->mountinfo), line;
    struct mount_line mount;

    while (text_next_line(&rest, &line)) {
        if (!mount_line_parse(line, &mount) || !text_is(mount.type, type) || !text_is(mount.root, "/"))
            continue;
        text_unescape(point, mount.point);
        return true;
    }
    return false;
}

/* Whether the kernel has the file system now, without a module: lines "nodev<TAB><type>". */
static bool
is_registered(const struct host *host, const char *type)
{
    int dir = host->private_proc >= 0 ? host->private_proc : host->proc;
    struct bytes text = { 0 };
    struct text rest, line;
    bool found = false;

    if (errand_text(errand_read(dir, "filesystems", LIMIT_FILE), host_deadline(host), &text) == 0) {
        rest = text_of(&text);
        while (!found && text_next_line(&rest, &line))
            found = text_is(text_word(line, 1), type);
    }
    bytes_free(&text);
    return found;
}

/*
 * A mount of our own shares the options of the file system with all other mounts, and making it sets those that a later
 * file gets to their defaults (tracefs_reconfigure(), fs/tracefs/inode.c).  Nobody depends on them where nobody has
 * mounted it.
 */
void
traces_open(struct traces *traces, const struct host *host, const char *type)
{
    traces->fd = -1;
    traces->error = ENOENT;
    if (!host->own_pids)
        return;
    if (find_mount(host, type, &traces->path)) {
        traces->fd = errand_descriptor(errand_open(AT_FDCWD, bytes_string(&traces->path), O_RDONLY | O_DIRECTORY),
                                       host_deadline(host));
        traces->error = traces->fd < 0 ? errno : 0;
        return;
    }
    bytes_format(&traces->path, "(private %s)", type);
    (void)bytes_string(&traces->path); /* adds the NUL */
    if (!is_registered(host, type))
        return;
    traces->fd = private_mount_open(type);
    traces->error = traces->fd < 0 ? errno : 0;
}

void
traces_close(struct traces *traces)
{
    if (traces->fd >= 0)
        close(traces->fd);
    traces->fd = -1;
    bytes_free(&traces->path);
}
