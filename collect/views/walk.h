/*
 * Visits the directories of mounted kernel file systems: of cgroup hierarchies and of bpffs.
 */
#ifndef COLLECT_VIEWS_WALK_H
#define COLLECT_VIEWS_WALK_H

#include "collect/archive/attempt.h"
#include "collect/base/bytes.h"
#include "collect/base/guard.h"

#include <stdbool.h>

struct walk {
    struct guard *guard;
    /* Called with each directory and its path.  It must not list the directory through `fd`, which the walk does. */
    void (*visit)(struct walk *walk, int fd, const char *path);
    void *context;
    int dir;                  /* for relative paths */
    struct bytes directories; /* paths found so far, each ended by a NUL */
    size_t count;             /* of directories visited */
    int error;                /* the first errno value that matters, or 0 */
};

/* Adds the mount points of that type of file system. */
void walk_add_mounts(struct walk *walk, const struct bytes *mountinfo, const char *type);

/* Adds a directory. */
void walk_add(struct walk *walk, const char *path);

/* Visits all directories, breadth first, so that a limit cuts off the deepest ones.  False if a limit was reached. */
bool walk_all(struct walk *walk, unsigned seconds);

/* Notes an errno value, unless it says that a directory went away meanwhile. */
void walk_note(struct walk *walk, int error);

/*
 * Sets the state of an attempt after a walk that ended with `error`.  That the directory is none, or not there, does not
 * mean that there is nothing to list: something is mounted over it.
 */
void walk_failed(struct attempt *a, int error);
void walk_free(struct walk *walk);

#endif
