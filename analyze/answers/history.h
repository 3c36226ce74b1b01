/*
 * Where and since when a thing was seen, over all snapshots of a database.
 */
#ifndef ANALYZE_ANSWERS_HISTORY_H
#define ANALYZE_ANSWERS_HISTORY_H

#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/scope.h"
#include "analyze/render/screen.h"

struct history_request {
    const char *database; /* path */
    const char *what;
    struct scope scope;
    const char *kind; /* address, network, port, path, digest, user or container; NULL for all that `what` may be */
    const struct render_format *format;
    struct screen *screen; /* begun in that format */
    bool found;            /* out */
};

/* Writes the answer to standard output.  0, or -1 with the error filled. */
int history_answer(struct history_request *request, struct error *error);

#endif
