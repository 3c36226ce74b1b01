/*
 * Escapes bytes that the host controls, so that they can stand in a line of text.  docs/snapshot-format.md defines the
 * forms.  Each function appends to `out`.
 */
#ifndef COLLECT_BASE_ESCAPE_H
#define COLLECT_BASE_ESCAPE_H

#include "collect/base/bytes.h"

/* For `links`: a backslash, control bytes, bytes that are not UTF-8, and a `!` at the beginning become \xHH. */
void escape_target(struct bytes *out, const char *data, size_t len);

/*
 * For `source` in the manifest, and for a terminal: a backslash and every byte that is not printable ASCII become \xHH.
 */
void escape_ascii(struct bytes *out, const char *data, size_t len);

/*
 * For one component of a member's name: letters, digits, '.', '-' and '_' stay, every other byte becomes _xHH.  A '_'
 * before an 'x' becomes _xHH too, so that different names stay different.
 */
void escape_component(struct bytes *out, const char *data, size_t len);

/* Length (1 to 4) of the UTF-8 sequence that `data` begins with; 0 if it is none, is overlong, or is a surrogate. */
size_t utf8_length(const char *data, size_t len);

#endif
