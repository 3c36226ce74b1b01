/*
 * Network namespaces, also those without a process: how they were found, what keeps them alive, and how to enter one.
 *
 * A namespace exists as long as a task is in it, its nsfs file is open or bound to a mount point, or a socket or a tun
 * device belongs to it (net/core/net_namespace.c, fs/nsfs.c).
 */
#ifndef COLLECT_NETNS_NETNS_H
#define COLLECT_NETNS_NETNS_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

#include <pthread.h>

/* How a namespace was found.  netns_how_name gives the word that the member net/namespaces uses. */
enum netns_how { NETNS_MOUNT, NETNS_DESCRIPTOR, NETNS_SOCKET, NETNS_TUN, NETNS_LISTNS, NETNS_HOWS };

const char *netns_how_name(enum netns_how how);

/* One occasion on which a namespace was found. */
struct netns_sighting {
    uint64_t inode;
    enum netns_how how;
    unsigned pid;       /* of the process through which it was found; 0 if there is none */
    struct bytes where; /* escaped as in `links` */
};

/* A known namespace. */
struct netns {
    uint64_t inode;
    uint64_t userns;                /* inode of the user namespace that owns it; 0 if unknown */
    int fd;                         /* of its nsfs file; -1 if it was not opened or could not be */
    int error;                      /* errno of opening it; 0 if the namespace can be read, by tasks or by `fd` */
    unsigned sightings[NETNS_HOWS]; /* how many are listed, for each kind */
};

/* All known namespaces.  The functions below may be called by several threads at the same time. */
struct netns_table {
    pthread_mutex_t lock;
    struct netns *list; /* sorted by inode */
    size_t count, cap;
    struct netns_sighting *sightings; /* in the order in which they were made */
    size_t sighting_count, sighting_cap;
    bool failed; /* there was no memory for an entry */
};

void netns_table_init(struct netns_table *table);
void netns_table_free(struct netns_table *table); /* closes the descriptors */

/* Adds a namespace that has tasks, through which it can be read. */
void netns_add_inhabited(struct netns_table *table, uint64_t inode);

/* Whether the namespace is in the table and can be read, by tasks or by a descriptor. */
bool netns_is_known(struct netns_table *table, uint64_t inode);

/* Whether the table has a descriptor, so that the namespace can be read even after its tasks have ended. */
bool netns_has_descriptor(struct netns_table *table, uint64_t inode);

/*
 * Adds a namespace and how it was found.  `fd` is a descriptor of its nsfs file, which the table takes over, or -1, and
 * then `error` says why it could not be opened.  `where` is escaped and copied.  For each kind, the first
 * LIMIT_SIGHTINGS sightings are kept; a mount point counts once, also if several mount namespaces have it; listns(2),
 * which is called in both passes, counts once.
 */
void netns_add(struct netns_table *table, uint64_t inode, enum netns_how how, unsigned pid, const char *where, int fd,
               int error);

/* Gives the table, which takes it over, a descriptor of a known namespace without adding a sighting. */
void netns_keep(struct netns_table *table, uint64_t inode, int fd);

/* Notes the user namespace that owns the namespace; 0 is ignored. */
void netns_set_owner(struct netns_table *table, uint64_t inode, uint64_t userns);

/*
 * The inode of the user namespace that owns the namespace whose nsfs file is `fd`: NS_GET_USERNS, ioctl_nsfs(2), Linux
 * 4.9.  0 on failure.
 */
uint64_t netns_owner(struct guard *guard, int fd);

/*
 * The inode number of the open file if it can be a namespace, 0 if it cannot.  Namespace files are on nsfs since Linux
 * 3.19, and on procfs before (proc_ns_get_dentry(), fs/proc/namespaces.c).
 */
uint64_t netns_inode(struct guard *guard, int fd);

/*
 * Opens the namespace file to which the O_PATH descriptor `path` refers, if its inode number is `inode`.  Closes `path`
 * in any case.  `proc` is a procfs that shows our own process.  Returns a descriptor, or -1 with errno: ESTALE if the
 * file is another.
 */
int netns_reopen(struct guard *guard, int proc, int path, uint64_t inode);

/*
 * Makes a netlink socket in the network namespace whose nsfs file is `ns`.  A new thread enters the namespace and ends
 * afterwards.  Returns a descriptor, or -1 with errno.  There is no deadline: the caller must be in a guarded call.
 */
int netns_socket(int ns, int protocol);

/*
 * Opens mountinfo and the root directory of the mount namespace whose nsfs file is `ns`.  A new thread enters the
 * namespace and ends afterwards; the open mountinfo stays that of the namespace (mounts_open_common()).  Returns the
 * descriptor of mountinfo, or -1 with errno; *root is a descriptor (O_PATH) or -1 in both cases.  No deadline, as for
 * netns_socket.
 */
int mntns_open(int ns, int proc, int *root);

/*
 * A resident: a thread of ours that stays in a network namespace until it is ended, so that the namespace's files can
 * be read below the thread's /proc directory.  Every namespace needs a new thread, because procfs caches what it has
 * looked up below the directory of a task.  netns_resident_start returns NULL with errno on failure: ETIMEDOUT if a
 * system call lasted longer than `milliseconds`, EPERM if the kernel killed the thread.  netns_resident_end accepts
 * NULL.
 */
struct netns_resident;
struct netns_resident *netns_resident_start(int ns, int proc, unsigned milliseconds);
void netns_resident_end(struct netns_resident *resident);

/* The pid and tid of the resident as the procfs `proc` shows them. */
unsigned netns_resident_pid(const struct netns_resident *resident);
unsigned netns_resident_tid(const struct netns_resident *resident);

#endif
