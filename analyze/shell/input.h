/*
 * Where the lines of a shell come from.
 */
#ifndef ANALYZE_SHELL_INPUT_H
#define ANALYZE_SHELL_INPUT_H

#include <stdbool.h>
#include <stdint.h>

enum input_kind {
    INPUT_LINE,
    INPUT_CANCELLED, /* Ctrl-C: what was begun is forgotten */
    INPUT_END,
};

struct input {
    const char *name; /* for messages; NULL for a terminal */
    int64_t number;   /* of the line */
    void *context;
    /* Reads the next line, without its newline; `begun` says that a statement is.  The text lives until the next call. */
    enum input_kind (*next)(struct input *input, bool begun, const char **line);
};

#endif
