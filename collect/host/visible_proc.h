/*
 * The /proc that everybody sees, or the directory that the user names in its place: whether it is what it seems to be.
 */
#ifndef COLLECT_HOST_VISIBLE_PROC_H
#define COLLECT_HOST_VISIBLE_PROC_H

#include "collect/base/errand.h"

#include <sys/types.h>

/* What it says of itself. */
struct visible_proc {
    const char *path;
    bool named;    /* by the user, who may have meant another directory */
    int fd, error; /* errno of not having it open */
    int statfs_error;
    unsigned long type;
    dev_t device;
    struct bytes self; /* where its `self` leads to */
    int self_error;
    bool has_process; /* of one that was named */
    int list_error;   /* errno of not having found that out */
};

/* Begins to open and to examine it.  The work of the errand is a struct visible_proc, for visible_proc_drop. */
struct errand *visible_proc_examine(const char *path, bool named);
void visible_proc_drop(void *visible_proc);

/* Whether `self` in it is us: with the procfs of another pid namespace, or a copy, it is not. */
bool visible_proc_has_own_pids(const struct visible_proc *visible_proc);

#endif
