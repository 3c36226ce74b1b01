/*
 * The attributes of a file, as collect writes them: see fdstat in docs/snapshot-format.md.
 */
#ifndef ANALYZE_FORMATS_LIB_FILE_STATUS_H
#define ANALYZE_FORMATS_LIB_FILE_STATUS_H

#include "analyze/base/scan.h"

struct file_status {
    struct slice file_type; /* regular, directory, …; no value for an anonymous inode, which has none */
    struct maybe mode;      /* permissions, set-uid, set-gid and sticky bit */
    struct maybe nlink, uid, gid;
    struct slice device;   /* major:minor */
    int64_t device_number; /* the same as st_dev */
    struct maybe inode;
    struct slice special_device; /* major:minor of a device file */
    struct maybe size, blocks, block_size;
    struct maybe accessed_ns, modified_ns, changed_ns, born_ns; /* since the epoch */
    struct maybe mount_id;
};

/* Reads all fields up to the end of the line. */
void scan_file_status(struct scan *s, struct file_status *status);

#endif
