#include "analyze/database/beside.h"
#include "analyze/confine/pinned.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/base/error.h"

/* What the names of SQLite's temporary files begin with. */
static bool
is_temporary(const char *path)
{
    const char *slash = strrchr(path, '/');

    return strncmp(slash ? slash + 1 : path, "etilqs_", 7) == 0;
}

/* A file without a name.  Where the file system has no such files, a name is there for a moment. */
static int
open_temporary(int flags, int mode)
{
    const char *name = pinned_temporary();
    int fd = open(pinned_directory(), O_TMPFILE | O_RDWR | (flags & O_CLOEXEC), mode);

    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT))
        return fd;
    fd = open(name, flags, mode);
    if (fd >= 0)
        (void)unlink(name);
    return fd;
}

/* open(2) and unlink(2), as SQLite calls them. */
static int
held_open(const char *path, int flags, int mode)
{
    if ((flags & O_CREAT) && is_temporary(path) && pinned_directory())
        return open_temporary(flags, mode);
    return open(pinned_path(path), flags, mode);
}

static int
held_unlink(const char *path)
{
    return is_temporary(path) && pinned_directory() ? 0 : unlink(pinned_path(path));
}

static void
hold(sqlite3_vfs *vfs, const char *name, sqlite3_syscall_ptr function)
{
    if (!vfs || vfs->iVersion < 3 || vfs->xSetSystemCall(vfs, name, function) != SQLITE_OK)
        die("this SQLite does not let its system calls be held");
}

void
beside_begin(const char *database)
{
    char *real = realpath(database, NULL);
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

    hold(vfs, "open", (sqlite3_syscall_ptr)held_open);
    hold(vfs, "unlink", (sqlite3_syscall_ptr)held_unlink);
    if (real) {
        sqlite3_free(sqlite3_temp_directory);
        sqlite3_temp_directory = sqlite3_mprintf("%s", dirname(real));
    }
    free(real);
}
