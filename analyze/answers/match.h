/*
 * What of lists of indicators, and of the flows that sensors saw, is in the snapshots.
 */
#ifndef ANALYZE_ANSWERS_MATCH_H
#define ANALYZE_ANSWERS_MATCH_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/base/error.h"
#include "analyze/base/limits.h"
#include "analyze/query/scope.h"
#include "analyze/render/screen.h"

struct match_request {
    struct scope scope;
    int64_t tolerance_ns;
    const struct limits *limits;
    const struct render_format *format;
    struct screen *screen; /* begun in that format */
};

struct match_result {
    int64_t hits, indicators, refused;
    int64_t rows; /* of the table of indicators: a word may be of two kinds */
    int64_t hit_indicators;
    int64_t flows_apart; /* name a socket at another time */
};

/* Prints the hits of the lists, which are paths, or - for standard input.  0, or -1 with the error filled. */
int match_print(const char *database, char *const *lists, size_t count, const struct match_request *request,
                struct match_result *result, struct error *error);

#endif
