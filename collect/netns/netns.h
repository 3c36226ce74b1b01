/*
 * Network namespaces that no process need live in: what pins them, how they were found, and how to be inside one for a moment.
 *
 * net/core/net_namespace.c, fs/nsfs.c.  A namespace lives as long as a task is in it, its nsfs file is open or bound to a mount
 * point, or a socket or a tun device belongs to it.
 */
#ifndef COLLECT_NETNS_NETNS_H
#define COLLECT_NETNS_NETNS_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

#include <pthread.h>

/* How a namespace was found, in the words of net/namespaces. */
enum netns_how { NETNS_MOUNT, NETNS_DESCRIPTOR, NETNS_SOCKET, NETNS_TUN, NETNS_LISTNS, NETNS_HOWS };

const char *netns_how_name(enum netns_how how);

struct netns_sighting {
    uint64_t inode;
    enum netns_how how;
    unsigned pid;
    struct bytes where; /* escaped as in `links` */
};

/* A namespace that is known. */
struct netns {
    uint64_t inode;
    uint64_t userns; /* inode of the user namespace that owns it; 0 when unknown */
    int fd;          /* of its nsfs file; -1 where only its tasks led to it, or where it could not be opened */
    int error;       /* errno of that */
    unsigned sightings[NETNS_HOWS];
};

/* All of them.  Workers add beside each other. */
struct netns_table {
    pthread_mutex_t lock;
    struct netns *list; /* by inode */
    size_t count, cap;
    struct netns_sighting *sightings; /* in the order in which they were made */
    size_t sighting_count, sighting_cap;
    bool failed; /* for want of memory */
};

void netns_table_init(struct netns_table *table);
void netns_table_free(struct netns_table *table); /* closes the descriptors */

/* A namespace through whose tasks it can be read. */
void netns_add_inhabited(struct netns_table *table, uint64_t inode);

/* Whether it is in the table and can be read, by tasks or by a descriptor. */
bool netns_is_known(struct netns_table *table, uint64_t inode);

/* Whether it can be read when its tasks have ended. */
bool netns_has_descriptor(struct netns_table *table, uint64_t inode);

/*
 * A namespace that was found.  The descriptor of its nsfs file is taken over, or -1, and `error` says why.  `where` is escaped
 * here.  Of each kind of way, the first LIMIT_SIGHTINGS are kept; of mounts, one for each mount point; and the
 * kernel's list, which is asked for in both passes, counts once.
 */
void netns_add(struct netns_table *table, uint64_t inode, enum netns_how how, unsigned pid, const char *where, int fd,
               int error);

/* The same for one that is known, without a word on how it was found. */
void netns_keep(struct netns_table *table, uint64_t inode, int fd);

/* Notes who owns it. */
void netns_set_owner(struct netns_table *table, uint64_t inode, uint64_t userns);

/* The user namespace that owns the one whose file is open: ioctl_nsfs(2), Linux 4.9.  0 when it is not to be had. */
uint64_t netns_owner(struct guard *guard, int fd);

/*
 * The inode number of the file if it may be that of a network namespace, 0 if it cannot: before Linux 3.19 such a file belongs to the
 * procfs (fs/proc/namespaces.c, proc_ns_get_dentry()), since then to nsfs.
 */
uint64_t netns_inode(struct guard *guard, int fd);

/*
 * Opens the file that the O_PATH descriptor stands for, if that is the namespace of that inode number, and closes the O_PATH one.
 * `proc` is a procfs that shows ourselves.  A descriptor, or -1 with errno: ESTALE when it is something else.
 */
int netns_reopen(struct guard *guard, int proc, int path, uint64_t inode);

/* A netlink socket in the namespace whose file is open, made by a thread that ends with it.  A descriptor, or -1 with errno. */
int netns_socket(int ns, int protocol);

/*
 * The mountinfo (mounts_open_common() keeps the namespace that it is of) and the root directory of the mount namespace whose file
 * is open, opened by a thread that ends with it.  A descriptor of each; or -1 with errno, and *root may be one all the same.
 */
int mntns_open(int ns, int proc, int *root);

/*
 * A thread of ours that lives in the namespace until it is ended, so that there is a task through which its files can be read: a
 * fresh one each time, since procfs remembers what it found below the directory of a task.  NULL with errno: ETIMEDOUT where one of its
 * system calls lasts for longer than that.
 */
struct netns_resident;
struct netns_resident *netns_resident_start(int ns, int proc, unsigned milliseconds);
void netns_resident_end(struct netns_resident *resident);

/* Its numbers in the procfs `proc` of the start. */
unsigned netns_resident_pid(const struct netns_resident *resident);
unsigned netns_resident_tid(const struct netns_resident *resident);

#endif
