/*
 * Where the processes of a census live, read by workers: a link of /proc/<pid>/ns does not return while the process is stuck in
 * execve(2) (struct process, `stuck`), and one that waits must not keep the others waiting.
 */
#ifndef COLLECT_NETNS_SURVEY_H
#define COLLECT_NETNS_SURVEY_H

#include "collect/netns/census.h"

/*
 * Adds the inhabitants of the namespaces of all processes, unsorted.  Those that do not answer within the deadline are marked, and
 * `unread` has a line for each; those that did not before (host->unread) are not asked again, and marked.  0, or -1 with the error
 * filled.
 */
int survey_take(struct census *census, struct host *host, struct error *error);

#endif
