/*
 * The member `links`: the targets of all links of a process or thread, as text.
 *
 * The kernel makes the targets in fs/proc/base.c (proc_pid_link_inode_operations), fs/proc/fd.c and
 * fs/proc/namespaces.c.  A link is read with readlink(2) and never followed: it may lead to a file system that hangs,
 * or to a device that acts when it is opened.
 */
#ifndef COLLECT_PROCESS_LINKS_H
#define COLLECT_PROCESS_LINKS_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"
#include "collect/net/unix_queue.h"
#include "collect/process/descriptor_netns.h"
#include "collect/process/programs.h"

/* Parts of the member. */
enum links_parts {
    LINKS_HEAD = 1 << 0,        /* exe, cwd, root, ns/ */
    LINKS_DESCRIPTORS = 1 << 1, /* fd/ */
};

struct links {
    struct guard *guard;
    struct bytes target; /* buffers, kept between calls */
    struct numbers numbers;
    const struct unix_queue *queue;  /* sockets whose fdinfo to read; may be NULL */
    struct descriptor_netns netns;   /* set by the caller, except for what descriptor_netns_begin sets */
    struct process_context *context; /* for its budget of ordinary descriptors; NULL: ask only for the others */
    bool is_own;                     /* set by the caller: the process is collect itself */

    /* Results. */
    struct numbers wanted;       /* descriptors whose fdinfo to read; the caller frees it */
    struct numbers files;        /* those of them that are no sockets, likewise */
    struct numbers events;       /* those of them that may run a BPF program, likewise */
    struct program_link program; /* the caller frees its path */
    size_t readable;             /* links whose target was read */
    size_t head;                 /* length of the text before the descriptors */
    bool unlisted;               /* there were more descriptors than may be listed */
    size_t left_out;             /* descriptors that are collect's own, and no evidence */
    enum snapshot_state worst;   /* of all links; `denied` counts as the worst */
    int error;                   /* errno value for `worst` */
    int failed;                  /* errno of the link that failed last */
};

/*
 * Appends the links of a process or thread to the attempt's content, and sets its state, which is `denied` if any link
 * was refused.  `dir` is the open directory /proc/<pid> or /proc/<pid>/task/<tid>; `parts` is a set of enum
 * links_parts.
 */
void links_read(struct links *links, struct attempt *a, int dir, int parts);

#endif
