/*
 * What the kernel says of a file, as text.
 */
#ifndef COLLECT_BASE_FILE_STATUS_H
#define COLLECT_BASE_FILE_STATUS_H

#include "collect/base/bytes.h"

struct file_time {
    int64_t seconds; /* since the epoch */
    uint32_t nanoseconds;
};

/* The fields of statx(2).  A bit of `mask` (STATX_*) says that a field was filled. */
struct file_status {
    uint32_t mask;
    uint32_t block_size;
    uint64_t attributes; /* STATX_ATTR_* */
    uint32_t links, uid, gid;
    uint16_t mode;
    uint64_t inode, size, blocks;
    struct file_time accessed, born, changed, modified;
    uint32_t special_major, special_minor; /* of the device that a device file stands for */
    uint32_t major, minor;                 /* of the file system */
    uint64_t mount;
};

/* Bits of `mask` that are not in the headers of every C library: include/uapi/linux/stat.h. */
#define FILE_STATUS_BASIC 0x7ffU
#define FILE_STATUS_BORN  0x800U
#define FILE_STATUS_MOUNT 0x1000U

/* Appends the fields, separated by tabs, in the order that docs/snapshot-format.md lists; - for one that is unknown. */
void file_status_put(struct bytes *out, const struct file_status *status);

#endif
