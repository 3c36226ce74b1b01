/*
 * Reads the files of a namespace below /proc/<pid> of a task that is in it.
 */
#ifndef COLLECT_NETNS_NAMESPACE_H
#define COLLECT_NETNS_NAMESPACE_H

#include "collect/archive/attempt.h"
#include "collect/netns/census.h"
#include "collect/netns/finder.h"

/*
 * Opens `file` below the /proc directory of a task in the namespace, and then checks that the task is still in the
 * namespace.  The open file belongs to the namespace, whatever the task does later.  If the task has ended or left, the
 * next inhabitant is used, and after the last one our own resident.  Sets the attempt's source.  Returns a descriptor,
 * or -1 with errno: ESRCH if there is neither a task nor a resident.
 */
int namespace_open(struct namespace *ns, struct netns_finder *finder, struct guard *guard, struct attempt *a,
                   const char *file, int flags);

/*
 * A unit that reads a network namespace holds it while the unit exists.  The last release ends the resident.  Only the
 * main thread calls these.
 */
void namespace_hold(struct namespace *ns);
void namespace_release(struct namespace *ns);

/* The inhabitant in use, or NULL if none is left. */
const struct inhabitant *namespace_task(const struct namespace *ns);

#endif
