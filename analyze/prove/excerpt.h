/*
 * The bytes of a member that a row was read from: the line of a text, the message of a netlink dump, the string of a file of strings, or the
 * whole of a file that makes one row.
 */
#ifndef ANALYZE_PROVE_EXCERPT_H
#define ANALYZE_PROVE_EXCERPT_H

#include "analyze/base/slice.h"

struct excerpt {
    struct slice bytes; /* borrowed from the content; without the newline or the NUL that ends it */
    bool binary;        /* better shown in hexadecimal */
    bool whole;         /* all of the member */
};

/* Finds the bytes of line `line` of the member `path` (0: all of it).  False where the member has no such line. */
bool excerpt_find(struct slice path, struct slice content, bool big_endian, int64_t line, struct excerpt *excerpt);

#endif
