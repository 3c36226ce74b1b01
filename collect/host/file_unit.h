/*
 * A unit that reads one file, or each file of one directory, as sources.def names it.  How such a file is opened depends on whose it is: the
 * host's (files.c), a network namespace's, a mount namespace's.
 */
#ifndef COLLECT_HOST_FILE_UNIT_H
#define COLLECT_HOST_FILE_UNIT_H

#include "collect/base/kernel_error.h"
#include "collect/host/host.h"
#include "collect/host/sources.h"
#include "collect/work/pool.h"

struct file_unit;

struct file_kind {
    size_t limit;            /* bytes of a file */
    enum errno_origin place; /* where its errors come from */
    /* Opens it for reading and sets the attempt's source.  A descriptor, or -1 with errno. */
    int (*open)(struct file_unit *u, struct worker *w, const char *file, int flags);
    /* Those that follow may be NULL. */
    const char *(*directory)(
        const struct file_unit *u); /* of the source, before somebody to read it through is found */
    bool (*skips)(struct file_unit *u, struct attempt *a); /* leaves it out, which it records */
    bool (*opened)(struct file_unit *u, struct worker *w,
                   int error); /* after `open`; false where nothing is to be recorded */
    void (*has_read)(struct file_unit *u, struct attempt *a);
    void (*free)(struct file_unit *u); /* what the kind has besides; not the unit */
};

/* The first part of a kind's own struct. */
struct file_unit {
    struct unit unit;
    const struct file_kind *kind;
    struct host *host;
    const struct source *source;
    struct bytes member; /* directory of the members */
    struct bytes names;  /* of a directory's files, each ended by a NUL */
    size_t at;           /* the next of them */
    bool begun;
};

/*
 * A unit of `size` bytes that begins with a struct file_unit, the rest zeros.  The text of `member` is taken over.  NULL without memory,
 * `member` released.
 */
struct file_unit *file_unit_new(size_t size, const struct file_kind *kind, struct host *host,
                                const struct source *source, struct bytes *member);

#endif
