/*
 * A row as lines, a column each: for rows that no screen is wide enough for.
 */
#ifndef ANALYZE_RENDER_LINE_H
#define ANALYZE_RENDER_LINE_H

#include "analyze/render/render.h"

/* The row, whole, without an empty line around it. */
void line_write(const struct render *render, const struct cell *cells);

/* A heading as plain text on a line of its own, as all formats for people but markdown have it. */
void table_heading(struct render *render, struct slice text);

#endif
