/*
 * What happened when, over all snapshots of the hosts: the view timeline, in the formats of those who read it, Timesketch and the Elastic
 * Common Schema among them.
 */
#ifndef ANALYZE_ANSWERS_TIMELINE_H
#define ANALYZE_ANSWERS_TIMELINE_H

#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/query/scope.h"
#include "analyze/render/screen.h"

struct timeline_request {
    struct scope scope;
    const char *from, *until;           /* times, as SQLite reads them; NULL for none */
    const struct render_format *format; /* render_nested: events of the Elastic Common Schema */
    struct screen *screen;              /* begun in that format */
};

/* Prints it.  *incomplete: something has no time that can be told, which was said.  0, or -1 with the error filled. */
int timeline_print(const char *database, const struct timeline_request *request, bool *incomplete, struct error *error);

#endif
