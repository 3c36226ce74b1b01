/*
 * The member `links`: every readlink result of a process or thread, as text.
 *
 * From fs/proc/base.c (proc_pid_link_inode_operations), fs/proc/fd.c and fs/proc/namespaces.c.  A link is read, never followed:
 * behind it may be a file system that hangs, or a device that acts when it is opened.
 */
#ifndef COLLECT_PROCESS_LINKS_H
#define COLLECT_PROCESS_LINKS_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"
#include "collect/net/unix_queue.h"
#include "collect/process/descriptor_netns.h"

/* Parts of the member. */
enum links_parts {
    LINKS_HEAD = 1 << 0,        /* exe, cwd, root, ns/ */
    LINKS_DESCRIPTORS = 1 << 1, /* fd/ */
};

struct links {
    struct guard *guard;
    struct bytes target;            /* a buffer, kept between calls */
    struct numbers numbers;         /* likewise */
    const struct unix_queue *queue; /* sockets whose fdinfo is worth reading; may be NULL */
    struct descriptor_netns netns;  /* what descriptors say of network namespaces; set by the caller */
    bool is_own;                    /* the process is collect itself; likewise */
    struct numbers wanted;          /* results: descriptors whose fdinfo is worth reading */
    size_t readable;                /* links whose target was read */
    size_t head;                    /* length of the text before the descriptors */
    size_t left_out;                /* descriptors that are collect's own, and no evidence */
    enum snapshot_state worst;
    int error; /* that made it so */
};

/*
 * Appends the links of the process or thread whose directory (/proc/<pid> or /proc/<pid>/task/<tid>) is open as `dir` to the
 * attempt's content, and sets its state: denied when any was refused.
 */
void links_read(struct links *links, struct attempt *a, int dir, int parts);

#endif
