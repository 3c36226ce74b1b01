/*
 * The file that the snapshot is written to: standard output, or a new file that bears its name only when it is complete.
 */
#ifndef COLLECT_ARCHIVE_OUTPUT_H
#define COLLECT_ARCHIVE_OUTPUT_H

#include "collect/base/error.h"

struct output {
    int fd;
    const char *target;     /* NULL: standard output */
    struct bytes temporary; /* name of the file until then; empty when there is none */
};

/* Refuses a terminal, and a target that exists.  0, or -1 with the error filled. */
int output_open(struct output *output, const char *target, struct error *error);

/* All was written: makes it durable, and gives it its name, unless another file took the name meanwhile. */
int output_commit(struct output *output, struct error *error);

/* Closes; what was not committed stays under its temporary name when it is worth keeping, and is removed otherwise. */
void output_close(struct output *output, bool keep);

#endif
