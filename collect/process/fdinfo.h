/*
 * The member `fdinfo`: /proc/<pid>/fdinfo of the descriptors for which it says more than the link.
 *
 * From fs/proc/fd.c, seq_show(), and the show_fdinfo functions of the kinds of files.  A read costs more than that of the link, and
 * some take a lock of the file (ep_show_fdinfo), so that only those descriptors are read which have something to say.
 */
#ifndef COLLECT_PROCESS_FDINFO_H
#define COLLECT_PROCESS_FDINFO_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"

/* Whether fdinfo of a descriptor with that link, which is not a socket's, says more than the link. */
bool fdinfo_says_more(const struct bytes *target);

/*
 * Appends fdinfo of those descriptors of the process or thread whose directory is open as `dir` to the attempt's content, and sets
 * its state; `seconds` as for attempt_read_fd.  In what is no procfs, only regular files are opened.
 */
void fdinfo_read(struct attempt *a, struct guard *guard, int dir, const struct numbers *descriptors, unsigned seconds,
                 bool is_procfs);

#endif
