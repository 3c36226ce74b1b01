/*
 * Examines the /proc that everybody sees, or the directory that --proc names instead.
 */
#ifndef COLLECT_HOST_VISIBLE_PROC_H
#define COLLECT_HOST_VISIBLE_PROC_H

#include "collect/base/errand.h"

#include <sys/types.h>

/* What was found. */
struct visible_proc {
    const char *path;   /* the caller's */
    bool named;         /* by --proc */
    int fd, error;      /* its descriptor; -1 if it could not be opened, and errno */
    int statfs_error;   /* errno of statfs(2), or 0 */
    unsigned long type; /* f_type of statfs(2) */
    dev_t device;       /* 0 if unknown */
    struct bytes self;  /* target of the link `self` */
    int self_error;     /* errno of reading the link, or 0 */
    bool has_process;   /* it has a process in it; set only if `named` */
    int list_error;     /* errno of looking for one, or 0 */
};

/*
 * Starts to open and examine the directory `path`, which must live as long as the errand.  The work of the errand is a
 * struct visible_proc, which visible_proc_drop releases.
 */
struct errand *visible_proc_examine(const char *path, bool named);
void visible_proc_drop(void *work);

/* Whether `self` is our own pid.  It is not in the procfs of another pid namespace, or in a copy. */
bool visible_proc_has_own_pids(const struct visible_proc *visible_proc);

#endif
