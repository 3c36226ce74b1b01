/*
 * Reading the files of a namespace through a task that lives in it.
 */
#ifndef COLLECT_NETNS_NAMESPACE_H
#define COLLECT_NETNS_NAMESPACE_H

#include "collect/archive/attempt.h"
#include "collect/netns/census.h"
#include "collect/netns/finder.h"

/*
 * Opens `file`, relative to the directory of a task of the namespace, and makes sure that the task had not left the namespace
 * meanwhile: the file that is open then belongs to the namespace whatever the task does later.  A task that has gone is passed
 * over for the next one.  Sets the attempt's source.  A descriptor, or -1 with errno: ESRCH when there is no task left.
 */
int namespace_open(struct namespace *ns, struct netns_finder *finder, struct guard *guard, struct attempt *a,
                   const char *file, int flags);

/* Around the life of a unit that reads the network namespace: our own inhabitant, if it needs one, lives as long as they do. */
void namespace_hold(struct namespace *ns);
void namespace_release(struct namespace *ns);

/* The task in use; NULL when there is none left. */
const struct inhabitant *namespace_task(const struct namespace *ns);

#endif
