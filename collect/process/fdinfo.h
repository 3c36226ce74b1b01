/*
 * The member `fdinfo`: /proc/<pid>/fdinfo of the descriptors for which it says more than the link.
 *
 * The kernel writes it in seq_show(), fs/proc/fd.c, and in the show_fdinfo function of each kind of file.  Reading it
 * costs more than reading the link, and some functions lock the file (ep_show_fdinfo()), so it is read only for kinds
 * that show something.
 */
#ifndef COLLECT_PROCESS_FDINFO_H
#define COLLECT_PROCESS_FDINFO_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"
#include "collect/host/host.h"

/* Whether fdinfo says more than the link's target does; for descriptors that are not sockets. */
bool fdinfo_says_more(const struct bytes *target);

/*
 * Appends fdinfo of these descriptors to the attempt's content, and sets its state.  `dir` is the open /proc directory
 * of the process or thread; the state is `truncated` after the seconds, or beyond the bytes, that a file may have.  If the
 * host has no procfs, `dir` is in a copy of one, and only regular files are opened.
 */
void fdinfo_read(struct attempt *a, struct guard *guard, int dir, const struct numbers *descriptors,
                 const struct host *host);

#endif
