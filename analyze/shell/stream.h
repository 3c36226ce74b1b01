/*
 * Lines of a file, or of standard input that is no terminal.
 */
#ifndef ANALYZE_SHELL_STREAM_H
#define ANALYZE_SHELL_STREAM_H

#include <stdio.h>

#include "analyze/base/error.h"
#include "analyze/shell/input.h"

struct stream {
    struct input input;
    FILE *in;
    char *line;
    size_t size;
    int error; /* errno of a read that failed */
};

/* The stream must not move afterwards. */
int stream_open(struct stream *stream, const char *path, struct error *error);
void stream_standard(struct stream *stream);

/* -1 with the error filled where not all of it could be read. */
int stream_close(struct stream *stream, struct error *error);

#endif
