/*
 * Bytes that the host controls, made fit for a text line, each in the form that docs/snapshot-format.md gives it.
 */
#ifndef COLLECT_BASE_ESCAPE_H
#define COLLECT_BASE_ESCAPE_H

#include "collect/base/bytes.h"

/* As in `links`: backslash, control bytes, bytes that are not UTF-8, and a `!` in the first place become \xHH. */
void escape_target(struct bytes *out, const char *data, size_t len);

/* As in `source` of the manifest, and for a terminal: everything but printable ASCII, and backslashes, become \xHH. */
void escape_ascii(struct bytes *out, const char *data, size_t len);

/* As one component of a member name: letters, digits, '.', '-' and '_' stay, anything else becomes _xHH, and so does a
 * '_' before an 'x', so that two names never become one. */
void escape_component(struct bytes *out, const char *data, size_t len);

/* The length of the UTF-8 sequence at the start (1 to 4); 0 where there is none, an overlong one, or a surrogate. */
size_t utf8_length(const char *data, size_t len);

#endif
