/*
 * The files of the disk in memory, for the two halves of it: disk_vfs.c is what SQLite calls, disk.c what tests call.
 */
#ifndef TESTS_SUPPORT_DISK_FILES_H
#define TESTS_SUPPORT_DISK_FILES_H

#include <sqlite3.h>

#include "analyze/base/buffer.h"
#include "tests/support/disk.h"

#define SECTOR    512
#define FILES_MAX 64

/* A write or, without bytes, a truncation to `offset`, which no sync has confirmed. */
struct change {
    size_t offset;
    struct buffer bytes;
};

struct file {
    char *name;           /* NULL: a free place */
    bool present;         /* what a program sees now */
    bool confirmed;       /* whether the name is on the disk for sure: it was synced, and not deleted since */
    struct buffer now;    /* what a program reads */
    struct buffer synced; /* what is on the disk for sure */
    struct change *changes;
    size_t count, room;
};

struct disk {
    sqlite3_vfs vfs;
    sqlite3_vfs *below; /* for time and chance */
    struct file files[FILES_MAX], kept[FILES_MAX];
    size_t calls, when;
    int code;
    bool for_good;
    unsigned unnamed;
};

/* Makes *to what *from is. */
void disk_copy(struct buffer *to, const struct buffer *from);

/* What was written is on the disk, or never was. */
void disk_forget_changes(struct file *file);

/* Frees the place of the file. */
void disk_remove(struct file *file);

/* Makes the content as long as that, and puts the bytes there. */
void disk_apply(struct buffer *content, size_t offset, const char *bytes, size_t len);

/* A VFS for the member of a struct disk, whose `below` is set by then. */
sqlite3_vfs disk_vfs(void);

#endif
