/*
 * What the lines of fdinfo say that every descriptor has (seq_show, fs/proc/fd.c), and its locks, as rows.
 */
#ifndef ANALYZE_FORMATS_PROCESS_FDINFO_STATE_H
#define ANALYZE_FORMATS_PROCESS_FDINFO_STATE_H

#include "analyze/base/format.h"

struct fd_state {
    int64_t pid;
    int64_t tid;
    int64_t fd; /* -1 before the first descriptor */
    struct maybe pos;
    struct maybe flags;
    struct maybe mount_id;
    struct maybe inode;
    size_t line; /* the first of the descriptor */
};

extern const struct table fd_state_table, fd_lock_table;

/* Hands on the row of the descriptor, if there is one.  0, or -1 when the sink says so. */
int fd_state_end(struct fd_state *state, const struct format_sink *sink);

/*
 * Takes a line `key:	value` of the descriptor `fd`; the row of the descriptor before is handed on when another one begins.  A lock is a
 * row of its own.  A value that is not understood is a problem.
 */
int fd_state_take(struct fd_state *state, int64_t fd, struct slice key, struct slice value,
                  const struct format_sink *sink, size_t line);

#endif
