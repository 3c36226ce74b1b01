/*
 * Reads the namespaces of the processes of a census.  Workers do it, because readlink(2) on /proc/<pid>/ns blocks while
 * the process is stuck in execve(2) (struct process, `stuck`), and one such process must not delay the others.
 */
#ifndef COLLECT_NETNS_SURVEY_H
#define COLLECT_NETNS_SURVEY_H

#include "collect/netns/census.h"

/*
 * Adds all processes of the census as inhabitants of their namespaces, unsorted.  A process whose links do not answer
 * within the deadline is marked `is_unread`, added to host->unread, and census->unread gets an attempt for it.  A
 * process that is in host->unread already is marked and not read again.  Returns 0, or -1 with the error filled.
 */
int survey_take(struct census *census, struct host *host, struct error *error);

#endif
