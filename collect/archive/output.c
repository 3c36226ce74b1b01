#include "collect/archive/output.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Kernel headers have it since Linux 3.15. */
#ifndef RENAME_NOREPLACE
#    define RENAME_NOREPLACE (1 << 0)
#endif

static int
open_file(struct output *output, struct error *error)
{
    struct stat st;

    if (lstat(output->target, &st) == 0)
        return error_set(error, "%s exists, and is not overwritten", output->target);
    bytes_format(&output->temporary, "%s.partial-XXXXXX", output->target);
    (void)bytes_string(&output->temporary);
    if (output->temporary.failed)
        return error_set(error, "out of memory");
    output->fd = mkostemp(output->temporary.data, O_CLOEXEC); /* mode 0600 */
    if (output->fd < 0) {
        int number = errno;

        bytes_free(&output->temporary);
        return error_errno(error, number, "cannot create %s", output->target);
    }
    return 0;
}

int
output_open(struct output *output, const char *target, struct error *error)
{
    *output = (struct output){ .fd = STDOUT_FILENO, .target = target };
    if (target)
        return open_file(output, error);
    if (isatty(STDOUT_FILENO))
        return error_set(error, "standard output is a terminal: redirect it, or name a file with -o");
    if (fcntl(STDOUT_FILENO, F_GETFL) < 0)
        return error_errno(error, errno, "cannot write to standard output");
    return 0;
}

static int
reserve_and_rename(const char *from, const char *to)
{
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return -1;
    if (close(fd) != 0)
        return -1;
    return rename(from, to);
}

/*
 * Renames without replacing a file.  renameat2(2) does that since Linux 3.15, on file systems that support it.
 * Otherwise link(2) does, on file systems with hard links.  Otherwise we create an empty file exclusively and rename
 * over it.
 */
static int
rename_new(const char *from, const char *to)
{
#ifdef SYS_renameat2
    if (syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EEXIST)
        return -1;
#endif
    if (link(from, to) == 0)
        return unlink(from);
    if (errno == EEXIST)
        return -1;
    return reserve_and_rename(from, to);
}

int
output_commit(struct output *output, struct error *error)
{
    int fd = output->fd;

    if (!output->target)
        return 0;
    output->fd = -1;
    if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS) { /* both errors: the file does not support it */
        error_errno(error, errno, "cannot write");
        (void)close(fd);
        return -1;
    }
    if (close(fd) != 0)
        return error_errno(error, errno, "cannot write");
    if (rename_new(output->temporary.data, output->target) != 0)
        return error_errno(error, errno, "cannot rename the output to %s", output->target);
    bytes_free(&output->temporary);
    return 0;
}

void
output_close(struct output *output, bool keep)
{
    if (output->target && output->fd >= 0)
        (void)close(output->fd); /* the file is incomplete anyway, so an error changes nothing */
    if (output->temporary.len > 0 && !keep)
        (void)unlink(output->temporary.data);
    bytes_free(&output->temporary);
    output->fd = -1;
}
