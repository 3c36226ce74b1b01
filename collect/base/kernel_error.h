/*
 * What the kernel's refusals mean: errno(3) values by name, and as the states of the manifest.
 */
#ifndef COLLECT_BASE_KERNEL_ERROR_H
#define COLLECT_BASE_KERNEL_ERROR_H

#include "collect/base/bytes.h"
#include "schema/snapshot/snapshot.h"

/* Where the error happened: the same number says different things in different places. */
enum errno_origin {
    ORIGIN_HOST = 1 << 0,    /* a file that belongs to no process */
    ORIGIN_PROCESS = 1 << 1, /* a file of a process that lives: ENOENT means that the kernel has no such file */
    ORIGIN_GONE = 1 << 2,    /* anything of a process that has ended */
    ORIGIN_LINK = 1 << 3,    /* a link of a process: a descriptor may be closed before it is read */
    ORIGIN_DUMP = 1 << 4,    /* a netlink dump: most errors mean that the kernel has no such family */
};

/* The state that an error in that place stands for; `error` where the table has no better one. */
enum snapshot_state error_state(int error, enum errno_origin place);

/* Appends the symbolic name, or E<number> for one without. */
void error_name(struct bytes *out, int error);

#endif
