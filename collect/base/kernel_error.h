/*
 * What an errno value (errno(3)) means: its name, and the state that the manifest gives it.
 */
#ifndef COLLECT_BASE_KERNEL_ERROR_H
#define COLLECT_BASE_KERNEL_ERROR_H

#include "collect/base/bytes.h"
#include "schema/snapshot/snapshot.h"

/* Where the error occurred: the same number means different things in different places. */
enum errno_origin {
    ORIGIN_HOST = 1 << 0,    /* a file that belongs to no process */
    ORIGIN_PROCESS = 1 << 1, /* a file of a living process: ENOENT means that this kernel has no such file */
    ORIGIN_GONE = 1 << 2,    /* a file of a process that may have ended: ENOENT means that it has */
    ORIGIN_LINK = 1 << 3,    /* a link of a process: ENOENT means that the descriptor was closed before it was read */
    ORIGIN_DUMP = 1 << 4,    /* a netlink dump: most errors mean that this kernel does not have the family */
};

/* The state for an errno value in that place; STATE_error if the table in kernel_error.c has none. */
enum snapshot_state error_state(int error, enum errno_origin place);

/* Appends the symbolic name ("ENOENT"), or E<number> if errno.def does not have the value. */
void error_name(struct bytes *out, int error);

#endif
