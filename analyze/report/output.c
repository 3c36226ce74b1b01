#include "analyze/report/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
check_target(const char *path, const char *not_this, struct error *error)
{
    struct stat target, other;

    if (stat(path, &target))
        return 0;
    if (!S_ISREG(target.st_mode))
        return error_set(error, "%s: is no file: without -o, the report goes to standard output", path);
    if (stat(not_this, &other) == 0 && other.st_dev == target.st_dev && other.st_ino == target.st_ino)
        return error_set(error, "%s: is the database that the report is of", path);
    return 0;
}

static int
write_all(int fd, struct slice bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(fd, bytes.ptr, bytes.len);

        if (written < 0 && errno != EINTR)
            return -1;
        if (written > 0)
            bytes = slice_skip(bytes, (size_t)written);
    }
    return fsync(fd);
}

int
output_write_file(const char *path, const char *not_this, struct slice bytes, struct error *error)
{
    char *temporary = xasprintf("%s.XXXXXX", path);
    int fd, failed;

    if (check_target(path, not_this, error)) {
        free(temporary);
        return -1;
    }
    fd = mkstemp(temporary); /* with mode 0600 */
    failed = fd < 0 || write_all(fd, bytes);
    if (fd >= 0)
        failed |= close(fd);
    failed = failed || rename(temporary, path);
    if (failed) {
        error_set(error, "%s: %s", path, strerror(errno));
        if (fd >= 0)
            (void)unlink(temporary);
    }
    free(temporary);
    return failed ? -1 : 0;
}
