#include "collect/base/regular.h"

#include <errno.h>
#include <fcntl.h>

static const char *
name_of(mode_t mode)
{
    static const struct {
        mode_t type;
        const char *name;
    } names[] = {
        { S_IFREG, "a regular file" }, { S_IFDIR, "a directory" },        { S_IFIFO, "a FIFO" },
        { S_IFSOCK, "a socket" },      { S_IFCHR, "a character device" }, { S_IFBLK, "a block device" },
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].type == (mode & S_IFMT))
            return names[i].name;
    return "of no known type";
}

int
regular_open(struct guard *guard, int dir, const char *path, int flags, const char **type)
{
    mode_t wanted = flags & O_DIRECTORY ? S_IFDIR : S_IFREG;
    struct stat st;

    *type = NULL;
    if (guard_fstatat(guard, dir, path, &st, 0) != 0)
        return -1;
    if ((st.st_mode & S_IFMT) == wanted)
        return guard_openat(guard, dir, path, flags | O_NONBLOCK | O_NOCTTY);
    *type = name_of(st.st_mode);
    errno = ENODEV;
    return -1;
}
