/*
 * Standard output, where its reader may go away: `analyze query ... | head -1` has what it wants, and that is no failure.
 */
#ifndef ANALYZE_BASE_OUTPUT_H
#define ANALYZE_BASE_OUTPUT_H

#include <stdbool.h>

#include "analyze/base/error.h"

/* Whether standard output is a pipe or a socket whose other end is closed. */
bool output_is_closed(void);

/* Fills the error for output that could not be written, with errno as the failed call left it, and returns -1. */
int output_error(struct error *error);

#endif
