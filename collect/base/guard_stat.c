/*
 * statx(2) and mq_open(2) through the guard.
 */
#include "collect/base/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#ifndef AT_NO_AUTOMOUNT
#    define AT_NO_AUTOMOUNT 0x800
#endif
#define DONT_SYNC 0x4000 /* AT_STATX_DONT_SYNC: what the kernel has, without asking a server */

/* struct statx of include/uapi/linux/stat.h, Linux 4.11; not every C library has it. */
struct raw_time {
    int64_t seconds;
    uint32_t nanoseconds;
    int32_t reserved;
};

struct raw_status {
    uint32_t mask, block_size;
    uint64_t attributes;
    uint32_t links, uid, gid;
    uint16_t mode, spare;
    uint64_t inode, size, blocks, attributes_mask;
    struct raw_time accessed, born, changed, modified;
    uint32_t special_major, special_minor, major, minor;
    uint64_t mount;
    uint64_t more[13];
};

_Static_assert(sizeof(struct raw_status) == 256, "struct statx has 256 bytes");

static struct file_time
time_of(const struct raw_time *raw)
{
    return (struct file_time){ raw->seconds, raw->nanoseconds };
}

static void
take_raw(struct file_status *status, const struct raw_status *raw)
{
    *status = (struct file_status){ .mask = raw->mask,
                                    .block_size = raw->block_size,
                                    .attributes = raw->attributes,
                                    .links = raw->links,
                                    .uid = raw->uid,
                                    .gid = raw->gid,
                                    .mode = raw->mode,
                                    .inode = raw->inode,
                                    .size = raw->size,
                                    .blocks = raw->blocks,
                                    .accessed = time_of(&raw->accessed),
                                    .born = time_of(&raw->born),
                                    .changed = time_of(&raw->changed),
                                    .modified = time_of(&raw->modified),
                                    .special_major = raw->special_major,
                                    .special_minor = raw->special_minor,
                                    .major = raw->major,
                                    .minor = raw->minor,
                                    .mount = raw->mount };
}

static struct file_time
time_from(const struct timespec *time)
{
    return (struct file_time){ time->tv_sec, (uint32_t)time->tv_nsec };
}

/* Before Linux 4.11, or if a filter refuses statx(2). */
static void
take_stat(struct file_status *status, const struct stat *st)
{
    *status = (struct file_status){ .mask = FILE_STATUS_BASIC,
                                    .block_size = (uint32_t)st->st_blksize,
                                    .links = (uint32_t)st->st_nlink,
                                    .uid = st->st_uid,
                                    .gid = st->st_gid,
                                    .mode = (uint16_t)st->st_mode,
                                    .inode = st->st_ino,
                                    .size = (uint64_t)st->st_size,
                                    .blocks = (uint64_t)st->st_blocks,
                                    .accessed = time_from(&st->st_atim),
                                    .changed = time_from(&st->st_ctim),
                                    .modified = time_from(&st->st_mtim),
                                    .special_major = major(st->st_rdev),
                                    .special_minor = minor(st->st_rdev),
                                    .major = major(st->st_dev),
                                    .minor = minor(st->st_dev) };
}

int
guard_statx(struct guard *guard, int dir, const char *path, int flags, struct file_status *status)
{
    const unsigned wanted = FILE_STATUS_BASIC | FILE_STATUS_BORN | FILE_STATUS_MOUNT;
    struct raw_status raw;
    struct stat st;
    int rc;

    do {
        if (!guard_enter(guard))
            return -1;
        rc = (int)syscall(SYS_statx, dir, path, flags | AT_NO_AUTOMOUNT | DONT_SYNC, wanted, &raw);
        if (!guard_leave(guard))
            return -1;
    } while (rc < 0 && errno == EINTR);
    if (rc == 0)
        take_raw(status, &raw);
    if (rc == 0 || (errno != ENOSYS && errno != EPERM))
        return rc;
    rc = guard_fstatat(guard, dir, path, &st, flags | AT_NO_AUTOMOUNT);
    if (rc == 0)
        take_stat(status, &st);
    return rc;
}

int
guard_open_queue(struct guard *guard, const char *name)
{
    int fd;

    if (!guard_enter(guard))
        return -1;
    fd = (int)syscall(SYS_mq_open, name, (long)(O_RDONLY | O_NONBLOCK | O_CLOEXEC), 0L, 0L);
    if (guard_leave(guard))
        return fd;
    if (fd >= 0)
        close(fd);
    errno = ECANCELED;
    return -1;
}
