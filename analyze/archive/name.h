/*
 * Names of members: the grammar of docs/snapshot-format.md.
 */
#ifndef ANALYZE_ARCHIVE_NAME_H
#define ANALYZE_ARCHIVE_NAME_H

#include "analyze/base/slice.h"

/*
 * What is expected in the place of a name that is not valid, as "a name without . and .."; NULL when the name is valid.
 */
const char *name_want(struct slice name);

/* Reads a number without sign or leading zeros, of at most 18 digits: a pid, a namespace.  False when it is none. */
bool name_number(struct slice text, int64_t *number);

/*
 * Splits at the first slash: what is before it goes to `first`, and what is behind it stays in `rest` (ptr NULL when
 * there was none).  False when `rest` is NULL already.
 */
bool name_split(struct slice *rest, struct slice *first);

#endif
