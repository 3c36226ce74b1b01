/*
 * A unit that reads a source of sources.def: one file, or each file in a directory.  The kind says how a file is
 * opened: those of the host (files.c), of a network namespace (net_files.c) or of a mount namespace (mount_files.c).
 */
#ifndef COLLECT_HOST_FILE_UNIT_H
#define COLLECT_HOST_FILE_UNIT_H

#include "collect/base/kernel_error.h"
#include "collect/host/host.h"
#include "collect/host/sources.h"
#include "collect/work/pool.h"

struct file_unit;

struct file_kind {
    size_t limit;            /* bytes of one file: offset of the bound in struct limits */
    enum errno_origin place; /* for error_state */
    /* Opens the file and sets the attempt's source.  A descriptor, or -1 with errno. */
    int (*open)(struct file_unit *u, struct worker *w, const char *file, int flags);

    /* The following may be NULL. */

    /* The directory on the host that the attempt's source begins with until `open` has set the source. */
    const char *(*directory)(const struct file_unit *u);
    /* Returns true if the file is not to be read, and then sets the attempt's state and reason. */
    bool (*skips)(struct file_unit *u, struct attempt *a);
    /* Called after `open`, with its errno value or 0.  Returns false if nothing is to be recorded. */
    bool (*opened)(struct file_unit *u, struct worker *w, int error);
    /* Called after the file was read. */
    void (*has_read)(struct file_unit *u, struct attempt *a);
    /* Releases what the kind holds, but not the unit itself. */
    void (*free)(struct file_unit *u);
};

/* The head of a kind's own struct. */
struct file_unit {
    struct unit unit;
    const struct file_kind *kind;
    struct host *host;
    const struct source *source;
    struct bytes member; /* directory of the members in the archive */
    struct bytes names;  /* of the files in the directory, each ended by a NUL */
    size_t at;           /* offset of the next name */
    bool begun;
};

/*
 * Makes a unit of `size` bytes: a struct file_unit, followed by zeros.  Takes `member` over, also on failure.  NULL
 * without memory.
 */
struct file_unit *file_unit_new(size_t size, const struct file_kind *kind, struct host *host,
                                const struct source *source, struct bytes *member);

#endif
