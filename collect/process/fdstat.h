/*
 * The member `fdstat`: the attributes of the files that descriptors refer to, by statx(2) through the links in
 * /proc/<pid>/fd.  Such a link leads to the file itself, whatever its path is by now.
 *
 * A file is asked only if its mount is local, which the line mnt_id of its fdinfo tells (fs/proc/fd.c, Linux 3.15).
 */
#ifndef COLLECT_PROCESS_FDSTAT_H
#define COLLECT_PROCESS_FDSTAT_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"
#include "collect/process/context.h"

/*
 * Sets `out` to pairs of a descriptor and the id of its mount (MOUNT_NO_ID if unknown), for each of `files` that the text of a
 * member `fdinfo` has.  `files` is in ascending order.
 */
void fdstat_list(struct numbers *out, const struct bytes *fdinfo, const struct numbers *files);

/*
 * Appends a line for each pair to the attempt's content, and sets its state.  `dir` is the open /proc directory of the
 * process or thread.
 */
void fdstat_read(struct process_context *context, struct attempt *a, struct guard *guard, int dir,
                 const struct numbers *pairs);

#endif
