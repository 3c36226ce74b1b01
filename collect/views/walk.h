/*
 * Visits the directories of mounted kernel file systems: of cgroup hierarchies and of bpffs.
 */
#ifndef COLLECT_VIEWS_WALK_H
#define COLLECT_VIEWS_WALK_H

#include "collect/archive/attempt.h"
#include "collect/base/bytes.h"
#include "collect/base/guard.h"
#include "collect/base/limits.h"

#include <stdbool.h>

struct walk {
    struct guard *guard;
    /* Called with each directory and its path.  It must not list the directory through `fd`, which the walk does. */
    void (*visit)(struct walk *walk, int fd, const char *path);
    void *context;
    const struct limits *limits;
    int dir;                  /* for relative paths */
    struct bytes directories; /* paths found so far, each ended by a NUL */
    size_t count;             /* of directories visited */
    int error;                /* the first errno value that matters, or 0 */
    struct bound cut;         /* the bound that ended the walk, or a listing of it; without a name: none did */
};

/* Adds the mount points of that type of file system. */
void walk_add_mounts(struct walk *walk, const struct bytes *mountinfo, const char *type);

/* Adds a directory. */
void walk_add(struct walk *walk, const char *path);

/* Visits all directories, breadth first, so that a limit cuts off the deepest ones.  False if a limit was reached. */
bool walk_all(struct walk *walk, unsigned seconds);

/* Notes that the bound was reached, which is an error (EFBIG). */
void walk_cut(struct walk *walk, struct bound bound);

/* Notes an errno value, unless it says that a directory went away meanwhile. */
void walk_note(struct walk *walk, int error);

/*
 * Sets the state of an attempt after a walk that ended with an error.  That the directory is none, or not there, does not
 * mean that there is nothing to list: something is mounted over it.
 */
void walk_failed(struct attempt *a, const struct walk *walk);
/* The same after one that was not whole: a bound, or the time. */
void walk_ended(struct attempt *a, const struct walk *walk);
void walk_free(struct walk *walk);

#endif
