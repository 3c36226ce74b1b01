/*
 * Text of a captured host inside HTML, SVG or XML: nothing of it is markup, neither between tags nor in an attribute with double quotes,
 * and what must not be shown is written as analyze/base/escape.h says.
 */
#ifndef ANALYZE_RENDER_MARKUP_H
#define ANALYZE_RENDER_MARKUP_H

#include <stdio.h>

#include "analyze/base/slice.h"

void markup_write(FILE *out, struct slice text);

/* The same for text that may be shown as it is: what escape_write_cut() wrote. */
void markup_write_shown(FILE *out, struct slice text);

/* The same, with a mark at its end where it has more than `most` characters.  Returns whether it was cut. */
bool markup_write_cut(FILE *out, struct slice text, size_t most);

#endif
