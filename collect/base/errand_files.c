/*
 * Errands that open or read a file, read a link, or list a directory.
 */
#include "collect/base/errand.h"
#include "collect/base/regular.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Bytes for one read(2) or readlink(2).  No link that an errand reads has a longer target. */
#define READ_SIZE 16384

/* A file to open, or to read, or a link to read. */
struct file {
    int dir;
    struct bytes path;
    int flags;
    size_t limit; /* of bytes to read; 0: the file is only opened, and `fd` stays open */
    bool is_link; /* read the target */
    int fd;
    struct bytes text;
    int error; /* errno, or 0 */
};

static void
read_whole(struct guard *guard, struct file *file)
{
    ssize_t count = 1;

    while (count > 0 && file->text.len < file->limit) {
        char *room = bytes_room(&file->text, READ_SIZE);

        errno = ENOMEM;
        count = room ? guard_read(guard, file->fd, room, READ_SIZE) : -1;
        if (count > 0)
            bytes_grew(&file->text, (size_t)count);
    }
    file->error = count < 0 ? errno : 0;
    guard_close(guard, file->fd);
    file->fd = -1;
}

static void
read_target(struct guard *guard, struct file *file)
{
    char *room = bytes_room(&file->text, READ_SIZE);
    ssize_t len;

    errno = ENOMEM;
    len = room ? guard_readlinkat(guard, file->dir, bytes_string(&file->path), room, READ_SIZE) : -1;
    file->error = len < 0 ? errno : 0;
    if (len > 0)
        bytes_grew(&file->text, (size_t)len);
}

static void
file_run(struct guard *guard, void *work)
{
    struct file *file = work;
    const char *type;

    if (file->is_link) {
        read_target(guard, file);
        return;
    }
    if (file->limit > 0)
        file->fd = regular_open(guard, file->dir, bytes_string(&file->path), file->flags, &type);
    else
        file->fd = guard_openat(guard, file->dir, bytes_string(&file->path), file->flags);
    file->error = file->fd < 0 ? errno : 0;
    if (file->fd >= 0 && file->limit > 0)
        read_whole(guard, file);
}

static void
file_drop(void *work)
{
    struct file *file = work;

    if (!file)
        return;
    if (file->fd >= 0)
        close(file->fd);
    bytes_free(&file->path);
    bytes_free(&file->text);
    free(file);
}

static struct errand *
start_file(int dir, const char *path, int flags, size_t limit, bool is_link)
{
    static const struct errand_kind errand = { .run = file_run, .drop = file_drop };
    struct file *file = calloc(1, sizeof(*file));

    if (file) {
        *file = (struct file){ .dir = dir, .flags = flags, .limit = limit, .is_link = is_link, .fd = -1 };
        bytes_text(&file->path, path);
        (void)bytes_string(&file->path);
    }
    if (file && file->path.failed) {
        file_drop(file);
        file = NULL;
    }
    return errand_start(&errand, file);
}

struct errand *
errand_open(int dir, const char *path, int flags)
{
    return start_file(dir, path, flags, 0, false);
}

int
errand_descriptor(struct errand *errand, unsigned milliseconds)
{
    struct file *file = errand_wait(errand, milliseconds);
    int fd, error;

    if (!file)
        return -1;
    fd = file->fd;
    error = file->error;
    file->fd = -1;
    file_drop(file);
    errno = error;
    return fd;
}

struct errand *
errand_read(int dir, const char *path, size_t limit)
{
    return start_file(dir, path, O_RDONLY, limit, false);
}

struct errand *
errand_link(int dir, const char *path)
{
    return start_file(dir, path, 0, 0, true);
}

int
errand_text(struct errand *errand, unsigned milliseconds, struct bytes *out)
{
    struct file *file = errand_wait(errand, milliseconds);
    int error;

    if (!file)
        return errno;
    bytes_append(out, file->text.data, file->text.len);
    error = file->error;
    file_drop(file);
    return error;
}

struct listing {
    int dir;
    struct bound most;
    struct numbers numbers;
    int error;
};

static void
list(struct guard *guard, void *work)
{
    struct listing *listing = work;
    int fd = guard_openat(guard, listing->dir, ".", O_RDONLY | O_DIRECTORY);
    int rc = fd < 0 ? -1 : directory_numbers(guard, fd, listing->most, &listing->numbers);

    listing->error = rc == 0 ? 0 : errno;
    if (fd >= 0)
        close(fd);
}

static void
drop_listing(void *work)
{
    struct listing *listing = work;

    if (listing)
        numbers_free(&listing->numbers);
    free(listing);
}

int
errand_numbers(int dir, unsigned milliseconds, struct bound most, struct numbers *out)
{
    static const struct errand_kind errand = { .run = list, .drop = drop_listing };
    struct listing *listing = calloc(1, sizeof(*listing));
    int error;

    if (listing)
        *listing = (struct listing){ .dir = dir, .most = most };
    listing = errand_wait(errand_start(&errand, listing), milliseconds);
    if (!listing)
        return errno;
    *out = listing->numbers;
    listing->numbers = (struct numbers){ 0 };
    error = listing->error;
    drop_listing(listing);
    return error;
}
