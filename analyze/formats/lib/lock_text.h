/*
 * A lock as lock_get_status (fs/locks.c) writes it, for /proc/locks and for fdinfo.
 */
#ifndef ANALYZE_FORMATS_LIB_LOCK_TEXT_H
#define ANALYZE_FORMATS_LIB_LOCK_TEXT_H

#include "analyze/base/scan.h"

struct lock_text {
    int64_t lock;
    int64_t blocked;
    struct slice kind;
    struct slice mode;
    struct slice access;
    int64_t pid;
    struct slice device;
    int64_t inode;
    int64_t first;
    struct maybe last;
};

/* Reads the whole line. */
void scan_lock(struct scan *s, struct lock_text *lock);

#endif
