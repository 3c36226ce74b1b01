/*
 * The mounts of all mount namespaces that were searched: which are of a local file system.
 *
 * stat(2) on a file of another file system may wait for a server (NFS, FUSE) or start one (autofs), so that a file is
 * asked only if its mount is known to be local.  What is mounted later, or nowhere any more (umount -l), is not known.
 * Mounts that only the kernel has, and no mountinfo shows, are known by a file of our own that is on them.
 */
#ifndef COLLECT_NETNS_MOUNT_TABLE_H
#define COLLECT_NETNS_MOUNT_TABLE_H

#include "collect/base/bytes.h"
#include "collect/base/text.h"
#include "collect/netns/inodes.h"

/* A mount that paths must be compared with: an overlay, or one that is not local. */
struct mount_place {
    uint64_t ns; /* inode of the mount namespace */
    unsigned id;
    bool local;
    struct bytes point;
    struct bytes upper; /* of an overlay: its upper directory; empty without */
};

/* Several threads may call the functions at the same time. */
struct mount_table {
    pthread_mutex_t lock;
    struct inodes local, other; /* mount ids, each plus 1: 0 is an id, and no member of such a set */
    struct inodes searched;     /* mount namespaces */
    struct mount_place *places;
    size_t count, cap;
    bool failed; /* there was no memory for a place */
};

void mount_table_init(struct mount_table *table);
void mount_table_free(struct mount_table *table);

/* Adds a line of the mountinfo of that namespace. */
void mount_table_add(struct mount_table *table, uint64_t ns, const struct mount_line *mount);

/* Notes that all mounts of the namespace were added. */
void mount_table_searched(struct mount_table *table, uint64_t ns);

/* Adds a mount that only the kernel has. */
void mount_table_add_internal(struct mount_table *table, uint64_t id);

/* Stands for the id of a mount that is not known. */
#define MOUNT_NO_ID UINT32_MAX

enum mount_reach { MOUNT_UNKNOWN, MOUNT_LOCAL, MOUNT_OTHER };
enum mount_reach mount_table_find(struct mount_table *table, uint64_t id);

/* Whether the namespace was searched, and every mount in it at or above the path is local. */
bool mount_table_is_local(struct mount_table *table, uint64_t ns, const char *path);

/*
 * Appends to `upper` where the file of that path would be in the upper directory of the overlay with that id, and sets
 * *directory to the length of what is the directory.  False if the mount is no overlay, or has no upper directory.
 */
bool mount_table_upper(struct mount_table *table, uint64_t id, const char *path, struct bytes *upper,
                       size_t *directory);

#endif
