/*
 * Where the snapshot is written to: standard output, or a file that gets its final name only when it is complete.
 */
#ifndef COLLECT_ARCHIVE_OUTPUT_H
#define COLLECT_ARCHIVE_OUTPUT_H

#include "collect/base/error.h"

struct output {
    int fd;
    const char *target;     /* the final name, owned by the caller; NULL: standard output */
    struct bytes temporary; /* "<target>.partial-XXXXXX" until the file is complete; empty if there is no such file */
};

/* Opens the output.  Refuses a terminal, and a target that exists.  0, or -1 with the error filled. */
int output_open(struct output *output, const char *target, struct error *error);

/*
 * Call after everything was written: syncs the file and gives it its final name, without replacing a file that has got
 * this name in the meantime.  0, or -1 with the error filled.
 */
int output_commit(struct output *output, struct error *error);

/*
 * Closes the output.  A file that was not committed keeps its temporary name if `keep` is set; otherwise it is removed.
 */
void output_close(struct output *output, bool keep);

#endif
