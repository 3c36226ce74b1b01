/*
 * What changed between snapshots: a line a change.
 */
#ifndef ANALYZE_ANSWERS_DIFF_H
#define ANALYZE_ANSWERS_DIFF_H

#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/scope.h"
#include "analyze/render/screen.h"

struct diff_request {
    const char *database;  /* path */
    const char *old, *new; /* numbers of snapshots, or hosts for their newest; NULL for those that scope means */
    struct scope scope;    /* which snapshots to compare, each with the one before it */
    bool unchanged;        /* tell that, too */
    const struct render_format *format;
    struct screen *screen; /* begun in that format */
    bool alarming;         /* out: something that listens or runs is new */
};

/* Writes the answer to standard output.  0, or -1 with the error filled. */
int diff_answer(struct diff_request *request, struct error *error);

#endif
