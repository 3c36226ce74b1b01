/*
 * Standard output as somebody at a terminal wants it: a table that fits, NULL told from empty text, and a page at a time.  Where it is no
 * terminal, or the format is for a program, it is the bare format.
 *
 * A command begins it before it is confined: no pager can be started after that.
 */
#ifndef ANALYZE_RENDER_SCREEN_H
#define ANALYZE_RENDER_SCREEN_H

#include "analyze/render/pager.h"
#include "analyze/render/render.h"

struct screen {
    struct render render;
    struct pager pager;
};

/* From here on standard output is the pager's, where there is one. */
void screen_begin(struct screen *screen, const struct render_format *format);

/* Frees what an unfinished result holds, and waits until the user has read. */
void screen_end(struct screen *screen);

#endif
