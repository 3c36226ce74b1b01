/*
 * A report: one page for whoever did not run the queries.  For one snapshot its sections; for several a first part over all of them, then a
 * chapter for each.
 */
#ifndef ANALYZE_REPORT_REPORT_H
#define ANALYZE_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "analyze/base/error.h"
#include "analyze/base/progress.h"
#include "analyze/query/scope.h"

struct report_request {
    const char *database;        /* path */
    const char *title;           /* NULL for one that names the hosts */
    const char *const *sections; /* names of those that are wanted */
    size_t section_count;        /* 0: all */
    size_t rows;                 /* of a table; 0 for the usual number */
    size_t bytes;                /* of the page; 0 for what is usual */
    const char *command;         /* that made it, to be shown */
    struct scope scope;
    struct progress *progress; /* NULL for none */
};

/* Writes the page.  0, or -1 with the error filled. */
int report_write(const struct report_request *request, FILE *out, struct error *error);

/* An error that lists the names unless there is a section of that name. */
int report_check_section(const char *name, struct error *error);

#endif
