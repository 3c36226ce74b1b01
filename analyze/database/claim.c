#include "analyze/database/claim.h"
#include "analyze/confine/pinned.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The byte that is locked, far behind those that SQLite locks (PENDING_BYTE, 1 GiB, and 512 after it).  The lock belongs to the open
 * file, not to the process: SQLite's own locks and closes in this process do not touch it.
 */
#define LOCK_BYTE ((off_t)1 << 62)

static int
lock(int fd, short type, int command)
{
    struct flock byte = { .l_type = type, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1 };
    int rc;

    do
        rc = fcntl(fd, command, &byte);
    while (rc < 0 && errno == EINTR);
    return rc;
}

/* Whether the path still leads to the open file. */
static bool
is_there(const char *path, int fd)
{
    struct stat opened, named;

    return fstat(fd, &opened) == 0 && stat(path, &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

static int
open_or_create(struct claim *claim)
{
    claim->fd = open(claim->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600);
    claim->created = claim->fd >= 0;
    if (claim->fd < 0 && errno == EEXIST)
        claim->fd = open(claim->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600); /* a link may lead nowhere yet */
    return claim->fd < 0 ? -1 : 0;
}

int
claim_take(const char *path, struct claim *claim, struct error *error)
{
    *claim = (struct claim){ .path = path, .fd = -1 };
    for (;;) {
        if (open_or_create(claim))
            return error_set(error, "%s: %s", path, strerror(errno));
        /* Where a file system has no such locks, nobody can be alone with the file, and nobody removes it. */
        if (lock(claim->fd, F_RDLCK, F_OFD_SETLKW) < 0 || is_there(path, claim->fd))
            return 0;
        claim_drop(claim);
    }
}

bool
claim_is_ours(const struct claim *claim)
{
    return claim->created && lock(claim->fd, F_WRLCK, F_OFD_SETLK) == 0 && is_there(claim->path, claim->fd);
}

bool
claim_is_blank(const struct claim *claim)
{
    struct stat status;

    return fstat(claim->fd, &status) == 0 && status.st_size == 0;
}

/* A journal that outlives its database would be rolled back into the next one of that name. */
static void
remove_beside(const char *path, const char *suffix)
{
    char *name = xasprintf("%s%s", path, suffix);

    (void)unlink(pinned_path(name)); /* mostly there is none */
    free(name);
}

int
claim_remove(const struct claim *claim, struct error *error)
{
    if (unlink(pinned_path(claim->path)))
        return error_set(error, "%s: %s", claim->path, strerror(errno));
    remove_beside(claim->path, "-journal");
    remove_beside(claim->path, "-wal");
    remove_beside(claim->path, "-shm");
    return 0;
}

void
claim_drop(struct claim *claim)
{
    if (claim->fd >= 0)
        (void)close(claim->fd); /* nothing was written through it */
    claim->fd = -1;
}
