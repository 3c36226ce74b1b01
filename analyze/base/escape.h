/*
 * Makes hostile text safe to show in a terminal, a spreadsheet or a browser.
 *
 * Control characters, characters that reorder or hide text, and bytes that are not UTF-8 are written \xHH, one for each
 * byte.  A backslash that would read as such an escape is written \x5c, so that what is shown can always be turned
 * back into the bytes; every other backslash stays.
 */
#ifndef ANALYZE_BASE_ESCAPE_H
#define ANALYZE_BASE_ESCAPE_H

#include <stdio.h>

#include "analyze/base/slice.h"

enum glyph_kind {
    GLYPH_PLAIN,   /* may be shown */
    GLYPH_CONTROL, /* a valid character that must not be shown */
    GLYPH_BYTE,    /* a byte that is no character, or a backslash that would read as an escape */
};

/* One character of a text, or one byte that is none. */
struct glyph {
    struct slice bytes;
    uint32_t code; /* Unicode, or the byte */
    enum glyph_kind kind;
};

/* Takes the next glyph off `rest`; false at the end.  UTF-8 as RFC 3629 has it: no surrogates, nothing overlong. */
bool glyph_next(struct slice *rest, struct glyph *glyph);

/* Length of the run of printable ASCII without backslashes that a text begins with: it needs no look at each glyph. */
size_t escape_ascii(struct slice text);

/* Writes every byte as \xHH.  Errors stay in the stream, here and below. */
void escape_bytes(FILE *out, struct slice bytes);

/* Writes a text as it may be shown. */
void escape_write(FILE *out, struct slice text);

/* The same, cut to `width` columns of which the last is a mark, where it is wider. */
void escape_write_cut(FILE *out, struct slice text, size_t width);

/* The columns that escape_write() fills on a terminal.  Needs no locale, so it may be off for the rarer scripts. */
size_t escape_width(struct slice text);

#endif
